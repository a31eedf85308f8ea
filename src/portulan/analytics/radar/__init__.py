"""Which pairs of organisations may link next, on what evidence, and how well such guesses did in the past."""

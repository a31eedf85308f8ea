"""Pages of cooperations: each reads its input, makes one call, shows the result."""

"""One module per source: raw files to our tables."""

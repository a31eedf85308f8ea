"""Suggestions of the radar and how good they are, for the command line and for pages. No web framework."""

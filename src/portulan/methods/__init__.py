"""Pure algorithms on plain values: no Django, no tables, no files."""

"""Names and identifiers of other sources, tied to the registry of organisations."""

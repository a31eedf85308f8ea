"""The open API: addresses, schemas, limits. No rule of its own."""

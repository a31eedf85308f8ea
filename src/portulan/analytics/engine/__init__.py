"""Connections to the database engine; the only place that names it."""

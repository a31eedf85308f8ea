"""Portulan steers the international cooperation of a research organisation."""

__version__ = "0.1.0"

"""What the engine raises, under a name of ours, for those who must not name the engine."""

import duckdb

EngineError = duckdb.Error


class UnreadableLinesError(Exception):
    """Lines could not be read as the columns asked for: which ones, only a careful reading tells."""


__all__ = ["EngineError", "UnreadableLinesError"]

"""What the engine raises, under a name of ours, for those who must not name the engine."""

import duckdb

EngineError = duckdb.Error

__all__ = ["EngineError"]

"""DuckDB opened read-only, to answer pages: no Ibis here, so that a web process starts fast and stays small."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb

_SETTINGS: dict[str, Any] = {"threads": 1, "memory_limit": "256MB", "autoinstall_known_extensions": False}


class Store:
    """One published file of figures. Safe to use from several threads: each call has its own cursor."""

    def __init__(self, path: Path) -> None:
        self._connection = duckdb.connect(str(path), read_only=True, config=_SETTINGS)

    def rows(
        self,
        table: str,
        columns: Sequence[str],
        *,
        where: Mapping[str, Any] | None = None,
        order: Sequence[str] = (),
        limit: int | None = None,
        offset: int = 0,
    ) -> list[tuple[Any, ...]]:
        """Rows of a table as tuples in the order of ``columns``.

        ``where`` maps a column to a value, or to a list of values any of which will do; ``order`` names columns,
        with a leading minus for the largest first.
        """
        clause, values = _conditions(where or {})
        sql = f"SELECT {_names(columns)} FROM {_name(table)}{clause}{_order(order)}{_window(limit, offset)}"  # noqa: S608 - names come from code and are quoted
        return self._connection.cursor().execute(sql, values).fetchall()

    def has(self, table: str) -> bool:
        """Whether the file holds this table; one written by an earlier code may not."""
        sql = "SELECT 1 FROM information_schema.tables WHERE table_name = ?"
        return self._connection.cursor().execute(sql, [table]).fetchone() is not None

    def sums(
        self,
        table: str,
        by: Sequence[str],
        summed: Sequence[str],
        *,
        where: Mapping[str, Any] | None = None,
        order: Sequence[str] = (),
        limit: int | None = None,
    ) -> list[tuple[Any, ...]]:
        """Sums of columns (whole numbers) for each value of ``by``, in the order of ``by`` then ``summed``.

        ``where``, ``order`` and ``limit`` as for ``rows``; ``order`` may name a sum.
        """
        clause, values = _conditions(where or {})
        told = ", ".join(f"sum({_name(one)})::BIGINT AS {_name(one)}" for one in summed)
        chosen = ", ".join([*(_name(one) for one in by), told])
        sql = (
            f"SELECT {chosen} FROM {_name(table)}{clause} GROUP BY {_names(by)}"  # noqa: S608 - names come from code and are quoted
            f"{_order(order)}{_window(limit, 0)}"
        )
        return self._connection.cursor().execute(sql, values).fetchall()

    def close(self) -> None:
        self._connection.close()


def _name(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _names(texts: Sequence[str]) -> str:
    return ", ".join(_name(text) for text in texts)


def _conditions(where: Mapping[str, Any]) -> tuple[str, list[Any]]:
    parts: list[str] = []
    values: list[Any] = []
    for column, wanted in where.items():
        several = wanted if isinstance(wanted, (list, tuple)) else [wanted]
        marks = ", ".join("?" for _ in several)
        parts.append(f"{_name(column)} IN ({marks})" if several else "false")
        values.extend(several)
    return (" WHERE " + " AND ".join(parts) if parts else ""), values


def _order(order: Sequence[str]) -> str:
    terms = [f"{_name(one[1:])} DESC" if one.startswith("-") else _name(one) for one in order]
    return f" ORDER BY {', '.join(terms)}" if terms else ""


def _window(limit: int | None, offset: int) -> str:
    return "" if limit is None else f" LIMIT {int(limit)} OFFSET {int(offset)}"

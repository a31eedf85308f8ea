"""One loading of a pack: what its loaders read from and write to."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar

from django.db.models import QuerySet
from pydantic import BaseModel

from portulan.foundations.journal.actor import Actor
from portulan.foundations.model.base import Row
from portulan.foundations.model.keeping import Kept, Outcome, keep
from portulan.foundations.packs.entries import DatedEntry, Source

SOURCES_FILE = "sources.toml"

T = TypeVar("T")


@dataclass(slots=True)
class Visit:
    """Documents by file name, who loads and when, and what was done so far."""

    documents: Mapping[str, BaseModel]
    digest: str
    by: Actor
    at: datetime
    today: date
    outcome: Outcome = field(default_factory=Outcome)
    lines: list[str] = field(default_factory=list)
    _read: dict[Callable[[], Any], Any] = field(default_factory=dict)

    def once(self, read: Callable[[], T]) -> T:
        """What ``read`` gives, asked once in a visit: for what no section of a pack changes, such as countries."""
        if read not in self._read:
            self._read[read] = read()
        known: T = self._read[read]
        return known

    def keep(
        self,
        rows: QuerySet[Any],
        wanted: Iterable[Mapping[str, Any]],
        *,
        key: tuple[str, ...],
        called: Callable[[Any], str] = str,
        close: bool = True,
    ) -> list[Kept]:
        """Bring ``rows`` to what is wanted (see foundations.model.keeping) and note the difference; gives what was
        touched."""
        done = keep(rows, wanted, key=key, today=self.today, close=close)
        self.outcome.add(done)
        self.lines.extend(_line(kept, called(kept.row)) for kept in done.touched)
        return done.touched

    def dated(self, entry: DatedEntry) -> dict[str, Any]:
        """The columns of a dated row: when it holds and where this was read."""
        known = self._source(entry.source)
        return {
            "since": entry.since,
            "until": entry.until,
            "source": known.title if known else "",
            "source_url": (known.url if known else None) or "",
            "source_as_of": known.as_of if known else None,
        }

    def _source(self, key: str | None) -> Source | None:
        if key is None:
            return None
        return self.documents[SOURCES_FILE].source[key]  # type: ignore[attr-defined]  # Sources, by its file name


_SIGNS = {"created": "+", "changed": "~", "closed": "x"}


def _line(kept: Kept, called: str) -> str:
    kind = _kind(kept.row)
    said = f"{_SIGNS[kept.how]} {kind} {called}"
    if kept.how == "created":
        return said
    before = kept.before or {}
    told = ", ".join(
        f"{name}: {_shown(before[name])} -> {_shown(value)}" for name, value in kept.after.items()
    )
    return f"{said}: {told}"


def _kind(row: Row) -> str:
    return str(row._meta.verbose_name)


def _shown(value: Any) -> str:
    text = "-" if value in (None, "") else str(value)
    return text if len(text) <= 60 else f"{text[:57]}..."

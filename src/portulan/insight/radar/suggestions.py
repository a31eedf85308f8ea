"""Suggestions for one organisation, for pages: new partners, partners to deepen with, partners that fade."""

from datetime import date
from functools import lru_cache
from pathlib import Path

from portulan.analytics.radar.explanation import Bridge, Explanation, Meeting, Theme
from portulan.analytics.radar.links import Links, UnusableLinksError, read
from portulan.analytics.radar.pairs import Scope
from portulan.analytics.radar.suggestions import Known, New, Suggestions, suggested

__all__ = [
    "Bridge",
    "Explanation",
    "Known",
    "Meeting",
    "New",
    "Suggestions",
    "Theme",
    "UnusableLinksError",
    "suggestions",
]


def suggestions(
    *,
    path: Path,
    focal: str,
    country: str,
    day: date,
    kinds: tuple[str, ...] = (),
    min_activity: int = 2,
    count: int = 20,
) -> Suggestions:
    """By what the links of ``path`` told on ``day``, for the organisation ``focal`` of ``country``.

    The table is read once per version of the file. Raises UnusableLinksError when it or the organisation cannot be
    used.
    """
    scope = Scope(country, focal=focal, kinds=kinds, min_activity=min_activity)
    return suggested(
        _links(path, path.stat().st_mtime_ns if path.exists() else 0, day), scope, day, count=count
    )


@lru_cache(maxsize=2)
def _links(path: Path, version: int, day: date) -> Links:
    return read(path, today=day)

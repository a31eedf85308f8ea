"""Cooperations that the sources show, between us or a team of ours and an organisation abroad."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from portulan.insight.version import Opened, remembered

_COLUMNS = ("source", "team_key", "key", "name", "country", "count", "first_year", "last_year")


@dataclass(frozen=True, slots=True)
class Found:
    """What one source shows: ``count`` shared projects ("cordis") or works ("hal") in these years.

    ``team_key`` is the code of a team, empty where the source names no unit of ours. ``aliases`` are the keys under
    which the source, and others, know the same organisation.
    """

    source: str
    team_key: str
    key: str
    name: str
    country: str
    count: int
    first_year: int
    last_year: int
    aliases: tuple[str, ...] = ()


class FoundFigures(Opened):
    """See ``Figures``."""

    @remembered
    def found(self, source: str, *, teams: tuple[str, ...] | None = None, key: str = "") -> list[Found]:
        """What a source shows, most shared first; ``teams`` (codes) narrows it to them, ``key`` to one organisation.

        Empty for a version built before these were counted: see ``counts_found``.
        """
        if not self.counts_found():
            return []
        where: dict[str, Any] = {"source": source}
        where |= {"team_key": list(teams)} if teams is not None else {}
        where |= {"key": key} if key else {}
        order = ("-count", "name", "key", "team_key")
        rows = self._rows("found", _COLUMNS, where, order=order)
        aliases = self.aliases(tuple(sorted({row[2] for row in rows})))
        return [_found(row, aliases.get(row[2], ())) for row in rows]

    @remembered
    def aliases(self, keys: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """Other keys of each organisation, as sources know it."""
        found: dict[str, set[str]] = defaultdict(set)
        for key, alias in self._rows("organisation_links", ("key", "alias"), {"key": list(keys)}):
            if alias != key:
                found[key].add(alias)
        return {key: tuple(sorted(others)) for key, others in found.items()}

    @remembered
    def teams_found(self) -> tuple[str, ...]:
        """Codes of the teams for which a source shows something."""
        if not self.counts_found():
            return ()
        rows = self._rows("found", ("team_key",), {"source": "hal"})
        return tuple(sorted({team for (team,) in rows}))

    def counts_found(self) -> bool:
        """Whether this version counts what the sources show; one built by an earlier Portulan does not."""
        return self._store.has("found")


def _found(row: tuple[Any, ...], aliases: tuple[str, ...]) -> Found:
    return Found(**dict(zip(_COLUMNS, row, strict=True)), aliases=aliases)

"""Publications of ours as pages ask for them: with a country, with a partner, of a unit; read from the cubes.

A work counts once, in the field its source puts first, so that fields add up. Works of more than 100 authors or 30
countries are counted apart (``hyper``) and are in no other figure.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from portulan.analytics.engine.serving import Store
from portulan.analytics.jobs import disk
from portulan.insight.bounds import poisson, wilson
from portulan.insight.figures import Figures, published
from portulan.insight.results import Growth, NotEnough, Period, YearCount

NEEDED, LONGEST = 10, 5  # as the growth of other figures: counts of the first period, years of a period
ONE = 10_000_000_000  # a whole work in the unit of fractions
_SUMS = ("works", "cited", "first", "last", "corresponding")
_TOGETHER = (*_SUMS, "fraction", "their_first", "their_last", "their_corresponding")
_EXAMPLE = ("work", "title", "year", "field", "cited", "doi", "hal_id", "source", "source_id")


@dataclass(frozen=True, slots=True)
class Provenance:
    """What the figures came from: version of the data, when and with what they were made, records by source.

    ``as_of``: the latest day in the names of the parts that were read, or empty.
    """

    version: str
    built_at: datetime
    code: str
    counted: str
    engine: str
    sources: Mapping[str, int]
    as_of: str


@dataclass(frozen=True, slots=True)
class Lead:
    """Of ``works``, those whose first, last, corresponding author is on this side; an author may be on both."""

    first: int
    last: int
    corresponding: int


@dataclass(frozen=True, slots=True)
class Example:
    """A work one can open at ``url``, which may be empty."""

    title: str
    year: int
    field: str
    cited: int
    url: str


@dataclass(frozen=True, slots=True)
class PartnerLine:
    """A partner organisation (ROR key) and the works with it."""

    key: str
    works: int


@dataclass(frozen=True, slots=True)
class Together:
    """Works of a unit of ours, with somebody or in all. ``fractional`` and ``theirs`` are None where it is in all.

    ``years`` holds every year from the first to the last; ``fields``: code of the field and works by year, the
    fullest first, works without a field under the empty code; ``first_seen`` is the first year of all.
    """

    works: int
    fractional: float | None
    cited: int
    hyper: int
    first_seen: int
    years: tuple[YearCount, ...]
    fields: tuple[tuple[str, Mapping[int, int]], ...]
    growth: Growth | NotEnough
    ours: Lead
    theirs: Lead | None
    partners: tuple[PartnerLine, ...]
    examples: tuple[Example, ...]
    abroad: int | None = None


class Publications:
    """The publications of one version; read-only and safe to use from several threads."""

    def __init__(self, folder: Path, manifest: Mapping[str, Any]) -> None:
        self._store = Store(folder / "works.duckdb")
        self._manifest = manifest
        self._whole = f"ror-{manifest['focal']['ror']}"

    @property
    def provenance(self) -> Provenance:
        """What every figure came from."""
        told, works = self._manifest, self._manifest["works"]
        counts: dict[str, int] = {}
        for part in works["parts"]:
            counts[part["source"]] = counts.get(part["source"], 0) + part["read"]
        days = [
            piece.partition("=")[2]
            for part in works["parts"]
            for piece in part["name"].split("/")
            if "updated_date=" in piece
        ]
        built = datetime.fromisoformat(told["built_at"])
        return Provenance(
            told["version"],
            built,
            told["code"],
            works["code"],
            works["engine"],
            counts,
            max(days, default=""),
        )

    def with_country(
        self, country: str, *, unit: str = "", examples: int = 8, partners: int = 10
    ) -> Together | None:
        """Works of ours (or of a unit) with a country, ISO alpha-2; None where there is none."""
        where = {"unit": unit or self._whole, "country": country}
        rows = self._store.sums("country_years", ("year", "field", "hyper"), _TOGETHER, where=where)
        listed = self._store.sums(
            "partner_years",
            ("partner",),
            ("works",),
            where={**where, "hyper": False},
            order=("-works", "partner"),
            limit=partners,
        )
        lines = [PartnerLine(f"ror-{key}", works) for key, works in listed]
        return self._together(rows, lines, self._examples(where, examples))

    def with_partner(
        self, key: str, *, country: str = "", unit: str = "", examples: int = 8
    ) -> Together | None:
        """Works with an organisation (``ror-...``); naming its country makes the answer quicker."""
        where = {"unit": unit or self._whole, "partner": key.removeprefix("ror-")}
        if country:
            where["country"] = country
        rows = self._store.sums("partner_years", ("year", "field", "hyper"), _TOGETHER, where=where)
        return self._together(rows, [], self._examples(where, examples))

    def of_unit(self, unit: str = "", *, examples: int = 8, partners: int = 10) -> Together | None:
        """All works of a unit: ``ror-...``, ``rnsr-...``, ``team-...``; of the whole organisation when empty."""
        where = {"unit": unit or self._whole}
        rows = self._store.sums("unit_years", ("year", "field", "hyper"), (*_SUMS, "abroad"), where=where)
        listed = self._store.sums(
            "partner_years",
            ("partner",),
            ("works",),
            where={**where, "hyper": False},
            order=("-works", "partner"),
            limit=partners,
        )
        lines = [PartnerLine(f"ror-{key}", works) for key, works in listed]
        return self._together(rows, lines, self._examples(where, examples), alone=True)

    def _examples(self, where: Mapping[str, Any], many: int) -> tuple[Example, ...]:
        """Works published last, each once, the most cited first in a year."""
        rows = self._store.rows(
            "examples", _EXAMPLE, where=where, order=("-year", "-cited", "work"), limit=many * 6
        )
        once = {row[0]: row for row in rows}
        return tuple(_example(row) for row in list(once.values())[:many])

    def _together(
        self,
        rows: Sequence[tuple[Any, ...]],
        lines: list[PartnerLine],
        examples: tuple[Example, ...],
        *,
        alone: bool = False,
    ) -> Together | None:
        if not rows:
            return None
        plain = [row for row in rows if not row[2]]
        by_year, fields = _by_year(plain), _by_field(plain)
        total = [sum(column) for column in zip(*(row[3:] for row in plain), strict=True)] or [0] * len(
            rows[0][3:]
        )
        return Together(
            works=total[0],
            fractional=None if alone else total[5] / ONE,
            cited=total[1],
            hyper=sum(row[3] for row in rows if row[2]),
            first_seen=min(row[0] for row in rows),
            years=_counts(by_year),
            fields=fields,
            growth=growth(by_year, last=self._last_year()),
            ours=Lead(*total[2:5]),
            theirs=None if alone else Lead(*total[6:9]),
            partners=tuple(lines),
            examples=examples,
            abroad=total[5] if alone else None,
        )

    def _last_year(self) -> int:
        """The last whole year there is: the year before that of the build."""
        return datetime.fromisoformat(self._manifest["built_at"]).year - 1


def growth(by_year: Mapping[int, int], *, last: int) -> Growth | NotEnough:
    """Annual growth between the two periods of five years that end with ``last``; formulas as ``results.Growth``."""
    first_period = Period(last - 2 * LONGEST + 1, last - LONGEST)
    last_period = Period(last - LONGEST + 1, last)
    before, after = (
        sum(by_year.get(year, 0) for year in range(one.first, one.last + 1))
        for one in (first_period, last_period)
    )
    if before < NEEDED:
        return NotEnough(NEEDED, before, "works", first_period)
    low, high = wilson(after, before + after)
    shares = (after / (before + after), low, high)
    rate, least, most = (_rate(share) for share in shares)
    return Growth(rate, least, most, first_period, last_period, before, after)


def _rate(share: float) -> float:
    return float("inf") if share >= 1 else float((share / (1 - share)) ** (1 / LONGEST) - 1)


def _by_year(rows: Sequence[tuple[Any, ...]]) -> dict[int, int]:
    found: dict[int, int] = {}
    for row in rows:
        found[row[0]] = found.get(row[0], 0) + row[3]
    return found


def _by_field(rows: Sequence[tuple[Any, ...]]) -> tuple[tuple[str, Mapping[int, int]], ...]:
    found: dict[str, dict[int, int]] = {}
    for year, field, _, works, *_rest in rows:
        years = found.setdefault(field, {})
        years[year] = years.get(year, 0) + works
    return tuple(sorted(found.items(), key=lambda one: (-sum(one[1].values()), one[0])))


def _counts(by_year: Mapping[int, int]) -> tuple[YearCount, ...]:
    if not by_year:
        return ()
    years = range(min(by_year), max(by_year) + 1)
    return tuple(YearCount(year, by_year.get(year, 0), *poisson(by_year.get(year, 0))) for year in years)


def _example(row: tuple[Any, ...]) -> Example:
    _, title, year, field, cited, doi, hal_id, source, source_id = row
    url = f"https://doi.org/{doi}" if doi else f"https://hal.science/{hal_id}" if hal_id else ""
    if not url and source == "openalex":
        url = f"https://openalex.org/{source_id}"
    return Example(title or source_id, year, field, cited, url)


@lru_cache(maxsize=8)  # versions held open
def of(figures: Figures) -> Publications | None:
    """The publications of the version these figures are of; None where it has none."""
    if "works" not in figures.manifest:
        return None
    return Publications(figures.folder, figures.manifest)


def in_use(lake: Path) -> Publications | None:
    """The publications of the version in use; None before the first build or where it has none."""
    figures = published(lake)
    return of(figures) if figures is not None else None


def as_of(lake: Path, version: str) -> Publications | None:
    """The publications of an earlier version that is kept, named in full. Raises LakeBrokenError when it is not."""
    disk.manifest(lake, version)
    return of(Figures(disk.version_folder(lake, version)))

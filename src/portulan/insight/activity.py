"""Figures of shared activity: co-authorship between countries, European projects, co-publications, partners."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from portulan.insight.results import (
    CountryActivity,
    FieldActivity,
    Growth,
    NotEnough,
    OrganisationRef,
    PartnerActivity,
    Period,
    ProgrammeActivity,
    Project,
    TeamActivity,
    Work,
    YearCount,
)
from portulan.insight.version import Opened, remembered

NEEDED = 10
_YEAR = ("year", "count", "low", "high")
_GROWTH = (
    "rate",
    "low",
    "high",
    "first_from",
    "first_to",
    "last_from",
    "last_to",
    "count_first",
    "count_last",
)
_PARTNER = (
    "key",
    "name",
    "country",
    "source",
    "count",
    "fractional",
    "share",
    "share_low",
    "share_high",
    "first_year",
    "last_year",
)
_UNITS = {"coauthorship": "works", "hal": "works", "cordis": "projects"}
_HAL = "https://hal.science/"
_CORDIS = "https://cordis.europa.eu/project/rcn/"


def _growth(row: tuple[Any, ...], unit: str) -> Growth | NotEnough:
    rate, low, high, first_from, first_to, last_from, last_to, first, last = row
    if rate is None:
        return NotEnough(NEEDED, first, unit, Period(first_from, first_to))
    return Growth(rate, low, high, Period(first_from, first_to), Period(last_from, last_to), first, last)


class ActivityFigures(Opened):
    """See ``Figures``."""

    @remembered
    def coauthorship(self, country: str) -> list[YearCount]:
        """Works co-authored by the pack's home country and ``country``, by year."""
        return self._years("coauthorship", country=country)

    @remembered
    def coauthorship_by_country(self) -> list[CountryActivity]:
        """The same for all countries x years at once, for the map; ``fractional`` is None."""
        rows = self._rows("coauthorship", ("country", "year", "count"), order=("country", "year"))
        return [CountryActivity(country, year, count, None) for country, year, count in rows]

    @remembered
    def coauthorship_growth(self, country: str) -> Growth | NotEnough:
        """Annual growth of co-authorship with ``country``: the last five years against the five before."""
        return self._growth_with("coauthorship", country)

    @remembered
    def country_works(self, country: str) -> list[YearCount]:
        """All works with an author in ``country``, by year (the diagonal)."""
        return self._years("country_works", country=country)

    @remembered
    def eu_by_country(self) -> list[CountryActivity]:
        """Our European projects by country of partner and start year; pairs with at least one."""
        return self._by_country("cordis")

    @remembered
    def eu_programmes(self, country: str) -> list[ProgrammeActivity]:
        """Our projects with partners in ``country``, by programme part, most first."""
        columns = ("programme", "count", "fractional", "first_year", "last_year")
        rows = self._rows("cordis_programmes", columns, {"country": country}, order=("-count", "programme"))
        return [ProgrammeActivity(*row) for row in rows]

    @remembered
    def eu_years(self, country: str) -> list[YearCount]:
        """Our projects with partners in ``country``, by start year."""
        return self._years("cordis_countries", country=country)

    @remembered
    def eu_projects(
        self, *, country: str | None = None, organisation: str | None = None, limit: int = 50, offset: int = 0
    ) -> list[Project]:
        """Our projects, newest first; ``organisation`` is an organisation key."""
        numbers = self._activities("cordis", country=country, organisation=organisation)
        where = None if numbers is None else {"rcn": numbers}
        columns = ("rcn", "programmes", "start", "end", "role")
        rows = self._rows("projects", columns, where, order=("-start", "rcn"), limit=limit, offset=offset)
        partners = self._partners_of("cordis", [row[0] for row in rows])
        return [_project(row, partners[row[0]]) for row in rows]

    @remembered
    def eu_total(self) -> int:
        """Number of European projects in which the focal organisation takes part."""
        return len(self._rows("projects", ("rcn",)))

    @remembered
    def eu_growth(self, country: str) -> Growth | NotEnough:
        """Annual growth of our projects with ``country``, between two equal periods of start years."""
        return self._growth_with("cordis", country)

    @remembered
    def copub_by_country(self) -> list[CountryActivity]:
        """Our works with organisations of each country, by year; empty when the pack has no co-publications."""
        return self._by_country("hal")

    @remembered
    def copub_fields(self, country: str) -> list[FieldActivity]:
        """Our works with ``country`` by field and year."""
        columns = ("field", "year", "count", "fractional")
        rows = self._rows("hal_fields", columns, {"country": country}, order=("field", "year"))
        return [FieldActivity(*row) for row in rows]

    @remembered
    def copub_years(self, country: str) -> list[YearCount]:
        """Our works with ``country``, by year."""
        return self._years("hal_countries", country=country)

    @remembered
    def copub_growth(self, country: str) -> Growth | NotEnough:
        """Annual growth of our works with ``country``, between two equal periods."""
        return self._growth_with("hal", country)

    @remembered
    def copub_total(self) -> int:
        """Number of distinct works of the co-publication source (all with at least one foreign organisation)."""
        return len(self._rows("works", ("hal_id",)))

    @remembered
    def copub_teams(
        self, *, country: str | None = None, organisation: str | None = None
    ) -> list[TeamActivity]:
        """Our teams by works shared, most first."""
        columns = ("team_key", "team", "activity", "key", "year")
        rows = self._rows("hal_team_activities", columns, _asked(country=country, key=organisation))
        return _teams(rows)

    @remembered
    def copub_works(
        self,
        *,
        country: str | None = None,
        organisation: str | None = None,
        team: str | None = None,
        limit: int = 50,
        offset: int = 0,
    ) -> list[Work]:
        """Works, newest first; ``team`` is "team-acumes"."""
        numbers = self._activities("hal", country=country, organisation=organisation, team=team)
        where = None if numbers is None else {"hal_id": numbers}
        columns = ("hal_id", "year", "fields", "teams")
        rows = self._rows("works", columns, where, order=("-year", "-hal_id"), limit=limit, offset=offset)
        partners = self._partners_of("hal", [row[0] for row in rows])
        return [_work(row, partners[row[0]]) for row in rows]

    @remembered
    def partners(
        self,
        *,
        country: str | None = None,
        team: str | None = None,
        source: str | None = None,
        limit: int | None = None,
    ) -> list[PartnerActivity]:
        """Partner organisations, most shared activity first, then by name; ``source`` is "cordis" or "hal".

        With ``team``, only partners of that team; the counts stay those of the whole organisation.
        """
        where = _asked(country=country, source="hal" if team else source)
        if team is not None:
            met = self._rows("hal_team_activities", ("key",), {"team_key": team})
            where["key"] = sorted({key for (key,) in met})
        return self._partner_rows(where, limit)

    @remembered
    def organisation_activity(self, key: str) -> list[PartnerActivity]:
        """What we share with one organisation: one line for each source and country it is met in."""
        return self._partner_rows({"key": key}, None)

    @remembered
    def organisation_years(self, key: str, source: str) -> list[YearCount]:
        """Shared activity with one organisation by year; ``source`` is "cordis" or "hal", ValueError else."""
        if source not in {"cordis", "hal"}:
            raise ValueError(f"{source!r} is no source of shared activity: cordis or hal")
        return self._years(f"{source}_partner_years", key=key)

    def _years(self, table: str, **where: str) -> list[YearCount]:
        return [YearCount(*row) for row in self._rows(table, _YEAR, where, order=("year",))]

    def _by_country(self, source: str) -> list[CountryActivity]:
        columns = ("country", "year", "count", "fractional")
        rows = self._rows(f"{source}_countries", columns, order=("country", "year"))
        return [CountryActivity(*row) for row in rows]

    def _growth_with(self, source: str, country: str) -> Growth | NotEnough:
        rows = self._rows(f"{source}_growth", _GROWTH, {"country": country})
        return _growth(rows[0], _UNITS[source]) if rows else NotEnough(NEEDED, 0, _UNITS[source])

    def _partner_rows(self, where: dict[str, Any], limit: int | None) -> list[PartnerActivity]:
        # "low" and "high" of a partner are those of its growth
        columns = (*_PARTNER, "how", *_GROWTH)
        rows = self._rows("partners", columns, where, order=("-count", "name", "key"), limit=limit)
        return [_partner(row) for row in rows]

    def _activities(
        self, source: str, *, country: str | None, organisation: str | None, team: str | None = None
    ) -> list[str] | None:
        """Identifiers of the activities asked for; None when all are."""
        where = _asked(country=country, key=organisation, team_key=team)
        if not where:
            return None
        table = "hal_team_activities" if team else f"{source}_activities"
        return sorted({number for (number,) in self._rows(table, ("activity",), where)})

    def _partners_of(self, source: str, numbers: list[str]) -> dict[str, list[OrganisationRef]]:
        columns = ("activity", "key", "name", "country")
        found: dict[str, list[OrganisationRef]] = defaultdict(list)
        for number, *ref in self._rows(
            f"{source}_activities", columns, {"activity": numbers}, order=("country", "name")
        ):
            found[number].append(OrganisationRef(*ref))
        return found


def _asked(**where: str | None) -> dict[str, Any]:
    return {name: value for name, value in where.items() if value is not None}


def _partner(row: tuple[Any, ...]) -> PartnerActivity:
    size = len(_PARTNER)
    facts = dict(zip(_PARTNER, row, strict=False))
    return PartnerActivity(**facts, how=row[size], growth=_growth(row[size + 1 :], _UNITS[facts["source"]]))


def _project(row: tuple[Any, ...], partners: list[OrganisationRef]) -> Project:
    rcn, programmes, start, end, role = row
    countries = tuple(sorted({partner.country for partner in partners}))
    return Project(
        rcn, f"{_CORDIS}{rcn}", tuple(programmes or ()), start, end or "", role, tuple(partners), countries
    )


def _work(row: tuple[Any, ...], partners: list[OrganisationRef]) -> Work:
    hal_id, year, fields, teams = row
    return Work(hal_id, f"{_HAL}{hal_id}", year, tuple(fields or ()), tuple(sorted(teams)), tuple(partners))


def _teams(rows: Iterable[tuple[Any, ...]]) -> list[TeamActivity]:
    works: dict[tuple[str, str], set[str]] = defaultdict(set)
    partners: dict[tuple[str, str], set[str]] = defaultdict(set)
    years: dict[tuple[str, str], list[int]] = defaultdict(list)
    for key, team, work, partner, year in rows:
        works[key, team].add(work)
        partners[key, team].add(partner)
        years[key, team].append(year)
    lines = [
        TeamActivity(
            *one,
            works=len(works[one]),
            partners=len(partners[one]),
            first_year=min(span),
            last_year=max(span),
        )
        for one, span in years.items()
    ]
    return sorted(lines, key=lambda one: (-one.works, one.team))

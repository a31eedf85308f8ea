"""Published figures, read from the version of the lake the pointer names. Nothing here writes."""

from datetime import datetime
from pathlib import Path

from portulan.insight.results import (
    Body,
    CountryActivity,
    CountryShape,
    FieldActivity,
    Focal,
    Growth,
    NotEnough,
    Organisation,
    OrganisationLine,
    PartnerActivity,
    ProgrammeActivity,
    Project,
    RefusedRow,
    SourceReport,
    Structure,
    TeamActivity,
    Work,
    YearCount,
)


def published(lake: Path) -> "Figures | None":
    """The figures now in use, or None when nothing has been built yet; cached until the pointer changes."""
    return None


class Figures:
    """One published version. Every method is cached for the life of the version, thread-safe and read-only.

    Countries are ISO 3166-1 alpha-2. A source that is missing gives empty lists; ``source(key).missing`` says so.
    """

    version: str
    built_at: datetime
    code: str
    focal: Focal

    def sources(self) -> list[SourceReport]:
        """Every source the project knows, in a fixed order, missing ones too."""
        raise NotImplementedError

    def source(self, key: str) -> SourceReport:
        """One source: coauthorship, cordis, hal, natural_earth, openalex_institutions, rnsr, ror; KeyError else."""
        raise NotImplementedError

    def refused(self, key: str, limit: int = 200) -> list[RefusedRow]:
        """The first refused rows of a source, in file order."""
        raise NotImplementedError

    def countries(self) -> list[CountryShape]:
        """Countries and territories of Natural Earth that have an ISO code, by code."""
        raise NotImplementedError

    def coauthorship(self, country: str) -> list[YearCount]:
        """Works co-authored by the pack's home country and ``country``, by year."""
        raise NotImplementedError

    def coauthorship_by_country(self) -> list[CountryActivity]:
        """The same for all countries x years at once, for the map; ``fractional`` is None."""
        raise NotImplementedError

    def coauthorship_growth(self, country: str) -> Growth | NotEnough:
        raise NotImplementedError

    def country_works(self, country: str) -> list[YearCount]:
        """All works with an author in ``country``, by year (the diagonal)."""
        raise NotImplementedError

    def eu_by_country(self) -> list[CountryActivity]:
        """Our European projects by country of partner and start year; all countries x years with at least one."""
        raise NotImplementedError

    def eu_programmes(self, country: str) -> list[ProgrammeActivity]:
        raise NotImplementedError

    def eu_years(self, country: str) -> list[YearCount]:
        raise NotImplementedError

    def eu_projects(
        self, *, country: str | None = None, organisation: str | None = None, limit: int = 50, offset: int = 0
    ) -> list[Project]:
        """Our projects, newest first; ``organisation`` is an organisation key."""
        raise NotImplementedError

    def eu_total(self) -> int:
        """Number of European projects in which the focal organisation takes part."""
        raise NotImplementedError

    def eu_growth(self, country: str) -> Growth | NotEnough:
        raise NotImplementedError

    def copub_by_country(self) -> list[CountryActivity]:
        raise NotImplementedError

    def copub_fields(self, country: str) -> list[FieldActivity]:
        raise NotImplementedError

    def copub_years(self, country: str) -> list[YearCount]:
        raise NotImplementedError

    def copub_growth(self, country: str) -> Growth | NotEnough:
        raise NotImplementedError

    def copub_total(self) -> int:
        """Number of distinct works of the co-publication source (all with at least one foreign organisation)."""
        raise NotImplementedError

    def copub_teams(
        self, *, country: str | None = None, organisation: str | None = None
    ) -> list[TeamActivity]:
        raise NotImplementedError

    def copub_works(
        self,
        *,
        country: str | None = None,
        organisation: str | None = None,
        team: str | None = None,
        limit: int = 50,
        offset: int = 0,
    ) -> list[Work]:
        """Works, newest first; ``team`` is "team-acumes" or the team's name."""
        raise NotImplementedError

    def partners(
        self,
        *,
        country: str | None = None,
        team: str | None = None,
        source: str | None = None,
        limit: int | None = None,
    ) -> list[PartnerActivity]:
        """Partner organisations, most shared activity first, then by name; ``source`` is "cordis" or "hal"."""
        raise NotImplementedError

    def organisation(self, key: str) -> Organisation | None:
        raise NotImplementedError

    def organisation_activity(self, key: str) -> list[PartnerActivity]:
        """What we share with one organisation: at most one line per source."""
        raise NotImplementedError

    def organisation_years(self, key: str, source: str) -> list[YearCount]:
        raise NotImplementedError

    def organisations_in(self, country: str, limit: int = 50) -> list[OrganisationLine]:
        """The largest known organisations of a country, by type, then by name."""
        raise NotImplementedError

    def structures(self) -> list[Structure]:
        """Structures with the focal organisation as a supervising or participating body, by RNSR number."""
        raise NotImplementedError

    def structure_bodies(self, rnsr: str | None = None) -> list[Body]:
        """Bodies of one structure, or of all that ``structures()`` gives; supervising ones first."""
        raise NotImplementedError

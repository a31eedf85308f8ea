"""Published figures, read from the version of the lake the pointer names. Nothing here writes."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import Any

from portulan.analytics.jobs import disk
from portulan.insight.activity import ActivityFigures
from portulan.insight.found import Found, FoundFigures
from portulan.insight.measured import MeasureFigures
from portulan.insight.organisations import OrganisationFigures
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
    OrganisationName,
    OrganisationRef,
    OrganisationRelation,
    PartnerActivity,
    Period,
    ProgrammeActivity,
    Project,
    RefusedRow,
    SourceFile,
    SourceLink,
    SourceReport,
    Structure,
    StructureLabel,
    TeamActivity,
    Work,
    YearCount,
)
from portulan.insight.sources import report
from portulan.insight.suggested import SuggestionFigures

__all__ = [
    "Body",
    "CountryActivity",
    "CountryShape",
    "FieldActivity",
    "Figures",
    "Focal",
    "Found",
    "Growth",
    "NotEnough",
    "Organisation",
    "OrganisationLine",
    "OrganisationName",
    "OrganisationRef",
    "OrganisationRelation",
    "PartnerActivity",
    "Period",
    "ProgrammeActivity",
    "Project",
    "RefusedRow",
    "SourceFile",
    "SourceLink",
    "SourceReport",
    "Structure",
    "StructureLabel",
    "TeamActivity",
    "Work",
    "YearCount",
    "earlier",
    "published",
]

_open: dict[Path, tuple[tuple[int, int], "Figures"]] = {}
_opening = Lock()


def published(lake: Path) -> "Figures | None":
    """The figures now in use, or None when nothing has been built yet.

    Costs one look at the pointer while it stays the same. Raises LakeBrokenError (a version that cannot be read).
    """
    try:
        seen = disk.pointer(lake).stat()
    except FileNotFoundError:
        return None
    mark = (seen.st_mtime_ns, seen.st_ino)
    held = _open.get(lake)
    if held is not None and held[0] == mark:
        return held[1]
    with _opening:
        held = _open.get(lake)
        if held is None or held[0] != mark:
            _open[lake] = held = (mark, _opened(lake))
    return held[1]


def earlier(lake: Path) -> "Figures | None":
    """The figures of the version before the one in use, or None where none is kept. Opened anew at each call.

    Raises LakeBrokenError (a version that cannot be read).
    """
    used = disk.current(lake)
    before = next((one for one in disk.versions(lake) if used is not None and one < used), None)
    if before is None:
        return None
    disk.manifest(lake, before)
    return Figures(disk.version_folder(lake, before))


def _opened(lake: Path) -> "Figures":
    version = disk.current(lake)
    if version is None:
        raise disk.LakeBrokenError(f"The pointer of {lake} has gone: build again.")
    disk.manifest(lake, version)
    return Figures(disk.version_folder(lake, version))


class Figures(SuggestionFigures, ActivityFigures, MeasureFigures, OrganisationFigures, FoundFigures):
    """One published version. Every answer is kept for the life of the version; thread-safe and read-only.

    Countries are ISO 3166-1 alpha-2. A source that is missing gives empty lists; ``source(key).missing`` says so.
    """

    @property
    def folder(self) -> Path:
        """Where the files of the version are."""
        return self._folder

    @property
    def manifest(self) -> Mapping[str, Any]:
        """What the version says of itself."""
        return self._manifest

    @property
    def version(self) -> str:
        return str(self._manifest["version"])

    @property
    def built_at(self) -> datetime:
        """When it was built, in UTC."""
        return datetime.fromisoformat(self._manifest["built_at"])

    @property
    def code(self) -> str:
        """Version of Portulan that built it."""
        return str(self._manifest["code"])

    @property
    def focal(self) -> Focal:
        """The organisation the figures are for."""
        one = self._manifest["focal"]
        return Focal(one["pack"], one["name"], one["ror"], one["home_country"], one["copublications"])

    def sources(self) -> list[SourceReport]:
        """Every source the project knows, in a fixed order, missing ones too."""
        return [report(one) for one in self._manifest["sources"]]

    def source(self, key: str) -> SourceReport:
        """One source: coauthorship, cordis, hal, natural_earth, openalex_institutions, rnsr, ror; KeyError else."""
        found = {one["key"]: one for one in self._manifest["sources"]}
        return report(found[key])

    def refused(self, key: str, limit: int = 200) -> list[RefusedRow]:
        """The first refused rows of a source, in file order; KeyError for an unknown source."""
        rows = self._refused_rows(self.source(key).refused_file, limit)
        return [RefusedRow(file, int(row), *rest) for file, row, *rest in rows]

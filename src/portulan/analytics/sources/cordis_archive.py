"""CORDIS as its data sets are published now: a zip of tables for each framework programme.

Read from it: ``project.csv`` (identifier, record number, dates), ``organization.csv`` (who takes part), ``topics.csv``
and, where there is one, ``legalBasis.csv``. The same layout serves the Seventh Framework Programme, Horizon 2020 and
Horizon Europe. Contacts and addresses are not read.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from portulan.analytics.sources import raw
from portulan.analytics.sources.money import cents
from portulan.analytics.sources.naming import may_be_person
from portulan.analytics.sources.raw import RawFile
from portulan.analytics.sources.source import Found, Head, Intake, Kind, Row
from portulan.analytics.tables.countries import EU_CODES

PRIVATE = {"PRC", "OTH"}
_PROJECT = ("id", "rcn", "startDate", "endDate")
_ORGANISATION = (
    "projectID",
    "organisationID",
    "name",
    "shortName",
    "activityType",
    "city",
    "country",
    "role",
)
_TOPIC = ("projectID", "topic", "title")
_BASIS = ("projectID", "legalBasis")
_MOST_PROJECTS = 500_000

# Legal bases to the short names of parts that the pages know; the longest beginning that fits is taken.
_PARTS = {
    "H2020-EU.1.1.": "ERC",
    "H2020-EU.1.2.": "FET",
    "H2020-EU.1.3.": "MSCA",
    "H2020-EU.1.4.": "RI",
    "H2020-EU.2.1.": "LEIT",
    "H2020-EU.2.2.": "ARF",
    "H2020-EU.2.3.": "Innovation in SMEs",
    "H2020-EU.3.1.": "SC1",
    "H2020-EU.3.2.": "SC2",
    "H2020-EU.3.3.": "SC3",
    "H2020-EU.3.4.": "SC4",
    "H2020-EU.3.5.": "SC5",
    "H2020-EU.3.6.": "SC6",
    "H2020-EU.3.7.": "SC7",
    "H2020-EU.4.": "SEWP",
    "H2020-EU.5.": "SWAFS",
    "H2020-EURATOM": "Euratom",
    "HORIZON.1.1": "ERC",
    "HORIZON.1.2": "MSCA",
    "HORIZON.1.3": "RI",
    "HORIZON.2.1": "CL1",
    "HORIZON.2.2": "CL2",
    "HORIZON.2.3": "CL3",
    "HORIZON.2.4": "CL4",
    "HORIZON.2.5": "CL5",
    "HORIZON.2.6": "CL6",
    "HORIZON.3.1": "EIC",
    "HORIZON.3.2": "EIE",
    "HORIZON.3.3": "EIT",
    "HORIZON.4.1": "SEWP",
    "HORIZON.4.2": "ERA",
    "EURATOM": "Euratom",
    "FP7-IDEAS": "ERC",
    "FP7-PEOPLE": "MSCA",
    "FP7-INFRASTRUCTURES": "RI",
    "FP7-EURATOM": "Euratom",
}


def _recognises(head: Head) -> bool:
    return {"project.csv", "organization.csv"} <= {one.rpartition("/")[2] for one in head.members}


KIND = Kind(
    "cordis_archive",
    "CORDIS data set",
    _recognises,
    "the zip of CSV tables of a framework programme, with project.csv and organization.csv",
)


@dataclass(frozen=True, slots=True)
class _Project:
    rcn: str
    start: str
    end: str
    basis: str


@dataclass(slots=True)
class Archives:
    """What the archives hold, as rows for the stages of CORDIS. Each is read once; projects are kept in memory."""

    files: Sequence[Found]
    intake: Intake
    names: list[Row] = field(default_factory=list)
    parts: list[Row] = field(default_factory=list)
    topics: list[Row] = field(default_factory=list)

    def participations(self) -> Iterator[Row]:
        """File, line, then rcn, role, pic, kind, country, start, end, money in cents; fills the lists on the way."""
        for found in self.files:
            if found.kind == KIND.key:
                yield from self._archive(found.file)

    def _archive(self, file: RawFile) -> Iterator[Row]:
        projects = self._projects(file)
        newest: dict[str, tuple[str, Row]] = {}
        for name, row, one in _rows(file, "organization.csv", _ORGANISATION, self.intake):
            project = projects.get(one["projectID"])
            if project is None:
                self._no_project(name, row, one["projectID"])
                continue
            kind, country = one["activityType"], EU_CODES.get(one["country"], one["country"])
            pic, since = one["organisationID"], one["contentUpdateDate"]
            if pic not in newest or newest[pic][0] < since:
                texts = (one["name"], one["shortName"], kind, one["city"], country)
                newest[pic] = since, (name, row, pic, *texts, since[:10])
            self.intake.read += 1
            who = (project.rcn, one["role"].lower(), pic, kind, country)
            yield name, row, *who, project.start, project.end, cents(one["ecContribution"])
        self._name(row for _, row in newest.values())
        self._stand_under(file, projects)
        self._topics(file, projects)

    def _projects(self, file: RawFile) -> dict[str, _Project]:
        found: dict[str, _Project] = {}
        for name, row, one in _rows(file, "project.csv", _PROJECT, self.intake):
            found[one["id"]] = _Project(
                one["rcn"], one["startDate"][:10], one["endDate"][:10], one["legalBasis"]
            )
            if len(found) > _MOST_PROJECTS:
                raw.refuse(name, "too_large", "Fetch it again from its publisher.", row=row)
        return found

    def _no_project(self, name: str, row: int, project: str) -> None:
        self.intake.read += 1
        remedy = "Fetch the archive again: its tables do not go together."
        self.intake.refuse(name, row, "not_allowed", remedy, column="projectID", value=project[:40])

    def _name(self, rows: Iterator[Row]) -> None:
        """One name for each participant, the last changed; never one that may be a person's."""
        for file, row, pic, name, short, kind, city, country, since in rows:
            self.intake.read += 1
            if kind in PRIVATE and may_be_person(name):
                self.intake.refuse(file, row, "person", "The PIC is shown instead.", column="name")
                continue
            plain = "" if kind in PRIVATE and may_be_person(short) else short
            self.names.append((file, row, pic, name, plain, kind, city, country, since))

    def _stand_under(self, file: RawFile, projects: dict[str, _Project]) -> None:
        """Parts of the programme: from the table of legal bases where the archive has one, else from the projects."""
        seen: set[tuple[str, str]] = set()
        listed = [
            (name, row, projects[one["projectID"]].rcn, one["legalBasis"])
            for name, row, one in _rows(file, "legalBasis.csv", _BASIS, self.intake)
            if one["projectID"] in projects
        ]
        where = f"{file.name}/project.csv"
        for name, row, rcn, basis in listed or [(where, 0, one.rcn, one.basis) for one in projects.values()]:
            short = part_of(basis)
            if short and (rcn, short) not in seen:
                seen.add((rcn, short))
                self.intake.read += 1
                self.parts.append((name, row, rcn, short))

    def _topics(self, file: RawFile, projects: dict[str, _Project]) -> None:
        for name, row, one in _rows(file, "topics.csv", _TOPIC, self.intake):
            project = projects.get(one["projectID"])
            if project is not None and one["topic"]:
                self.topics.append((name, row, project.rcn, one["topic"], one["title"]))


def part_of(basis: str) -> str:
    """The short name of the part of a programme that a legal basis stands for; the basis itself where we know none."""
    plain = basis.strip().upper()
    fitting = [start for start in _PARTS if plain.startswith(start.upper()) or f"{plain}." == start.upper()]
    if fitting:
        return _PARTS[max(fitting, key=len)]
    return re.sub(r"^FP7-", "", plain)


def _rows(
    file: RawFile, member: str, wanted: Sequence[str], intake: Intake
) -> Iterator[tuple[str, int, dict[str, str]]]:
    """Name, line and cells of a table of the archive; nothing when the archive has no such table."""
    for path, content in raw.zip_members(file, suffix=member):
        if path.rpartition("/")[2] != member:
            continue
        name = f"{file.name}/{path}"
        numbered = raw.text_lines(content, name=name)
        names = raw.heading(numbered, name=name, delimiter=";")
        for lacking in (one for one in wanted if one not in names):
            raw.refuse(
                name,
                "missing",
                "The layout has changed: fetch it again, and report it.",
                row=1,
                column=lacking,
            )
        for record in raw.records(numbered, name=name, delimiter=";"):
            if len(record.cells) != len(names):
                intake.read += 1
                value = f"{len(record.cells)} cells where the heading has {len(names)}"
                intake.refuse(name, record.row, "cells", "Look for a missing quotation mark.", value=value)
                continue
            cells = {column: cell.strip() for column, cell in zip(names, record.cells, strict=True)}
            yield name, record.row, {"contentUpdateDate": "", "legalBasis": "", "ecContribution": "", **cells}

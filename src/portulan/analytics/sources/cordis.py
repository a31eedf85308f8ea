"""CORDIS: who takes part in which European project, under which programme part and topic, and what they are called.

Two kinds of files: the extraction of Horizon 2020 that the sample holds, and the archives published now, one for each
framework programme. A project that an archive holds is read from the archive alone.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

import ibis
import ibis.expr.types as ir

from portulan.analytics.sources.cordis_archive import KIND, PRIVATE, Archives
from portulan.analytics.sources.money import cents
from portulan.analytics.sources.naming import may_be_person
from portulan.analytics.sources.source import Found, Intake, Row, Sheet, Source, Stage, sheet_rows
from portulan.analytics.tables import participation
from portulan.analytics.tables.countries import EU_CODES
from portulan.analytics.tables.selection import first_of

PARTICIPATIONS = Sheet(
    "cordis_participations",
    "CORDIS participations",
    ",",
    ("rcn", "role", "pic", "type", "country", "start_date", "end_date"),
    ("contribution",),
)
NAMES = Sheet(
    "cordis_names",
    "CORDIS organisation names",
    ",",
    ("pic", "name", "short_name", "activity_type", "city", "country"),
)
PARTS = Sheet("cordis_parts", "CORDIS programme parts", ",", ("rcn", "programme_part"))

_UNKNOWN = "NA"  # of a date; of a country it is Namibia
_MAC_ROMAN = re.compile("[√≈¬∂∆ƒ˚≠∞‰]")


def restored(text: str) -> str | None:
    """Undo UTF-8 that was read as Mac Roman ("K√∂ln" is "Köln"); None when it is spoilt and cannot be undone."""
    if text.isascii():
        return text
    try:
        return text.encode("mac_roman").decode("utf-8")
    except UnicodeError:
        return None if _MAC_ROMAN.search(text) else text


def _participations(files: Sequence[Found], intake: Intake) -> Iterator[Row]:
    for file, row, rcn, role, pic, kind, country, *rest in sheet_rows(PARTICIPATIONS, files, intake):
        start, end, money = ("" if cell == _UNKNOWN else cell for cell in rest)
        yield (
            file,
            row,
            rcn,
            role.lower(),
            pic,
            kind,
            EU_CODES.get(country, country),
            start,
            end,
            cents(money),
        )


def _names(files: Sequence[Found], intake: Intake) -> Iterator[Row]:
    for file, row, pic, *texts, country in sheet_rows(NAMES, files, intake):
        name, short_name, kind, city = (restored(text) for text in texts)
        if name is None:
            remedy = "The PIC is shown instead; take the name from a newer extraction."
            intake.refuse(file, row, "mojibake", remedy, column="name", value=texts[0])
        elif kind in PRIVATE and may_be_person(name):
            intake.refuse(file, row, "person", "The PIC is shown instead.", column="name")
        else:
            short = "" if kind in PRIVATE and may_be_person(short_name or "") else short_name
            yield file, row, pic, name, short or "", kind, city or "", EU_CODES.get(country, country)


_NAME = ("pic", "name", "short_name", "activity_type", "city", "country", "as_of")
_PARTICIPATION = ("rcn", "role", "pic", "activity_type", "country", "start", "end", "contribution")
_PART = ("rcn", "programme")
_TOPIC = ("rcn", "topic", "title")


def _stages(files: Sequence[Found], intake: Intake) -> Iterator[Stage]:
    archives = Archives(files, intake)
    yield _stage("cordis_participations", _PARTICIPATION, _participations(files, intake))
    yield _stage("cordis_archived", _PARTICIPATION, archives.participations())
    named = ((*row, "") for row in _names(files, intake))
    yield _stage("cordis_names", _NAME, chain(named, archives.names))
    yield _stage("cordis_parts", _PART, sheet_rows(PARTS, files, intake))
    yield _stage("cordis_archived_parts", _PART, archives.parts)
    yield _stage("cordis_topics", _TOPIC, archives.topics)


def _stage(name: str, columns: tuple[str, ...], rows: Iterable[Row]) -> Stage:
    return Stage(name, dict.fromkeys(columns, "string"), rows)


def _drafts(staged: Mapping[str, ir.Table]) -> dict[str, ir.Table]:
    """An empty country is taken from the list of names where the PIC has one there; ``NA`` is Namibia."""
    archived, topics = staged["cordis_archived"], staged["cordis_topics"]
    newest = _newest(staged["cordis_names"])
    once = first_of(archived, by=["rcn", "pic", "role"], order=[archived.file, archived.row])
    taken = _beside(staged["cordis_participations"], archived).union(once)
    known = newest.filter(newest.country != "").group_by("pic").agg(known=newest.country.min())
    joined = taken.left_join(known, "pic").drop("pic_right")
    filled = joined.mutate(country=ibis.coalesce(joined.country.nullif(""), joined.known, ibis.literal("")))
    parts = _beside(staged["cordis_parts"], archived).union(staged["cordis_archived_parts"])
    return {
        "participations": filled.drop("known").mutate(start_year=filled.start.substr(0, 4)),
        "pic_names": newest,
        "programme_parts": first_of(parts, by=["rcn", "programme"], order=[parts.file, parts.row]),
        "project_topics": first_of(topics, by=["rcn", "topic"], order=[topics.file, topics.row]),
    }


def _beside(extracted: ir.Table, archived: ir.Table) -> ir.Table:
    """Rows of projects that no archive holds."""
    return extracted.anti_join(archived.select("rcn").distinct(), "rcn")


def _newest(names: ir.Table) -> ir.Table:
    """The name that an archive gives a participant, the last changed, instead of any other."""
    dated = names.filter(names.as_of != "")
    kept = first_of(dated, by=["pic"], order=[dated.as_of.desc(), dated.file, dated.row])
    return names.filter(names.as_of == "").anti_join(kept.select("pic"), "pic").union(kept)


SOURCE = Source(
    key="cordis",
    title="CORDIS, European research projects",
    publisher="European Commission, Publications Office",
    url="https://cordis.europa.eu",
    licence="CORDIS-reuse",
    folder="cordis",
    as_of="2018",
    kinds=(PARTICIPATIONS.kind, NAMES.kind, PARTS.kind, KIND),
    contracts=(
        participation.PARTICIPATIONS,
        participation.PIC_NAMES,
        participation.PROGRAMME_PARTS,
        participation.PROJECT_TOPICS,
    ),
    main=("participations", "pic_names", "programme_parts"),
    stages=_stages,
    drafts=_drafts,
    as_of_column=("pic_names", "as_of"),
)

"""CORDIS: who takes part in which Horizon 2020 project, under which programme part, and what they are called."""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

import ibis
import ibis.expr.types as ir

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

PRIVATE = {"PRC", "OTH"}
_UNKNOWN = "NA"  # of a date; of a country it is Namibia
_AMOUNT = re.compile(r"-?\d{1,14}(\.\d{1,9})?")
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


def cents(euros: str) -> str:
    """Euros in whole cents, both as text; what is no amount is left as it is, for the contract to refuse."""
    return str(int((Decimal(euros) * 100).to_integral_value())) if _AMOUNT.fullmatch(euros) else euros


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


_PARTICIPATION = ("rcn", "role", "pic", "activity_type", "country", "start", "end", "contribution")
_NAME = ("pic", "name", "short_name", "activity_type", "city", "country")
_PART = ("rcn", "programme")


def _stages(files: Sequence[Found], intake: Intake) -> Iterator[Stage]:
    text = "string"
    yield Stage("cordis_participations", dict.fromkeys(_PARTICIPATION, text), _participations(files, intake))
    yield Stage("cordis_names", dict.fromkeys(_NAME, text), _names(files, intake))
    yield Stage("cordis_parts", dict.fromkeys(_PART, text), sheet_rows(PARTS, files, intake))


def _drafts(staged: Mapping[str, ir.Table]) -> dict[str, ir.Table]:
    """An empty country is taken from the list of names where the PIC has one there; ``NA`` is Namibia."""
    taken, names = staged["cordis_participations"], staged["cordis_names"]
    parts = staged["cordis_parts"]
    known = names.filter(names.country != "").group_by("pic").agg(known=names.country.min())
    joined = taken.left_join(known, "pic").drop("pic_right")
    filled = joined.mutate(country=ibis.coalesce(joined.country.nullif(""), joined.known, ibis.literal("")))
    return {
        "participations": filled.drop("known").mutate(start_year=filled.start.substr(0, 4)),
        "pic_names": names,
        "programme_parts": first_of(parts, by=["rcn", "programme"], order=[parts.file, parts.row]),
    }


SOURCE = Source(
    key="cordis",
    title="CORDIS, Horizon 2020 projects started 2014-2018",
    publisher="European Commission, Publications Office",
    url="https://cordis.europa.eu",
    licence="CORDIS-reuse",
    folder="cordis",
    as_of="2018",
    kinds=(PARTICIPATIONS.kind, NAMES.kind, PARTS.kind),
    contracts=(participation.PARTICIPATIONS, participation.PIC_NAMES, participation.PROGRAMME_PARTS),
    main=("participations", "pic_names", "programme_parts"),
    stages=_stages,
    drafts=_drafts,
)

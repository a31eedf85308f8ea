"""HAL: works that a team's authors share with foreign organisations, one row per pair of authors in the raw file."""

import re
from collections.abc import Iterator, Mapping, Sequence

import ibis.expr.types as ir

from portulan.analytics.sources.source import Found, Intake, Row, Sheet, Source, Stage, sheet_rows, slug
from portulan.analytics.tables import copublication
from portulan.analytics.tables.countries import names
from portulan.analytics.tables.selection import first_of

SHEET = Sheet(
    "hal_copublications",
    "HAL co-publications",
    ",",
    ("Equipe", "Organisme_copubliant", "Pays", "ID_Aurehal", "Année", "HalID", "Domaine(s)"),
    ("Ville",),
)
_NOT_TOWNS = {"university", "college", "school", "department", "campus", "street", "road", "avenue"}


def fields_of(domains: str) -> list[str]:
    """First levels of HAL's domains: ``Computer Science [cs]/Modeling`` gives "Computer Science", each once."""
    levels = (domain.split("/")[0] for domain in domains.split(";"))
    return sorted({re.sub(r"\s*\[[^]]*\]\s*$", "", level).strip() for level in levels} - {""})


def town(text: str) -> str:
    """The town, or empty where the address was cut at the wrong place (a country, an abbreviation, a code)."""
    plain = text.strip()
    lowered = plain.casefold()
    cut_wrong = any(character.isdigit() for character in plain) or (plain.isupper() and len(plain) <= 4)
    return "" if cut_wrong or lowered in _NOT_TOWNS or lowered in names() else plain


def _rows(files: Sequence[Found], intake: Intake) -> Iterator[Row]:
    for file, row, team, organisation, country, aurehal, year, work, domains, city in sheet_rows(
        SHEET, files, intake
    ):
        code = names().get(country.casefold(), country)
        name = " ".join(organisation.split())
        yield (
            file,
            row,
            f"team-{slug(team)}",
            team,
            aurehal,
            work,
            year,
            code,
            name,
            town(city),
            fields_of(domains),
        )


def _stages(files: Sequence[Found], intake: Intake) -> Iterator[Stage]:
    texts = ("team_key", "team", "aurehal", "hal_id", "year", "country", "name", "city")
    shape = {**dict.fromkeys(texts, "string"), "fields": "array<string>"}
    yield Stage("hal_copublications", shape, _rows(files, intake))


def _drafts(staged: Mapping[str, ir.Table]) -> dict[str, ir.Table]:
    """One row for each team, organisation and work; one name for each organisation, the longest given."""
    rows = staged["hal_copublications"]
    longest = [rows.name.length().desc(), rows.name, rows.city.desc(), rows.file, rows.row]
    return {
        "copublications": first_of(rows, by=["team_key", "aurehal", "hal_id"], order=[rows.file, rows.row]),
        "aurehal_organisations": first_of(rows, by=["aurehal"], order=longest),
    }


SOURCE = Source(
    key="hal",
    title="HAL, co-publications of teams of two Inria centres, 2018-2024",
    publisher="CCSD, HAL; extraction by the project reseaux-copublication",
    url="https://hal.science",
    licence="reseaux-copublication-MIT",
    folder="copublications",
    as_of="2024",
    kinds=(SHEET.kind,),
    contracts=(copublication.COPUBLICATIONS, copublication.AUREHAL_ORGANISATIONS),
    main=("copublications",),
    stages=_stages,
    drafts=_drafts,
)

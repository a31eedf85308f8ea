"""RNSR: the French registry of public research structures, whose cells hold several values in parallel."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import ibis.expr.types as ir

from portulan.analytics.sources.source import Found, Intake, Row, Sheet, Source, Stage, sheet_rows, slug
from portulan.analytics.tables import structures
from portulan.analytics.tables.selection import first_of

SHEET = Sheet(
    "rnsr",
    "RNSR structures",
    ";",
    (
        "numero_national_de_structure",
        "libelle",
        "sigle",
        "annee_de_creation",
        "type_de_structure",
        "code_postal",
        "commune",
        "site_web",
        "label_numero",
        "tutelles",
        "sigles_des_tutelles",
        "uai_des_tutelles",
        "code_de_nature_de_tutelle",
        "code_de_type_de_tutelle",
    ),
    (
        "siret_des_tutelles",
        "numero_de_structure_enfant",
        "numero_de_structure_parent",
        "numero_de_structure_historique",
        "type_de_succession",
        "annee_d_effet_historique",
        "code_domaine_scientifique",
        "code_panel_erc",
        "fiche_rnsr",
    ),
)
_NATURES = {"TUTE": "supervising", "PART": "participating"}
_BODY_CELLS = (
    "tutelles",
    "sigles_des_tutelles",
    "uai_des_tutelles",
    "siret_des_tutelles",
    "label_numero",
    "code_de_nature_de_tutelle",
    "code_de_type_de_tutelle",
)
_TEXTS = ("rnsr", "name", "short_name", "created", "kind", "postcode", "city", "website", "url", "as_of")
_LISTS = ("fields", "erc_panels", "parents", "children", "predecessors")
_BODY = ("body", "name", "short_name", "label", "nature", "type", "position")
_SUCCESSION = ("predecessor", "kind", "year")


def parallel(cells: Sequence[str]) -> list[tuple[str, ...]] | None:
    """Values of cells that run in parallel, cut at semicolons; an empty cell stands for as many empty values.

    None when two cells hold different numbers of values.
    """
    cut = [[part.strip() for part in cell.split(";")] for cell in cells]
    size = max(map(len, cut))
    padded = [parts if len(parts) == size else parts * size if parts == [""] else None for parts in cut]
    return None if None in padded else list(zip(*padded, strict=True))


def label(text: str) -> str:
    """A label with one space before its number: ``UMI_ 2005`` and ``UMI  2005`` are "UMI 2005"."""
    return re.sub(r"^([A-Z]+)[_\s]+(?=\d)", r"\1 ", " ".join(text.split()))


def website(text: str) -> str:
    """An address as one types it; empty when the cell holds a mail address or a text instead."""
    address = text.strip()
    if not address or "@" in address or re.search(r"\s", address):
        return ""
    return address if address.startswith(("http://", "https://")) else f"http://{address}"


def body_key(*, uai: str, siret: str, name: str) -> str:
    """The key of a body: by its UAI, else its SIRET, else its name."""
    if uai:
        return f"uai-{uai}"
    return f"siret-{siret}" if siret else f"rnsrbody-{slug(name)}"


class _Reader:
    """Reads each row once and gives what three stages need."""

    def __init__(self, files: Sequence[Found], intake: Intake) -> None:
        self._files, self._intake = files, intake
        self.bodies: list[Row] = []
        self.successions: list[Row] = []

    def structures(self) -> Iterator[Row]:
        names = (*SHEET.required, *SHEET.optional)
        for file, row, *cells in sheet_rows(SHEET, self._files, self._intake):
            one = dict(zip(names, cells, strict=True))
            bodies = parallel([one[name] for name in _BODY_CELLS])
            if bodies is None:
                remedy = "Give as many values, separated by semicolons, in every cell about bodies."
                self._intake.refuse(file, row, "parallel", remedy, column="tutelles", value=one["tutelles"])
                continue
            self._keep_parts(file, row, one, bodies)
            yield file, row, *_structure(file, one)

    def _keep_parts(self, file: str, row: int, one: dict[str, str], bodies: list[tuple[str, ...]]) -> None:
        number = one["numero_national_de_structure"]
        for position, body in enumerate(bodies, start=1):
            self.bodies.append((file, row, number, *_body(body), str(position)))
        for part in _succession(one):
            self.successions.append((file, row, number, *part))


def _structure(file: str, one: dict[str, str]) -> tuple[Any, ...]:
    year = re.search(r"(?<!\d)(20\d\d)(?!\d)", file)
    return (
        one["numero_national_de_structure"],
        one["libelle"],
        one["sigle"],
        one["annee_de_creation"],
        one["type_de_structure"],
        one["code_postal"],
        one["commune"],
        website(one["site_web"]),
        one["fiche_rnsr"],
        year.group(1) if year else "",
        _several(one["code_domaine_scientifique"]),
        _several(one["code_panel_erc"]),
        _several(one["numero_de_structure_parent"]),
        _several(one["numero_de_structure_enfant"]),
        _several(one["numero_de_structure_historique"]),
    )


def _several(cell: str) -> list[str]:
    return list(dict.fromkeys(part.strip() for part in cell.split(";") if part.strip()))


def _body(values: tuple[str, ...]) -> tuple[str, ...]:
    """The registry's file of 2022 has the headings of nature and type exchanged: they are told by their values."""
    name, short_name, uai, siret, text, first, second = values
    nature, kind = (first, second) if first in _NATURES else (second, first)
    key = body_key(uai=uai, siret=siret, name=name)
    return key, " ".join(name.split()), short_name, label(text), _NATURES.get(nature, nature), kind


def _succession(one: dict[str, str]) -> list[tuple[str, ...]]:
    cells = (
        one["numero_de_structure_historique"],
        one["type_de_succession"],
        one["annee_d_effet_historique"],
    )
    return [part for part in parallel(cells) or [] if part[0]]


def _stages(files: Sequence[Found], intake: Intake) -> Iterator[Stage]:
    reader = _Reader(files, intake)
    shape = {**dict.fromkeys(_TEXTS, "string"), **dict.fromkeys(_LISTS, "array<string>")}
    yield Stage("rnsr_structures", shape, reader.structures())
    yield Stage("rnsr_bodies", dict.fromkeys(("rnsr", *_BODY), "string"), reader.bodies)
    yield Stage("rnsr_successions", dict.fromkeys(("rnsr", *_SUCCESSION), "string"), reader.successions)


def _drafts(staged: Mapping[str, ir.Table]) -> dict[str, ir.Table]:
    bodies, successions = staged["rnsr_bodies"], staged["rnsr_successions"]
    return {
        "structures": staged["rnsr_structures"],
        "structure_bodies": first_of(bodies, by=["rnsr", "body"], order=[bodies.position.cast("int64")]),
        "structure_successions": first_of(
            successions, by=["rnsr", "predecessor", "kind", "year"], order=[successions.file, successions.row]
        ),
    }


SOURCE = Source(
    key="rnsr",
    title="RNSR, public research structures of France",
    publisher="Ministère de l'Enseignement supérieur et de la Recherche",
    url="https://www.data.gouv.fr/datasets/structures-de-recherche-publiques-actives",
    licence="Licence-Ouverte-2.0",
    folder="rnsr",
    as_of="2022",
    kinds=(SHEET.kind,),
    contracts=(structures.STRUCTURES, structures.STRUCTURE_BODIES, structures.SUCCESSIONS),
    main=("structures",),
    stages=_stages,
    drafts=_drafts,
)

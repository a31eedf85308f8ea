"""Make the table of links that the radar reads, from the raw files of a source as they were downloaded."""

import csv
import gzip
import os
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from portulan.analytics.radar.links import COLUMNS, UnusableLinksError
from portulan.analytics.sources.hal import fields_of
from portulan.analytics.sources.source import slug
from portulan.analytics.tables.countries import CODES, EU_CODES, names

TEAM, ABROAD = "TEAM", "ORG"
_UNKNOWN = "NA"  # of a date; of a country it is Namibia
_TAKES_PART = {"rcn", "pic", "type", "country", "start_date"}
_STANDS_UNDER = {"rcn", "programme_part"}
_SHARED_WORK = {"Equipe", "Pays", "ID_Aurehal", "Année", "HalID", "Domaine(s)"}

Line = tuple[str, str, str, str, str, str]


@dataclass(frozen=True, slots=True)
class Made:
    """Rows written, and rows left out by reason."""

    rows: int
    left_out: dict[str, int]


def from_cordis(folder: Path, out: Path) -> Made:
    """Participations become links: one row per organisation (PIC) of a project, its theme the programme parts.

    ``folder`` holds the CSV files, plain or gzip, known by their columns. EL and UK become GR and GB. Raises
    UnusableLinksError when the participations are not there.
    """
    parts: dict[str, set[str]] = defaultdict(set)
    for row in _rows_with(folder, _STANDS_UNDER):
        parts[row["rcn"]].add(row["programme_part"].strip())
    left_out: Counter[str] = Counter()
    lines = _participations(_rows_with(folder, _TAKES_PART, needed=True), parts, left_out)
    return _written(lines, out, left_out)


def _participations(
    rows: Iterable[dict[str, str]], parts: dict[str, set[str]], left_out: Counter[str]
) -> Iterator[Line]:
    for row in rows:
        country = EU_CODES.get(row["country"], row["country"]) or _UNKNOWN
        if row["start_date"] in ("", _UNKNOWN):
            left_out["no start"] += 1
        elif country not in CODES:
            left_out["unknown country"] += 1
        else:
            theme = ";".join(sorted(parts[row["rcn"]] - {""}))
            yield row["rcn"], row["pic"], country, row["type"], row["start_date"], theme


def from_hal(folder: Path, out: Path, home: str) -> Made:
    """Works become links: a team (type TEAM, country ``home``) and each foreign organisation (type ORG) of a work;
    the theme is the field. Raises UnusableLinksError when the works are not there."""
    left_out: Counter[str] = Counter()
    lines = _works(_rows_with(folder, _SHARED_WORK, needed=True), home, left_out)
    return _written(lines, out, left_out)


def _works(rows: Iterable[dict[str, str]], home: str, left_out: Counter[str]) -> Iterator[Line]:
    for row in rows:
        country = names().get(row["Pays"].strip().casefold(), "")
        if not country:
            left_out["unknown country"] += 1
        elif not row["ID_Aurehal"].strip():
            left_out["no identifier"] += 1
        else:
            work, year, theme = row["HalID"], row["Année"], ";".join(fields_of(row["Domaine(s)"]))
            yield work, f"team-{slug(row['Equipe'])}", home, TEAM, year, theme
            yield work, f"hal-{row['ID_Aurehal'].strip()}", country, ABROAD, year, theme


def _rows_with(folder: Path, columns: set[str], *, needed: bool = False) -> Iterator[dict[str, str]]:
    found = False
    for path in sorted(folder.glob("*.csv*")):
        opened = gzip.open if path.suffix == ".gz" else open
        with opened(path, "rt", encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            if columns <= set(reader.fieldnames or ()):
                found = True
                yield from reader
    if needed and not found:
        raise UnusableLinksError(
            f"{folder} has no CSV file with the columns {', '.join(sorted(columns))}: "
            "name the folder of the raw files."
        )


def _written(lines: Iterable[Line], out: Path, left_out: Counter[str]) -> Made:
    """Each line once, sorted; the file appears whole or not at all."""
    kept = sorted(set(lines))
    out.parent.mkdir(parents=True, exist_ok=True)
    partial = out.with_name(f".{out.name}.{os.getpid()}")
    try:
        with partial.open("wb") as raw:
            _dump(kept, raw, packed=out.suffix == ".gz")
        partial.replace(out)
    finally:
        partial.unlink(missing_ok=True)
    return Made(len(kept), dict(left_out))


def _dump(kept: list[Line], raw: BinaryIO, *, packed: bool) -> None:
    text = "".join(_csv([COLUMNS, *kept])).encode("utf-8")
    raw.write(gzip.compress(text, mtime=0) if packed else text)


class _Echo:
    @staticmethod
    def write(text: str) -> str:
        return text


def _csv(lines: Iterable[tuple[str, ...]]) -> Iterator[str]:
    writer = csv.writer(_Echo(), lineterminator="\n")
    return (writer.writerow(line) for line in lines)

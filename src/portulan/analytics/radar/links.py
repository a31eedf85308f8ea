"""Dated links of organisations through projects (or works), read from a table of six columns and counted row by row."""

import csv
import gzip
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from operator import attrgetter
from pathlib import Path
from typing import Any, NamedTuple, TextIO

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

COLUMNS = ("project", "organisation", "country", "type", "start", "theme")
_MID_YEAR = "-07-01"
_ORGANISATION = attrgetter("organisation")
_GZIP = b"\x1f\x8b"
_COUNTRY = re.compile("[A-Z]{2}")

Array = npt.NDArray[Any]


class UnusableLinksError(Exception):
    """Links cannot be used as asked; the text says what, why and what to do."""


@dataclass(slots=True)
class Reading:
    """What became of the rows of a file; each count is said in the report.

    ``refused``: rows that could not be used, by reason; ``first_line``: where each reason was met first;
    ``notes``: what was settled instead of refused, by reason.
    """

    rows: int = 0
    kept: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    first_line: dict[str, int] = field(default_factory=dict)
    notes: Counter[str] = field(default_factory=Counter)

    def refuse(self, reason: str, line: int) -> None:
        """Count a row that is not used."""
        self.refused[reason] += 1
        self.first_line.setdefault(reason, line)


@dataclass(frozen=True, slots=True)
class Links:
    """Organisations x projects, as arrays in the order of ``organisations`` and ``projects``.

    ``country``, ``kind``: one per organisation (str). ``start``: first day of each project, as an ordinal (int64).
    ``incidence``: 1 where an organisation takes part (CSR, float64). ``theme``: projects x ``themes``, 1 where a
    project stands under a theme.
    """

    organisations: list[str]
    country: Array
    kind: Array
    projects: list[str]
    start: Array
    incidence: sp.csr_matrix
    themes: list[str]
    theme: sp.csr_matrix
    reading: Reading

    @property
    def size(self) -> Array:
        """Organisations in each project."""
        return np.asarray(self.incidence.sum(axis=0)).ravel()


class Row(NamedTuple):
    """One organisation of one project; ``start`` is an ordinal day."""

    project: str
    organisation: str
    country: str
    kind: str
    start: int
    themes: frozenset[str]


def read(path: Path, *, today: date) -> Links:
    """Read a table (CSV in UTF-8, plain or gzip) with exactly the columns of ``COLUMNS``.

    ``start`` is a day (2016-05-01) or a year (2016: its middle is taken, and said); ``theme`` may be empty, or hold
    several separated by ``;``. Rows without a project, an organisation, a country of two letters or a date, rows
    dated after ``today``, and repeats are counted and left out. Raises UnusableLinksError when the file cannot be used.
    """
    reading = Reading()
    try:
        with _opened(path) as file:
            rows = list(_rows(csv.reader(file), path, reading, today.toordinal()))
    except (OSError, EOFError, UnicodeDecodeError, csv.Error) as error:
        raise UnusableLinksError(
            f"{path} cannot be read: {error}. Give a CSV file in UTF-8, plain or gzip."
        ) from error
    if 2 * len(rows) < reading.rows - reading.refused["duplicate"] or not rows:
        raise UnusableLinksError(_mostly_refused(path, reading))
    return gathered(rows_of=rows, reading=reading)


def _opened(path: Path) -> TextIO:
    with path.open("rb") as file:
        packed = file.read(2) == _GZIP
    if packed:
        return gzip.open(path, "rt", encoding="utf-8-sig", newline="")
    return path.open(encoding="utf-8-sig", newline="")


def _mostly_refused(path: Path, reading: Reading) -> str:
    why = ", ".join(
        f"{reason} {count:,} (first on line {reading.first_line[reason]})"
        for reason, count in reading.refused.items()
    )
    return (
        f"{path}: {reading.rows:,} rows were read and most cannot be used: {why or 'the file has no rows'}. "
        f"Mend them; the columns are {','.join(COLUMNS)}."
    )


def _rows(lines: Iterator[list[str]], path: Path, reading: Reading, today: int) -> Iterator[Row]:
    header = next(lines, [])
    if tuple(header) != COLUMNS:
        raise UnusableLinksError(
            f"{path}, line 1: the columns are {','.join(header) or 'missing'}. "
            f"They must be exactly {','.join(COLUMNS)}."
        )
    seen: set[tuple[str, str]] = set()
    for line, cells in enumerate(lines, start=2):
        if not cells:
            continue
        reading.rows += 1
        found = _row(cells, reading, today)
        if isinstance(found, str):
            reading.refuse(found, line)
        elif (found.project, found.organisation) in seen:
            reading.refuse("duplicate", line)
        else:
            seen.add((found.project, found.organisation))
            reading.kept += 1
            yield found


def _row(cells: list[str], reading: Reading, today: int) -> Row | str:
    """A row, or the reason why it cannot be used."""
    if len(cells) != len(COLUMNS):
        return "number of cells"
    project, organisation, country, kind, start, theme = map(str.strip, cells)
    day = _day(start)
    if not project or not organisation:
        return "no organisation" if project else "no project"
    if not _COUNTRY.fullmatch(country):
        return "country is not two letters"
    if day is None or day > today:
        return "no date" if day is None else "date in the future"
    if len(start) == 4:
        reading.notes["date known to the year only"] += 1
    return Row(project, organisation, country, kind, day, _split(theme))


@cache
def _day(text: str) -> int | None:
    if len(text) not in (4, 10):
        return None
    try:
        return date.fromisoformat(text + _MID_YEAR if len(text) == 4 else text).toordinal()
    except ValueError:
        return None


@cache
def _split(theme: str) -> frozenset[str]:
    return frozenset(part.strip() for part in theme.split(";")) - {""}


def gathered(*, rows_of: Iterable[Row], reading: Reading) -> Links:
    """Arrays of rows already read. An organisation is of the country and type it has most often; a project begins
    when its first row says, and stands under all the themes of its rows. Each such choice is counted."""
    rows = list(rows_of)
    organisations = sorted({row.organisation for row in rows})
    projects = sorted({row.project for row in rows})
    of_organisation = {key: at for at, key in enumerate(organisations)}
    of_project = {key: at for at, key in enumerate(projects)}
    across = [of_organisation[row.organisation] for row in rows]
    down = [of_project[row.project] for row in rows]
    shape = (len(organisations), len(projects))
    themes, theme = _themes(rows, of_project)
    return Links(
        organisations=organisations,
        country=_commonest(
            organisations, rows, "country", reading.notes, "organisation under several countries"
        ),
        kind=_commonest(organisations, rows, "kind", reading.notes, "organisation under several types"),
        projects=projects,
        start=_starts(rows, of_project, reading.notes),
        incidence=sp.csr_matrix((np.ones(len(rows)), (across, down)), shape=shape),
        themes=themes,
        theme=theme,
        reading=reading,
    )


def _commonest(keys: list[str], rows: list[Row], name: str, notes: Counter[str], note: str) -> Array:
    best: dict[str, tuple[int, str]] = {}
    several: set[str] = set()
    counts = Counter(zip(map(_ORGANISATION, rows), map(attrgetter(name), rows), strict=True))
    for (key, value), count in counts.items():
        known = best.setdefault(key, (-count, value))
        if known[1] != value:
            several.add(key)
            best[key] = min(known, (-count, value))
    notes[note] += len(several)
    return np.array([best[key][1] for key in keys], dtype=object)


def _starts(rows: list[Row], of_project: Mapping[str, int], notes: Counter[str]) -> Array:
    days: dict[int, set[int]] = defaultdict(set)
    for row in rows:
        days[of_project[row.project]].add(row.start)
    notes["project under several dates"] += sum(len(found) > 1 for found in days.values())
    return np.array([min(days[at]) for at in range(len(of_project))], dtype=np.int64)


def _themes(rows: list[Row], of_project: Mapping[str, int]) -> tuple[list[str], sp.csr_matrix]:
    """Without any theme in the file, all projects stand under one, so that theme measures fall back on the whole."""
    pairs = {(of_project[row.project], theme) for row in rows for theme in row.themes}
    if not pairs:
        pairs = {(at, "") for at in of_project.values()}
    themes = sorted({theme for _, theme in pairs})
    place = {theme: at for at, theme in enumerate(themes)}
    down, across = [at for at, _ in pairs], [place[theme] for _, theme in pairs]
    matrix = sp.csr_matrix((np.ones(len(pairs)), (down, across)), shape=(len(of_project), len(themes)))
    return themes, matrix

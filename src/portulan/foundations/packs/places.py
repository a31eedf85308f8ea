"""Where a key stands in a TOML file: the parser does not say, so headings and assignments are counted."""

import re
from collections import Counter
from collections.abc import Sequence

Path = tuple[str | int, ...]
_HEADING = re.compile(r"^\s*(\[\[?)\s*([A-Za-z0-9_.\"' -]+?)\s*\]\]?\s*(?:#.*)?$")
_ASSIGNMENT = re.compile(r"^\s*([A-Za-z0-9_.\"'-]+)\s*=")
_QUOTES = ('"""', "'''")


def line_of(lines: Sequence[str], path: Path) -> int | None:
    """The line (the first is 1) of the deepest part of ``path`` that can be found, None when nothing can."""
    known = _places(lines)
    for length in range(len(path), 0, -1):
        line = known.get(path[:length])
        if line is not None:
            return line
    return None


def _places(lines: Sequence[str]) -> dict[Path, int]:
    places: dict[Path, int] = {}
    counts: Counter[Path] = Counter()
    here: Path = ()
    quoted = ""
    for number, line in enumerate(lines, start=1):
        if quoted:
            quoted = "" if quoted in line else quoted
            continue
        if heading := _HEADING.match(line):
            here = _entered(heading[2], array=heading[1] == "[[", counts=counts)
            places.setdefault(here, number)
        elif assignment := _ASSIGNMENT.match(line):
            _note(places, (*here, *_parts(assignment[1])), number)
        quoted = _opened(line)
    return places


def _entered(name: str, *, array: bool, counts: Counter[Path]) -> Path:
    """The path of a heading; a table inside an array of tables belongs to the last one of these."""
    path: Path = ()
    parts = _parts(name)
    for part in parts[:-1]:
        path = (*path, part)
        if counts[path]:
            path = (*path, counts[path] - 1)
    path = (*path, parts[-1])
    if array:
        counts[path] += 1
        return (*path, counts[path] - 1)
    return path


def _note(places: dict[Path, int], path: Path, number: int) -> None:
    for length in range(1, len(path) + 1):
        places.setdefault(path[:length], number)


def _parts(name: str) -> list[str]:
    return [part.strip().strip("\"'") for part in name.split(".")]


def _opened(line: str) -> str:
    """The triple quote that a line opens and does not close."""
    return next((quote for quote in _QUOTES if line.count(quote) == 1), "")

"""Read the files of a pack: bounded, UTF-8, TOML; each mistake said with its place."""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from portulan.foundations.packs.mistake import Mistake

LARGEST_FILE = 2 * 1024 * 1024
MOST_FILES = 64
_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)")


@dataclass(frozen=True, slots=True)
class Text:
    """One file as read: its bytes, its lines, and what TOML says it holds."""

    raw: bytes
    lines: tuple[str, ...]
    values: dict[str, Any]


def files_of(directory: Path) -> list[Path] | Mistake:
    """The TOML files of a pack, by name; or why there are none."""
    try:
        found = sorted(path for path in directory.iterdir() if path.suffix == ".toml")
    except OSError as error:
        problem = _("The pack cannot be read: %(why)s.") % {"why": error.strerror}
        return Mistake(str(directory), "", problem, _("a directory of TOML files, such as packs/cnrs"))
    if not found:
        return Mistake(str(directory), "", _("There is no TOML file."), _("a directory of TOML files"))
    if len(found) > MOST_FILES:
        problem = _("There are %(count)d files.") % {"count": len(found)}
        return Mistake(str(directory), "", problem, _("at most %(count)d files") % {"count": MOST_FILES})
    return found


def read(path: Path) -> Text | Mistake:
    """One file, or the first thing that is wrong with it."""
    raw = _bytes(path)
    if isinstance(raw, Mistake):
        return raw
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _not_utf8(path, raw, error)
    return _parsed(path, raw, text.replace("\r\n", "\n"))


def _bytes(path: Path) -> bytes | Mistake:
    if not path.is_file():
        return Mistake(path.name, "", _("This is not a file."), _("a text file"))
    try:
        with path.open("rb") as file:
            raw = file.read(LARGEST_FILE + 1)
    except OSError as error:
        problem = _("The file cannot be read: %(why)s.") % {"why": error.strerror}
        return Mistake(path.name, "", problem, _("a file that the present user may read"))
    if len(raw) > LARGEST_FILE:
        size = _("at most %(count)d MB") % {"count": LARGEST_FILE // 1024**2}
        return Mistake(path.name, "", _("The file is too large for a pack."), size)
    return raw


def _not_utf8(path: Path, raw: bytes, error: UnicodeDecodeError) -> Mistake:
    line = raw.count(b"\n", 0, error.start) + 1
    problem = _("The file is not UTF-8 text: byte 0x%(byte)02x.") % {"byte": raw[error.start]}
    return Mistake(path.name, "", problem, _("UTF-8; save the file again in that encoding"), line)


def _parsed(path: Path, raw: bytes, text: str) -> Text | Mistake:
    try:
        return Text(raw, tuple(text.split("\n")), tomllib.loads(text))
    except RecursionError:
        return Mistake(path.name, "", _("Values are nested too deeply."), _("a few levels of nesting"))
    except ValueError as error:
        place = _PLACE.search(str(error))
        problem = _("This is not TOML: %(why)s.") % {"why": _PLACE.sub("", str(error)).strip()}
        line = int(place[1]) if place else None
        return Mistake(path.name, "", problem, _("TOML 1.0, see https://toml.io"), line)

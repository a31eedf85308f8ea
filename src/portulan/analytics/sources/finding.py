"""Finding a source's files in the raw folder, and knowing each by its content rather than its name."""

import tomllib
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from portulan.analytics.sources import raw
from portulan.analytics.sources.catalogue import SOURCES
from portulan.analytics.sources.raw import RawFile
from portulan.analytics.sources.source import Found, Head, Kind, Source

_LOOK = 1 << 16  # bytes read to know a file
_NOT_DATA = {"", ".txt", ".md", ".pdf", ".html", ".toml", ".rst"}
_IGNORED = Kind(
    "country_codes", "list of country codes", lambda head: head.text.startswith("code;name"), "", used=False
)


@dataclass(frozen=True, slots=True)
class Holdings:
    """The files of a source, recognised, and the date its folder gives, or that known to the code."""

    files: tuple[Found, ...]
    as_of: str


def holdings(source: Source, folder: Path) -> Holdings:
    """The files of ``source`` under the raw ``folder``; none when its folder is absent or holds no data.

    Raises UnusableError when a file there is not one of this source: the message says which source it looks like.
    """
    own = folder / source.folder
    found = [_recognised(source, RawFile(path, f"{source.folder}/{path.name}")) for path in _data_files(own)]
    return Holdings(tuple(one for one in found if one is not None), _as_of(own) or source.as_of)


def _data_files(folder: Path) -> Iterator[Path]:
    if folder.is_dir():
        for path in sorted(folder.iterdir()):
            if path.is_file() and not path.name.startswith(".") and path.suffix.lower() not in _NOT_DATA:
                yield path


def _recognised(source: Source, file: RawFile) -> Found | None:
    head = head_of(file)
    kind = next((one for one in (*source.kinds, _IGNORED) if one.recognises(head)), None)
    if kind is None:
        _refuse_stranger(source, file, head)
    return Found(file, kind.key) if kind.used else None


def _refuse_stranger(source: Source, file: RawFile, head: Head) -> NoReturn:
    expected = "; or ".join(kind.expects for kind in source.kinds if kind.used)
    other = looks_like(head)
    if other is not None:
        remedy = f"It looks like {other.title}: move it to the folder {other.folder}/."
    else:
        if not head.members:
            next(raw.lines(file))  # says so when the very heading is not text in UTF-8
        remedy = f"It looks like no source we know. {source.title} expects {expected}."
    raw.refuse(file.name, "wrong_source", remedy, row=1, value=head.text.split("\n", 1)[0][:120])


def looks_like(head: Head) -> Source | None:
    """The source a file seems to belong to."""
    return next((one for one in SOURCES if any(kind.recognises(head) for kind in one.kinds)), None)


def head_of(file: RawFile) -> Head:
    """The first look at a file, at most 64 kB of it; raises UnusableError when it is empty or damaged."""
    if raw.is_zip(file.path):
        return Head("", _members(file))
    start = b""
    for block in raw.blocks(file):
        start = block[:_LOOK]
        break
    if not start.strip():
        raw.refuse(file.name, "empty", "Fetch the file again.")
    return Head(start.removeprefix(b"\xef\xbb\xbf").decode("utf-8", errors="replace"))


def _members(file: RawFile) -> tuple[str, ...]:
    try:
        with zipfile.ZipFile(file.path) as archive:
            return tuple(archive.namelist()[:1000])
    except (zipfile.BadZipFile, zlib.error, OSError) as error:
        raw.refuse(file.name, "unreadable", "The archive is damaged: fetch it again.", value=str(error))


def _as_of(folder: Path) -> str:
    about = folder / "about.toml"
    if not about.is_file():
        return ""
    try:
        return str(tomllib.loads(about.read_text("utf-8")).get("as_of", ""))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raw.refuse(f"{folder.name}/about.toml", "unreadable", 'Write as_of = "2026-06".', value=str(error))

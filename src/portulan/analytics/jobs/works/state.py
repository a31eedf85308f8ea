"""What a version knows of its publications, and the files that versions share.

``lake/works/<segment>/<table>/*.parquet`` holds records as they were read, once for all; a version names the segments
it is made of in its manifest, and has of its own ``works/hidden`` (records that a later one replaced), ``works/same``
(records that are one work) and ``works/retired``. A segment that no version names is removed.
"""

import os
import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from portulan.analytics.jobs import disk

SEGMENTS = "works"  # folder of the lake
OWN = ("hidden", "same", "retired")
CUBES = "works.duckdb"


@dataclass(frozen=True, slots=True)
class Part:
    """A raw part that was taken in. ``mark``: what its content is known by; ``same_as``: the part it repeats."""

    name: str
    bytes: int
    mark: str
    source: str
    read: int = 0
    refused: int = 0
    same_as: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """Records read together. ``version`` and ``code`` say which build read them, and with which code."""

    number: int
    folder: str
    source: str
    version: str
    code: str
    rows: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class State:
    """Publications of a version; ``code`` marks the code that reads and counts, ``ours`` who we are."""

    code: str
    ours: str
    parts: tuple[Part, ...] = ()
    segments: tuple[Segment, ...] = ()
    works: int = 0
    records: int = 0
    hidden: int = 0
    engine: str = "duckdb"
    changed: int = 0
    updates: int = 0
    libraries: Mapping[str, str] = field(default_factory=dict)

    def as_manifest(self) -> dict[str, Any]:
        return asdict(self)


def read(manifest: Mapping[str, Any]) -> State | None:
    """What a manifest says of publications; None where it says nothing."""
    told = manifest.get("works")
    if told is None:
        return None
    parts = tuple(Part(**one) for one in told["parts"])
    segments = tuple(Segment(**one) for one in told["segments"])
    return State(**{**told, "parts": parts, "segments": segments})


def segment_folder(lake: Path, folder: str) -> Path:
    return lake / SEGMENTS / folder


def last_number(lake: Path) -> int:
    """The highest number of a segment on disk, named by a version or not: numbers are never used twice."""
    home = lake / SEGMENTS
    names = [path.name for path in home.iterdir()] if home.is_dir() else []
    return max((int(name[:6]) for name in names if name[:6].isdigit()), default=0)


def install(lake: Path, made: Path) -> None:
    """Put new segments beside the others; they reach the disk before any version names them."""
    home = lake / SEGMENTS
    home.mkdir(exist_ok=True)
    for segment in sorted(made.iterdir()):
        disk.sync_tree(segment)
        segment.rename(home / segment.name)
    disk.sync(home)


def sweep(lake: Path) -> int:
    """Remove the segments that no version names; gives how many. Nothing is removed where a version cannot be read."""
    home = lake / SEGMENTS
    if not home.is_dir():
        return 0
    try:
        told = [read(disk.manifest(lake, version)) for version in disk.versions(lake)]
    except disk.LakeBrokenError:
        return 0
    named = {segment.folder for one in told if one is not None for segment in one.segments}
    left = [path for path in home.iterdir() if path.name not in named]
    for path in left:
        shutil.rmtree(path, ignore_errors=True)
    return len(left)


def carry(before: Path, product: Path, names: tuple[str, ...]) -> None:
    """Give a new version files of the one before: the same files, since neither ever changes."""
    for name in names:
        for path in _files(before / name):
            target = product / path.relative_to(before)
            target.parent.mkdir(parents=True, exist_ok=True)
            _linked(path, target)


def _files(path: Path) -> list[Path]:
    if path.is_dir():
        return sorted(one for one in path.rglob("*") if one.is_file())
    return [path] if path.exists() else []


def _linked(path: Path, target: Path) -> None:
    try:
        os.link(path, target)
    except OSError:  # a file system without links
        shutil.copyfile(path, target)

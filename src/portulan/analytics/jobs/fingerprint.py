"""What a version was made from, as one hash: files, decisions and code. The same hash needs no new build."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from portulan.analytics.sources.finding import Holdings

_CODE = Path(__file__).resolve().parent.parent
_LIBRARIES = ("duckdb", "ibis-framework", "babel", "marisa-trie", "rapidfuzz", "anyascii")


@dataclass(frozen=True, slots=True)
class Input:
    """A raw file: name relative to the raw folder, bytes, SHA-256."""

    name: str
    bytes: int
    sha256: str


def inputs(holdings: Holdings) -> tuple[Input, ...]:
    """The files of a source, hashed."""
    return tuple(
        Input(found.file.name, found.file.path.stat().st_size, found.file.digest())
        for found in holdings.files
    )


def fingerprint(read: Iterable[tuple[str, str, tuple[Input, ...]]], decisions: Mapping[str, Any]) -> str:
    """SHA-256 of all that a build depends on; ``read`` gives key, date and files of each source."""
    found = hashlib.sha256(_code_digest().encode())
    for key, as_of, files in read:
        found.update(repr((key, as_of, [(one.name, one.sha256) for one in files])).encode())
    found.update(json.dumps(decisions, sort_keys=True, default=str).encode())
    return found.hexdigest()


def registry_mark(files: Iterable[Input]) -> str:
    """The same for the same dumps of the registry and the same code of the matcher."""
    found = hashlib.sha256()
    for path in sorted((_CODE / "matching").glob("*.py")):
        found.update(path.name.encode() + path.read_bytes())
    found.update(repr([(one.name, one.sha256) for one in files]).encode())
    return found.hexdigest()


def _code_digest() -> str:
    found = hashlib.sha256()
    for path in sorted(_CODE.rglob("*.py")):
        found.update(str(path.relative_to(_CODE)).encode() + path.read_bytes())
    for path in sorted(_CODE.rglob("*.npz")):
        found.update(path.read_bytes())
    for library in _LIBRARIES:
        found.update(f"{library} {version(library)}".encode())
    return found.hexdigest()

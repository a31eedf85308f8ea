"""Contents on disk, each under its SHA-256: complete or not there at all."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol
from uuid import uuid4

_CHUNK = 1 << 20
_RECEIVING = "receiving"


class Stream(Protocol):
    """What is read: a file opened in binary, or an upload of Django."""

    def read(self, size: int = -1, /) -> bytes: ...


class TooLargeError(ValueError):
    """More bytes came than are allowed."""


@dataclass(frozen=True, slots=True)
class Received:
    """A content that has come in, complete, but is not kept yet."""

    path: Path
    sha256: str
    size: int


@contextmanager
def receiving(*, root: Path, stream: Stream, limit: int) -> Iterator[Received]:
    """Write ``stream`` beside the store, synchronised to disk; gone when the block ends, unless kept.

    Raises TooLargeError past ``limit`` bytes, and OSError (a full disk) with nothing left behind.
    """
    path = root / _RECEIVING / uuid4().hex
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        yield _write(path, stream=stream, limit=limit)
    finally:
        path.unlink(missing_ok=True)


def _write(path: Path, *, stream: Stream, limit: int) -> Received:
    digest, size = hashlib.sha256(), 0
    with path.open("xb") as file:
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            if size > limit:
                raise TooLargeError(f"more than {limit} bytes")
            digest.update(chunk)
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    return Received(path, digest.hexdigest(), size)


def keep(received: Received, *, root: Path) -> Path:
    """Put a content in its place. An equal one there is replaced by itself, so that it counts as touched now."""
    place = place_of(received.sha256, root=root)
    place.parent.mkdir(parents=True, exist_ok=True)
    received.path.replace(place)
    _synchronise(place.parent)
    return place


def _synchronise(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def place_of(sha256: str, *, root: Path) -> Path:
    """Where a content is kept."""
    return root / sha256[:2] / sha256[2:4] / sha256


def untouched(*, root: Path, since: datetime) -> Iterator[Path]:
    """Every file under ``root`` last written before ``since``, half received ones among them."""
    for path in root.rglob("*"):
        if path.is_file() and path.stat().st_mtime < since.timestamp():
            yield path

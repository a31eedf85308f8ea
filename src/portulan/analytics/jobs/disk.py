"""The lake on disk: immutable versions, one pointer that names the version in use, one lock for who builds.

``lake/versions/<id>/`` holds ``manifest.json``, ``tables/*.parquet``, ``refused/*.csv``, ``figures.duckdb``,
``registry.portulan`` and ``pins.json``;
``lake/CURRENT`` names the version in use and is replaced by a rename. Everything of a version has reached the disk
before the pointer moves, so a build that is killed leaves the version before in use.
"""

import fcntl
import json
import os
import re
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

KEPT = 3
REGISTRY, PINS = "registry.portulan", "pins.json"
_TRIES = 5
_PAUSE = 0.05  # seconds
_VERSION = re.compile(r"^\d{8}T\d{6}Z-[0-9a-f]{8}$")


class LakeBusyError(Exception):
    """Another build is at work on this lake."""


class LakeBrokenError(Exception):
    """The pointer names a version that cannot be read."""


def pointer(lake: Path) -> Path:
    return lake / "CURRENT"


def version_folder(lake: Path, version: str) -> Path:
    return lake / "versions" / version


def current(lake: Path) -> str | None:
    """The version in use, or None before the first build. Raises LakeBrokenError when the pointer holds nonsense."""
    try:
        version = pointer(lake).read_text("ascii", errors="replace").strip()
    except FileNotFoundError:
        return None
    if not _VERSION.match(version):
        raise LakeBrokenError(f"{pointer(lake)} does not name a version: remove it and build again.")
    return version


def versions(lake: Path) -> list[str]:
    """Whole versions on disk, newest first."""
    folder = lake / "versions"
    found = folder.iterdir() if folder.is_dir() else ()
    return sorted((one.name for one in found if _VERSION.match(one.name)), reverse=True)


def manifest(lake: Path, version: str) -> dict[str, Any]:
    """What a version says of itself; raises LakeBrokenError when it cannot be read."""
    path = version_folder(lake, version) / "manifest.json"
    try:
        return dict(json.loads(path.read_text("utf-8")))
    except (OSError, ValueError) as error:
        raise LakeBrokenError(f"{path} cannot be read ({error}): build again.") from error


def registry(lake: Path) -> Path | None:
    """The registry file of the version in use; None before the first build, or where it had no dump of ROR."""
    version = current(lake)
    path = version_folder(lake, version) / REGISTRY if version else None
    return path if path is not None and path.is_file() else None


def new_version(at: datetime, fingerprint: str) -> str:
    return f"{at:%Y%m%dT%H%M%SZ}-{fingerprint[:8]}"


def next_version(lake: Path, at: datetime, fingerprint: str) -> tuple[str, datetime]:
    """A name that comes after all there are, and its instant: even when the clock has gone back."""
    latest = next(iter(versions(lake)), None)
    if latest is not None:
        last = datetime.strptime(latest.partition("-")[0], "%Y%m%dT%H%M%S%z")
        at = max(at, last + timedelta(seconds=1))
    return new_version(at, fingerprint), at


@contextmanager
def building(lake: Path) -> Iterator[Path]:
    """Hold the lock, remove what killed builds left, and give a folder to build in; it is removed in the end."""
    lake.mkdir(parents=True, exist_ok=True)
    with (lake / ".lock").open("a") as handle:
        _lock(handle.fileno(), lake)
        _clean(lake)
        folder = lake / f"building-{os.getpid()}"
        folder.mkdir()
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def is_building(lake: Path) -> bool:
    """Whether a build holds the lock now."""
    try:
        handle = (lake / ".lock").open("r")
    except FileNotFoundError:
        return False
    with handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        return False


def _lock(descriptor: int, lake: Path) -> None:
    """Take the lock; who only looks whether a build is at work holds it for a moment, so try a little."""
    for _ in range(_TRIES):
        try:
            return fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            time.sleep(_PAUSE)
    raise LakeBusyError(f"Another build is at work in {lake}: wait until it ends, then build again.")


def _clean(lake: Path) -> None:
    for left in lake.glob("building-*"):
        shutil.rmtree(left, ignore_errors=True)
    (lake / "CURRENT.new").unlink(missing_ok=True)


def commit(lake: Path, built: Path, version: str) -> None:
    """Make ``built`` the version in use: first it reaches the disk, then the pointer moves; old ones are pruned."""
    sync_tree(built)
    home = version_folder(lake, version)
    home.parent.mkdir(exist_ok=True)
    if home.exists():
        shutil.rmtree(home)
    built.rename(home)
    sync(home.parent)
    sync(lake)
    _point(lake, version)
    prune(lake)


def _point(lake: Path, version: str) -> None:
    fresh = lake / "CURRENT.new"
    with fresh.open("w", encoding="ascii") as handle:
        handle.write(version + "\n")
        handle.flush()
        os.fsync(handle.fileno())
    fresh.replace(pointer(lake))
    sync(lake)


def prune(lake: Path, keep: int = KEPT) -> list[str]:
    """Remove all but the newest versions and the one in use; a reader that holds an old one open keeps it."""
    used = current(lake)
    gone = [version for version in versions(lake)[keep:] if version != used]
    for version in gone:
        shutil.rmtree(version_folder(lake, version), ignore_errors=True)
    return gone


def sync_tree(folder: Path) -> None:
    for root, _, files in os.walk(folder, topdown=False):
        for name in files:
            sync(Path(root) / name)
        sync(Path(root))


def sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

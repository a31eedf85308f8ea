"""What was fetched, on disk: parts that appear whole, and a mark of how far a fetch has come that outlives a kill.

``<raw>/.fetching/<name>/`` holds ``open.gz`` (the part being filled, one gzip member a page), ``seen`` (eight bytes for
each record taken), and ``state.json``, which says how many bytes of both count. Bytes beyond that were written by a
run that was killed, and are cut off. A part that is full is renamed into the raw folder.
"""

import fcntl
import gzip
import hashlib
import json
import os
import shutil
from array import array
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from portulan.analytics.tables.refusal import Refusal, UnusableError

HIDDEN = ".fetching"


@dataclass(slots=True)
class State:
    """How far a fetch has come.

    ``following``: what to ask next; ``ended``: nothing is left to ask; ``parts``: whole parts, in order; ``older``:
    parts that a fetch of the same works left on the same day, which these take the place of.
    """

    asked: dict[str, str]
    day: str
    known: dict[str, Any] = field(default_factory=dict)
    following: Any = None
    pages: int = 0
    records: int = 0
    repeated: int = 0
    total: int | None = None
    open_bytes: int = 0
    open_records: int = 0
    parts: list[str] = field(default_factory=list)
    older: list[str] = field(default_factory=list)
    ended: bool = False
    complete: bool = False


class Store:
    """The disk of one fetch, held by one process at a time."""

    def __init__(self, *, raw: Path, name: str) -> None:
        self._raw = raw
        self._folder = raw / HIDDEN / name
        self._seen: set[int] = set()

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the fetch; raises UnusableError when another process does."""
        self._folder.mkdir(parents=True, exist_ok=True)
        with (self._folder / "lock").open("w") as handle:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                remedy = "Another fetch of the same works is at work: wait until it ends."
                raise UnusableError(Refusal(str(self._folder), 0, "", "", "busy", remedy)) from None
            yield

    def begun(self) -> State | None:
        """How far an earlier run came, with its files cut back to what counts; None when there is none.

        Raises UnusableError when what it left cannot be used.
        """
        path = self._folder / "state.json"
        if not path.exists():
            return None
        try:
            state = State(**json.loads(path.read_text("utf-8")))
        except (ValueError, TypeError) as error:
            raise self._broken(path) from error
        self._cut(state)
        return state

    def forget(self) -> None:
        """Drop what an unfinished fetch left; parts that are whole stay."""
        for name in ("state.json", "open.gz", "seen"):
            (self._folder / name).unlink(missing_ok=True)
        self._seen.clear()

    def fresh(self, identifiers: Sequence[str]) -> list[bool]:
        """For each record of a page, whether it was not taken yet."""
        found, here = [], set()
        for one in map(_mark, identifiers):
            found.append(one not in self._seen and one not in here)
            here.add(one)
        return found

    def add(self, state: State, records: Sequence[dict[str, Any]], identifiers: Sequence[str]) -> None:
        """Write records to the open part; they count once ``keep`` has run."""
        marks = array("Q", map(_mark, identifiers))
        if records:
            text = "".join(
                json.dumps(one, ensure_ascii=False, separators=(",", ":")) + "\n" for one in records
            )
            state.open_bytes += _append(self._folder / "open.gz", gzip.compress(text.encode(), 6, mtime=0))
            _append(self._folder / "seen", marks.tobytes())
        self._seen.update(marks)
        state.records += len(records)
        state.open_records += len(records)

    def keep(self, state: State) -> None:
        """Make all that was written count, whatever happens next."""
        fresh = self._folder / "state.new"
        with fresh.open("w", encoding="utf-8") as handle:
            json.dump(asdict(state), handle, ensure_ascii=False)
            handle.flush()
            os.fsync(handle.fileno())
        fresh.replace(self._folder / "state.json")
        _sync(self._folder)

    def seal(self, state: State, place: str) -> None:
        """Rename the open part to its place in the raw folder. Killed after the rename, it is found there again."""
        home = self._raw / place
        home.parent.mkdir(parents=True, exist_ok=True)
        (self._folder / "open.gz").replace(home)
        _sync(home.parent)
        state.parts.append(place)
        state.open_bytes = state.open_records = 0
        self.keep(state)

    def found_sealed(self, state: State, place: str) -> bool:
        """Whether a killed run had renamed the open part already."""
        home = self._raw / place
        opened = self._folder / "open.gz"
        return (
            state.open_bytes > 0
            and not opened.exists()
            and home.exists()
            and home.stat().st_size == state.open_bytes
        )

    def remember(self, state: State, place: str) -> None:
        """Count a part that ``found_sealed`` found."""
        state.parts.append(place)
        state.open_bytes = state.open_records = 0
        self.keep(state)

    def replace_older(self, state: State) -> None:
        """Remove the parts of the same day that were not written over."""
        for place in set(state.older) - set(state.parts):
            (self._raw / place).unlink(missing_ok=True)

    def free(self) -> int:
        """Bytes left on the disk."""
        return shutil.disk_usage(self._folder).free

    def _cut(self, state: State) -> None:
        opened, seen = self._folder / "open.gz", self._folder / "seen"
        if opened.exists():
            if opened.stat().st_size < state.open_bytes:
                raise self._broken(opened)
            os.truncate(opened, state.open_bytes)
        marks = array("Q")
        if state.records:
            if not seen.exists() or seen.stat().st_size < state.records * marks.itemsize:
                raise self._broken(seen)
            os.truncate(seen, state.records * marks.itemsize)
            with seen.open("rb") as handle:
                marks.fromfile(handle, state.records)
        elif seen.exists():
            os.truncate(seen, 0)
        self._seen = set(marks)

    def _broken(self, path: Path) -> UnusableError:
        remedy = "Run the same command with --restart: parts that are whole stay."
        return UnusableError(Refusal(str(path), 0, "", "", "unreadable", remedy))


class Ledger:
    """Calls made to a service in a day (UTC), by all fetches of this raw folder."""

    def __init__(self, *, raw: Path, key: str) -> None:
        self._path = raw / HIDDEN / f"{key}-calls.json"

    def made(self, day: date) -> int:
        try:
            found = json.loads(self._path.read_text("utf-8"))
        except (OSError, ValueError):
            return 0
        return int(found["calls"]) if found.get("day") == day.isoformat() else 0

    def count(self, day: date) -> None:
        """One more call; several fetches at once may lose a few, which the service's own count catches."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        fresh = self._path.with_suffix(f".{os.getpid()}")
        fresh.write_text(json.dumps({"day": day.isoformat(), "calls": self.made(day) + 1}), "utf-8")
        fresh.replace(self._path)


def _mark(identifier: str) -> int:
    return int.from_bytes(hashlib.blake2b(identifier.encode(), digest_size=8).digest())


def _append(path: Path, content: bytes) -> int:
    with path.open("ab") as handle:
        handle.write(content)
        handle.flush()
        os.fsync(handle.fileno())
    return len(content)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

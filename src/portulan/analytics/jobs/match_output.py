"""Answers written as JSON Lines or CSV, block by block, so that a run that was killed goes on where it was."""

import csv
import fcntl
import hashlib
import io
import json
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Protocol

FORMATS = ("jsonl", "csv")
COLUMNS = (
    "row",
    "input",
    "rors",
    "names",
    "probabilities",
    "spans",
    "reasons",
    "abstained",
    "error",
    "registry",
    "model",
)
_ENDS = 1 << 20


class OutputError(Exception):
    """The output cannot be written or gone on with; the text says why and what to do."""


class Output(Protocol):
    """Takes blocks of answers. ``done``: rows already written by an earlier run."""

    done: int
    complete: bool

    def write(self, answers: Sequence[Mapping[str, Any]]) -> None: ...

    def finish(self) -> None: ...


def rendered(answers: Sequence[Mapping[str, Any]], form: str) -> str:
    """Answers as lines of JSON, or as rows of CSV (one row an answer; several matches joined by "; ")."""
    if form == "jsonl":
        return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in answers)
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows(_cells(one) for one in answers)
    return stream.getvalue()


def _cells(one: Mapping[str, Any]) -> list[str]:
    matches = one["matches"]
    reasons = json.dumps([match["reason"] for match in matches], ensure_ascii=False) if matches else ""
    return [
        str(one["row"]),
        one["input"],
        "; ".join(match["ror"] for match in matches),
        "; ".join(match["name"] for match in matches),
        "; ".join(str(match["probability"]) for match in matches),
        "; ".join("{}-{}".format(*match["span"]) for match in matches),
        reasons,
        one["abstained"],
        one.get("error", ""),
        one["registry"],
        one["model"],
    ]


def heading(form: str) -> str:
    """The first line of a CSV; nothing for JSON Lines."""
    return ",".join(COLUMNS) + "\n" if form == "csv" else ""


class OnStream:
    """Writes to standard output, at once."""

    def __init__(self, form: str, stream: BinaryIO | None = None) -> None:
        self.done, self.complete, self._form = 0, False, form
        self._stream = stream or sys.stdout.buffer
        self._stream.write(heading(form).encode())

    def write(self, answers: Sequence[Mapping[str, Any]]) -> None:
        """Write a block and flush it."""
        self._stream.write(rendered(answers, self._form).encode())
        self._stream.flush()

    def finish(self) -> None:
        """Nothing is left to do."""


class OnDisk:
    """Writes to a file, with a small ``.state`` beside it that says how far it is, and what it is made of.

    ``identity`` is what must be the same for a run to go on: input, registry, model, options. The state is replaced
    only once the block is on the disk: what a killed run wrote after it is cut off, and every row is there once.
    """

    def __init__(self, path: Path, form: str, identity: Mapping[str, Any]) -> None:
        self._path, self._form, self._identity = path, form, dict(identity)
        self._state = path.with_name(path.name + ".state")
        self._file: BinaryIO = path.open("ab")
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            self._file.close()
            raise OutputError(
                f"Another run is writing {path}: wait for it, or name another --out."
            ) from error
        self.done, self.complete = self._resumed()

    def __enter__(self) -> "OnDisk":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self._file.close()

    def _resumed(self) -> tuple[int, bool]:
        size = self._path.stat().st_size
        if not self._state.exists():
            if size:
                raise OutputError(
                    f"{self._path} exists and is not an unfinished answer: remove it or name another --out."
                )
            self._file.write(heading(self._form).encode())
            self._save(0, complete=False)
            return 0, False
        state = self._read_state()
        if state["identity"] != self._identity:
            raise OutputError(
                f"{self._path} was begun with another input, registry, model or options: remove it and its .state, "
                "or name another --out."
            )
        if size < state["bytes"]:
            raise OutputError(f"{self._path} is shorter than its .state says: remove both and run again.")
        self._file.truncate(state["bytes"])
        return int(state["rows"]), bool(state["complete"])

    def _read_state(self) -> dict[str, Any]:
        try:
            found: dict[str, Any] = json.loads(self._state.read_text("utf-8"))
        except (OSError, ValueError) as error:
            raise OutputError(
                f"{self._state} cannot be read: remove it with {self._path} and run again."
            ) from error
        return found

    def write(self, answers: Sequence[Mapping[str, Any]]) -> None:
        """Write a block, then say that it is there."""
        self._file.write(rendered(answers, self._form).encode())
        self._save(self.done + len(answers), complete=False)

    def finish(self) -> None:
        """Say that all is there; the next run with the same options does nothing."""
        self._save(self.done, complete=True)

    def _save(self, rows: int, *, complete: bool) -> None:
        self._file.flush()
        os.fsync(self._file.fileno())
        self.done = rows
        told = {
            "identity": self._identity,
            "rows": rows,
            "bytes": self._path.stat().st_size,
            "complete": complete,
        }
        partial = self._state.with_name(self._state.name + ".part")
        partial.write_text(json.dumps(told, sort_keys=True), "utf-8")
        partial.replace(self._state)


def identity_of(name: str) -> dict[str, Any]:
    """Size and hash of both ends of an input file; only the name of standard input."""
    path = Path(name)
    if name == "-" or not path.is_file():
        return {"input": name}
    size = path.stat().st_size
    with path.open("rb") as stream:
        digest = hashlib.sha256(stream.read(_ENDS))
        stream.seek(max(0, size - _ENDS))
        digest.update(stream.read(_ENDS))
    return {"input": path.name, "size": size, "ends": digest.hexdigest()}

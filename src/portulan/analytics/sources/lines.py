"""Lines of JSON packed with gzip, block by block: quickly, or, once that failed, line by line with its reasons.

Quickly: unpacked and handed on, cut after whole lines; a damaged file is named, a line that is far too long sends
the file to the careful reading. Carefully: each line is looked at; a bad one goes to the refused rows, the others
are handed on with the columns asked for.
"""

import json
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import ibis
import ibis.expr.datatypes as dt
from isal import igzip
from isal.igzip_lib import IsalError

from portulan.analytics.sources import raw
from portulan.analytics.sources.raw import RawFile
from portulan.analytics.sources.source import Intake

BLOCK = 1 << 20
LONGEST = 16 << 20  # bytes of a line
_AGAIN = "Fetch the file again."
_DROP = "The record is left out: fetch the file again if its publisher has mended it."


class TooLongError(Exception):
    """A line is longer than an engine reads."""


def quick(file: RawFile) -> Iterator[bytes]:
    """The content, unpacked; raises UnusableError for a damaged file, TooLongError for a line beyond ``LONGEST``."""
    since = 0
    for block in unpacked(file):
        first = block.find(b"\n")
        if (since + len(block) if first < 0 else since + first) > LONGEST:
            raise TooLongError(file.name)
        since = since + len(block) if first < 0 else len(block) - block.rfind(b"\n") - 1
        yield block


def unpacked(file: RawFile) -> Iterator[bytes]:
    """Blocks of the content; raises UnusableError when the file is empty, cut short or damaged."""
    if file.path.stat().st_size == 0:
        raw.refuse(file.name, "empty", _AGAIN)
    with igzip.open(file.path, "rb") as stream:
        while block := _block(stream, file.name):
            yield block


def _block(stream: Any, name: str) -> bytes:
    try:
        return bytes(stream.read(BLOCK))
    except EOFError:
        raw.refuse(name, "truncated", "The download stopped too early: fetch the file again.")
    except (OSError, zlib.error, IsalError) as error:  # type: ignore[misc]
        raw.refuse(name, "unreadable", "The file is damaged: fetch it again.", value=str(error))


def careful(file: RawFile, columns: ibis.Schema, intake: Intake, *, limit: int = LONGEST) -> Iterator[bytes]:
    """Good lines, one by one, with ``columns`` only; each bad one is refused with its reason."""
    for number, line in _lines(file, limit):
        if not line.strip():
            continue
        kept, refusal = _checked(line, columns) if len(line) <= limit else (b"", _too_long(limit))
        if refusal is None:
            yield kept
        else:
            intake.read += 1
            code, remedy, column, value = refusal
            intake.refuse(file.name, number, code, remedy, column=column, value=value)


Refused = tuple[str, str, str, str]  # code, remedy, column, value


def _too_long(limit: int) -> Refused:
    return "too_long", f"A line may hold {limit >> 20} MB. {_DROP}", "", ""


def _checked(line: bytes, columns: ibis.Schema) -> tuple[bytes, Refused | None]:
    try:
        found = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        return b"", ("encoding", _DROP, f"byte {error.start + 1}", "")
    except ValueError:
        return b"", ("json", _DROP, "", line[:60].decode("utf-8", "replace"))
    if not isinstance(found, dict):
        return b"", ("json", _DROP, "", line[:60].decode("utf-8", "replace"))
    try:
        kept = {name: _read(found.get(name), kind, name) for name, kind in columns.items()}
    except _WrongTypeError as error:
        return b"", ("type", _DROP, error.column, error.value)
    return json.dumps(kept).encode() + b"\n", None


class _WrongTypeError(Exception):
    def __init__(self, column: str, value: Any) -> None:
        super().__init__(column)
        self.column, self.value = column, json.dumps(value)[:60]


def _read(value: Any, kind: dt.DataType, name: str) -> Any:
    """The value in its type, the parts asked for only; digits in quotation marks are a number, as engines have it."""
    if value is None:
        return None
    if kind.is_array():
        return [_read(one, kind.value_type, name) for one in _as(list, value, name)]
    if kind.is_struct():
        given: Mapping[str, Any] = _as(dict, value, name)
        return {key: _read(given.get(key), one, f"{name}.{key}") for key, one in kind.items()}
    return _SCALARS[str(kind.copy(nullable=True))](value, name)


def _as(wanted: type, value: Any, name: str) -> Any:
    if not isinstance(value, wanted):
        raise _WrongTypeError(name, value)
    return value


def _whole(value: Any, name: str) -> int:
    if isinstance(value, str) and value.strip().lstrip("-").isdigit():
        return int(value)
    if isinstance(value, bool) or not isinstance(value, int) or not -(2**63) <= value < 2**63:
        raise _WrongTypeError(name, value)
    return value


def _text(value: Any, name: str) -> str:
    if isinstance(value, dict | list):
        raise _WrongTypeError(name, value)
    return value if isinstance(value, str) else json.dumps(value)


_SCALARS: Mapping[str, Callable[[Any, str], Any]] = {
    "int64": _whole,
    "string": _text,
    "boolean": lambda value, name: _as(bool, value, name),
}


def _lines(file: RawFile, limit: int) -> Iterator[tuple[int, bytes]]:
    """Numbered lines; of a line longer than ``limit`` no more than that is held."""
    number, held = 1, bytearray()
    for block in unpacked(file):
        start = 0
        while (end := block.find(b"\n", start)) >= 0:
            held += block[start:end]
            yield number, bytes(held)
            number, start = number + 1, end + 1
            held.clear()
        if len(held) <= limit:
            held += block[start:]
    if held:
        yield number, bytes(held)


def lacking(file: RawFile, needed: Sequence[str], *, among: int = 50) -> list[str]:
    """The columns of ``needed`` that none of the first ``among`` records has; none where there is no record to see."""
    seen: set[str] = set()
    looked = 0
    block = next(unpacked(file), b"")
    for line in block.split(b"\n")[:among]:
        try:
            found = json.loads(line)
        except ValueError:
            continue
        if isinstance(found, dict):
            looked += 1
            seen |= found.keys()
    return [name for name in needed if name not in seen] if looked else []

"""JSON objects of a file, one at a time: one a line, a list, an answer of an API, or objects one after the other."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, chain
from typing import Any

import ijson

from portulan.analytics.sources import raw
from portulan.analytics.sources.raw import LIMITS, Limits, RawFile
from portulan.analytics.sources.records import lines
from portulan.analytics.sources.source import Head, Intake

# Where the records are in the answers and dumps we know, longest first.
_PLACES = ("response.docs", "hits.hits", "message.items", "results", "items")
_BIT = 1 << 16  # bytes handed to the parser at a time
_DEEPEST = 200  # brackets in one another
_STEP = {one: 1 if one in b"[{" else -1 for one in b"[{]}"}
_PLAIN = bytes(one for one in range(256) if one not in _STEP)
# A whole text, or one that goes on after the end, of which the quotation mark is left. Nothing is tried twice.
_STRING = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"|(")[^"\\]*+(?:\\.[^"\\]*+)*+\\?\Z', re.DOTALL)
_JSON = "Each record is a JSON object; fetch or export the file again."


@dataclass(frozen=True, slots=True)
class Sight:
    """What the head of a JSON file shows: where its records are, and the first one, as far as the head reaches.

    ``place`` is a path for the parser ("response.docs.item"), or empty for objects one after the other; ``by_line``
    when each stands on a line of its own; ``first`` maps a key of the first record to its text value, or to "".
    """

    place: str
    by_line: bool
    first: dict[str, str]


class Nesting:
    """How deep brackets stand in one another, text apart; what is nested deeper than any record is no record.

    The parser keeps the path of keys to where it is: a page of opening brackets would fill the memory.
    """

    def __init__(self) -> None:
        self._depth, self._open = 0, b""

    def too_deep(self, bit: bytes) -> bool:
        """Whether the text so far, with this piece, goes deeper than is allowed at any place."""
        text = self._open + bit
        bare = _STRING.sub(rb"\1", text)
        self._open = b""
        if bare.endswith(b'"'):
            odd = (len(text) - len(text.rstrip(b"\\"))) % 2
            self._open = b'"\\' if odd else b'"'
        depths = list(accumulate((_STEP[one] for one in bare.translate(None, _PLAIN)), initial=self._depth))
        self._depth = depths[-1]
        return max(depths) > _DEEPEST


def sight(head: Head) -> Sight | None:
    """What the head shows, or None when it is not JSON."""
    text = head.text.lstrip("\ufeff \t\r\n")
    if text[:1] not in {"{", "["} or Nesting().too_deep(text.encode()):
        return None
    try:
        return _sight(text)
    except (ijson.JSONError, UnicodeError):
        return None


def _sight(text: str) -> Sight | None:
    place = _place(text)
    first = _first(text, place)
    if not first:
        return None
    return Sight(place, by_line=not place and _by_line(text), first=first)


def _by_line(text: str) -> bool:
    line, ended, _ = text.partition("\n")
    if not ended:
        return True
    try:
        json.loads(line)
    except ValueError:
        return False
    return True


def _events(text: str) -> Iterator[tuple[str, str, Any]]:
    """Events as far as the text reaches; what follows the first whole value is not looked at."""
    depth = 0
    try:
        for prefix, event, value in ijson.parse(text.encode(), multiple_values=True):
            depth += {"start_map": 1, "start_array": 1, "end_map": -1, "end_array": -1}.get(event, 0)
            yield prefix, event, value
            if depth == 0:
                return
    except ijson.IncompleteJSONError:
        return


def _place(text: str) -> str:
    if text.startswith("["):
        return "item"
    for prefix, event, _ in _events(text):
        if event == "start_array" and prefix in _PLACES:
            return f"{prefix}.item"
        if event == "start_map" and prefix == "message":
            return _message(text)
    return ""


def _message(text: str) -> str:
    """Crossref wraps one work, or a list of them, in a message."""
    listed = any(event == "start_array" and prefix == "message.items" for prefix, event, _ in _events(text))
    return "message.items.item" if listed else "message"


def _first(text: str, place: str) -> dict[str, str]:
    found: dict[str, str] = {}
    start = f"{place}." if place else ""
    for prefix, event, value in _events(text):
        if event == "end_map" and prefix == place and found:
            break
        if event == "map_key" and prefix == place:
            found.setdefault(value, "")
        elif event == "string" and prefix.removeprefix(start) in found:
            found[prefix.removeprefix(start)] = value
    return found


def records(
    file: RawFile, seen: Sight, intake: Intake, limits: Limits = LIMITS
) -> Iterator[tuple[int, dict[str, Any]]]:
    """Numbered objects: by their line where each has its own, else by their place, from 1. Each is counted as read.

    On lines a bad one is refused by itself; elsewhere what breaks the file off is refused, and reading ends there.
    """
    found = _on_lines(file, intake, limits) if seen.by_line else _one_by_one(file, seen.place, intake, limits)
    for number, value in found:
        if isinstance(value, dict):
            yield number, value
        else:
            intake.refuse(file.name, number, "json", _JSON, value=str(value)[:40])


def _on_lines(file: RawFile, intake: Intake, limits: Limits) -> Iterator[tuple[int, Any]]:
    for number, line in lines.records(file, intake, limits):
        try:
            yield number, json.loads(line)
        except (ValueError, RecursionError):
            intake.refuse(file.name, number, "json", _JSON)


def _one_by_one(file: RawFile, place: str, intake: Intake, limits: Limits) -> Iterator[tuple[int, Any]]:
    content = raw.blocks(file, limits)
    for number, value in enumerate(values(content, name=file.name, place=place, limits=limits), start=1):
        intake.read += 1
        yield number, value


def values(content: Iterator[bytes], *, name: str, place: str, limits: Limits = LIMITS) -> Iterator[Any]:
    """Values at a place of a JSON text, one by one, in bounded memory.

    Raises UnusableError where the text is not JSON or breaks off, or where a value is too large to be read safely; what
    came before was given.
    """
    done = ijson.sendable_list()
    parser = ijson.items_coro(done, place, multiple_values=True, use_float=True)
    since, count, nesting = 0, 0, Nesting()
    for bit in chain(_bits(content), [None]):
        fault = _fed(parser, bit, nesting)
        yield from done
        since = 0 if done else since + len(bit or b"")
        count += len(done)
        del done[:]
        if fault:
            raw.refuse(name, fault, "Fetch or export the file again.", row=count + 1)
        if since > limits.line:
            remedy = f"A record may hold {limits.line >> 20} MB: fetch or export the file again."
            raw.refuse(name, "too_long", remedy, row=count + 1)


def _fed(parser: Any, bit: bytes | None, nesting: Nesting) -> str:
    """Hand a piece to the parser, or say that there is no more; the code of the fault, or empty."""
    try:
        if bit is None:
            parser.close()
        elif nesting.too_deep(bit):
            return "json"
        else:
            parser.send(bit)
    except (ijson.JSONError, UnicodeError, StopIteration) as error:
        return "truncated" if re.search("premature|incomplete", str(error), re.IGNORECASE) else "json"
    return ""


def _bits(content: Iterator[bytes]) -> Iterator[bytes]:
    """The content in small pieces, its byte order mark dropped."""
    mark = b"\xef\xbb\xbf"
    for block in content:
        plain, mark = block.removeprefix(mark), b""
        yield from (plain[start : start + _BIT] for start in range(0, len(plain), _BIT))


def head_of(file: RawFile) -> Head:
    """The first 64 kB of a file, as text, to see what it holds."""
    for block in raw.blocks(file):
        return Head(block[:_BIT].removeprefix(b"\xef\xbb\xbf").decode("utf-8", errors="replace"))
    return Head("")

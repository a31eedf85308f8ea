"""Lines of a file of one record a line: a bad line is refused by itself, and reading goes on."""

import unicodedata
from collections.abc import Iterator

from portulan.analytics.sources import raw
from portulan.analytics.sources.raw import LIMITS, Limits, RawFile
from portulan.analytics.sources.source import Intake

_MARK = b"\xef\xbb\xbf"
_TOO_LONG = "A record may hold {} MB: cut the file again, one record a line."
_ENCODING = "Save the file again as UTF-8."


def records(file: RawFile, intake: Intake, limits: Limits = LIMITS) -> Iterator[tuple[int, str]]:
    """Numbered lines, from 1, that are not empty; each is counted as read.

    A line over ``limits.line`` bytes is passed over without being held; a line that is not UTF-8 is passed over.
    """
    for number, line in _lines(file, limits):
        if line is not None and not line.strip():
            continue
        intake.read += 1
        if line is None:
            intake.refuse(file.name, number, "too_long", _TOO_LONG.format(limits.line >> 20))
            continue
        text = _text(line)
        if text is None:
            intake.refuse(file.name, number, "encoding", _ENCODING)
        else:
            yield number, text


def _text(line: bytes) -> str | None:
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def _lines(file: RawFile, limits: Limits) -> Iterator[tuple[int, bytes | None]]:
    """Each line, or None for one that is too long."""
    held, dropping, number = b"", False, 1
    for block in raw.blocks(file, limits):
        *ended, rest = block.split(b"\n")
        for part in ended:
            whole = held + part
            yield number, None if dropping or len(whole) > limits.line else _unmarked(whole, number)
            held, dropping, number = b"", False, number + 1
        held = b"" if dropping else held + rest
        if len(held) > limits.line:
            held, dropping = b"", True
    if held or dropping:
        yield number, None if dropping else _unmarked(held, number)


def _unmarked(line: bytes, number: int) -> bytes:
    return line.removeprefix(_MARK) if number == 1 else line

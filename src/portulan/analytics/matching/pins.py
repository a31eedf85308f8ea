"""What people answered for a text: it wins over the model, and over every later registry and model."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from portulan.analytics.matching.text import words_of

VERDICTS = ("confirmed", "corrected", "refused")
_FIELDS = {"text": str, "verdict": str, "keys": list, "country": str}


class PinsError(Exception):
    """A list of answers that cannot be used; the text says which one and why."""


@dataclass(frozen=True, slots=True)
class Pin:
    """An answer: keys of organisations ("ror-02feahw73"), none when the text names none; ``country``: only from it."""

    text: str
    verdict: str
    keys: tuple[str, ...]
    country: str = ""


class Pins:
    """Answers by text, whatever its case, accents and signs. One for a country wins over one for all."""

    def __init__(self, pins: Iterable[Pin] = ()) -> None:
        self._pins = {(normal(pin.text), pin.country): pin for pin in pins}

    def __len__(self) -> int:
        return len(self._pins)

    def find(self, text: str, country: str = "") -> Pin | None:
        """The answer for a text that comes from a country ("" when nobody knows which)."""
        if not self._pins:
            return None
        key = normal(text)
        return (self._pins.get((key, country)) if country else None) or self._pins.get((key, ""))


def normal(text: str) -> str:
    """Two texts of one normal form have one answer."""
    return " ".join(words_of(text))


def read(given: Sequence[Any]) -> list[Pin]:
    """Answers from plain values: ``text``, ``verdict``, ``keys``, ``country``. Raises PinsError."""
    return [_read(place, one) for place, one in enumerate(given, start=1)]


def _read(place: int, one: Any) -> Pin:
    if not isinstance(one, Mapping):
        raise PinsError(f"Answer {place} is not an object with text, verdict, keys and country.")
    values = {name: one.get(name) or kind() for name, kind in _FIELDS.items()}
    for name, kind in _FIELDS.items():
        if not isinstance(values[name], kind):
            raise PinsError(f"Answer {place}: {name} is not a {'text' if kind is str else 'list'}.")
    if values["verdict"] not in VERDICTS:
        among = ", ".join(VERDICTS)
        raise PinsError(f"Answer {place}: the verdict is {values['verdict']!r}, not one of {among}.")
    if values["verdict"] != "refused" and not values["keys"]:
        raise PinsError(f"Answer {place}: it is {values['verdict']} and names no organisation.")
    keys = () if values["verdict"] == "refused" else tuple(map(str, values["keys"]))
    return Pin(values["text"], values["verdict"], keys, values["country"].upper())


def digest(path: Path) -> str:
    """The same for the same file of answers. Raises PinsError when it cannot be used, OSError."""
    load(path)
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]


def load(path: Path) -> Pins:
    """Answers from a JSON file: a list, or an object that holds one under "pins". Raises PinsError, OSError."""
    try:
        found = json.loads(path.read_text("utf-8"))
    except ValueError as error:
        raise PinsError(f"{path} is not JSON: {error}") from error
    given = found.get("pins", []) if isinstance(found, Mapping) else found
    if not isinstance(given, list):
        raise PinsError(f"{path} holds no list of answers.")
    return Pins(read(given))

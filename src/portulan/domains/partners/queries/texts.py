"""Texts of the last build that are worth a look: the most frequent and the least sure first."""

from dataclasses import dataclass
from pathlib import Path

from portulan.domains.partners.queries.pins import PinView, pins_for


@dataclass(frozen=True, slots=True)
class Found:
    """An organisation that the last build found in a text, with its probability where the matcher gave one."""

    key: str
    name: str
    country: str
    probability: float | None


@dataclass(frozen=True, slots=True)
class TextToCheck:
    """A text, how often and where it stands, what the build found in it, and the answer in force."""

    text: str
    count: int
    source: str
    country: str
    found: tuple[Found, ...]
    pin: PinView | None


def texts_to_check(*, lake: Path, limit: int = 50, answered: bool = False) -> tuple[TextToCheck, ...]:
    """Texts nobody answered yet; with ``answered`` those that have an answer too. Two queries."""
    known = of_last_build(lake, limit=limit * 4)
    held = pins_for([one.text for one in known]) if known else {}
    lines = (
        TextToCheck(one.text, one.count, one.source, one.country, one.found, held.get(one.text))
        for one in known
    )
    return tuple(line for line in lines if answered or line.pin is None)[:limit]


def of_last_build(lake: Path, *, limit: int) -> list[TextToCheck]:
    """What insight says of the last build; the only place that asks it."""
    return []

"""Texts of the last build that are worth a look: the most frequent and the least sure first."""

from dataclasses import dataclass, replace
from pathlib import Path

from django.utils.translation import gettext as _

from portulan.domains.partners.queries.pins import PinView, pins_for
from portulan.insight import checking as insight

OTHERS = 3  # other proposals shown, each with its key


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
    candidates: tuple[Found, ...] = ()  # what else it may name

    @property
    def source_label(self) -> str:
        """The source in words of the reader's language."""
        words = {
            "cordis": _("European projects"),
            "hal": _("co-publications"),
            "rnsr": _("registry of structures"),
        }
        return words.get(self.source, self.source)

    @property
    def others(self) -> tuple[Found, ...]:
        """The best candidates that the build did not take."""
        taken = {one.key for one in self.found}
        return tuple(one for one in self.candidates if one.key not in taken)[:OTHERS]


def texts_to_check(*, lake: Path, limit: int = 50, answered: bool = False) -> tuple[TextToCheck, ...]:
    """Texts nobody answered yet; with ``answered`` those that have an answer too. Two queries."""
    known = of_last_build(lake, limit=limit * 4)
    held = pins_for([one.text for one in known]) if known else {}
    lines = (replace(one, pin=held.get(one.text)) for one in known)
    return tuple(line for line in lines if answered or line.pin is None)[:limit]


def of_last_build(lake: Path, *, limit: int) -> list[TextToCheck]:
    """What insight says of the last build; the only place that asks it. What it was tied to comes first."""
    return [_line(one) for one in insight.texts_to_check(lake, limit)]


def _line(one: insight.TextToCheck) -> TextToCheck:
    candidates = tuple(Found(each.key, each.name, each.country, each.probability) for each in one.candidates)
    return TextToCheck(
        text=one.text,
        count=one.count,
        source=one.source,
        country=one.country,
        found=tuple(each for each in candidates if each.key == one.key),
        pin=None,
        candidates=candidates,
    )

"""The timeline of a cooperation: years as a ruler, proofs, follow-up and next step on it, today as a line."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from portulan.domains.cooperations.queries.views import CooperationView, EntryView, ProofView
from portulan.domains.cooperations.views.wording import proof_words
from portulan.foundations.text import formats

_LEFT, _WIDTH = 2.0, 94.0  # of a hundred, where the ruler begins and how long it is
_TOP, _LANE, _FOOT = 18, 22, 26  # in pixels
_MOST_LABELS = 8
_MOST_PROOFS = 8
_LEAST_YEARS = 3


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing on the ruler: ``x`` and ``end`` in percent, ``y`` in pixels; ``kind`` a proof.s, or its own."""

    kind: str
    x: float
    end: float
    y: int
    words: str
    stands: bool = True


@dataclass(frozen=True, slots=True)
class Year:
    x: float
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """What the template draws; ``summary`` says the same in words."""

    height: int
    foot: int
    today: float
    years: tuple[Year, ...]
    marks: tuple[Mark, ...]
    summary: str


@dataclass(frozen=True, slots=True)
class _Ruler:
    first: date
    last: date

    def at(self, day: date) -> float:
        whole = (self.last - self.first).days
        inside = min(max((day - self.first).days, 0), whole)
        return round(_LEFT + _WIDTH * inside / whole, 2)


def timeline(page: CooperationView, *, today: date) -> Timeline:
    """The timeline for one reader: what the reader may not see is not on it."""
    proofs = [one for one in page.proofs if one.since is not None][:_MOST_PROOFS]
    step = page.line.step.on if page.line.step else None
    ruler = _ruler(proofs, page.entries, step, today)
    lanes = len(proofs) + (1 if page.entries or step else 0)
    foot = _TOP + _LANE * max(lanes, 1)
    marks = [*_proofs(proofs, ruler, today), *_happened(page, ruler, len(proofs))]
    return Timeline(
        height=foot + _FOOT,
        foot=foot,
        today=ruler.at(today),
        years=tuple(_years(ruler)),
        marks=tuple(marks),
        summary=formats.listed([mark.words for mark in marks]) or _("Nothing is dated yet."),
    )


def _ruler(
    proofs: Sequence[ProofView], entries: Sequence[EntryView], step: date | None, today: date
) -> _Ruler:
    days = [one.since.earliest for one in proofs if one.since] + [
        one.until.latest for one in proofs if one.until
    ]
    days += [one.on for one in entries] + [today] + ([step] if step else [])
    first, last = min(days).year, max(days).year + 1
    first = min(first, last - _LEAST_YEARS)
    return _Ruler(date(first, 1, 1), date(last, 12, 31))


def _years(ruler: _Ruler) -> Iterator[Year]:
    whole = range(ruler.first.year, ruler.last.year + 1)
    every = max(1, -(-len(whole) // _MOST_LABELS))
    for place, year in enumerate(whole):
        yield Year(ruler.at(date(year, 1, 1)), str(year) if place % every == 0 else "")


def _proofs(proofs: Sequence[ProofView], ruler: _Ruler, today: date) -> Iterator[Mark]:
    for lane, one in enumerate(proofs):
        begin = one.since.earliest if one.since else today
        end = one.until.latest if one.until else max(today, begin)
        words = f"{one.kind_label} {formats.softdate(one.since)}: {proof_words(one)}"
        yield Mark(one.kind, ruler.at(begin), ruler.at(end), _TOP + _LANE * lane, words, one.stands)


def _happened(page: CooperationView, ruler: _Ruler, lane: int) -> Iterable[Mark]:
    y = _TOP + _LANE * lane
    marks = [
        Mark(
            f"entry-{one.kind}",
            ruler.at(one.on),
            ruler.at(one.on),
            y,
            f"{one.kind_label} {formats.softdate(one.on)}",
        )
        for one in page.entries
    ]
    step = page.line.step
    if step and step.on:
        words = _("next step: %(step)s, %(date)s") % {"step": step.text, "date": formats.softdate(step.on)}
        marks.append(
            Mark("overdue" if step.overdue else "next", ruler.at(step.on), ruler.at(step.on), y, words)
        )
    return marks

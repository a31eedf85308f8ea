"""Propose the institute of a structure from its subjects: votes of the pack's crosswalk, counted."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from portulan.domains.organisation.models import Correspondence, Term
from portulan.domains.organisation.vocabulary import Confidence
from portulan.foundations.model.base import in_force
from portulan.foundations.model.softdate import SoftDate

REGISTRY_LISTS = {
    "fields": "rnsr-fields",
    "erc_panels": "erc-panels",
}  # column of the registry, list of the pack
_WEIGHTS = {Confidence.HIGH: 4.0, Confidence.MEDIUM: 2.0, Confidence.LOW: 1.0}
_NEEDED = 0.5  # share of the votes below which nothing is proposed


@dataclass(frozen=True, slots=True)
class Vote:
    """One subject speaks for one unit."""

    unit_id: int
    confidence: Confidence
    among: int  # how many units the subject speaks for


@dataclass(frozen=True, slots=True)
class Proposal:
    """The unit most of the votes speak for, how surely, and why in words of the registry."""

    unit_id: int
    confidence: Confidence
    why: str


Votes = Mapping[tuple[str, str], Sequence[Vote]]


def votes_at(day: SoftDate) -> dict[tuple[str, str], list[Vote]]:
    """Votes by (list, subject), from the crosswalks in force on ``day`` that lead to units; one query."""
    rows = Correspondence.objects.filter(in_force(day.earliest), unit__isnull=False).order_by("id")
    told = rows.values_list("term__classification__code", "term__code", "unit_id", "confidence").distinct()
    found: dict[tuple[str, str], list[tuple[int, Confidence]]] = defaultdict(list)
    for list_code, term, unit_id, confidence in told:
        found[list_code, term].append((unit_id, Confidence(confidence)))
    return {
        subject: [Vote(unit_id=unit, confidence=word, among=len(units)) for unit, word in units]
        for subject, units in found.items()
    }


def field_codes() -> dict[str, str]:
    """Codes of the registry's fields by the name the registry writes, and by themselves; one query."""
    rows = Term.objects.filter(classification__code=REGISTRY_LISTS["fields"]).values_list("code", "name_fr")
    codes = {name: code for code, name in rows if name}
    return {**codes, **{code: code for code in codes.values()}}


def proposal(subjects: Mapping[str, Iterable[str]], votes: Votes) -> Proposal | None:
    """What the subjects of a structure speak for, or None when they speak for nothing or for too many.

    ``subjects`` are codes by column of the registry. A subject that speaks for several units divides its vote.
    A unit is proposed when it has at least half of the votes and more than any other; the confidence is high
    when all votes agree and one of them is high, medium from three quarters of the votes, else low.
    """
    known = [(REGISTRY_LISTS[column], code) for column, codes in subjects.items() for code in codes]
    cast = [(subject, vote) for subject in known for vote in votes.get(subject, ())]
    if not cast:
        return None
    totals: dict[int, float] = defaultdict(float)
    for _, vote in cast:
        totals[vote.unit_id] += _WEIGHTS[vote.confidence] / vote.among
    best = max(totals, key=lambda unit: totals[unit])
    if list(totals.values()).count(totals[best]) > 1 or totals[best] < _NEEDED * sum(totals.values()):
        return None
    mine = [(subject, vote) for subject, vote in cast if vote.unit_id == best]
    return Proposal(best, _confidence(totals[best] / sum(totals.values()), mine), _why(mine))


def _confidence(share: float, mine: Sequence[tuple[tuple[str, str], Vote]]) -> Confidence:
    if share == 1 and any(vote.confidence == Confidence.HIGH for _, vote in mine):
        return Confidence.HIGH
    return Confidence.MEDIUM if share >= 0.75 else Confidence.LOW


def _why(mine: Sequence[tuple[tuple[str, str], Vote]]) -> str:
    return ", ".join(f"{list_code} {code}" for (list_code, code), _ in mine)[:300]

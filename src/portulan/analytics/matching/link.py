"""Organisations of other sources tied to the registry: by what people answered, by identifier, else by the matcher."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from portulan.analytics.matching.matcher import Answer, Match, Matcher
from portulan.analytics.matching.pins import Pins
from portulan.analytics.matching.stems import FUNCTION_WORDS
from portulan.analytics.matching.text import words_of

BY_PERSON, BY_IDENTIFIER, BY_MATCH, NOT_LINKED = "answer", "identifier", "match", "none"
PRECISION = 0.98  # of links by match, as the model was calibrated
_BATCH = 1024
_UNSAID = 0.35  # of the weight of a name, that an organisation it is tied to may leave uncovered
_BRACKETED = re.compile(r"\s*[\[(][^\[\]()]*[\])]\s*$")
_SHOWN = 3
_WORD_FOR_WORD = 0.6  # least probability of the one organisation of the country that bears the very name
_FULL = frozenset(["name", "label", "alias"])
# Who signs for a university, in the names that registers of contracts keep: "The Chancellor and Scholars of".
_GOVERNORS = (
    "chancellor|provost|president|trustees|regents|governors|board|masters?|warden|(?:university )?court"
)
_GOVERNED = re.compile(rf"^(?:the )?(?:{_GOVERNORS})\b.*?\bof (?:the )?(?=\w)", re.IGNORECASE)
_ANOTHER = 0.3  # probability from which another organisation of the country, named apart, may be meant


@dataclass(frozen=True, slots=True)
class Sought:
    """An organisation as a source writes it, one row for each name; ``country`` alpha-2, empty when unknown."""

    source: str
    source_id: str
    name: str
    country: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """An organisation that a name may mean."""

    key: str
    name: str
    country: str
    probability: float


@dataclass(frozen=True, slots=True)
class Linked:
    """What an organisation of a source is tied to: ``key`` empty when nothing, ``how`` one of the four words above."""

    source: str
    source_id: str
    text: str
    country: str
    key: str
    how: str
    probability: float
    candidates: tuple[Candidate, ...] = field(default=())


def link(
    sought: Iterable[Sought],
    *,
    identifiers: Mapping[tuple[str, str], str],
    matcher: Matcher | None,
    pins: Pins,
) -> list[Linked]:
    """One row for each (source, source_id), in order of the first met.

    ``identifiers``: key by source and source_id, for those whose identifier the registry or a crosswalk knows. A name
    is matched only within its country: without a country, or without a registry, an answer or an identifier alone
    ties. A name that several organisations of the country bear ties nothing.
    """
    names: dict[tuple[str, str], list[Sought]] = defaultdict(list)
    for one in sought:
        names[one.source, one.source_id].append(one)
    found: dict[tuple[str, str], Linked] = {}
    open_ones: list[Sought] = []
    for place, rows in names.items():
        settled = _settled(place, rows, identifiers, pins)
        if settled is not None:
            found[place] = settled
        else:
            open_ones += rows
    if matcher is not None:
        found |= _matched(open_ones, matcher)
    return [found.get(place) or _not_linked(rows[0]) for place, rows in names.items()]


def _settled(
    place: tuple[str, str],
    rows: Sequence[Sought],
    identifiers: Mapping[tuple[str, str], str],
    pins: Pins,
) -> Linked | None:
    for one in rows:
        pin = pins.find(one.name, one.country)
        if pin is not None:
            return Linked(*place, one.name, one.country, pin.keys[0] if pin.keys else "", BY_PERSON, 1.0)
    if place in identifiers:
        return Linked(*place, rows[0].name, rows[0].country, identifiers[place], BY_IDENTIFIER, 1.0)
    return None


def _not_linked(one: Sought, candidates: tuple[Candidate, ...] = ()) -> Linked:
    best = max((each.probability for each in candidates), default=0.0)
    return Linked(one.source, one.source_id, one.name, one.country, "", NOT_LINKED, best, candidates)


def _matched(rows: Sequence[Sought], matcher: Matcher) -> dict[tuple[str, str], Linked]:
    least = matcher.model.threshold(PRECISION)
    asked = [(one, text) for one in rows if one.country and one.name for text in variants(one.name)]
    by_country: dict[str, list[tuple[Sought, str]]] = defaultdict(list)
    for pair in asked:
        by_country[pair[0].country].append(pair)
    found: dict[tuple[str, str], Linked] = {}
    for country, pairs in sorted(by_country.items()):
        for start in range(0, len(pairs), _BATCH):
            some = pairs[start : start + _BATCH]
            answers = matcher.match(
                [text for _, text in some], country=country, threshold=least, explain=True
            )
            for (one, text), answer in zip(some, answers, strict=True):
                _keep(found, _judged(one, text, answer, matcher, least))
    return found


def _keep(found: dict[tuple[str, str], Linked], one: Linked) -> None:
    """The surest of what the names of an organisation say; two that are as sure and differ say nothing."""
    place = one.source, one.source_id
    known = found.get(place)
    if known is None or (bool(one.key), one.probability) > (bool(known.key), known.probability):
        found[place] = one
    elif one.key and known.key and one.key != known.key and one.probability == known.probability:
        found[place] = _not_linked(
            Sought(one.source, one.source_id, one.text, one.country), known.candidates + one.candidates
        )


def _judged(one: Sought, text: str, answer: Answer, matcher: Matcher, least: float) -> Linked:
    best: dict[str, Match] = {}
    for match in answer.considered:
        if match.country == one.country or not match.country:
            known = best.get(match.ror)
            best[match.ror] = match if known is None or match.probability > known.probability else known
    ranked = sorted(best.values(), key=lambda match: (-match.probability, match.ror))[:_SHOWN]
    candidates = tuple(
        Candidate(f"ror-{match.ror}", match.name, match.country, match.probability) for match in ranked
    )
    sure = _sure(text, answer, matcher, least, best)
    if sure is None:
        return _not_linked(one, candidates)
    key = f"ror-{sure.ror}"
    return Linked(one.source, one.source_id, one.name, one.country, key, BY_MATCH, sure.probability, candidates)


def _sure(
    text: str, answer: Answer, matcher: Matcher, least: float, best: Mapping[str, Match]
) -> Match | None:
    """The one organisation of the country that a name is: named word for word, or likely and covering the name."""
    whole = [match for match in best.values() if _is_name(text, match)]
    if len(whole) == 1 and whole[0].probability >= _WORD_FOR_WORD:
        return whole[0]
    answered = [match for match in answer.matches if match.ror in best and match.probability >= least]
    if len(answered) != 1 or _uncovered(text, answered[0], answer, matcher) > _UNSAID:
        return None
    first, last = answered[0].span
    apart = (match for match in best.values() if match.span[1] <= first or last <= match.span[0])
    if any(match.probability >= _ANOTHER and match.ror != answered[0].ror for match in apart):
        return None
    return best[answered[0].ror]


def _is_name(text: str, match: Match) -> bool:
    """Whether the text is a full name of the organisation, and nothing else."""
    return match.reason.kind in _FULL and not _rest(text, match.span)


def _rest(text: str, span: tuple[int, int]) -> str:
    """Letters and digits outside a span, articles aside."""
    outside = f"{text[: span[0]]} {text[span[1] :]}"
    return " ".join(word for word in words_of(outside) if word not in FUNCTION_WORDS)


def _uncovered(text: str, match: Match, answer: Answer, matcher: Matcher) -> float:
    """The share of the weight of a name's words that no name, nor the place, of the organisation covers."""
    spans = [one.span for one in answer.considered if one.ror == match.ror]
    cut = matcher.finder.cut(text)
    number = matcher.registry.number(match.ror)
    places = set(matcher.finder.cut(matcher.registry.city(number)).tokens)
    whole = left = 0.0
    for token, start in zip(cut.tokens, cut.starts, strict=True):
        weight = matcher.finder.describer.weight(token)
        whole += weight
        if token not in places and not any(first <= start < last for first, last in spans):
            left += weight
    return left / whole if whole else 1.0


def variants(name: str) -> list[str]:
    """The names one cell holds: "A = B [Town]" gives the whole without its end, "A", "B"; who governs is left out."""
    bare = _BRACKETED.sub("", name).strip() or name
    parts = [part.strip() for part in bare.split(" = ")] if " = " in bare else []
    governed = _GOVERNED.sub("", _GOVERNED.sub("", bare))
    return list(dict.fromkeys(part for part in (name, bare, governed, *parts) if part))

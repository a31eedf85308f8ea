"""Strings to organisations of the registry: none, one or several, each with its span, its probability and why."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from portulan.analytics.engine.garbage import no_collection
from portulan.analytics.matching.candidates import KINDS, Finder, Looked
from portulan.analytics.matching.evidence import AGREES, ALIKE_ONLY, CONTRADICTS
from portulan.analytics.matching.features import FEATURES, HEARD, heard
from portulan.analytics.matching.index import Registry
from portulan.analytics.matching.model import Model, ModelError
from portulan.analytics.matching.pins import Pin, Pins
from portulan.analytics.matching.spans import NEAR, Candidate

LONGEST = 10_000
_PARENT, _CHILD = 0, 1
_COUNTRY_SAYS = {AGREES: "agrees", ALIKE_ONLY: "alike", CONTRADICTS: "contradicts"}

EMPTY = "empty"
NO_NAME = "no name of the registry is in it"
UNSURE = "no candidate is sure enough"
REFUSED = "a person answered that it names no organisation"
ANSWERED = "answer of a person"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an organisation was answered. ``key``: the tokens met; ``kind``: of which kind of name.

    ``country``, ``city``: "agrees", "alike" (a part or a neighbour by custom), "contradicts", "" when nothing is said.
    ``rivals``: how many other organisations of the registry bear the key.
    """

    key: str
    kind: str
    country: str
    city: str
    rivals: int
    likeness: float


@dataclass(frozen=True, slots=True)
class Match:
    """An organisation of the answer. ``span``: first character and the one after the last, in the string as given.

    ``ror`` is the record in use; ``met``, another, where the record met is inactive or withdrawn, and ``status`` its
    state. ``parents`` and ``children`` are those the registry knows.
    """

    ror: str
    name: str
    probability: float
    span: tuple[int, int]
    reason: Reason
    country: str
    status: str
    met: str = ""
    met_name: str = ""
    parents: tuple[str, ...] = ()
    children: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What is answered for one string: matches, or why there is none; ``error`` when it could not be read."""

    matches: tuple[Match, ...] = ()
    abstained: str = ""
    error: str = ""
    considered: tuple[Match, ...] = field(default=())


_Told = tuple[str, str, str, str, str, str, tuple[str, ...], tuple[str, ...]]
_REMEMBERED = 20_000
_BLOCK = 512


class Matcher:
    """A registry and a model, ready; read-only, so that several may be used at once, one for each thread.

    Raises ModelError for a model that was learnt on other features.
    """

    def __init__(self, registry: Registry, model: Model) -> None:
        learnt = model.card.get("features")
        if learnt is not None and tuple(learnt) != FEATURES:
            raise ModelError(
                "The model was learnt by another version: make it anew with portulan registry train."
            )
        self.registry, self.model = registry, model
        self.finder = Finder(registry)
        self._country = registry.view("org_country")
        self._city = registry.view("org_city")
        self._key_start, self._known = registry.view("key_start"), registry.view("org_known")
        self._told: dict[int, _Told] = {}

    def match(
        self,
        texts: Sequence[str],
        *,
        threshold: float | None = None,
        country: str = "",
        explain: bool = False,
        pins: Pins | None = None,
    ) -> list[Answer]:
        """One answer for each text, in order.

        ``threshold``: least probability (default: the model's, and ``HEARD`` for an acronym that is ``heard``).
        ``country``: alpha-2 hint, "" for none. ``explain`` adds every candidate considered. ``pins``: what people
        answered, which wins. Never raises for what a text holds.
        """
        hint = self.finder.places.number.get(country.upper(), -1)
        answers: list[Answer] = []
        with no_collection():
            for start in range(0, len(texts), _BLOCK):
                answers += self._matched(texts[start : start + _BLOCK], hint, threshold, explain)
        if pins:
            held = [pins.find(text, country.upper()) for text in texts]
            answers = [
                answer if pin is None else self._answered(pin, text, answer)
                for pin, text, answer in zip(held, texts, answers, strict=True)
            ]
        return answers

    def _answered(self, pin: Pin, text: str, answer: Answer) -> Answer:
        """What a person answered; what the model considered stays in view."""
        if not pin.keys:
            return Answer(abstained=REFUSED, considered=answer.considered)
        return Answer(tuple(self._pinned(key, text) for key in pin.keys), considered=answer.considered)

    def _pinned(self, key: str, text: str) -> Match:
        ror = key.removeprefix("ror-")
        number = self.registry.number(ror)
        reason = Reason(text, ANSWERED, "", "", 0, 1.0)
        if number < 0:  # withdrawn from the registry, or never in it: the answer stands
            return Match(ror, "", 1.0, (0, len(text)), reason, "", "unregistered")
        told = self._of_registry(number)
        return Match(told[0], told[1], 1.0, (0, len(text)), reason, *told[2:])

    def _matched(
        self, texts: Sequence[str], hint: int, threshold: float | None, explain: bool
    ) -> list[Answer]:
        usual = threshold is None
        least = float(self.model.card["threshold"]) if threshold is None else threshold
        looked = [self._look(text, hint) for text in texts]
        sure = self.model.probabilities(
            self.features([one for one in looked if isinstance(one, Looked)])
        ).tolist()
        answers, start = [], 0
        for one in looked:
            if isinstance(one, Answer):
                answers.append(one)
                continue
            end = start + len(one.candidates)
            answers.append(self._answer(one, sure[start:end], least, explain, usual=usual))
            start = end
        return answers

    def features(self, looked: Sequence[Looked]) -> npt.NDArray[np.float32]:
        """What the forest is told of all candidates of some strings, in order."""
        candidates = [one for each in looked for one in each.candidates]
        return self.finder.describer.matrix(candidates, [row for each in looked for row in each.seen])

    def _look(self, text: str, hint: int) -> Looked | Answer:
        if not text.strip():
            return Answer(abstained=EMPTY)
        if len(text) > LONGEST:
            return Answer(error=f"longer than {LONGEST:,} characters: give one affiliation, not a document")
        if "\0" in text:
            return Answer(error="holds a null character: this is binary, not text")
        return self.finder.look(text, hint)

    def _answer(self, one: Looked, sure: list[float], least: float, explain: bool, *, usual: bool) -> Answer:
        if not one.candidates:
            return Answer(abstained=NO_NAME)
        if len(sure) == 1:
            taken = [0] if sure[0] >= least else []
        elif max(sure) < min(least, HEARD):
            taken = []
        else:
            orgs = [self.registry.current(each.org) for each in one.candidates]
            taken = chosen(one.candidates, self._heard(one, sure, least) if usual else sure, least, orgs)
        matches = [self._match(one, self._in_use(one, place), sure[place]) for place in taken]
        matches.sort(key=lambda match: match.span)
        every = range(len(sure)) if explain else ()
        considered = [self._match(one, place, sure[place]) for place in sorted(every, key=lambda p: -sure[p])]
        return Answer(tuple(matches), "" if matches else UNSURE, "", tuple(considered))

    def _in_use(self, one: Looked, place: int) -> int:
        """The candidate that is the record in use, where it and one it replaced bear the same words."""
        met = one.candidates[place]
        current = self.registry.current(met.org)
        if current == met.org:
            return place
        same = (
            other
            for other, each in enumerate(one.candidates)
            if each.org == current and (each.first, each.after) == (met.first, met.after)
        )
        return next(same, place)

    def _heard(self, one: Looked, sure: list[float], least: float) -> list[float]:
        """With acronyms that others of their country accompany raised to what is answered.

        Labels often leave them unsaid ("Université Côte d'Azur, CNRS"), and so does a model learnt on labels.
        """
        return [
            least
            if HEARD <= value < least
            and heard(one.candidates, place, one.seen[place], self._known[one.candidates[place].org])
            else value
            for place, value in enumerate(sure)
        ]

    def _match(self, looked: Looked, place: int, sure: float) -> Match:
        one = looked.candidates[place]
        known = self._told.get(one.org)
        if known is None:
            if len(self._told) > _REMEMBERED:
                self._told.clear()
            known = self._told[one.org] = self._of_registry(one.org)
        ror, name, country, status, met, met_name, parents, children = known
        return Match(
            ror=ror,
            name=name,
            probability=round(sure, 4),
            span=(looked.cut.starts[one.first], looked.cut.ends[one.after - 1]),
            reason=self._reason(looked, one),
            country=country,
            status=status,
            met=met,
            met_name=met_name,
            parents=parents,
            children=children,
        )

    def _of_registry(self, met: int) -> _Told:
        """What the registry says of an organisation met, and of the record in use in its place."""
        registry = self.registry
        org = registry.current(met)
        related = registry.relations(org)
        return (
            registry.ror(org),
            registry.name(org),
            registry.country(org),
            registry.status(met),
            registry.ror(met) if met != org else "",
            registry.name(met) if met != org else "",
            tuple(registry.ror(other) for kind, other in related if kind == _PARENT),
            tuple(registry.ror(other) for kind, other in related if kind == _CHILD),
        )

    def _reason(self, looked: Looked, one: Candidate) -> Reason:
        said = self.finder.places.compare(self._country[one.org], looked.where)
        city = self._city[one.org]
        start = self._key_start
        return Reason(
            key=self.registry.keys.restore_key(one.key).strip(),
            kind=KINDS[one.kind],
            country=_COUNTRY_SAYS.get(said, ""),
            city="agrees" if city and city in looked.where.cities else "",
            rivals=start[one.key + 1] - start[one.key] - 1,
            likeness=round(one.letters if one.kind == NEAR else 1.0, 3),
        )

    def numbers(self) -> dict[str, int]:
        """The number of each organisation, by its nine characters."""
        return {self.registry.ror(org): org for org in range(self.registry.organisations)}


def chosen(
    candidates: Sequence[Candidate], sure: Sequence[float], least: float, orgs: Sequence[int]
) -> list[int]:
    """Places of the candidates answered: the surest first, no two on the same tokens, each organisation once.

    ``orgs``: the organisation in use for each candidate.
    """
    taken: list[int] = []
    spans: list[tuple[int, int]] = []
    met: set[int] = set()
    for place in sorted(range(len(sure)), key=lambda place: -sure[place]):
        if sure[place] < least:
            break
        one = candidates[place]
        if orgs[place] in met:
            spans.append((one.first, one.after))
            continue
        if any(first < one.after and one.first < after for first, after in spans):
            continue
        spans.append((one.first, one.after))
        met.add(orgs[place])
        taken.append(place)
    return taken

"""Typing-ahead: what is being typed, with its mistakes, to the organisations that may be meant."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import marisa_trie
import numpy as np
import numpy.typing as npt
from anyascii import anyascii
from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from portulan.analytics.matching.index import Registry
from portulan.analytics.matching.text import words_of

SHORTEST = 2  # characters typed before anything is suggested, ideograms apart
LONGEST = 300
_ROR = re.compile(r"(?:^|ror\.org/|ror-|ror:\s*)(0[a-z0-9]{3,8})\s*$")
_SITE = re.compile(
    r"^(?:https?://)?(?:[^/@\s]*@)?([a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)*\.[a-z]*)(?:[:/?#]\S*)?$"
)
_IDENTIFIERS = ("grid", "wikidata", "isni", "fundref", "crossref_funder_id")
_WHOLE, _BEGUN, _MISSPELT = 1.0, 0.92, 0.8
_NEAREST, _CONSIDERED, _BEGINNINGS = 6, 60, 3000
_FEW = 0.999
_WORDS, _ANYWHERE = 12, 3  # words looked at; of which misspelt in their first letter

ByName = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An organisation that may be meant. ``matched``: the name, address or identifier met; ``why``: what it is of it.

    ``why``: "name", "begins", "spelling", "identifier" or "site". ``score`` orders suggestions, 0 to 1: it is no
    probability. ``met_name``: the record met, where it is closed and ``ror`` is what succeeds it.
    """

    ror: str
    name: str
    matched: str
    country: str
    city: str
    status: str
    score: float
    why: str
    met_name: str = ""


@dataclass(slots=True)
class _Word:
    """A word typed: words of the registry it may be, each with how well."""

    typed: str
    begun: bool
    meant: dict[int, float]


class Suggester:
    """Suggests organisations of an open registry; read-only, one for all threads."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._words: marisa_trie.Trie = marisa_trie.Trie().frombytes(bytes(registry.blob("said_words")))
        self._sites: marisa_trie.Trie = marisa_trie.Trie().frombytes(bytes(registry.blob("sites")))
        self._ids: marisa_trie.Trie = marisa_trie.Trie().frombytes(bytes(registry.blob("ids")))
        arrays = registry.arrays
        self._start, self._list = arrays["said_word_start"], arrays["said_word_name"]
        self._idf, self._weight = arrays["said_word_idf"], arrays["said_weight"]
        self._org = arrays["said_org"]
        self._prior = _priors(registry)[self._org]
        self._country = arrays["org_country"]
        self._text_start, self._texts = registry.view("said_start"), registry.blob("said")

    def suggest(self, text: str, *, country: str = "", limit: int = 8) -> list[Suggestion]:
        """The organisations most likely meant by what was typed so far, best first; none for too little.

        ``country``: alpha-2, comes first. Never raises for what a text holds.
        """
        typed = text.strip()[:LONGEST]
        if not typed or limit < 1:
            return []
        known = list(self._known(typed.lower()))[:limit]
        if known:
            return known
        words = words_of(typed)
        if len("".join(words)) < SHORTEST and typed.isascii():
            return []
        open_ended = not text[-1:].isspace()
        return self._named(words[:_WORDS], open_ended, country.upper(), limit)

    def _known(self, typed: str) -> Iterator[Suggestion]:
        """By an identifier or a web address."""
        seen: set[int] = set()
        for org, matched, why, score in self._identified(typed):
            current = self._registry.current(org)
            if current not in seen:
                seen.add(current)
                yield self._suggestion(org, matched, why, score)

    def _identified(self, typed: str) -> Iterator[tuple[int, str, str, float]]:
        if met := _ROR.search(typed):
            yield from ((org, self._registry.ror(org), "identifier", 1.0) for org in self._begun(met[1]))
        if " " not in typed and (met := _SITE.match(typed)):
            yield from self._at(met[1].removeprefix("www."))
        for kind in _IDENTIFIERS:
            for value in (typed, typed.upper()):
                number = self._ids.get(f"{kind}:{value}", -1)
                if number >= 0:
                    yield int(self._registry.arrays["id_org"][number]), value, "identifier", 1.0

    def _begun(self, beginning: str) -> list[int]:
        """Organisations whose identifier begins so: they are in its order."""
        registry = self._registry
        place = bisect_left(range(registry.organisations), beginning, key=registry.ror)
        found: list[int] = []
        while (
            place < registry.organisations and registry.ror(place).startswith(beginning) and len(found) < 20
        ):
            found.append(place)
            place += 1
        return found

    def _at(self, host: str) -> Iterator[tuple[int, str, str, float]]:
        starts, owners = self._registry.arrays["site_start"], self._registry.arrays["site_org"]
        parts = host.split(".")
        for cut in range(max(1, len(parts) - 1)):
            number = self._sites.get(".".join(parts[cut:]), -1)
            if number >= 0:
                found = owners[starts[number] : starts[number + 1]].tolist()
                found.sort(key=lambda org: -int(self._registry.arrays["org_known"][org]))
                yield from ((org, ".".join(parts[cut:]), "site", 1.0) for org in found)
                return
        for name, number in sorted(self._sites.items(host))[:20]:
            for org in owners[starts[number] : starts[number + 1]].tolist():
                yield org, name, "site", 0.9

    def _named(self, words: list[str], open_ended: bool, country: str, limit: int) -> list[Suggestion]:
        typed = [self._word(word, place == len(words) - 1 and open_ended) for place, word in enumerate(words)]
        found, best = self._ranked(typed, words, country, limit)
        if best < _FEW:
            for place, word in enumerate(typed):
                self._misspelt(word, anywhere=place < _ANYWHERE)
            found, _ = self._ranked(typed, words, country, limit)
        return found

    def _word(self, word: str, begun: bool) -> _Word:
        found: dict[int, float] = {}
        if begun or len(word) > 2:
            found = dict.fromkeys(self._beginning(word), _BEGUN)
        number = self._words.get(word, -1)
        if number >= 0:
            found[number] = _WHOLE
        return _Word(word, begun, found)

    def _beginning(self, word: str) -> list[int]:
        if len(word) < SHORTEST and word.isascii():
            return []
        return [number for _, number in self._words.items(word)][:_BEGINNINGS]

    def _misspelt(self, word: _Word, *, anywhere: bool) -> None:
        """Adds words of the registry near to the one typed: first those with its first letter, else any."""
        plain = word.typed if word.typed.isascii() else str(anyascii(word.typed)).lower()
        if plain != word.typed:
            for number in self._beginning(plain):
                word.meant.setdefault(number, _BEGUN)
        if len(plain) < 4 or plain.isdigit():
            return
        allowed = 1 if len(plain) < 7 else 2
        for beginning in (plain[:1], "") if anywhere else (plain[:1],):
            near = self._near(plain, beginning, allowed, begun=word.begun)
            for number, distance in near:
                word.meant.setdefault(number, _MISSPELT - 0.1 * (distance - 1))
            if near or word.meant:
                return

    def _near(self, plain: str, beginning: str, allowed: int, *, begun: bool) -> list[tuple[int, float]]:
        long = len(plain)
        words = [one for one in self._words.keys(beginning) if len(one) >= long - allowed]
        cut = [one[:long] for one in words] if begun else words
        found = process.extract(plain, cut, scorer=OSA.distance, score_cutoff=allowed, limit=_NEAREST * 4)
        best = sorted(found, key=lambda one: (one[1], abs(len(words[one[2]]) - long)))[:_NEAREST]
        return [(self._words[words[place]], distance) for _, distance, place in best]

    def _ranked(
        self, typed: Sequence[_Word], words: list[str], country: str, limit: int
    ) -> tuple[list[Suggestion], float]:
        """Suggestions, and the share of what was typed that the best of them holds."""
        met, asked = self._met(typed)
        places = np.flatnonzero(met)
        if not len(places):
            return [], 0.0
        share = met[places] / asked
        of_name = np.minimum(met[places] / self._weight[places], 1.0)
        score = 0.62 * share + 0.16 * of_name + 0.22 * self._prior[places]
        if country:
            number = self._registry.meta["countries"]
            wanted = number.index(country) if country in number else -1
            score += np.where(self._country[self._org[places]] == wanted, 0.08, -0.04)
        first = np.argsort(-score, kind="stable")[: _CONSIDERED * 4]
        query = " ".join(words)
        compared = [(self._compared(int(places[one]), float(score[one]), query), one) for one in first]
        compared.sort(key=lambda pair: -pair[0])
        return self._distinct(compared, places, query, limit), float(
            share[[one for _, one in compared[:5]]].max()
        )

    def _met(self, typed: Sequence[_Word]) -> tuple[ByName, float]:
        """For each name, the weight of what was typed that it holds; and the weight of all that was typed."""
        met = np.zeros(len(self._org), np.float32)
        asked = 0.0
        for word in typed:
            known = sorted(word.meant.items(), key=lambda pair: pair[1])
            weight = max([float(self._idf[number]) for number, _ in known], default=float(self._idf.max()))
            if len(known) > 1:
                whole = [float(self._idf[number]) for number, share in known if share == _WHOLE]
                weight = whole[0] if whole else min(weight, 6.0)
            asked += weight
            if not known:
                continue
            own = np.zeros_like(met)
            for number, share in known:
                own[self._list[self._start[number] : self._start[number + 1]]] = share * weight
            met += own
        return met, asked or 1.0

    def _compared(self, place: int, score: float, query: str) -> float:
        """The score with how like the letters are: the very name comes first, then one that begins so."""
        name = " ".join(words_of(self._said(place)))
        if name == query:
            return score + 0.3
        begins = 0.1 if name.startswith(query) else 0.04 if query in name else 0.0
        return score + begins + 0.1 * fuzz.ratio(name, query) / 100

    def _distinct(
        self, compared: Sequence[tuple[float, int]], places: npt.NDArray[np.int64], query: str, limit: int
    ) -> list[Suggestion]:
        found: dict[int, Suggestion] = {}
        for score, one in compared:
            place = int(places[one])
            org = int(self._org[place])
            current = self._registry.current(org)
            if current not in found and self._registry.status(current) != "withdrawn":
                matched = self._said(place)
                found[current] = self._suggestion(org, matched, _why(matched, query), min(score / 1.4, 1.0))
                if len(found) == limit:
                    break
        return list(found.values())

    def _said(self, place: int) -> str:
        return bytes(self._texts[self._text_start[place] : self._text_start[place + 1]]).decode()

    def _suggestion(self, org: int, matched: str, why: str, score: float) -> Suggestion:
        registry = self._registry
        current = registry.current(org)
        return Suggestion(
            ror=registry.ror(current),
            name=registry.name(current),
            matched=matched,
            country=registry.country(current),
            city=registry.city(current),
            status=registry.status(current),
            score=round(score, 4),
            why=why,
            met_name=registry.name(org) if current != org else "",
        )


def _why(matched: str, query: str) -> str:
    words = words_of(matched)
    typed = query.split()
    if " ".join(words) == query:
        return "name"
    begun = all(any(word.startswith(one) for word in words) for one in typed)
    return "begins" if begun else "spelling"


def _priors(registry: Registry) -> ByName:
    """How likely each organisation is meant before anything is typed, 0 to 1: by what the registry knows of it."""
    known, status = registry.arrays["org_known"], registry.arrays["org_status"]
    found: ByName = (np.log1p(known) / np.log(256) * np.where(status == 0, 1.0, 0.8)).astype(np.float32)
    return found

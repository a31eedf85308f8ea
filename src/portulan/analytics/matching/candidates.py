"""Candidates of one string: every name of the registry met in it, near names where none is met."""

from dataclasses import dataclass

from portulan.analytics.matching.evidence import AGREES, CONTRADICTS, Places, Where
from portulan.analytics.matching.features import Describer
from portulan.analytics.matching.index import Registry
from portulan.analytics.matching.search import Searcher
from portulan.analytics.matching.spans import NEAR, Candidate, segments_of
from portulan.analytics.matching.spellings import ACRONYM, ALIAS, DISPLAY, DOMAIN, ORDER, SHORTENED
from portulan.analytics.matching.stems import GENERIC, SOUGHT_TOKENS
from portulan.analytics.matching.text import Tokeniser, Tokens, key_of

CAMPUS = 9
CHILD = 1
_REACH = 200
_SHARERS = 5
_SEGMENTS = 4
_LONG = 40
_RARE = 7.0
_NAME = 12
_TELLING = 5.5  # weight of a word that says which institute, and not only of what
_COMPANY = 4


@dataclass(slots=True)
class Looked:
    """What was seen in one string."""

    cut: Tokens
    where: Where
    candidates: list[Candidate]
    seen: list[list[float]]


class Finder:
    """Finds candidates in an open registry."""

    def __init__(self, registry: Registry) -> None:
        self.registry = registry
        self.places = Places(registry)
        self._search = Searcher(registry)
        self._cutter = Tokeniser()
        self._prefixes = registry.keys.iter_prefixes_with_ids
        view = registry.view
        self._key_start, self._org, self._kind = view("key_start"), view("entry_org"), view("entry_kind")
        self._weight, self._idf = view("key_weight"), view("word_idf")
        self._country, self._city, self._area = view("org_country"), view("org_city"), view("org_area")
        self._types, self._status, self._known = view("org_types"), view("org_status"), view("org_known")
        self.describer = Describer(registry, self.places)

    def look(self, text: str, hint: int = -1) -> Looked:
        """Candidates of a text with what is seen of them; ``hint`` is the number of a country, or -1.

        A text that is the name of organisations, word for word, has no other candidates. A text that names no country
        is read as if it named the hint's.
        """
        cut = self._cutter.cut(text)
        where = Where(countries={hint} if hint >= 0 else set())
        found = self._whole(cut, where, hint)
        if not found:
            where, found = self._scanned(cut, hint)
        if "@" in text or "www." in text:
            found += self._domains(text, cut)
        return Looked(cut, where, found, self.describer.describe(cut, where, found))

    def cut(self, text: str) -> Tokens:
        """Canonical tokens of a text."""
        return self._cutter.cut(text)

    def _whole(self, cut: Tokens, where: Where, hint: int) -> list[Candidate]:
        tokens = cut.tokens
        if not 2 <= len(tokens) <= _NAME:
            return []
        key = self.registry.keys.get(key_of(tokens), -1)
        if key < 0 or self._key_start[key] == self._key_start[key + 1] or self.places.has(key):
            return []
        if self._kind[self._key_start[key]] > ALIAS:
            return []
        return self._bearers(0, len(tokens), key, where, hint)

    def _scanned(self, cut: Tokens, hint: int) -> tuple[Where, list[Candidate]]:
        hits = self._hits(cut.tokens)
        start = self._key_start
        names = [hit for hit in hits if start[hit[2]] != start[hit[2] + 1]]
        held = _held(names)
        long = {(first, after) for first, after, _ in names if after - first > 1}
        where = self.places.read([hit for hit in hits if self.places.has(hit[2])], _inside(hits, long), cut)
        if hint >= 0 and not where.countries:
            where.countries.add(hint)
        found = self._exact(cut, names, held, where, hint)
        found += self._campuses(found, where)
        known = {one.org for one in found}
        found += [one for one in self._near(cut, names, where, hint) if one.org not in known]
        return where, self._possible(found, where)

    def _possible(self, found: list[Candidate], where: Where) -> list[Candidate]:
        """Without those whose country the string contradicts, where the same tokens have one that it names."""
        if not where.countries or len(found) < 2:
            return found
        compare, country = self.places.compare, self._country
        said = {one.org: compare(country[one.org], where) for one in found}
        agreed = {(one.first, one.after) for one in found if said[one.org] == AGREES}
        return [
            one
            for one in found
            if said[one.org] != CONTRADICTS
            or (one.after - one.first > 1 and one.kind != ACRONYM and (one.first, one.after) not in agreed)
        ]

    def _hits(self, tokens: list[str]) -> list[tuple[int, int, int]]:
        """First token, token after the last, key: every key that the tokens hold."""
        text = key_of(tokens)
        found, offset, prefixes = [], 0, self._prefixes
        for first, token in enumerate(tokens):
            for key, number in prefixes(text[offset : offset + _REACH]):
                found.append((first, first + key.count(" "), number))
            offset += len(token) + 1
        return found

    def _exact(
        self,
        cut: Tokens,
        names: list[tuple[int, int, int]],
        held: set[tuple[int, int]],
        where: Where,
        hint: int,
    ) -> list[Candidate]:
        found, tokens = [], cut.tokens
        long = {(first, after) for first, after, _ in names if after - first > 1}
        for first, after, key in names:
            inner = (first, after) in held
            if after - first == 1:
                if inner and not self._firm(key):
                    continue
                if self.places.is_country(key) or (first, after) in where.abbreviated:
                    continue
            if inner and GENERIC.issuperset(tokens[first:after]) and not self._full(key, after - first):
                continue
            bearers = self._bearers(first, after, key, where, hint)
            if crossed(first, after, cut.segments, long):
                bearers = [one for one in bearers if one.kind < ORDER and after - first > 2]
            if after - first == 1 and cut.text[cut.starts[first] : cut.ends[first]].islower():
                bearers = [one for one in bearers if one.kind != ACRONYM]
            found += bearers
        return found

    def _full(self, key: int, length: int) -> bool:
        """Whether three words or more, though all common, are the displayed name or a label of somebody."""
        start, end = self._key_start[key], self._key_start[key + 1]
        return length > 2 and end > start and min(self._kind[start:end]) < ALIAS

    def _firm(self, key: int) -> bool:
        """Whether a rare word is the whole name of a company: "Siemens" says itself within "Siemens Research"."""
        start, end = self._key_start[key], self._key_start[key + 1]
        return (
            self._weight[key] > _RARE
            and end > start
            and self._kind[start] <= ALIAS
            and bool(self._types[self._org[start]] & _COMPANY)
        )

    def _bearers(self, first: int, after: int, key: int, where: Where, hint: int) -> list[Candidate]:
        start, end = self._key_start[key], self._key_start[key + 1]
        if end - start == 1:
            return [Candidate(first, after, key, self._org[start], self._kind[start])]
        kinds = self._kind[start:end]
        named = after - first == 1 or min(kinds) <= ACRONYM
        entries = [
            (self._org[place], self._kind[place], place)
            for place in range(start, end)
            if not (named and self._kind[place] == SHORTENED) or self._is_there(self._org[place], where)
        ]
        if len(entries) > _SHARERS:
            entries.sort(key=lambda one: self._likelihood(one[0], one[1], where, hint))
            best = max(entries[_SHARERS - 1 :], key=lambda one: self._known[one[0]])
            entries[_SHARERS - 1 :] = [best]
        return [Candidate(first, after, key, org, kind, entry=place) for org, kind, place in entries]

    def _is_there(self, org: int, where: Where) -> bool:
        return (
            self._city[org] in where.cities
            or (self._area[org] in where.areas and not where.cities)
            or (self._country[org] in where.countries and not where.cities)
        )

    def _likelihood(self, org: int, kind: int, where: Where, hint: int) -> tuple[int, int, int, int]:
        country = self._country[org]
        near = (self._city[org] in where.cities) + (country in where.countries) + (country == hint)
        return -near, -(country in where.implied), kind, -self._known[org]

    def _campuses(self, found: list[Candidate], where: Where) -> list[Candidate]:
        """Members of a system named without them, when the string names their city outside the name."""
        if not where.cities:
            return []
        added = []
        for one in found:
            if one.kind <= ALIAS and one.after - one.first > 1 and self._types[one.org] & 1:
                for kind, other in self.registry.relations(one.org):
                    city = self._city[other]
                    if (
                        kind == CHILD
                        and self._types[other] & 1
                        and city != self._city[one.org]
                        and city in where.cities
                    ):
                        added.append(Candidate(one.first, one.after, one.key, other, CAMPUS))
        known = {one.org for one in found}
        return [one for one in added if one.org not in known]

    def _near(
        self, cut: Tokens, names: list[tuple[int, int, int]], where: Where, hint: int
    ) -> list[Candidate]:
        found: list[Candidate] = []
        for first, after in self._uncovered(cut, names)[:_SEGMENTS]:
            for near in self._search.near(cut.tokens[first:after]):
                for one in self._bearers(first + near.first, first + near.last + 1, near.key, where, hint)[
                    :3
                ]:
                    one.kind = NEAR
                    one.of_key, one.of_text, one.letters = near.of_key, near.of_text, near.letters
                    one.lost, one.entry = near.lost, -1
                    found.append(one)
        return found

    def _uncovered(self, cut: Tokens, names: list[tuple[int, int, int]]) -> list[tuple[int, int]]:
        """Segments with a word for an organisation that no name met covers, or that a name hardly covers."""
        tokens, weight = cut.tokens, self.describer.weight
        covered: set[int] = set()
        for first, after, key in names:
            if after - first > 1 and min(self._kind[self._key_start[key] : self._key_start[key + 1]]) < ORDER:
                covered.update(range(first, after))
        found = []
        for first, after in segments_of(cut.segments):
            length = after - first
            if length > _LONG or (length == 1 and covered):
                continue
            if length == len(tokens) and not covered:
                found.append((first, after))
                continue
            sought = [place for place in range(first, after) if tokens[place] in SOUGHT_TOKENS]
            if not sought or not any(weight(tokens[place]) > _TELLING for place in range(first, after)):
                continue
            if any(place not in covered for place in sought) or self._light(cut, first, after, covered):
                found.append((first, after))
        return found

    def _light(self, cut: Tokens, first: int, after: int, covered: set[int]) -> bool:
        """Whether names met hold less than half of the weight of a segment."""
        own = met = 0.0
        for place in range(first, after):
            weight = self.describer.weight(cut.tokens[place])
            own += weight
            if place in covered:
                met += weight
        return 2 * met < own

    def _domains(self, text: str, cut: Tokens) -> list[Candidate]:
        found = []
        for word in text.lower().replace("@", " ").replace("www.", " ").split():
            parts = word.strip(".,;()<>").split(".")
            for place in range(len(parts) - 1):
                key = self.registry.keys.get("@" + ".".join(parts[place:]) + " ", -1)
                if key >= 0:
                    last = len(cut.tokens)
                    found += self._bearers(last - 1, last, key, Where(), -1)
                    break
        return found


def crossed(first: int, after: int, segments: list[int], names: set[tuple[int, int]]) -> bool:
    """Whether a stretch over two segments begins inside a name that ends before it: "University, Beijing" of "Tsinghua
    University, Beijing" is nobody's name."""
    if segments[first] == segments[after - 1]:
        return False
    return any(a < first < b < after for a, b in names)


def _held(names: list[tuple[int, int, int]]) -> set[tuple[int, int]]:
    """Spots that lie within a longer one."""
    held, reach = set(), -1
    for first, after in sorted({(first, -after) for first, after, _ in names}):
        if -after <= reach:
            held.add((first, -after))
        else:
            reach = -after
    return held


def _inside(hits: list[tuple[int, int, int]], long: set[tuple[int, int]]) -> set[tuple[int, int]]:
    """Spots of any kind that lie within a longer name of an organisation."""
    if not long:
        return set()
    return {
        (first, after)
        for first, after, _ in hits
        if any(a <= first and after <= b and (a, b) != (first, after) for a, b in long)
    }


KINDS = {
    DISPLAY: "name",
    1: "label",
    ALIAS: "alias",
    ACRONYM: "acronym",
    ORDER: "order of words",
    5: "transliteration",
    DOMAIN: "domain",
    SHORTENED: "shortened name",
    8: "name of a member",
    CAMPUS: "place of a system of several",
    NEAR: "near name",
}

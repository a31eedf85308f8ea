"""What the forest is told of a candidate: its name, its place in the string, places the string says, rivals."""

from dataclasses import dataclass, field
from itertools import accumulate
from math import log1p

import numpy as np
import numpy.typing as npt

from portulan.analytics.matching.evidence import Places, Where
from portulan.analytics.matching.index import Registry
from portulan.analytics.matching.spellings import ACRONYM
from portulan.analytics.matching.stems import ORGANISATION_TOKENS, UNIT_TOKENS
from portulan.analytics.matching.text import Tokens, surface

NEAR = 10
PEERS = 5  # kinds of names, up to the transliterated, that vouch for a country
_PARENT, _CHILD = 0, 1
_UNKNOWN_WEIGHT = 6.0
_REMEMBERED = 200_000

_OF_SPAN = """tokens letters coverage from_start from_end segments contained contained_over holds before left right org_word
unit_before unit_first strong capitals share_of_row left_org right_org row_hosp row_univ row_tokens crosses rarest
unit_inside own_weight beside"""
_OF_NAME = """kind rivals country city_out city_in area other_place same_org parent child of_key of_text letters_like
lost hint top implied better_rival next_country peers_same peers_other peer_city explained written kind_gap known_gap"""
_OF_REGISTRY = """weight sharing is_place education healthcare company government facility nonprofit status known
children funds wiki year"""
SEEN: tuple[str, ...] = (*_OF_SPAN.split(), *_OF_NAME.split())
FEATURES: tuple[str, ...] = (*SEEN, *_OF_REGISTRY.split())
_TYPES = 6
_LEAST_PEER = 9.0  # weight of a name that says by itself in which country it is


@dataclass(slots=True)
class Candidate:
    """A name met at tokens first..after-1 that may be an organisation (its number in the registry).

    ``entry``: place of the name among those that share it, or -1 when nobody does.
    """

    first: int
    after: int
    key: int
    org: int
    kind: int
    of_key: float = 1.0
    of_text: float = 1.0
    letters: float = 1.0
    lost: float = 0.0
    entry: int = -1


@dataclass(slots=True)
class _Row:
    """What all candidates of a string share. ``weights`` and ``words`` are running sums over tokens."""

    cut: Tokens
    where: Where
    hint: int
    weights: list[float]
    words: list[int]
    bounds: dict[int, tuple[int, int]]
    strong: set[tuple[int, int]]
    orgs: dict[int, set[tuple[int, int]]]
    scores: dict[tuple[int, int], list[tuple[int, int, int, int]]]
    top: float
    flags: tuple[float, float]
    peers: list[tuple[int, int, int, int, float]]
    covered: set[int]
    surfaces: dict[tuple[int, int], int] = field(default_factory=dict)
    said: dict[int, int] = field(default_factory=dict)


class Describer:
    """Describes candidates of an open registry."""

    def __init__(self, registry: Registry, places: Places) -> None:
        self._places, self._vocabulary = places, registry.words
        view = registry.view
        self._key_start, self._weight, self._idf = view("key_start"), view("key_weight"), view("word_idf")
        self._country, self._city, self._area = view("org_country"), view("org_city"), view("org_area")
        self._rel_start, self._rel_kind = view("relation_start"), view("relation_kind")
        self._rel_org = view("relation_org")
        self._known = view("org_known")
        self._surface_start, self._surface = view("surface_start"), view("surface")
        self._weights: dict[str, float] = {}
        self._of_registry = _columns(registry)
        self._families: dict[int, tuple[frozenset[int], frozenset[int]]] = {}

    def weight(self, token: str) -> float:
        """How rare a token is in the registry (its IDF); one that is not in it has a middling weight."""
        weight = self._weights.get(token)
        if weight is None:
            number = self._vocabulary.get(token, -1)
            weight = self._idf[number] if number >= 0 else _UNKNOWN_WEIGHT
            if len(self._weights) > _REMEMBERED:
                self._weights.clear()
            self._weights[token] = weight
        return weight

    def describe(self, cut: Tokens, where: Where, found: list[Candidate], hint: int) -> list[list[float]]:
        """One list of ``SEEN`` for each candidate."""
        if not found:
            return []
        row = self._row(cut, where, found, hint)
        spans: dict[tuple[int, int], list[float]] = {}
        rows = []
        for one in found:
            spot = (one.first, one.after)
            of_span = spans.get(spot)
            if of_span is None:
                of_span = spans[spot] = _of_span(spot, row)
            rows.append(of_span + self._of_name(one, spot, row))
        return rows

    def matrix(self, candidates: list[Candidate], seen: list[list[float]]) -> npt.NDArray[np.float32]:
        """All ``FEATURES`` of candidates, of one string or many: what was seen, and what the registry says of each."""
        if not candidates:
            return np.empty((0, len(FEATURES)), np.float32)
        orgs = np.array([one.org for one in candidates])
        keys = np.array([one.key for one in candidates])
        of_keys, of_orgs = self._of_registry
        return np.hstack([np.array(seen, np.float32), of_keys[keys], of_orgs[orgs]])

    def _row(self, cut: Tokens, where: Where, found: list[Candidate], hint: int) -> _Row:
        tokens = cut.tokens
        weights = list(accumulate(map(self.weight, tokens), initial=0.0))
        words = list(accumulate((token in ORGANISATION_TOKENS for token in tokens), initial=0))
        bounds = {cut.segments[first]: (first, after) for first, after in segments_of(cut.segments)}
        strong = {(one.first, one.after) for one in found if one.after - one.first > 1 and one.kind != NEAR}
        top = max(self._weight[one.key] * one.of_key for one in found) or 1.0
        flags = (float("hosp" in tokens or "clinic" in tokens), float("univ" in tokens))
        covered = {place for first, after in strong for place in range(first, after)}
        covered.update(place for first, after in where.spots for place in range(first, after))
        covered.update(place for place, _ in where.said)
        peers = self._peers(found)
        row = _Row(cut, where, hint, weights, words, bounds, strong, {}, {}, top, flags, peers, covered)
        for one in found:
            spot = (one.first, one.after)
            row.orgs.setdefault(one.org, set()).add(spot)
            rival = (self._score(one.org, row), one.kind, self._known[one.org], one.org)
            row.scores.setdefault(spot, []).append(rival)
        return row

    def _agreed(self, org: int, row: _Row) -> int:
        country = self._country[org]
        agreed = row.said.get(country)
        if agreed is None:
            agreed = row.said[country] = self._places.compare(country, row.where)
        return agreed

    def _score(self, org: int, row: _Row) -> int:
        return 4 * self._agreed(org, row) + (self._city[org] in row.where.cities)

    def _of_name(self, one: Candidate, spot: tuple[int, int], row: _Row) -> list[float]:
        org, key, where = one.org, one.key, row.where
        country = self._country[org]
        out, inside, area = self._near_places(org, spot, where)
        score, scores = self._score(org, row), row.scores[spot]
        parent, child = self._family(org, row)
        agreed = self._agreed(org, row)
        same, other, peer_city = self._beside(org, spot, row)
        kind_gap, known_gap = self._gaps(one, score, scores)
        return [
            one.kind,
            sum(rival[0] >= score for rival in scores) - 1,
            max(agreed, 0) if out or area else agreed,
            out,
            inside,
            area,
            0.0 if out or area else float(any(a < spot[0] or b > spot[1] for a, b in where.spots)),
            len(row.orgs[org]),
            parent,
            child,
            one.of_key,
            one.of_text,
            one.letters,
            one.lost,
            -1.0 if row.hint < 0 else float(country == row.hint),
            self._weight[key] * one.of_key / row.top,
            0.0 if not where.implied else 1.0 if country in where.implied else -1.0,
            max(scores)[0] - score,
            self._places.next_said(country, spot[1], where) if where.said else 0,
            same,
            other,
            peer_city,
            one.kind == ACRONYM and len(row.orgs[org]) == 1 and _explained(spot, row.cut),
            -1.0 if one.entry < 0 else self._is_written(one, row),
            kind_gap,
            known_gap,
        ]

    def _gaps(
        self, one: Candidate, score: int, scores: list[tuple[int, int, int, int]]
    ) -> tuple[float, float]:
        """How much better its kind of name is, and it is known, than the best rival's of the same tokens and place."""
        rivals = [(kind, known) for place, kind, known, org in scores if org != one.org and place >= score]
        if not rivals:
            return 12.0, 6.0
        best = min(kind for kind, _ in rivals)
        known = max(known for _, known in rivals)
        return best - one.kind, log1p(self._known[one.org]) - log1p(known)

    def _is_written(self, one: Candidate, row: _Row) -> float:
        """Whether the string writes the shared name as this organisation does."""
        start, end = self._surface_start[one.entry], self._surface_start[one.entry + 1]
        spot = (one.first, one.after)
        here = row.surfaces.get(spot)
        if here is None:
            cut = row.cut
            here = row.surfaces[spot] = surface(cut.text[cut.starts[one.first] : cut.ends[one.after - 1]])
        return float(here in self._surface[start:end])

    def _peers(self, found: list[Candidate]) -> list[tuple[int, int, int, int, float]]:
        """Names of two words or more that say in which country they are: span, country, city, how known it is.

        Of several organisations of one name, the one known much better than the others speaks.
        """
        met: dict[tuple[int, int], list[Candidate]] = {}
        for one in found:
            if one.kind <= PEERS and one.after - one.first > 1 and self._weight[one.key] >= _LEAST_PEER:
                met.setdefault((one.first, one.after), []).append(one)
        peers = []
        for (first, after), some in met.items():
            some.sort(key=lambda one: -self._known[one.org])
            best = some[0].org
            if len(some) == 1 or self._known[best] >= 3 * self._known[some[1].org]:
                peers.append((first, after, self._country[best], self._city[best], log1p(self._known[best])))
        return peers

    def _beside(self, org: int, spot: tuple[int, int], row: _Row) -> tuple[float, float, float]:
        """How known the best known other name of the string of its country is, and of other ones; one of its city."""
        same = other = at_home = 0.0
        country, city = self._country[org], self._city[org]
        for first, after, where, town, known in row.peers:
            if first < spot[1] and spot[0] < after:
                continue
            if where == country:
                same = max(same, known)
                at_home = at_home or float(town == city)
            else:
                other = max(other, known)
        return same, other, at_home

    def _near_places(self, org: int, spot: tuple[int, int], where: Where) -> tuple[float, float, float]:
        """Its city named outside the span, inside it, its subdivision outside."""
        first, after = spot
        city_out = city_in = area_out = 0.0
        for a, b in where.cities.get(self._city[org], ()):
            if a >= first and b <= after:
                city_in = 1.0
            else:
                city_out = 1.0
        for a, b in where.areas.get(self._area[org], ()):
            if a < first or b > after:
                area_out = 1.0
        return city_out, city_in, area_out

    def _family(self, org: int, row: _Row) -> tuple[float, float]:
        """Whether a parent is met elsewhere, and whether a child is."""
        if len(row.orgs) == 1 or self._rel_start[org] == self._rel_start[org + 1]:
            return 0.0, 0.0
        parents, children = self._relatives(org)
        if not (parents or children):
            return 0.0, 0.0
        own, orgs = row.orgs[org], row.orgs
        parent = any(other in orgs and orgs[other] != own for other in parents)
        few, many = (orgs, children) if len(orgs) < len(children) else (children, orgs)
        child = any(other in many and orgs[other] != own for other in few)
        return float(parent), float(child)

    def _relatives(self, org: int) -> tuple[frozenset[int], frozenset[int]]:
        """Parents and children, remembered."""
        known = self._families.get(org)
        if known is None:
            start, end = self._rel_start[org], self._rel_start[org + 1]
            pairs = list(zip(self._rel_kind[start:end], self._rel_org[start:end], strict=True))
            known = (
                frozenset(other for kind, other in pairs if kind == _PARENT),
                frozenset(other for kind, other in pairs if kind == _CHILD),
            )
            if len(self._families) > _REMEMBERED // 10:
                self._families.clear()
            self._families[org] = known
        return known


def _columns(registry: Registry) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
    """What the registry says of each key (weight, sharing, whether it is a place) and of each organisation."""
    arrays = registry.arrays
    sharing = np.log1p(np.diff(arrays["key_start"].astype(np.int64)))
    of_keys = np.stack([arrays["key_weight"], sharing, np.diff(arrays["place_start"].astype(np.int64)) > 0], axis=1)
    types = [arrays["org_types"] >> bit & 1 for bit in range(_TYPES)]
    year = np.where(arrays["org_year"] > 0, arrays["org_year"], 2000)
    rest = [arrays[f"org_{name}"] for name in ("status", "known", "children", "funds", "wiki")]
    of_orgs = np.stack([*types, *rest, year], axis=1)
    return of_keys.astype(np.float32), of_orgs.astype(np.float32)


def _explained(spot: tuple[int, int], cut: Tokens) -> bool:
    """Whether an acronym is the initials of words before it, as in "Dresden Center for Materials DCM"."""
    first, after = spot
    letters = cut.text[cut.starts[first] : cut.ends[after - 1]].lower()
    initials = "".join(cut.text[cut.starts[place]].lower() for place in range(max(0, first - 9), first))
    begin = initials.rfind(letters[:1], 0, max(0, len(initials) - len(letters) + 2))
    if begin < 0 or len(letters) < 3:
        return False
    rest = iter(initials[begin:])
    return all(letter in rest for letter in letters)


def _of_span(spot: tuple[int, int], row: _Row) -> list[float]:
    first, after = spot
    cut, weights, words = row.cut, row.weights, row.words
    tokens, segments = cut.tokens, cut.segments
    start, end = row.bounds[segments[first]][0], row.bounds[segments[after - 1]][1]
    own = weights[after] - weights[first]
    contained, over, holds, before, apart = _against(spot, row.strong, segments)
    raw = cut.text[cut.starts[first] : cut.ends[after - 1]]
    rarest = max([weights[place + 1] - weights[place] for place in range(first, after)])
    beside = 0.0
    for place in range(max(start, first - 6), min(end, after + 6)):
        if (place < first or place >= after) and place not in row.covered:
            beside = max(beside, weights[place + 1] - weights[place])
    return [
        after - first,
        len(raw),
        own / ((weights[end] - weights[start]) or 1.0),
        segments[first],
        segments[-1] - segments[first],
        segments[-1],
        contained,
        over,
        holds,
        before,
        first - start,
        end - after,
        words[after] > words[first],
        first > 0 and tokens[first - 1] in UNIT_TOKENS,
        start < first and tokens[start] in UNIT_TOKENS,
        apart,
        raw.isupper(),
        own / (weights[-1] or 1.0),
        first > start and words[first] > words[first - 1],
        after < end and words[after + 1] > words[after],
        *row.flags,
        len(tokens),
        segments[after - 1] - segments[first],
        rarest,
        any(token in UNIT_TOKENS for token in tokens[first:after]),
        own,
        beside,
    ]


def _against(
    spot: tuple[int, int], strong: set[tuple[int, int]], segments: list[int]
) -> tuple[float, float, float, float, int]:
    """How much longer the name it lies in is (one within a segment; one over several), how long the one it holds,
    whether that begins before; how many names are apart."""
    first, after = spot
    contained = over = holds = before = 0.0
    apart = 0
    for a, b in strong:
        if b <= first or a >= after:
            apart += 1
        elif (a, b) == spot:
            continue
        elif a <= first and after <= b:
            if segments[a] == segments[b - 1]:
                contained = max(contained, (b - a) / (after - first))
            else:
                over = max(over, (b - a) / (after - first))
            before = max(before, 1.0 if a < first else 0.5)
        elif first <= a and b <= after:
            holds = max(holds, (b - a) / (after - first))
    return contained, over, holds, before, apart


def segments_of(segments: list[int]) -> list[tuple[int, int]]:
    """First token and token after the last, of each segment."""
    found, first = [], 0
    for place in range(1, len(segments) + 1):
        if place == len(segments) or segments[place] != segments[first]:
            found.append((first, place))
            first = place
    return found

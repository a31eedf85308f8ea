"""What the forest is told of a candidate: its name, its place in the string, places the string says, rivals."""

from dataclasses import dataclass, field
from itertools import accumulate
from math import log1p

from portulan.analytics.matching.evidence import Places, Where
from portulan.analytics.matching.index import Registry
from portulan.analytics.matching.stems import ORGANISATION_TOKENS, UNIT_TOKENS
from portulan.analytics.matching.text import Tokens

NEAR = 10
_PARENT, _CHILD = 0, 1
_UNKNOWN_WEIGHT = 6.0
_REMEMBERED = 200_000

_OF_SPAN = """tokens letters coverage from_start from_end segments contained holds before left right org_word
unit_before unit_first strong capitals share_of_row left_org right_org row_hosp row_univ row_tokens crosses"""
_OF_NAME = """kind weight sharing rivals country city_out city_in area other_place same_org parent child education
healthcare company government facility nonprofit status known of_key of_text letters_like is_place hint children top
implied better_rival next_country"""
FEATURES: tuple[str, ...] = (*_OF_SPAN.split(), *_OF_NAME.split())


@dataclass(slots=True)
class Candidate:
    """A name met at tokens first..after-1 that may be an organisation (its number in the registry)."""

    first: int
    after: int
    key: int
    org: int
    kind: int
    of_key: float = 1.0
    of_text: float = 1.0
    letters: float = 1.0


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
    scores: dict[tuple[int, int], list[int]]
    top: float
    flags: tuple[float, float]
    said: dict[int, int] = field(default_factory=dict)


class Describer:
    """Describes candidates of an open registry."""

    def __init__(self, registry: Registry, places: Places) -> None:
        self._places, self._vocabulary = places, registry.words
        view = registry.view
        self._key_start, self._weight, self._idf = view("key_start"), view("key_weight"), view("word_idf")
        self._country, self._city, self._area = view("org_country"), view("org_city"), view("org_area")
        self._types, self._status, self._known = view("org_types"), view("org_status"), view("org_known")
        self._rel_start, self._rel_kind = view("relation_start"), view("relation_kind")
        self._rel_org = view("relation_org")
        self._weights: dict[str, float] = {}
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
        """One list of ``FEATURES`` for each candidate."""
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

    def _row(self, cut: Tokens, where: Where, found: list[Candidate], hint: int) -> _Row:
        tokens = cut.tokens
        weights = list(accumulate(map(self.weight, tokens), initial=0.0))
        words = list(accumulate((token in ORGANISATION_TOKENS for token in tokens), initial=0))
        bounds = {cut.segments[first]: (first, after) for first, after in segments_of(cut.segments)}
        strong = {(one.first, one.after) for one in found if one.after - one.first > 1 and one.kind != NEAR}
        top = max(self._weight[one.key] * one.of_key for one in found) or 1.0
        flags = (float("hosp" in tokens or "clinic" in tokens), float("univ" in tokens))
        row = _Row(cut, where, hint, weights, words, bounds, strong, {}, {}, top, flags)
        for one in found:
            spot = (one.first, one.after)
            row.orgs.setdefault(one.org, set()).add(spot)
            row.scores.setdefault(spot, []).append(self._score(one.org, row))
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
        country, types = self._country[org], self._types[org]
        out, inside, area = self._near_places(org, spot, where)
        score, scores = self._score(org, row), row.scores[spot]
        parent, child, children = self._family(org, row)
        agreed = self._agreed(org, row)
        return [
            one.kind,
            self._weight[key],
            log1p(self._key_start[key + 1] - self._key_start[key]),
            sum(other >= score for other in scores) - 1,
            max(agreed, 0) if out or area else agreed,
            out,
            inside,
            area,
            0.0 if out or area else float(any(a < spot[0] or b > spot[1] for a, b in where.spots)),
            len(row.orgs[org]),
            parent,
            child,
            types & 1,
            types >> 1 & 1,
            types >> 2 & 1,
            types >> 3 & 1,
            types >> 4 & 1,
            types >> 5 & 1,
            self._status[org],
            self._known[org],
            one.of_key,
            one.of_text,
            one.letters,
            self._places.has(key),
            -1.0 if row.hint < 0 else float(country == row.hint),
            children,
            self._weight[key] * one.of_key / row.top,
            country in where.implied,
            max(scores) - score,
            self._places.next_said(country, spot[1], where) if where.said else 0,
        ]

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

    def _family(self, org: int, row: _Row) -> tuple[float, float, int]:
        """Whether a parent is met elsewhere, a child is, and how many children it has."""
        parents, children = self._relatives(org)
        if len(row.orgs) == 1 or not (parents or children):
            return 0.0, 0.0, len(children)
        own, orgs = row.orgs[org], row.orgs
        parent = any(other in orgs and orgs[other] != own for other in parents)
        few, many = (orgs, children) if len(orgs) < len(children) else (children, orgs)
        child = any(other in many and orgs[other] != own for other in few)
        return float(parent), float(child), len(children)

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


def _of_span(spot: tuple[int, int], row: _Row) -> list[float]:
    first, after = spot
    cut, weights, words = row.cut, row.weights, row.words
    tokens, segments = cut.tokens, cut.segments
    start, end = row.bounds[segments[first]][0], row.bounds[segments[after - 1]][1]
    own = weights[after] - weights[first]
    contained, holds, before, apart = _against(spot, row.strong)
    raw = cut.text[cut.starts[first] : cut.ends[after - 1]]
    return [
        after - first,
        len(raw),
        own / ((weights[end] - weights[start]) or 1.0),
        segments[first],
        segments[-1] - segments[first],
        segments[-1],
        contained,
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
    ]


def _against(spot: tuple[int, int], strong: set[tuple[int, int]]) -> tuple[float, float, float, int]:
    """How much longer the name it lies in is, how long the one it holds, whether that begins before; others apart."""
    first, after = spot
    contained = holds = before = 0.0
    apart = 0
    for a, b in strong:
        if b <= first or a >= after:
            apart += 1
        elif (a, b) == spot:
            continue
        elif a <= first and after <= b:
            contained = max(contained, (b - a) / (after - first))
            before = max(before, 1.0 if a < first else 0.5)
        elif first <= a and b <= after:
            holds = max(holds, (b - a) / (after - first))
    return contained, holds, before, apart


def segments_of(segments: list[int]) -> list[tuple[int, int]]:
    """First token and token after the last, of each segment."""
    found, first = [], 0
    for place in range(1, len(segments) + 1):
        if place == len(segments) or segments[place] != segments[first]:
            found.append((first, place))
            first = place
    return found

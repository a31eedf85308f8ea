"""What the forest is told of a candidate: its name, its place in the string, places the string says, rivals."""

from collections.abc import Sequence
from itertools import accumulate
from math import log1p

import numpy as np
import numpy.typing as npt

from portulan.analytics.matching.evidence import Places, Where
from portulan.analytics.matching.index import Registry
from portulan.analytics.matching.spans import NEAR, OF_SPAN, Candidate, Row, explained, of_span, segments_of
from portulan.analytics.matching.spellings import ACRONYM, ALIAS
from portulan.analytics.matching.stems import ORGANISATION_TOKENS, UNIT_TOKENS
from portulan.analytics.matching.text import Tokens, surface

PEERS = 5  # kinds of names, up to the transliterated, that vouch for a country
_PARENT, _CHILD = 0, 1
_UNKNOWN_WEIGHT = 6.0
_REMEMBERED = 200_000

_OF_NAME = """kind rivals country city_out city_in area other_place same_org parent child of_key of_text letters_like
lost top implied better_rival next_country peers_same peers_other peer_city explained written kind_gap known_gap"""
_OF_REGISTRY = """weight sharing is_place education healthcare company government facility nonprofit status known
children funds wiki year"""
SEEN: tuple[str, ...] = (*OF_SPAN.split(), *_OF_NAME.split())
FEATURES: tuple[str, ...] = (*SEEN, *_OF_REGISTRY.split())
_CAPITALS, _KNOWN_GAP, _KIND_GAP, _PEERS_SAME, _COUNTRY, _EXPLAINED, _COVERAGE = (
    SEEN.index(name)
    for name in ("capitals", "known_gap", "kind_gap", "peers_same", "country", "explained", "coverage")
)
_TYPES = 6
# What is said of a candidate without places, peers, rivals or kin in its string.
_NOWHERE, _NO_RIVAL, _NO_KIN = (0.0, 0.0, 0.0), (12.0, 6.0), (0.0, 0.0)
HEARD = 0.25  # probability from which an acronym that is ``heard`` is answered
_WELL_KNOWN, _AHEAD, _ALONE = 40, 0.7, 0.999
_LEAST_PEER = 9.0  # weight of a name that says by itself in which country it is


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

    def describe(self, cut: Tokens, where: Where, found: list[Candidate]) -> list[list[float]]:
        """One list of ``SEEN`` for each candidate."""
        if not found:
            return []
        if found[0].first == 0 and found[0].after == len(cut.tokens) and not where.spots and not where.said:
            whole = all(one.first == 0 and one.after == found[0].after and one.kind != NEAR for one in found)
            if whole and len({one.key for one in found}) == 1:
                return self._describe_whole(cut, where, found)
        row = self._row(cut, where, found)
        spans: dict[tuple[int, int], list[float]] = {}
        rows = []
        for one in found:
            spot = (one.first, one.after)
            place = spans.get(spot)
            if place is None:
                place = spans[spot] = of_span(spot, row)
            rows.append(place + self._of_name(one, spot, row))
        return rows

    def _describe_whole(self, cut: Tokens, where: Where, found: list[Candidate]) -> list[list[float]]:
        """What ``describe`` gives where the text is one name and nothing else; most names are."""
        tokens, last = cut.tokens, cut.segments[-1] - cut.segments[0]
        weights = [self.weight(token) for token in tokens]
        own, count = sum(weights), len(tokens)
        raw = cut.text[cut.starts[0] : cut.ends[-1]]
        place: list[float] = [
            count,
            len(raw),
            1.0 if own else 0.0,
            cut.segments[0],
            last,
            cut.segments[-1],
            0.0,
            0.0,
            0.0,
            0.0,
        ]
        place += [0, 0, not ORGANISATION_TOKENS.isdisjoint(tokens), False, False, 0, raw.isupper()]
        place += [
            1.0 if own else 0.0,
            False,
            False,
            "hosp" in tokens or "clinic" in tokens,
            "univ" in tokens,
        ]
        place += [count, last, max(weights), not UNIT_TOKENS.isdisjoint(tokens), own, 0.0, 0.0, 0.0, False]
        here = surface(raw) if len(found) > 1 or found[0].entry >= 0 else 0
        top = 1.0 if self._weight[found[0].key] else 0.0
        agreed = [self._places.compare(self._country[one.org], where) for one in found]
        rivals = [
            (4 * said, one.kind, self._known[one.org], one.org)
            for said, one in zip(agreed, found, strict=True)
        ]
        best = 4 * max(agreed)
        rows = []
        for one, said in zip(found, agreed, strict=True):
            gaps = self._gaps(one, 4 * said, rivals)
            others = sum(rival[0] >= 4 * said for rival in rivals) - 1
            row = [*place, one.kind, others, said, 0.0, 0.0, 0.0, 0.0, 1, 0.0, 0.0, 1.0, 1.0, 1.0, 0.0]
            row += [top, 0.0, best - 4 * said, 0, 0.0, 0.0, 0.0, False, self._is_written(one, here), *gaps]
            rows.append(row)
        return rows

    def matrix(self, candidates: list[Candidate], seen: list[list[float]]) -> npt.NDArray[np.float32]:
        """All ``FEATURES`` of candidates, of one string or many: what was seen, and what the registry says of each."""
        if not candidates:
            return np.empty((0, len(FEATURES)), np.float32)
        orgs = np.array([one.org for one in candidates])
        keys = np.array([one.key for one in candidates])
        of_keys, of_orgs = self._of_registry
        return np.hstack([np.array(seen, np.float32), of_keys[keys], of_orgs[orgs]])

    def _row(self, cut: Tokens, where: Where, found: list[Candidate]) -> Row:
        tokens = cut.tokens
        weights = list(accumulate(map(self.weight, tokens), initial=0.0))
        words = list(accumulate((token in ORGANISATION_TOKENS for token in tokens), initial=0))
        bounds = {cut.segments[first]: (first, after) for first, after in segments_of(cut.segments)}
        strong = {(one.first, one.after) for one in found if one.after - one.first > 1 and one.kind != NEAR}
        top = max([self._weight[one.key] * one.of_key for one in found]) or 1.0
        flags = (float("hosp" in tokens or "clinic" in tokens), float("univ" in tokens))
        covered = {place for first, after in strong for place in range(first, after)}
        covered.update(place for first, after in where.spots for place in range(first, after))
        covered.update(place for place, _ in where.said)
        peers = self._peers(found)
        reach = (
            min([first for first, _ in where.spots], default=len(tokens)),
            max([after for _, after in where.spots], default=0),
        )
        row = Row(cut, where, weights, words, bounds, strong, {}, {}, top, flags, peers, covered, reach)
        orgs, scores = row.orgs, row.scores
        for one in found:
            spot, org = (one.first, one.after), one.org
            if org in orgs:
                orgs[org].add(spot)
            else:
                orgs[org] = {spot}
                row.placed[org] = self._score(org, row)
            rival = (row.placed[org], one.kind, self._known[org], org)
            if spot in scores:
                scores[spot].append(rival)
            else:
                scores[spot] = [rival]
        return row

    def _agreed(self, org: int, row: Row) -> int:
        country = self._country[org]
        agreed = row.said.get(country)
        if agreed is None:
            agreed = row.said[country] = self._places.compare(country, row.where)
        return agreed

    def _score(self, org: int, row: Row) -> int:
        return 4 * self._agreed(org, row) + (self._city[org] in row.where.cities)

    def _of_name(self, one: Candidate, spot: tuple[int, int], row: Row) -> list[float]:
        org, key, where = one.org, one.key, row.where
        country = self._country[org]
        located = where.cities or where.areas
        out, inside, area = self._near_places(org, spot, where) if located else _NOWHERE
        score, scores = row.placed[org], row.scores[spot]
        parent, child = self._family(org, row) if len(row.orgs) > 1 else _NO_KIN
        agreed = row.said[country]
        same, other, peer_city = self._beside(org, spot, row) if row.peers else _NOWHERE
        kind_gap, known_gap = self._gaps(one, score, scores) if len(scores) > 1 else _NO_RIVAL
        return [
            one.kind,
            sum([rival[0] >= score for rival in scores]) - 1 if len(scores) > 1 else 0,
            max(agreed, 0) if out or area else agreed,
            out,
            inside,
            area,
            0.0 if out or area else float(row.reach[0] < spot[0] or row.reach[1] > spot[1]),
            len(row.orgs[org]),
            parent,
            child,
            one.of_key,
            one.of_text,
            one.letters,
            one.lost,
            self._weight[key] * one.of_key / row.top,
            0.0 if not where.implied else 1.0 if country in where.implied else -1.0,
            max(scores)[0] - score,
            self._places.next_said(country, spot[1], where) if where.said else 0,
            same,
            other,
            peer_city,
            one.kind == ACRONYM and len(row.orgs[org]) == 1 and explained(spot, row.cut),
            self._is_written(one, self._surface_of(one, row)) if one.entry >= 0 else -1.0,
            kind_gap,
            known_gap,
        ]

    def _gaps(
        self, one: Candidate, score: int, scores: list[tuple[int, int, int, int]]
    ) -> tuple[float, float]:
        """How much better its kind of name is, and it is known, than the best rival's of the same tokens and place."""
        rivals = [(kind, known) for place, kind, known, org in scores if org != one.org and place >= score]
        if not rivals:
            return _NO_RIVAL
        best = min([kind for kind, _ in rivals])
        known = max([known for _, known in rivals])
        return best - one.kind, log1p(self._known[one.org]) - log1p(known)

    def _is_written(self, one: Candidate, here: int) -> float:
        """Whether the words there (their hash) are how this organisation writes a shared name; -1: not shared."""
        if one.entry < 0:
            return -1.0
        return float(
            here in self._surface[self._surface_start[one.entry] : self._surface_start[one.entry + 1]]
        )

    def _surface_of(self, one: Candidate, row: Row) -> int:
        spot = (one.first, one.after)
        here = row.surfaces.get(spot)
        if here is None:
            cut = row.cut
            here = row.surfaces[spot] = surface(cut.text[cut.starts[one.first] : cut.ends[one.after - 1]])
        return here

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

    def _beside(self, org: int, spot: tuple[int, int], row: Row) -> tuple[float, float, float]:
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

    def _family(self, org: int, row: Row) -> tuple[float, float]:
        """Whether a parent is met elsewhere, and whether a child is."""
        if self._rel_start[org] == self._rel_start[org + 1]:
            return _NO_KIN
        parents, children = self._relatives(org)
        if not (parents or children):
            return _NO_KIN
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


def heard(candidates: Sequence[Candidate], place: int, seen: Sequence[float], known: int) -> bool:
    """Whether what the acronym at ``place`` stands for is answered though a model learnt on labels is not sure: it is
    well known and among others of its country, or two short names of it are ("UMR 5800 LaBRI, Univ. Bordeaux")."""
    one = candidates[place]
    if one.kind != ACRONYM:
        return False
    return _listed(seen, known) or bool(
        seen[_PEERS_SAME]
        and seen[_COUNTRY] > 0
        and seen[_KIND_GAP] >= 0
        and any(
            other.org == one.org
            and ALIAS <= other.kind <= ACRONYM
            and (other.after <= one.first or one.after <= other.first)
            for other in candidates
        )
    )


def _listed(seen: Sequence[float], known: int) -> bool:
    """Whether an acronym is that of a well-known organisation, in capitals, alone between two commas, explained by no
    words before it, in a string that names others of its country and contradicts it nowhere; ``seen`` as ``SEEN``."""
    return bool(
        known >= _WELL_KNOWN
        and seen[_COVERAGE] > _ALONE
        and seen[_CAPITALS]
        and seen[_KNOWN_GAP] > _AHEAD
        and seen[_PEERS_SAME]
        and seen[_COUNTRY] >= 0
        and not seen[_EXPLAINED]
    )


def _columns(registry: Registry) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
    """What the registry says of each key (weight, sharing, whether it is a place) and of each organisation."""
    arrays = registry.arrays
    sharing = np.log1p(np.diff(arrays["key_start"].astype(np.int64)))
    of_keys = np.stack(
        [arrays["key_weight"], sharing, np.diff(arrays["place_start"].astype(np.int64)) > 0], axis=1
    )
    types = [arrays["org_types"] >> bit & 1 for bit in range(_TYPES)]
    year = np.where(arrays["org_year"] > 0, arrays["org_year"], 2000)
    rest = [arrays[f"org_{name}"] for name in ("status", "known", "children", "funds", "wiki")]
    of_orgs = np.stack([*types, *rest, year], axis=1)
    return of_keys.astype(np.float32), of_orgs.astype(np.float32)

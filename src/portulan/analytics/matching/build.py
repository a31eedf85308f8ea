"""From records of the registry to the sections of a registry file."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import marisa_trie
import numpy as np

from portulan.analytics.matching import dump, index, places, said
from portulan.analytics.matching.dump import Record
from portulan.analytics.matching.index import RELATIONS, STATUSES
from portulan.analytics.matching.spellings import (
    ACRONYM,
    ALIAS,
    DISPLAY,
    DOMAIN,
    FAMILY,
    LABEL,
    SHORTENED,
    TRANSLITERATED,
    as_said,
    spellings,
    usable,
    without_kin,
)
from portulan.analytics.matching.stems import GENERIC
from portulan.analytics.matching.text import Tokeniser, Tokens, key_of, surface

_KINDS = (("ror_display", DISPLAY), ("label", LABEL), ("alias", ALIAS), ("acronym", ACRONYM))
TYPES = (
    "education",
    "healthcare",
    "company",
    "government",
    "facility",
    "nonprofit",
    "archive",
    "funder",
    "other",
)
COUNTRY, SUBDIVISION, CITY = range(3)
PLACE_SHIFT = 28

_LATELY = 2_000  # texts whose cut is remembered: a name is asked for in several forms, a city for each of its bodies
_CITY_ENDS = frozenset({"shi", "ku", "gun", "city", "machi", "cho", "si", "cedex"})
# Organisations of a registry whose weights need no scaling: a small registry is weighed like a large one.
_USUAL = 50_000


@dataclass(frozen=True, slots=True)
class Built:
    """What a build gave: organisations, names, keys, bytes, what was refused (file, record number, why)."""

    release: str
    organisations: int
    names: int
    keys: int
    bytes: int
    refused: tuple[tuple[str, int, str], ...]


@dataclass(slots=True)
class _Keys:
    """Keys gathered: those of organisations (with the best kind of name) and those of places."""

    organisations: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))
    places: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    surfaces: dict[tuple[str, int], set[int]] = field(default_factory=lambda: defaultdict(set))

    def name(self, key: str, place: int, kind: int) -> None:
        known = self.organisations[key]
        known[place] = min(kind, known.get(place, kind))


class _Cutter(Tokeniser):
    """A tokeniser that remembers the texts it cut lately; who asks must leave the answer as it is."""

    def __init__(self) -> None:
        super().__init__()
        self._lately = lru_cache(maxsize=_LATELY)(super().cut)

    def cut(self, text: str) -> Tokens:
        return self._lately(text)


def build(*, files: Sequence[Path], out: Path, release: str = "") -> Built:
    """Read dumps and write one registry file. Raises DumpError, OSError."""
    dumps = dump.read(files, release=release)
    records = [dumps.records[ror] for ror in sorted(dumps.records)]
    cutter, keys = _Cutter(), _Keys()
    kin = _Kin(records, cutter)
    names = sum(_add_names(keys, cutter, number, record, kin) for number, record in enumerate(records))
    for key, number in _families(records, cutter):
        keys.name(key, number, FAMILY)
    located = _Places(records, keys, cutter)
    arrays, blobs = _sections(records, keys)
    arrays |= located.arrays()
    meta = {"release": dumps.release, "organisations": len(records), **located.meta()}
    index.write(out, meta=meta, arrays=arrays, blobs=blobs)
    size = out.stat().st_size
    return Built(dumps.release, len(records), names, len(keys.organisations), size, tuple(dumps.refused))


class _Kin:
    """The full names of the relatives of a record, in tokens."""

    def __init__(self, records: Sequence[Record], cutter: Tokeniser) -> None:
        self._records, self._cutter = {record.ror: record for record in records}, cutter
        self._known: dict[str, list[list[str]]] = {}

    def of(self, record: Record) -> list[list[str]]:
        """Names of parents and of those it is related to."""
        return [
            name
            for kind, other in record.relations
            if kind in {"parent", "related"} and other in self._records
            for name in self._names(other)
        ]

    def _names(self, ror: str) -> list[list[str]]:
        known = self._known.get(ror)
        if known is None:
            texts = [text for text, _, kinds in self._records[ror].names if "acronym" not in kinds]
            known = self._known[ror] = [self._cutter.cut(text).tokens for text in texts]
        return known


def _add_names(keys: _Keys, cutter: Tokeniser, number: int, record: Record, kin: _Kin) -> int:
    relatives = kin.of(record)
    around = [cutter.cut(one).tokens for one in (record.country_name, record.city, record.subdivision)]
    around.append(around[1][-1:] if len(around[1]) > 1 else [])
    for text, _, kinds in record.names:
        kind = min((code for name, code in _KINDS if name in kinds), default=ALIAS)
        for key, rank in spellings(cutter, text, kind, places=around):
            keys.name(key, number, rank)
        cut = cutter.cut(text)
        _add_surfaces(keys, cut, number, around[1:3])
        if kind != ACRONYM and cut.tokens:
            for tokens in (*as_said(cut.tokens, record, around[1]), *without_kin(cut.tokens, relatives)):
                keys.name(key_of(tokens), number, SHORTENED)
    for domain in record.domains:
        keys.name(f"@{domain.lower().removeprefix('www.')} ", number, DOMAIN)
    return len(record.names)


def _add_surfaces(keys: _Keys, cut: Tokens, number: int, places: Sequence[list[str]]) -> None:
    """How a name is written, whole and without the place it ends with, so that of those who share a key the one who
    is called so is known."""
    tokens = cut.tokens
    for length in {0, *(len(place) for place in places if place and tokens[-len(place) :] == place)}:
        rest = tokens[: len(tokens) - length]
        if rest:
            said_so = cut.text[cut.starts[0] : cut.ends[len(rest) - 1]]
            keys.surfaces[key_of(rest), number].add(surface(said_so))


_MEMBERS = 5
_MOST_MEMBERS = 0.5  # of all organisations whose names begin so, its own: "State Key Laboratory" is nobody's
_CHILD = RELATIONS.index("child")


def _families(records: Sequence[Record], cutter: Tokeniser) -> Iterator[tuple[str, int]]:
    """What the names of many members of an organisation begin with ("Max Planck Institute"), and the organisation."""
    number = {record.ror: place for place, record in enumerate(records)}
    bearing = _beginnings(records, cutter)
    for place, record in enumerate(records):
        members = [number[other] for kind, other in record.relations if kind == "child" and other in number]
        if len(members) < _MEMBERS:
            continue
        shared: dict[tuple[str, ...], set[int]] = defaultdict(set)
        for member in members:
            for beginning in _begun(records[member], cutter):
                shared[beginning].add(member)
        for beginning, bearers in shared.items():
            if len(bearers) >= max(_MEMBERS, _MOST_MEMBERS * bearing[beginning]) and not GENERIC.issuperset(
                beginning
            ):
                yield key_of(list(beginning)), place


def _begun(record: Record, cutter: Tokeniser) -> set[tuple[str, ...]]:
    """The two or three first words of the names of a record."""
    every = (cutter.cut(text).tokens for text, _, _ in record.names)
    return {tuple(tokens[:length]) for tokens in every for length in (2, 3) if len(tokens) > length}


def _beginnings(records: Sequence[Record], cutter: Tokeniser) -> Counter[tuple[str, ...]]:
    """How many records have a name that begins with the same words."""
    return Counter(beginning for record in records for beginning in _begun(record, cutter))


class _Places:
    """Countries, subdivisions and cities of the records, numbered, with the keys of their names."""

    def __init__(self, records: Sequence[Record], keys: _Keys, cutter: Tokeniser) -> None:
        self._keys, self._cutter = keys, cutter
        english = {record.country: record.country_name or record.country for record in records}
        self.countries = sorted(english)
        self._country = {code: number for number, code in enumerate(self.countries)}
        for name, code in places.country_names(english):
            self._name(name, COUNTRY, self._country[code])
        self.cities: dict[tuple[str, str], int] = {("", ""): 0}
        self.subdivisions: dict[tuple[str, str], int] = {("", ""): 0}
        self.codes: dict[str, int] = {}
        self.rows = [self._located(record) for record in records]

    def _name(self, name: str, kind: int, value: int) -> str:
        tokens = self._cutter.cut(name).tokens
        for form in (tokens, tokens[:-1] if tokens and tokens[-1] in _CITY_ENDS else []):
            if usable(form):
                self._keys.places[key_of(form)].add(kind << PLACE_SHIFT | value)
        return key_of(tokens)

    def _located(self, record: Record) -> tuple[int, int, int]:
        country = record.country
        city = self._numbered(self.cities, country, record.city, CITY)
        area = self._numbered(self.subdivisions, country, record.subdivision, SUBDIVISION)
        if area and places.ABBREVIATED.get(record.subdivision_code) == country:
            self.codes[record.subdivision_code] = area
        return self._country[country], city, area

    def _numbered(self, known: dict[tuple[str, str], int], country: str, name: str, kind: int) -> int:
        key = key_of(self._cutter.cut(name).tokens)
        if not key:
            return 0
        number = known.setdefault((country, key), len(known))
        self._name(name, kind, number)
        return number

    def arrays(self) -> dict[str, index.Array]:
        countries, cities, areas = zip(*self.rows, strict=True)
        return {
            "org_country": np.array(countries, np.uint16),
            "org_city": np.array(cities, np.uint32),
            "org_area": np.array(areas, np.uint16),
            "city_country": self._of(self.cities),
            "area_country": self._of(self.subdivisions),
        }

    def _of(self, known: Mapping[tuple[str, str], int]) -> index.Array:
        return np.array([self._country.get(country, 0xFFFF) for country, _ in known], np.uint16)

    def meta(self) -> dict[str, object]:
        return {"countries": self.countries, "area_codes": self.codes, "cities": len(self.cities)}


def _sections(records: Sequence[Record], keys: _Keys) -> tuple[dict[str, index.Array], dict[str, bytes]]:
    trie = marisa_trie.Trie(sorted(keys.organisations.keys() | keys.places.keys()))
    ordered: list[str] = [trie.restore_key(number) for number in range(len(trie))]
    words, idf = _words(ordered, keys)
    arrays = _postings(ordered, keys) | _organisations(records)
    arrays |= _sparse(ordered, keys, words, idf)
    texts, starts = said.joined(_display(record) for record in records)
    arrays["name_start"] = starts
    identifiers, owners = _identifiers(records)
    arrays["id_org"] = owners
    of_typing, typed = said.sections(records)
    return arrays | of_typing, typed | {
        "keys": trie.tobytes(),
        "words": words.tobytes(),
        "ids": identifiers.tobytes(),
        "display": texts,
        "rors": "".join(record.ror for record in records).encode(),
    }


def _display(record: Record) -> str:
    return next((text for text, _, kinds in record.names if "ror_display" in kinds), record.names[0][0])


def _postings(ordered: Sequence[str], keys: _Keys) -> dict[str, index.Array]:
    owners = [sorted(keys.organisations.get(key, {}).items()) for key in ordered]
    located = [sorted(keys.places.get(key, ())) for key in ordered]
    written = [
        sorted(keys.surfaces.get((key, org), ())) if len(one) > 1 else []
        for key, one in zip(ordered, owners, strict=True)
        for org, _ in one
    ]
    return {
        "surface_start": np.cumsum([0, *map(len, written)]).astype(np.uint32),
        "surface": np.array([one for some in written for one in some], np.uint32),
        "key_start": np.cumsum([0, *map(len, owners)]).astype(np.uint32),
        "entry_org": np.array([org for one in owners for org, _ in one], np.uint32),
        "entry_kind": np.array([kind for one in owners for _, kind in one], np.uint8),
        "place_start": np.cumsum([0, *map(len, located)]).astype(np.uint32),
        "place": np.array([place for one in located for place in one], np.uint32),
    }


def _words(ordered: Sequence[str], keys: _Keys) -> tuple[marisa_trie.Trie, index.Array]:
    """Words of names, with the logarithm of how rare they are among organisations."""
    bearers: dict[str, set[int]] = defaultdict(set)
    for key in ordered:
        for word in key.split():
            bearers[word].update(keys.organisations.get(key, ()))
    trie = marisa_trie.Trie(sorted(bearers))
    total = 1 + len({org for owners in keys.organisations.values() for org in owners})
    counts = [len(bearers[trie.restore_key(number)]) for number in range(len(trie))]
    scale = math.log(_USUAL) / math.log(total + 1)
    return trie, np.array([scale * math.log(total / (1 + count)) for count in counts], np.float32)


def _sparse(
    ordered: Sequence[str], keys: _Keys, words: marisa_trie.Trie, idf: index.Array
) -> dict[str, index.Array]:
    """For each word the keys that hold it (names of two words or more, no acronym); the weight of every key."""
    lists: list[list[int]] = [[] for _ in range(len(words))]
    weight = np.zeros(len(ordered), np.float32)
    for number, key in enumerate(ordered):
        numbers = sorted({words[word] for word in key.split()})
        weight[number] = float(idf[numbers].sum())
        kinds = keys.organisations.get(key, {}).values()
        if len(numbers) > 1 and any(kind <= ALIAS or kind == TRANSLITERATED for kind in kinds):
            for word in numbers:
                lists[word].append(number)
    return {
        "word_idf": idf,
        "word_start": np.cumsum([0, *map(len, lists)]).astype(np.uint32),
        "word_key": np.array([key for one in lists for key in one], np.uint32),
        "key_weight": weight,
    }


def _organisations(records: Sequence[Record]) -> dict[str, index.Array]:
    number = {record.ror: place for place, record in enumerate(records)}
    relations = [_related(record, number) for record in records]
    types = [sum(1 << TYPES.index(one) for one in record.types if one in TYPES) for record in records]
    known = [min(255, len(record.names) + len(record.ids) + len(record.relations)) for record in records]
    return {
        "org_types": np.array(types, np.uint16),
        "org_status": np.array([STATUSES.index(record.status) for record in records], np.uint8),
        "org_known": np.array(known, np.uint8),
        "org_children": np.array([sum(kind == _CHILD for kind, _ in one) for one in relations], np.uint16),
        "org_funds": np.array([_funds(record) for record in records], np.uint8),
        "org_wiki": np.array([record.wikipedia for record in records], np.uint8),
        "org_year": np.array([record.established for record in records], np.uint16),
        "relation_start": np.cumsum([0, *map(len, relations)]).astype(np.uint32),
        "relation_kind": np.array([kind for one in relations for kind, _ in one], np.uint8),
        "relation_org": np.array([org for one in relations for _, org in one], np.uint32),
    }


def _funds(record: Record) -> int:
    """How many identifiers of the Funder Registry it has: who pays for research is named often."""
    return min(255, sum(kind == "fundref" for kind, _ in record.ids))


def _related(record: Record, number: Mapping[str, int]) -> list[tuple[int, int]]:
    pairs = ((RELATIONS.index(kind), number[other]) for kind, other in record.relations if other in number)
    return sorted(set(pairs))


def _identifiers(records: Sequence[Record]) -> tuple[marisa_trie.Trie, index.Array]:
    owners = {
        f"{kind}:{value}": number for number, record in enumerate(records) for kind, value in record.ids
    }
    trie = marisa_trie.Trie(sorted(owners))
    return trie, np.array([owners[trie.restore_key(number)] for number in range(len(trie))], np.uint32)

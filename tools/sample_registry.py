"""Which records of the registry of organisations (ROR) the sample keeps."""

import json
import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

ROR = r"0[a-z0-9]{6}\d{2}"
FOCAL = ("02feahw73", "02kvxyf05")  # CNRS, Inria

# Parties and hosts of joint laboratories that RNSR leaves out, or names in a way that no rule reads.
PARTIES = (
    "02e7b5302",  # Nanyang Technological University
    "04emwm605",  # Thales (France)
    "01tgyzw49",  # National University of Singapore
    "019tgvf94",  # Université Côte d'Azur
    "02en5vm52",  # Sorbonne University
    "01wjejq96",  # Yonsei University
    "00y4zzh67",  # George Washington University
    "04teye511",  # Pontificia Universidad Católica de Chile
    "047gc3g35",  # University of Chile
    "0460jpj73",  # University of Concepción
    "029ycp228",  # Austral University of Chile
    "01zkghx44",  # Georgia Institute of Technology
    "0081fs513",  # University of Buenos Aires
    "01r2sv316",  # Rhodia (France)
    "01g8djv19",  # Solvay (Belgium)
    "04mhzgx49",  # Tel Aviv University
    "03qxff017",  # Hebrew University of Jerusalem
    "0316ej306",  # Weizmann Institute of Science
    "01an7q238",  # University of California, Berkeley
    "0168r3w48",  # University of California San Diego
    "023rbaw78",  # Université des Sciences, des Techniques et des Technologies de Bamako
    "01tytrg27",  # Centre National de la Recherche Scientifique et Technologique
    "01s1km724",  # Universidad de las Américas Puebla
    "03tjsyq23",  # Department of Biotechnology, India
    "03rmrcq20",  # University of British Columbia
    "00cvxb145",  # University of Washington
    "03yjb2x39",  # University of Calgary
    "0213rcc28",  # Simon Fraser University
    "0160cpw27",  # University of Alberta
    "04s5mat29",  # University of Victoria
    "03dzc0485",  # University of Regina
    "010x8gc63",  # University of Saskatchewan
    "044j76961",  # University of Lethbridge
    "02gfys938",  # University of Manitoba
    "02fdb8q57",  # Saint-Gobain (France)
    "026v1ze26",  # National Institute for Materials Science
    "01dq60k83",  # Tohoku University
    "057zh3y96",  # The University of Tokyo
    "044sx9203",  # Université de Sherbrooke
    "04sjchr03",  # Université Laval
    "041kmwe10",  # Imperial College London
    "01pxwe438",  # McGill University
    "0020snb74",  # École de Technologie Supérieure
    "05c22rx21",  # Mila
    "03m2x1q45",  # University of Arizona
    "04zp24820",  # Chennai Mathematical Institute
    "03r1jm528",  # Nelson Mandela University
    "01kpzv902",  # Flinders University
    "01tmp8f25",  # National Autonomous University of Mexico
    "03aydme10",  # Scuola Normale Superiore
    "0524sp257",  # University of Bristol
)

_NEAREST = 2  # records kept for a name that no record bears
_ALIKE = 0.3  # weighted share of words in common, 0 to 1, below which a record is not near
_COMMON = 2000  # words of more names than this do not tell organisations apart
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "a", "œ": "o"})
_KIND_ORDER = ("education", "government", "facility", "healthcare", "nonprofit")


@dataclass(frozen=True, slots=True)
class Sought:
    """Names met in other sources: every record that may bear one is kept; for ``near`` ones, the nearest too."""

    exact: set[str]
    near: list[str]

    def __or__(self, other: "Sought") -> "Sought":
        return Sought(self.exact | other.exact, self.near + other.near)


@dataclass(frozen=True, slots=True)
class Known:
    """What the choice looks at in a record."""

    country: str
    names: tuple[str, ...]
    kinds: tuple[str, ...]
    active: bool
    relations: tuple[tuple[str, str], ...]
    labelled_cnrs: bool
    richness: int


def known(record: dict[str, Any]) -> Known:
    """Read a record of schema 1 or 2; acronyms are not names."""
    relations = tuple((one["type"].lower(), one["id"].rpartition("/")[2]) for one in record["relationships"])
    if "names" in record:
        names = [one["value"] for one in record["names"] if one["types"] != ["acronym"]]
        country = record["locations"][0]["geonames_details"]["country_code"]
        labelled = any(one["type"] == "cnrs" for one in record["external_ids"])
    else:
        names = [record["name"], *record["aliases"], *(one["label"] for one in record["labels"])]
        country = record["country"]["country_code"]
        labelled = "CNRS" in record["external_ids"]
    kinds = tuple(kind.lower() for kind in record["types"])
    richness = len(names) + len(relations) + len(record["external_ids"])
    return Known(country, tuple(names), kinds, record["status"] == "active", relations, labelled, richness)


def record_text(record: dict[str, Any]) -> str:
    """One line of JSON, whole but for mail and network addresses."""
    kept = {name: value for name, value in record.items() if name not in {"email_address", "ip_addresses"}}
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":")) + "\n"


def loose(name: str) -> str:
    """Letters and digits only, accents dropped, "ue" as "u": looser than any reader, so that none misses a record."""
    text = unicodedata.normalize("NFKD", name.casefold().replace("&", " and ").translate(_LETTERS))
    plain = "".join(one for one in text if not unicodedata.combining(one)).strip()
    for pair in ("ae", "oe", "ue"):
        plain = plain.replace(pair, pair[0])
    return re.sub(r"[\W_]+", "", re.sub(r"^(the|les|le|la|l)\b", "", plain))


def spellings(name: str) -> set[str]:
    """Loose forms of a cell that may hold several names: "A = B [Town]"."""
    bare = re.sub(r"\s*[\[(][^\[\]()]*[\])]\s*$", "", name)
    forms = {loose(part) for whole in (name, bare) for part in (whole, *whole.split(" = "))}
    return {form for form in forms if len(form) > 2}


def words(name: str) -> set[str]:
    return {loose(word) for word in re.findall(r"\w+", name)} - {""}


class Registry:
    """Records by identifier, by loose name and by word."""

    def __init__(self, records: Iterable[dict[str, Any]]) -> None:
        self.records = {one["id"].rpartition("/")[2]: known(one) for one in records}
        self._by_name: dict[str, set[str]] = defaultdict(set)
        self._by_word: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for key, one in self.records.items():
            for name in one.names:
                for form in spellings(name):
                    self._by_name[form].add(key)
                for word in words(name):
                    self._by_word[word].add((key, name))

    def bearing(self, name: str) -> set[str]:
        """Records that may bear a name."""
        return {key for form in spellings(name) for key in self._by_name.get(form, ())}

    def nearest(self, name: str, most: int = _NEAREST) -> list[str]:
        """Records whose names share most words with ``name``, rare words first; none when all are far."""
        own = {word: self._weight(word) for word in words(name) if word in self._by_word}
        shared: Counter[tuple[str, str]] = Counter()
        for word, weight in own.items():
            if len(self._by_word[word]) <= _COMMON:
                for found in self._by_word[word]:
                    shared[found] += weight  # type: ignore[assignment]
        total = sum(own.values())
        alike: dict[str, float] = {}
        for (key, other), common in shared.items():
            share = common / (total + sum(map(self._weight, words(other))) - common)
            alike[key] = max(share, alike.get(key, 0.0))
        ranked = sorted(alike, key=lambda key: (-alike[key], key))
        return [key for key in ranked[:most] if alike[key] >= _ALIKE]

    def _weight(self, word: str) -> float:
        return math.log((len(self.records) + 1) / len(self._by_word[word]))

    def related(self, key: str) -> set[str]:
        """Records that a record names, or that name it."""
        named = {other for _, other in self.records[key].relations} if key in self.records else set()
        naming = {
            one for one, about in self.records.items() if any(other == key for _, other in about.relations)
        }
        return (named & self.records.keys()) | naming


def with_parents(registry: Registry, keys: set[str]) -> set[str]:
    """``keys``, their parents, successors and predecessors, and theirs in turn."""
    kept, fresh = set(keys), set(keys)
    while fresh:
        relations = [pair for key in fresh for pair in registry.records[key].relations]
        up = {other for kind, other in relations if kind in {"parent", "successor", "predecessor"}}
        fresh = (up & registry.records.keys()) - kept
        kept |= fresh
    return kept


def filled(registry: Registry, largest: list[str], most: int) -> set[str]:
    """``largest`` and, in countries that have fewer than ``most``, active ones: universities first, richest first."""
    kept = {key for key in largest if key in registry.records}
    counted = Counter(registry.records[key].country for key in kept)
    rest = [(key, one) for key, one in registry.records.items() if one.active and key not in kept]
    for key, one in sorted(rest, key=lambda pair: (_rank(pair[1]), -pair[1].richness, pair[0])):
        if counted[one.country] < most:
            counted[one.country] += 1
            kept.add(key)
    return kept


def _rank(one: Known) -> int:
    ranks = [_KIND_ORDER.index(kind) for kind in one.kinds if kind in _KIND_ORDER]
    return min(ranks, default=len(_KIND_ORDER))


def chosen(registry: Registry, sought: Sought, *, largest: list[str], most: int, also: set[str]) -> set[str]:
    """Identifiers of the records to keep; ``also``: those that packs name."""
    kept = {key for key in (*FOCAL, *PARTIES, *also) if key in registry.records}
    kept |= {other for key in FOCAL for other in registry.related(key)}
    kept |= {key for key, one in registry.records.items() if one.labelled_cnrs}
    for name in sought.exact:
        kept |= registry.bearing(name)
    for name in sought.near:
        if not registry.bearing(name):
            kept.update(registry.nearest(name))
    return with_parents(registry, kept | filled(registry, largest, most))

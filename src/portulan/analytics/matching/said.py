"""Sections of a registry file for typing-ahead: every name as it is said, its words, web addresses, cities."""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import marisa_trie
import numpy as np
from anyascii import anyascii

from portulan.analytics.matching.dump import Record
from portulan.analytics.matching.index import Array
from portulan.analytics.matching.text import words_of

_UMLAUTS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"}
)


def sections(records: Sequence[Record]) -> tuple[dict[str, Array], dict[str, bytes]]:
    """Arrays and blobs, by the name of their section."""
    names = [(org, name, words_of(name)) for org, record in enumerate(records) for name in _said(record)]
    arrays, words = _words(names)
    texts, starts = joined(name for _, name, _ in names)
    arrays |= {"said_org": np.array([org for org, _, _ in names], np.uint32), "said_start": starts}
    sites, of_sites = _sites(records)
    cities, city_starts = joined(record.city for record in records)
    return (
        {**arrays, **of_sites, "city_name_start": city_starts},
        {"said": texts, "said_words": words.tobytes(), "sites": sites.tobytes(), "city_names": cities},
    )


def joined(texts: Iterable[str]) -> tuple[bytes, Array]:
    """Texts in one blob, and where each begins, one more for the end."""
    parts = [text.encode() for text in texts]
    return b"".join(parts), np.cumsum([0, *map(len, parts)]).astype(np.uint32)


def _said(record: Record) -> Iterator[str]:
    """Names of a record, the displayed one first, none twice."""
    order = sorted(record.names, key=lambda one: "ror_display" not in one[2])
    yield from dict.fromkeys(name for name, _, _ in order)


def _words(names: Sequence[tuple[int, str, list[str]]]) -> tuple[dict[str, Array], marisa_trie.Trie]:
    """For each word the names that hold it, as it is and in Latin letters; how rare it is; the weight of a name."""
    bearers: dict[str, list[int]] = defaultdict(list)
    for place, (_, name, words) in enumerate(names):
        for word in dict.fromkeys([*words, *_in_latin(name, words)]):
            bearers[word].append(place)
    trie = marisa_trie.Trie(sorted(bearers))
    lists = [bearers[trie.restore_key(number)] for number in range(len(trie))]
    idf = np.array([math.log(1 + len(names) / len(one)) for one in lists], np.float32)
    weights = [sum(float(idf[trie[word]]) for word in dict.fromkeys(words)) for _, _, words in names]
    return {
        "said_word_start": np.cumsum([0, *map(len, lists)]).astype(np.uint32),
        "said_word_name": np.array([place for one in lists for place in one], np.uint32),
        "said_word_idf": idf,
        "said_weight": np.maximum(np.array(weights, np.float32), np.float32(0.1)),
    }, trie


def _in_latin(name: str, words: Sequence[str]) -> list[str]:
    if name.isascii():
        return []
    spelt = words_of(name.translate(_UMLAUTS))
    if any("\u3040" <= letter <= "\u9fff" for letter in name):
        return spelt
    return [*spelt, *(str(anyascii(word)).lower() for word in words if not word.isascii())]


def _sites(records: Sequence[Record]) -> tuple[marisa_trie.Trie, dict[str, Array]]:
    owners: dict[str, list[int]] = defaultdict(list)
    for org, record in enumerate(records):
        for host in dict.fromkeys(record.sites):
            owners[host].append(org)
    trie = marisa_trie.Trie(sorted(owners))
    lists = [owners[trie.restore_key(number)] for number in range(len(trie))]
    return trie, {
        "site_start": np.cumsum([0, *map(len, lists)]).astype(np.uint32),
        "site_org": np.array([org for one in lists for org in one], np.uint32),
    }

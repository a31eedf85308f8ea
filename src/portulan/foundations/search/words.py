"""Text to words: accents, case and scripts folded, French and English stems, trigrams, and how near two words are."""

import re
import threading
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

import snowballstemmer
from anyascii import anyascii
from rapidfuzz.distance import OSA

from portulan.foundations.search.models import LONGEST_WORD

MOST_WORDS = 400  # distinct words kept of one row
_WORD = re.compile(r"[a-z0-9]+")
_LABEL = re.compile(r"([a-z]{2,5})([0-9]{2,})")  # UMR5269 is written UMR 5269 too
_FRENCH = "au aux avec ce ces dans de des du en et est la le les leur ne ou par pas pour que qui sa ses son sur un une"
_ENGLISH = "an and are as at by for from has in into is it its of on or that the their to was with"
_SILENT = frozenset(f"{_FRENCH} {_ENGLISH}".split())
_local = threading.local()


def fold(text: str) -> str:
    """``text`` in lower-case ASCII: “Universität 南洋” is “universitat nanyang”."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKC", text)
    stripped = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    return anyascii(stripped).lower()


def words(text: str) -> list[str]:
    """The words of a text in order, each once: no article, no single letter, a label apart from its number."""
    found = (part for word in _WORD.findall(fold(text)) for part in _parts(word))
    telling = (
        word[:LONGEST_WORD] for word in found if word not in _SILENT and (len(word) > 1 or word.isdigit())
    )
    return list(dict.fromkeys(telling))[:MOST_WORDS]


def _parts(word: str) -> tuple[str, ...]:
    label = _LABEL.fullmatch(word)
    return label.groups() if label else (word,)


@lru_cache(maxsize=100_000)
def stems(word: str) -> tuple[str, str]:
    """The French and the English stem of a folded word; a number is its own."""
    if word.isdigit():
        return word, word
    if not hasattr(_local, "stemmers"):  # a stemmer keeps the word it works on: one for each thread
        _local.stemmers = (snowballstemmer.stemmer("french"), snowballstemmer.stemmer("english"))
    french, english = _local.stemmers
    return french.stemWord(word), english.stemWord(word)


def trigrams(word: str) -> tuple[str, ...]:
    """The distinct trigrams of a word with its ends marked; none for numbers and words too short to forgive."""
    if not forgiven(word):
        return ()
    marked = f"^{word}$"
    return tuple(dict.fromkeys(marked[start : start + 3] for start in range(len(word))))


def forgiven(word: str) -> int:
    """How many typing mistakes a word may hold: a letter more, less, changed, or two swapped."""
    if word.isdigit() or len(word) < 4:
        return 0
    return 1 if len(word) < 8 else 2


def is_near(asked: str, said: str) -> bool:
    """Whether ``said`` may be what was meant by ``asked``; depends on these two words only."""
    most = forgiven(asked)
    return most > 0 and OSA.distance(asked, said, score_cutoff=most) <= most


def lengths(word: str) -> Iterator[int]:
    """The lengths a word near to this one may have."""
    most = forgiven(word)
    yield from range(max(1, len(word) - most), len(word) + most + 1)

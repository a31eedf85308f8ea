"""The normal form of a name, what is suspicious in it, and how close two names are.

Names are kept as given; the normal form is what they are compared by. It folds case and accents (Unicode TR 15,
compatibility decomposition), drops signs that cannot be seen, and inside a word that mixes Latin with Cyrillic or
Greek letters reads those as the Latin ones they are drawn like (Unicode TS 39, confusables).
"""

import re
import unicodedata
from functools import lru_cache

from rapidfuzz import fuzz

_LONGEST = 5_000
_ALIKE = 80  # per cent of letters that two spellings of a word share
# Accents, Hebrew points, Arabic vowel signs: marks of other scripts are letters, and stay.
_MARKS = re.compile("[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u0640]")
_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")
_LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ħ": "h", "ı": "i", "ł": "l", "ð": "d", "ŧ": "t", "þ": "th"}
    | {"أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ة": "ه", "ς": "σ", "ё": "е", "&": " and "}
)  # fmt: skip
_CYRILLIC = dict(zip("авсеніјкмоѕртухԁԛԝӏ", "abcehijkmosptyxdqwl", strict=True))
_GREEK = dict(zip("αβεηικνορτυχγω", "abenikvoptuxyw", strict=True))
_LIKE_LATIN = str.maketrans(_CYRILLIC | _GREEK)
_WORD = re.compile(r"[^\W_]+", re.UNICODE)
_JOINERS = "\u200c\u200d"  # needed inside words of Persian and of Indic scripts
_SMALL = frozenset(
    ("of", "the", "and", "de", "la", "le", "les", "du", "des", "et", "d", "l", "for", "der", "di")
)


@lru_cache(maxsize=50_000)
def normal_form(text: str) -> str:
    """Words in lower case without accents, parted by one space; empty where there is no letter and no digit.

    The normal form of a normal form is itself.
    """
    form = _once(text[:_LONGEST])
    for _ in range(4):  # a fold may bring to light what the next one folds
        again = _once(form)
        if again == form:
            break
        form = again
    return form


def _once(text: str) -> str:
    visible = "".join(
        sign for sign in text if unicodedata.category(sign) not in ("Cf", "Mn", "Cc") or _keeps(sign)
    )
    low = unicodedata.normalize("NFKC", visible).casefold().translate(_LETTERS)
    plain = _MARKS.sub("", unicodedata.normalize("NFKD", low)).translate(_LETTERS)
    composed = unicodedata.normalize("NFKC", plain)
    words = (_latin_where_mixed(word) for word in _words(composed))
    return " ".join(words)


def _words(text: str) -> list[str]:
    spaced = "".join(
        sign if sign.isalnum() or unicodedata.category(sign) in ("Mn", "Mc") else " " for sign in text
    )
    return spaced.split()


def _keeps(sign: str) -> bool:
    """Marks that are letters of their script, and blanks that part words."""
    return sign in "\t\n\r" or (unicodedata.category(sign) == "Mn" and not _MARKS.match(sign))


def _latin_where_mixed(word: str) -> str:
    return word.translate(_LIKE_LATIN) if _is_mixed(word) else word


def _is_mixed(word: str) -> bool:
    scripts = {_script(letter) for letter in word if letter.isalpha()}
    return "LATIN" in scripts and bool(scripts & {"CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC"})


@lru_cache(maxsize=20_000)
def _script(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0]


def suspicions(text: str) -> tuple[str, ...]:
    """What makes a name look like another: "mixed_scripts", "direction", "invisible"; none for most names."""
    found = []
    plain = unicodedata.normalize("NFKC", text)
    if any(_is_mixed(word) for word in _WORD.findall(plain)):
        found.append("mixed_scripts")
    if _DIRECTION.search(text):
        found.append("direction")
    if any(_is_hidden(text, place) for place in range(len(text))):
        found.append("invisible")
    return tuple(found)


def _is_hidden(text: str, place: int) -> bool:
    sign = text[place]
    if sign in _JOINERS:  # in its place between letters of a script that needs it
        around = text[max(0, place - 1) : place] + text[place + 1 : place + 2]
        return not around or any(_script(one) in ("LATIN", "CYRILLIC", "GREEK", "") for one in around)
    return unicodedata.category(sign) in ("Cf", "Cc") and sign not in "\t\n\r" and not _DIRECTION.match(sign)


def weighty(normal: str) -> str:
    """A normal form without the small words that names have or lack."""
    words = [word for word in normal.split() if word not in _SMALL]
    return " ".join(words) or normal


def closeness(one: str, other: str) -> float:
    """From 0 to 1: how close two normal forms are, whatever the order of their words (normalised indel distance)."""
    if not one or not other:
        return 0.0
    return fuzz.token_sort_ratio(weighty(one), weighty(other)) / 100


def differ(one: str, other: str) -> bool:
    """Whether each normal form holds a word that nothing in the other resembles: two towns, two numbers."""
    left, right = weighty(one).split(), weighty(other).split()
    return bool(_without(left, right)) and bool(_without(right, left))


def _without(words: list[str], others: list[str]) -> list[str]:
    """Words that resemble none of the others; a number resembles only itself."""
    return [word for word in words if not any(_alike(word, other) for other in others)]


def _alike(word: str, other: str) -> bool:
    if word == other:
        return True
    if word.isdigit() or other.isdigit() or min(len(word), len(other)) < 4:
        return False
    return fuzz.ratio(word, other) >= _ALIKE


def initials(normal: str) -> str:
    """The first letters of the words that count: "nanyang technological university" is "ntu"."""
    words = weighty(normal).split()
    return "".join(word[0] for word in words) if len(words) > 1 else ""

"""Strings brought to canonical tokens, each with its place in the string as given."""

import re
import unicodedata
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from portulan.analytics.matching.stems import stem

_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uac00-\ud7af"
# Dotted capitals as one word ("C.N.R.S."), a character of Chinese, Japanese or Korean, a word, a separator; a "The"
# that begins a name within a line ("Faculty of Medicine The University of Tokyo").
_PIECES = re.compile(
    rf"(?:[A-Z]\.\s?){{2,}}(?:[A-Z](?![^\W_]))?|(?:[A-Z] ){{2,}}(?=[A-Z][a-z])|"
    rf"[{_CJK}]|[^\W_{_CJK}]+(?:[\u0300-\u036f\u064b-\u065f]+[^\W_{_CJK}]*)*"
    r"|[,;|/\n\u3001\u3002\uff0c\uff1b\u060c]| [-\u2013\u2014] |(?<=[a-z]) The(?= [A-Z])"
)
# Marks that order or hide text, soft hyphens, byte order marks, variation selectors, Arabic tatweel.
_INVISIBLE = re.compile(
    "[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff\u0640]"
)
# What files leave of their markup: entities, tags, marks of a line's end ("#N#") that stand within names.
_MARKUP = re.compile(r"#(?:N|R|TAB)#|</?[a-zA-Z]{1,6} ?/?>|&(?:[a-zA-Z]{2,8}|#\d{2,5}|#x[0-9a-fA-F]{2,4});")
_GLUED = re.compile(
    r"(?<=[A-Za-z]{2})(?=(?:Universi|Institut|Hospital|College|Department|School|Cent(?:er|re)\b|Academy|Faculty))"
    r"|(?<=[a-z]{3})(?=(?:of|and|for)(?:[A-Z]))|(?<=Universityof)(?=[A-Z])|(?<=University)(?=of[A-Z])"
    r"|(?:(?<=^and)|(?<=^of)|(?<=^the)|(?<=^at)|(?<=^la)|(?<=^de)|(?<=^for)|(?<=^address)|(?<=lyat))(?=[A-Z][a-z]{2})"
)
_LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ħ": "h", "ı": "i", "ł": "l", "ð": "d", "ŧ": "t", "þ": "th"}
    | {"أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ة": "ه", "ς": "σ", "ё": "е", "ʻ": "", "ʼ": ""}
)  # fmt: skip
# Letters of Cyrillic and Greek drawn like Latin ones; used only inside a word that holds both scripts.
_LIKE_LATIN = str.maketrans("авсеніјкморѕтухԁԛԝӏαβεηικνορτυχγω", "abcehijkmopstyxdqwlabenikvoptuxyw")
_LATIN = re.compile(r"[a-z]")
_OTHER = re.compile(r"[\u0370-\u03ff\u0400-\u052f]")
CACHE = 200_000


@dataclass(slots=True)
class Tokens:
    """Canonical tokens, where each starts and ends in the text, and the number of its segment."""

    text: str
    tokens: list[str]
    starts: list[int]
    ends: list[int]
    segments: list[int]


def fold(word: str) -> str:
    """Lower case without accents; letters of another script that look Latin become Latin inside a mixed word."""
    low = word.lower()
    if low.isascii():
        return low
    plain = unicodedata.normalize("NFKD", low.translate(_LETTERS))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter)).translate(_LETTERS)
    plain = unicodedata.normalize("NFKC", plain).lower()
    if _LATIN.search(plain) and _OTHER.search(plain):
        return plain.translate(_LIKE_LATIN)
    return plain


class Tokeniser:
    """Cuts texts into canonical tokens; remembers the words it has met, within a bound."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[str, ...] | None] = {}

    def cut(self, text: str) -> Tokens:
        """Canonical tokens of a text; starts and ends are places in the text as given, invisible marks counted."""
        if not text.isascii() and _INVISIBLE.search(text):
            return self._cut_marked(text)
        found = Tokens(text, [], [], [], [])
        if ("#" in text or "&" in text or "<" in text) and _MARKUP.search(text):
            text = _MARKUP.sub(_blank, text)
        tokens, starts, ends, segments = found.tokens, found.starts, found.ends, found.segments
        known, segment = self._known, 0
        for piece in _PIECES.finditer(text):
            word = piece[0]
            parts = known.get(word, _UNSEEN)
            if parts is _UNSEEN:
                parts = self._learn(word)
            if parts is None:
                segment += 1
            elif parts:
                start, end = piece.span()
                for part in parts:
                    tokens.append(part)
                    starts.append(start)
                    ends.append(end)
                    segments.append(segment)
        return found

    def _cut_marked(self, text: str) -> Tokens:
        seen = [place for place, letter in enumerate(text) if not _INVISIBLE.match(letter)]
        found = self.cut("".join(text[place] for place in seen))
        starts = [seen[place] for place in found.starts]
        ends = [seen[place - 1] + 1 for place in found.ends]
        return Tokens(text, found.tokens, starts, ends, found.segments)

    def _learn(self, word: str) -> tuple[str, ...] | None:
        if len(self._known) >= CACHE:
            self._known.clear()
        parts = canonical(word)
        self._known[word] = parts
        return parts


_UNSEEN: tuple[str, ...] = ("\0",)


def _blank(markup: re.Match[str]) -> str:
    """As many spaces, so that places in the text stay the same."""
    return " " * len(markup[0])


def canonical(word: str) -> tuple[str, ...] | None:
    """Canonical tokens of one piece of text; None for what separates segments."""
    bare = word.strip()
    if word[0] == " " or not any(letter.isalnum() for letter in bare):
        return None
    if "." in bare or " " in bare:
        bare = "".join(bare.replace(".", "").split())
    return tuple(_canonical(bare))


def _canonical(word: str) -> Iterator[str]:
    for part in _GLUED.split(word) if len(word) > 8 else (word,):
        folded = fold(part)
        for piece in folded.split() if " " in folded else (folded,):
            yield from stem(piece)


def words_of(text: str) -> list[str]:
    """Folded words of a text as they are said: not stemmed, dotted capitals as one, ideograms one by one."""
    seen = text if text.isascii() else _INVISIBLE.sub("", text)
    found = []
    for piece in _PIECES.finditer(seen):
        bare = piece[0].strip()
        if bare.isalnum() or any(letter.isalnum() for letter in bare):
            bare = "".join(bare.replace(".", "").split()) if "." in bare or " " in bare else bare
            found += fold(bare).split()
    return found


def surface(text: str) -> int:
    """A hash of the folded words of a text: the same for the same name, whatever its case, accents and signs."""
    return zlib.crc32(" ".join(words_of(text)).encode())


def key_of(tokens: list[str]) -> str:
    """The key of a sequence of tokens: each followed by a space, so that no key ends inside a word."""
    return "".join(token + " " for token in tokens)

"""The keys one name gives: as it is, in another order or script, shortened, as hospitals and schools are signed."""

import re
from collections.abc import Iterator, Sequence

from anyascii import anyascii

from portulan.analytics.matching.dump import Record
from portulan.analytics.matching.stems import GENERIC, ORGANISATION_TOKENS
from portulan.analytics.matching.text import Tokeniser, key_of

DISPLAY, LABEL, ALIAS, ACRONYM, ORDER, TRANSLITERATED, DOMAIN, SHORTENED, FAMILY = range(9)

_PARENTHESIS = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*$")
_DASH = re.compile(r"\s+[-\u2013\u2014]\s+")
_COMMA = re.compile(r"\s*,\s+")
_UMLAUTS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ø": "oe", "å": "aa"}
)
_LONGEST_KEY = 24

_FIRMS = frozenset(["group", "company", "holding", "ag", "groupe", "gruppe"])
_HOSPITAL = frozenset(["univ", "hosp", "ctr", "clinic", "med", "regional", "general", "chu", "hosps"])
_SCHOOLS = ("school", "med school", "med ctr", "law school", "business school")


def as_said(tokens: list[str], record: Record, city: Sequence[str] = ()) -> Iterator[list[str]]:
    """How hospitals, schools of universities and companies are signed: "CHU X", "X School of Medicine", "X AG"."""
    if "healthcare" in record.types and "univ" in tokens and ("hosp" in tokens or "med" in tokens):
        own = [token for token in tokens if token not in _HOSPITAL]
        for rest in (own, list(city)) if own != list(city) else (own,):
            if 0 < len(rest) < 4:
                for words in ("univ hosp", "hosp univ", "chu", "hosp ctr univ", "univ med ctr", "univ med"):
                    yield [*words.split(), *rest]
                yield [*rest, "univ", "hosp"]
    if "company" in record.types and len(tokens) < 5:
        yield from _firm(tokens)
    if record.country == "US":
        yield from _veterans(tokens)
    schooled = "education" in record.types and record.country in {"US", "GB", "CA", "AU"}
    if schooled and len(tokens) in (2, 3) and tokens[-1] == "univ" and tokens[0] not in {"univ", "state"}:
        for words in _SCHOOLS:
            yield [*tokens[:-1], *words.split()]


def _firm(tokens: list[str]) -> Iterator[list[str]]:
    """A company without the word for one at the end, and with another."""
    bare = tokens[:-1] if tokens[-1] in _FIRMS else tokens
    if bare and usable(bare) and not GENERIC.issuperset(bare):
        for end in ([], ["group"], ["ag"]):
            if bare + end != tokens:
                yield bare + end


_VETERANS = (["va"], ["veteran", "affair"], ["veteran", "administration"])


def _veterans(tokens: list[str]) -> Iterator[list[str]]:
    """ "VA", "Veterans Affairs", "Veterans Administration": the hospitals of one body, signed in three ways."""
    for words in _VETERANS:
        for place in range(len(tokens) - len(words) + 1):
            if tokens[place : place + len(words)] == words:
                for other in _VETERANS:
                    if other != words:
                        yield [*tokens[:place], *other, *tokens[place + len(words) :]]


def without_kin(tokens: list[str], kin: Sequence[list[str]]) -> Iterator[list[str]]:
    """A name without that of a relative it begins or ends with, where what is left names something by itself."""
    for one in kin:
        length = len(one)
        if not 1 < length < len(tokens):
            continue
        for rest, there in ((tokens[length:], tokens[:length]), (tokens[:-length], tokens[-length:])):
            if there == one and _telling(rest):
                yield rest


def _telling(tokens: list[str]) -> bool:
    """Whether tokens hold a word for an organisation and, beside it, one that is not for any."""
    return len(tokens) > 1 and not ORGANISATION_TOKENS.isdisjoint(tokens) and not GENERIC.issuperset(tokens)


def spellings(
    cutter: Tokeniser, text: str, kind: int, *, places: Sequence[list[str]] = ()
) -> Iterator[tuple[str, int]]:
    """The keys a name gives, each with its kind: as it is, in another order or script, without its place.

    ``places``: tokens of its country, city and subdivision. A last parenthesis goes; unless it says the country,
    what is left is a shortened name.
    """
    bare = _PARENTHESIS.sub("", text)
    if bare != text and bare:
        inner = cutter.cut(text[len(bare) :]).tokens
        yield from _forms(
            cutter, bare, kind if not inner or inner in places[:1] else max(kind, SHORTENED), places
        )
    yield from _forms(cutter, text, kind, places)
    if kind != ACRONYM:
        yield from _parts(cutter, text)


def _parts(cutter: Tokeniser, text: str) -> Iterator[tuple[str, int]]:
    """What stands before a dash; what stands before or after the one comma, where it says something by itself."""
    head = _DASH.split(text, maxsplit=1)[0]
    if head != text and len(head) > 4:
        tokens = cutter.cut(head).tokens
        if usable(tokens):
            yield key_of(tokens), SHORTENED
    around = _COMMA.split(text)
    for part in around if len(around) == 2 else ():
        tokens = cutter.cut(part).tokens
        if usable(tokens) and len(tokens) > 2 and not GENERIC.issuperset(tokens):
            yield key_of(tokens), SHORTENED


_ABBREVIATED = (
    (("tech", "univ"), "tu"),
    (("univ", "tech"), "tu"),
    (("indian", "inst", "tech"), "iit"),
    (("natl", "inst", "tech"), "nit"),
    (("max", "planck", "inst"), "mpi"),
    (("univ", "california"), "uc"),
    (("univ", "texas"), "ut"),
    (("univ", "north", "carolina"), "unc"),
    (("state", "univ", "new", "york"), "suny"),
)


def _abbreviated(tokens: list[str]) -> Iterator[list[str]]:
    """ "TU Delft", "IIT Delhi", "UC Davis": families whose beginning is abbreviated before the place."""
    for words, short in _ABBREVIATED:
        length = len(words)
        if len(tokens) > length and tuple(tokens[:length]) == words:
            yield [short, *tokens[length:]]
        elif short == "tu" and len(tokens) == 3 and tuple(tokens[1:]) == words:
            yield [short, tokens[0]]


def _forms(cutter: Tokeniser, form: str, kind: int, places: Sequence[list[str]]) -> Iterator[tuple[str, int]]:
    tokens = cutter.cut(form).tokens
    if not usable(tokens):
        return
    yield key_of(tokens), kind
    if kind == ACRONYM:
        return
    for other in _orders(tokens):
        yield key_of(other), max(kind, ORDER)
    for other in _abbreviated(tokens):
        yield key_of(other), max(kind, ORDER)
    yield from _other_letters(cutter, form, tokens, kind)
    for short in _without(tokens, places):
        yield key_of(short), SHORTENED


def _without(tokens: list[str], places: Sequence[list[str]]) -> Iterator[list[str]]:
    """A name without the place it ends with, or begins with, where something is left that says which it is."""
    for place in places:
        if place and tokens[-len(place) :] == place and _enough(tokens[: -len(place)]):
            yield tokens[: -len(place)]
    for place in places[:1]:
        if place and tokens[: len(place)] == place and len(tokens) - len(place) > 1:
            yield tokens[len(place) :]
    for place in places[1:]:
        if place and tokens[: len(place)] == place and _telling(tokens[len(place) :]):
            yield tokens[len(place) :]


def usable(tokens: list[str]) -> bool:
    if len(tokens) == 1 and (len(tokens[0]) == 1 or tokens[0] in GENERIC):
        return False
    return 0 < len(tokens) <= _LONGEST_KEY and not all(token.isdigit() for token in tokens)


def _enough(tokens: list[str]) -> bool:
    """Whether a name without its place still says something."""
    return len(tokens) > 2 or (len(tokens) == 2 and not ORGANISATION_TOKENS.issuperset(tokens))


def _orders(tokens: list[str]) -> Iterator[list[str]]:
    """ "univ x" for "x univ", and the other way; "inst" and "hosp" alike; "poly univ x" for "x univ poly"."""
    if not 2 <= len(tokens) <= 5:
        return
    yield from _rotated(tokens)
    if len(tokens) == 2 and "hochschule" in tokens:
        place = tokens[1 - tokens.index("hochschule")]
        yield from (
            [place, "univ"],
            ["univ", place],
            [place, "univ", "applied", "sci"],
            ["univ", "applied", "sci", place],
        )
    for word in ("univ", "hosp", "college"):
        if tokens[0] == word and word not in tokens[1:]:
            yield [*tokens[1:], word]
        elif tokens[-1] == word and word not in tokens[:-1]:
            yield [word, *tokens[:-1]]


_UNIVERSITY = "univ"
_KINDS_OF_UNIVERSITY = """
univ poly tech fed state natl med agr catholic autonoma applied sci normal pedag intl islamic open
"""
_KIND_OF_UNIVERSITY = frozenset(_KINDS_OF_UNIVERSITY.split())


def _rotated(tokens: list[str]) -> Iterator[list[str]]:
    kind = [token for token in tokens if token in _KIND_OF_UNIVERSITY]
    rest = [token for token in tokens if token not in _KIND_OF_UNIVERSITY]
    if "univ" not in kind or not rest or not 2 <= len(kind) <= 3:
        return
    for words in (kind, kind[::-1], [_UNIVERSITY, *(word for word in kind if word != _UNIVERSITY)]):
        for form in ([*words, *rest], [*rest, *words]):
            if form != tokens:
                yield form


def _other_letters(cutter: Tokeniser, form: str, tokens: list[str], kind: int) -> Iterator[tuple[str, int]]:
    if form.isascii():
        return
    for other in (form.translate(_UMLAUTS), _latin(form)):
        spelt = cutter.cut(other).tokens if other != form else []
        if spelt and spelt != tokens and usable(spelt):
            yield key_of(spelt), TRANSLITERATED if other.isascii() else kind


def _latin(form: str) -> str:
    """Transliterated when no ideogram is in it: their reading depends on the language."""
    return form if any("\u3040" <= letter <= "\u9fff" for letter in form) else str(anyascii(form))

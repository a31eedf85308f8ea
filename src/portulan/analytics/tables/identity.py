"""When several sources tell of the same work: DOI first, then HAL identifier, then title, year and number of authors.

Two records with different DOIs are two works, whatever else they share. No name of a person takes part: a name is
written in too many ways to be a key, and it must not leave the parser.
"""

import hashlib
import html
import re
import unicodedata
from collections.abc import Sequence
from typing import Any, Protocol
from urllib.parse import unquote

_DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/\S+")
_DOI_ADDRESS = re.compile(r"(?:https?://)?(?:(?:www|dx)\.)*doi\.org/", re.IGNORECASE)
_DOI_LABEL = re.compile(r"(?:urn:doi:|info:doi/|doi\s*[:=]?\s*)", re.IGNORECASE)
_LOOSE_ENDS = " \t\r\n.,;\u200b\ufeff"
_HAL = re.compile(r"[a-z][a-z0-9_]*(?:-[a-z0-9_]+)*-\d{8}")
_VERSION = re.compile(r"v\d{1,3}$")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>")
_LONGEST_DOI = 2000  # characters; beyond, it is some other text
_LONGEST_TITLE = 4000  # characters that are looked at
_SHORTEST = 20  # letters of a title that can tell a work: "Editorial", "Preface", "Book review" cannot


class Named(Protocol):
    """What same_work looks at; a ``Publication`` is one."""

    @property
    def doi(self) -> str: ...

    @property
    def hal_id(self) -> str: ...

    @property
    def title(self) -> str: ...

    @property
    def year(self) -> int | None: ...

    @property
    def authors(self) -> Sequence[Any]: ...


def doi(text: str) -> str:
    """The normal form of a DOI, lower case and without its address: ``10.1000/xyz``; empty when it is none."""
    if len(text) > _LONGEST_DOI:
        return ""
    found = _unescaped(text.strip(_LOOSE_ENDS))
    while True:
        bare, addressed = _DOI_ADDRESS.subn("", found, count=1) if _DOI_ADDRESS.match(found) else (found, 0)
        label = _DOI_LABEL.match(bare)
        shorter = bare[label.end() :] if label else bare
        if shorter == found:
            break
        found = unquote(shorter) if addressed else shorter
    found = found.strip(_LOOSE_ENDS).lower()
    return found if _DOI.fullmatch(found) else ""


def hal(text: str) -> str:
    """The normal form of a HAL identifier, without address and version: ``hal-01944566``; empty when it is none."""
    if len(text) > _LONGEST_DOI:
        return ""
    path = text.strip().lower().split("?")[0].split("#")[0]
    _, addressed, rest = path.partition("://")
    parts = rest.split("/")[1:] if addressed else path.split("/")[:1]
    found = (_VERSION.sub("", part) for part in parts)
    return next((one for one in found if _HAL.fullmatch(one)), "")


def title_key(title: str) -> str:
    """Letters and digits of a title, in lower case, without accents, marks of layout or spaces."""
    return _folded(_TAG.sub(" ", _unescaped(title[:_LONGEST_TITLE])))


def fingerprint(*, title: str, year: int | None, authors: int) -> str:
    """Twenty hexadecimal digits for title, year and number of authors; empty when they cannot tell a work.

    A title of fewer than 20 letters tells none ("Editorial" is many), nor does a record without year or author.
    """
    key = title_key(title)
    if len(key) < _SHORTEST or year is None or authors < 1:
        return ""
    return hashlib.blake2b(f"{key}|{year}|{authors}".encode(), digest_size=10).hexdigest()


def near_fingerprints(*, title: str, year: int | None, authors: int) -> tuple[str, ...]:
    """The fingerprint of the year given, then of the year before and after: sources date a work online or in print."""
    years = () if year is None else (year, year - 1, year + 1)
    found = (fingerprint(title=title, year=one, authors=authors) for one in years)
    return tuple(one for one in found if one)


def same_work(one: Named, other: Named) -> bool:
    """Whether two records tell of one work, by the first identifier that both give.

    Both DOIs: equal or not, and nothing else counts. Else both HAL identifiers, likewise. Else the title, the number
    of authors, and years at most one apart. Symmetric; not transitive, because of the years.
    """
    if one.doi and other.doi:
        return doi(one.doi) == doi(other.doi)
    if one.hal_id and other.hal_id:
        return hal(one.hal_id) == hal(other.hal_id)
    own = fingerprint(title=one.title, year=one.year, authors=len(one.authors))
    near = near_fingerprints(title=other.title, year=other.year, authors=len(other.authors))
    return bool(own) and own in near


def _unescaped(text: str) -> str:
    while (plain := html.unescape(text)) != text:
        text = plain
    return text


def _folded(text: str) -> str:
    """Casefolded and decomposed until nothing moves, then letters and digits only."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    plain = unicodedata.normalize("NFKD", plain)
    return "".join(character for character in plain if character.isalnum())

"""When several sources speak of the same work: DOI first, then HAL identifier, then title, year and first author.

Two records with different DOIs are two works, whatever else they share. A record without a DOI takes that of the
records with its HAL identifier; without either, that of the records with its title, year and first author, where
these all lead to one work. What a record is tied to does not depend on the order in which records are read.
"""

import hashlib
import html
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import unquote

_DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/\S+")
_DOI_ADDRESS = re.compile(r"(?:https?://)?(?:(?:www|dx)\.)*doi\.org/", re.IGNORECASE)
_DOI_LABEL = re.compile(r"(?:urn:doi:|info:doi/|doi\s*[:=]?\s*)", re.IGNORECASE)
_LOOSE_ENDS = " \t\r\n.,;\u200b\ufeff"
_HAL = re.compile(r"[a-z][a-z0-9_]*(?:-[a-z0-9_]+)*-\d{8}")
_HAL_ADDRESS = re.compile(r"https?://[^/\s]+/(?:[A-Za-z0-9_-]+/)?", re.IGNORECASE)
_VERSION = re.compile(r"v\d{1,3}$")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>")
_SHORTEST = 20  # letters of a title that can tell a work: "Editorial", "Preface", "Book review" cannot


def doi(text: str) -> str:
    """The normal form of a DOI, lower case and without its address: ``10.1000/xyz``; empty when it is none."""
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
    found = _HAL_ADDRESS.sub("", text.strip(), count=1).split("?")[0].split("/")[0].lower()
    found = _VERSION.sub("", found)
    return found if _HAL.fullmatch(found) else ""


def title_key(title: str) -> str:
    """Letters and digits of a title, in lower case, without accents, marks of layout or spaces."""
    return _folded(_TAG.sub(" ", _unescaped(title)))


def family_key(name: str) -> str:
    """The last word of a family name, folded: "Example, A. B.", "A. B. Example" and "Example AB" give ``example``."""
    family, comma, _ = name.partition(",")
    words = [one for one in re.split(r"[\s.]+", family) if one]
    whole = words if comma else [one for one in words if len(one) > 1 and not _initials(one)] or words
    return _folded(whole[-1]) if whole else ""


def fingerprint(*, title: str, year: int | None, first_author: str) -> str:
    """Twenty hexadecimal digits for title, year and first author's family name; empty when they cannot tell a work.

    A title of fewer than 20 letters, a missing year or a missing author tell no work: "Editorial" is many.
    """
    key, family = title_key(title), family_key(first_author)
    if len(key) < _SHORTEST or year is None or not family:
        return ""
    return hashlib.blake2b(f"{key}|{year}|{family}".encode(), digest_size=10).hexdigest()


def _initials(word: str) -> bool:
    return word.isupper() and len(word) <= 3 and word.isascii()


def _unescaped(text: str) -> str:
    while (plain := html.unescape(text)) != text:
        text = plain
    return text


def _folded(text: str) -> str:
    """Casefolded and decomposed until nothing moves, then letters and digits only."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    plain = unicodedata.normalize("NFKD", plain)
    return "".join(character for character in plain if character.isalnum())


@dataclass(frozen=True, slots=True)
class Names:
    """What a record is known by: normal forms, each possibly empty; ``own`` is its key in its source, never empty."""

    own: str
    doi: str = ""
    hal: str = ""
    fingerprint: str = ""


def work_keys(records: Sequence[Names]) -> list[str]:
    """The key of the work of each record: ``doi:…``, ``hal:…``, ``same:…`` or the record's own.

    Three passes, each over what the pass before left open; each is a group-by and a join, so that an engine can do
    the same in bulk.
    """
    keys = [f"doi:{one.doi}" if one.doi else "" for one in records]
    by_hal = _least((one.hal, key) for one, key in zip(records, keys, strict=True))
    keys = [key or by_hal.get(one.hal, "") for one, key in zip(records, keys, strict=True)]
    by_print = _only((one.fingerprint, key) for one, key in zip(records, keys, strict=True))
    keys = [key or by_print.get(one.fingerprint, "") for one, key in zip(records, keys, strict=True)]
    by_hal = _least((one.hal, key) for one, key in zip(records, keys, strict=True)) | by_hal
    keys = [
        key or by_hal.get(one.hal, "") or (f"hal:{one.hal}" if one.hal else "")
        for one, key in zip(records, keys, strict=True)
    ]
    by_print = _only((one.fingerprint, key) for one, key in zip(records, keys, strict=True))
    return [key or by_print.get(one.fingerprint, "") or _last(one) for one, key in zip(records, keys, strict=True)]


def _last(one: Names) -> str:
    return f"same:{one.fingerprint}" if one.fingerprint else one.own


def _least(pairs: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    """For each name the least key."""
    found: dict[str, str] = {}
    for name, key in pairs:
        if name and key:
            found[name] = min(key, found.get(name, key))
    return found


def _only(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """For each name its key, where it leads to one only."""
    found: dict[str, set[str]] = defaultdict(set)
    for name, key in pairs:
        if name and key:
            found[name].add(key)
    return {name: next(iter(keys)) for name, keys in found.items() if len(keys) == 1}

"""One record of a publication, as the parser of a source hands it over, row by row.

A parser yields ``Publication`` for a record, ``Retirement`` for one that was deleted or made one with another; it
gives no name of a person and no address of mail. The lake checks the rows against the contracts of ``publications``.
"""

import hashlib
import re
from dataclasses import dataclass

_MAIL = re.compile(r"(?<!\S)[^\s@]++@\S+\.\w+")  # from the start of a word only: a long word is read once
_BIT = 1 << 61


@dataclass(frozen=True, slots=True)
class Affiliation:
    """Where an author stood. All may be empty but not all at once.

    ``text``: the address as printed, mail taken out (``without_mail``); ``institution``: the source's own
    identifier; ``ror``: nine characters; ``country``: ISO 3166-1 alpha-2; ``structure``: key of a laboratory or team
    that the source names by number (``rnsr-199512345A``, ``team-alpha``, ``halstruct-1234``).
    """

    text: str = ""
    institution: str = ""
    ror: str = ""
    country: str = ""
    structure: str = ""


@dataclass(frozen=True, slots=True)
class Author:
    """A place among the authors. ``key``: see ``opaque``; ``corresponding``: None where the source does not say."""

    key: str = ""
    corresponding: bool | None = None
    affiliations: tuple[Affiliation, ...] = ()


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject. ``scheme`` of ``publications.SCHEMES``; ``field``: code of its first level; ``code``: the finest."""

    scheme: str
    field: str
    code: str = ""
    main: bool = False


@dataclass(frozen=True, slots=True)
class Publication:
    """A record of a source. ``file`` and ``row`` say where it was read (row 0 where a file has no lines).

    ``doi`` lower case without resolver; ``hal_id`` without version; ``title`` without markup; ``kind`` in OpenAlex's
    words (article, book, book-chapter, dissertation, preprint, report, dataset, other...); ``authors`` in order,
    every one of them, even when nothing is known of one: their number is used to know the same work elsewhere;
    ``cited`` None where the source does not say; ``updated`` the day of the source's last change, 2026-01-31, or empty.
    """

    source: str
    source_id: str
    title: str
    year: int | None
    file: str
    row: int
    doi: str = ""
    hal_id: str = ""
    kind: str = ""
    cited: int | None = None
    retracted: bool = False
    updated: str = ""
    authors: tuple[Author, ...] = ()
    subjects: tuple[Subject, ...] = ()


@dataclass(frozen=True, slots=True)
class Retirement:
    """A record that the source has taken back, or made one with ``into`` (identifier in the same source)."""

    source: str
    source_id: str
    file: str
    row: int
    into: str = ""
    since: str = ""


def number_of(source: str, source_id: str) -> int:
    """The number of a work that only this record tells of.

    OpenAlex: the digits of its identifier (W2741809807). Others: 61 bits of BLAKE2b of source and identifier, with
    bit 61 set, so that the two never meet.
    """
    if source == "openalex" and re.fullmatch(r"W\d{1,18}", source_id):
        return int(source_id[1:])
    digest = hashlib.blake2b(f"{source}\x1f{source_id}".encode(), digest_size=8).digest()
    return (int.from_bytes(digest) & (_BIT - 1)) | _BIT


def opaque(source: str, identifier: str) -> str:
    """An author's identifier that names nobody by itself: BLAKE2b of the source and of its number for the person.

    Give it a number or code of the source (an idHAL, an ORCID, a Scopus author number), never a name: a name that
    is hashed is still found by whoever hashes a list of names. Empty for empty.
    """
    if not identifier:
        return ""
    return hashlib.blake2b(f"{source}\x1f{identifier}".encode(), digest_size=8).hexdigest()


def without_mail(text: str) -> str:
    """A printed address without the addresses of mail in it."""
    return " ".join(_MAIL.sub("", text).split())

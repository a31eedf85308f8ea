"""Keys of authors that only this installation can lead back: those of the parsers, hashed again with its salt.

What a parser gives is a hash of a public number (an ORCID, a number of a source): whoever has the list of numbers can
hash it too. With a secret salt nobody can, and the same person still has the same key in all that is made here.
"""

import hashlib
from dataclasses import replace

from portulan.analytics.tables.publication_row import Publication


def salted(key: str, salt: bytes) -> str:
    """Sixteen hexadecimal digits; empty for empty. ``salt``: 16 to 64 secret bytes."""
    if not 16 <= len(salt) <= 64:
        raise ValueError("a salt has 16 to 64 bytes")
    return hashlib.blake2b(key.encode(), key=salt, digest_size=8).hexdigest() if key else ""


def with_salt(one: Publication, salt: bytes) -> Publication:
    """The publication with the keys of its authors salted."""
    return replace(
        one, authors=tuple(replace(author, key=salted(author.key, salt)) for author in one.authors)
    )

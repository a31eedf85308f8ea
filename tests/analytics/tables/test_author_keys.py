"""Salted keys: the same under one salt, others under another, nothing where there was nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portulan.analytics.tables.author_keys import salted, with_salt
from portulan.analytics.tables.publication_row import Affiliation, Author, Publication, opaque

SALTS = st.binary(min_size=16, max_size=64)


@given(st.text(min_size=1, max_size=40), SALTS, SALTS)
def test_a_key_is_the_same_under_one_salt_only(identifier: str, salt: bytes, other: bytes) -> None:
    key = opaque("orcid", identifier)
    assert salted(key, salt) == salted(key, salt) != key
    assert len(salted(key, salt)) == 16
    assert (salted(key, salt) == salted(key, other)) == (salt.ljust(64, b"\0") == other.ljust(64, b"\0"))
    assert salted("", salt) == ""


@pytest.mark.parametrize("salt", [b"", b"short", b"x" * 65])
def test_a_salt_has_a_length(salt: bytes) -> None:
    with pytest.raises(ValueError, match="16 to 64 bytes"):
        salted("a", salt)


def test_all_else_of_a_publication_stays() -> None:
    salt = b"0123456789abcdef"
    authors = (Author("k", True, (Affiliation("Lab"),)), Author())
    one = Publication("hal", "hal-00000001", "A", 2020, "f", 1, authors=authors)
    found = with_salt(one, salt)
    assert found.authors == (Author(salted("k", salt), True, (Affiliation("Lab"),)), Author())
    assert (found.source_id, found.title, found.row) == ("hal-00000001", "A", 1)

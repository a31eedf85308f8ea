"""Sources of publications read row by row: each is whole, and each has a key of its own."""

from portulan.analytics.sources.catalogue import SOURCES
from portulan.analytics.sources.publication_catalogue import PUBLICATION_SOURCES
from portulan.analytics.sources.publications import FOLDER


def test_each_source_has_its_own_key_and_says_what_it_is() -> None:
    keys = [one.key for one in PUBLICATION_SOURCES]
    assert len(keys) == len(set(keys))
    assert "openalex" not in keys
    assert all(one.title and one.publisher and one.url and one.licence for one in PUBLICATION_SOURCES)
    assert FOLDER not in {one.folder for one in SOURCES}

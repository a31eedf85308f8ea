"""Sections for typing-ahead, on three records small enough to count by hand."""

import itertools

import marisa_trie
import numpy as np

from analytics.matching.registry_of_ours import record
from portulan.analytics.matching import dump, said


def sections() -> tuple[dict[str, np.ndarray], dict[str, bytes]]:
    raw = [
        record(1, [("Velmar University", ""), ("Velmar University", "alias")], city="Velmar"),
        record(2, [("Universität Grün", "")], city=""),
    ]
    raw[0]["links"] = [{"type": "website", "value": "https://www.Velmar.example/en/"}]
    return said.sections([dump._schema_2(one) for one in raw])


def test_a_name_said_twice_is_kept_once() -> None:
    arrays, blobs = sections()
    assert arrays["said_org"].tolist() == [0, 1]
    assert blobs["said"].decode() == "Velmar UniversityUniversität Grün"
    assert arrays["said_start"].tolist() == [0, 17, len("Velmar UniversityUniversität Grün".encode())]


def test_a_word_leads_to_names_as_it_is_and_with_its_umlaut_written_out() -> None:
    arrays, blobs = sections()
    trie = marisa_trie.Trie().frombytes(blobs["said_words"])
    assert sorted(trie.keys()) == ["gruen", "grun", "universitaet", "universitat", "university", "velmar"]
    start = arrays["said_word_start"]
    for word, place in (("velmar", 0), ("grun", 1), ("gruen", 1)):
        assert arrays["said_word_name"][start[trie[word]] : start[trie[word] + 1]].tolist() == [place]


def test_a_web_address_is_its_host() -> None:
    arrays, blobs = sections()
    assert marisa_trie.Trie().frombytes(blobs["sites"]).keys() == ["velmar.example"]
    assert arrays["site_org"].tolist() == [0]


def test_texts_joined_are_cut_again_in_bytes() -> None:
    blob, starts = said.joined(["é", "", "ab"])
    assert [blob[a:b].decode() for a, b in itertools.pairwise(starts)] == ["é", "", "ab"]

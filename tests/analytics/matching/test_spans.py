"""Where a name stands in a string: segments, names around it, small words between, acronyms that words explain."""

from portulan.analytics.matching.spans import _joint, against, explained, segments_of
from portulan.analytics.matching.text import Tokeniser, Tokens


def cut(text: str) -> Tokens:
    return Tokeniser().cut(text)


def test_segments() -> None:
    assert segments_of([0, 0, 1, 3, 3]) == [(0, 2), (2, 3), (3, 5)]
    assert segments_of([]) == []


def test_a_name_within_a_longer_one_of_its_segment_or_over_several() -> None:
    segments = [0, 0, 0, 1]
    assert against((1, 3), {(0, 3)}, segments) == (1.5, 0.0, 0.0, 1.0, 0)
    assert against((1, 3), {(1, 4)}, segments) == (0.0, 1.5, 0.0, 0.5, 0)
    assert against((0, 3), {(1, 2), (3, 4)}, segments) == (0.0, 0.0, 1 / 3, 0.0, 1)
    assert against((0, 3), {(0, 3)}, segments) == (0.0, 0.0, 0.0, 0.0, 0)


def test_small_words_between_two_tokens() -> None:
    assert _joint(cut("Velmar Press"), 0) == 1
    assert _joint(cut("Velmar and Orvel"), 0) == _joint(cut("Velmar & Orvel"), 0) == 2
    assert _joint(cut("Velmar of the Orvel"), 0) == 3


def test_an_acronym_that_words_before_it_explain() -> None:
    said = cut("Dresden Center for Computational Materials Science DCMS")
    last = len(said.tokens)
    assert explained((last - 1, last), said)
    other = cut("Velmar Optics Section DCMS")
    assert not explained((len(other.tokens) - 1, len(other.tokens)), other)
    assert not explained((0, 1), cut("DCMS"))

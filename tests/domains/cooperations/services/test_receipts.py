"""The same form sent twice is done once."""

from datetime import timedelta

import pytest

from domains.cooperations.conftest import AT
from portulan.domains.cooperations.services.receipts import SaidOtherwiseError, claim, keep


def test_a_key_is_one_person_s(somebody):
    one, other = somebody(), somebody()
    mine = claim(by=one.by, key="k", act="a", said={"x": 1}, at=AT)
    keep(mine, one.person.uid)
    theirs = claim(by=other.by, key="k", act="a", said={"x": 1}, at=AT)
    assert theirs.result is None
    assert claim(by=one.by, key="k", act="a", said={"x": 1}, at=AT).result == one.person.uid


def test_without_a_key_nothing_is_kept(somebody):
    assert claim(by=somebody().by, key="", act="a", said={}, at=AT) is None


def test_other_words_or_another_act_under_the_key_are_refused(somebody):
    one = somebody()
    claim(by=one.by, key="k", act="a", said={"x": 1}, at=AT)
    for act, said in (("a", {"x": 2}), ("b", {"x": 1})):
        with pytest.raises(SaidOtherwiseError):
            claim(by=one.by, key="k", act=act, said=said, at=AT)


def test_the_same_words_are_the_same_act_for_an_hour(somebody):
    one = somebody()
    keep(claim(by=one.by, key="k", act="a", said={"x": 1}, at=AT), one.person.uid)
    within, after = AT + timedelta(minutes=59), AT + timedelta(minutes=61)
    assert claim(by=one.by, key="l", act="a", said={"x": 1}, at=within, again=False).result == one.person.uid
    assert claim(by=one.by, key="m", act="a", said={"x": 1}, at=after, again=False).result is None

"""What a person gives is checked against what exists."""

import pytest

from domains.cooperations.conftest import given
from portulan.domains.cooperations.services.checking import CooperationInvalidError, checked
from portulan.domains.partners.models import Partner


def wrong(**changes) -> set[str]:
    with pytest.raises(CooperationInvalidError) as refused:
        checked(given(**changes))
    return set(refused.value.errors)


def test_countries_of_the_partners_come_after_those_given(field):
    found = checked(given(partners=["test-sg", "test-sn"], countries=["JP", "SG"]))
    assert [one.code for one in found.countries] == ["JP", "SG", "SN"]


def test_the_order_is_kept_and_twice_is_once(field):
    found = checked(given(units=["cloud", "wave", "cloud"]))
    assert [one.code for one in found.units] == ["cloud", "wave"]


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"title": "\n "}, {"title"}),
        ({"title": "x" * 301}, {"title"}),
        ({"summary": "x" * 20_001}, {"summary"}),
        ({"partners": []}, {"partners"}),
        ({"partners": ["nobody"]}, {"partners"}),
        ({"units": ["nowhere"]}, {"units"}),
        ({"countries": ["ZZ"]}, {"countries"}),
        ({"fields": ["PE1"]}, {"fields"}),
        ({"fields": ["erc-panels:1:PE9"]}, {"fields"}),
        ({"stage": "begun"}, {"stage"}),
        ({"confidentiality": "secret"}, {"confidentiality"}),
        ({"countries": [f"{number:02}" for number in range(51)]}, {"countries"}),
    ],
)
def test_each_mistake_is_told_of_its_field(field, changes, fields):
    assert wrong(**changes) == fields


def test_a_subject_is_that_of_one_version_of_a_list(field):
    (term,) = checked(given(fields=["erc-panels:1:PE2"])).fields
    assert (term.code, term.classification.version) == ("PE2", "1")


def test_a_joined_record_is_the_one_that_lives_on(field):
    old, new = Partner.objects.get(key="test-jp"), Partner.objects.get(key="test-sg")
    old.merged_into = new
    old.save()
    assert checked(given(partners=["test-jp"])).partners == (new,)

"""Suggestions in words, in both languages."""

import pytest
from django.conf import settings
from django.utils import translation

from portulan.domains.partners.queries.suggesting import Choice
from portulan.domains.partners.queries.wording import country_name, detail, names_of_keys, note, told

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_data")]
NTU = Choice(
    "ror-02e7b5302", "Nanyang Technological University", "NTU", "SG", "Singapore", "name", 1.0, ours=True
)


def test_what_tells_an_organisation_from_others():
    assert detail(NTU) == "Singapore · also NTU"
    assert told(NTU) == {
        "key": NTU.key,
        "name": NTU.name,
        "detail": "Singapore · also NTU",
        "note": "our partner",
    }
    with translation.override("fr"):
        assert country_name("SG") == "Singapour"
    assert country_name("ZZ") == "ZZ"


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"why": "pin"}, "answered by one of us"),
        ({"provisional": True}, "our partner, not in the registry"),
        ({"status": "inactive", "ours": True}, "ended"),
        ({"status": "withdrawn"}, "withdrawn by the registry"),
        ({}, ""),
    ],
)
def test_what_it_is_to_us(said, words):
    assert (
        note(
            Choice(
                **(
                    {
                        "key": "k",
                        "name": "n",
                        "matched": "n",
                        "country": "",
                        "city": "",
                        "why": "name",
                        "score": 1.0,
                    }
                    | said
                )
            )
        )
        == words
    )


def test_a_closed_record_that_was_met_is_told():
    one = Choice("k", "After", "Before", "", "", "name", 1.0, met_name="Before")
    assert detail(one) == "took over from Before"


def test_names_of_keys():
    assert names_of_keys([NTU.key, "ror-000000000"], lake=settings.LAKE) == {NTU.key: NTU.name}
    assert names_of_keys([], lake=settings.LAKE) == {}

"""Answers in force, by text and by organisation; see also services/test_pins.py."""

from domains.packed import AT
from domains.partners.known import BY
from domains.partners.services.test_making import NTU, Registry
from portulan.domains.partners.queries.pins import pins, pins_for, pins_naming
from portulan.domains.partners.services import pin


def test_answers_are_read_in_one_query_for_any_number_of_texts(isle, django_assert_num_queries):
    pin(text="NTU Spore", verdict="corrected", keys=[NTU.key], figures=Registry(NTU), by=BY, at=AT)
    pin(text="n/a", verdict="refused", by=BY, at=AT)

    with django_assert_num_queries(1):
        found = pins_for(["ntu spore", "N/A", "elsewhere"])
    assert {text: one.verdict for text, one in found.items()} == {"ntu spore": "corrected", "N/A": "refused"}
    assert [one.text for one in pins()] == ["n/a", "NTU Spore"]
    assert [one.text for one in pins_naming(NTU.key)] == ["NTU Spore"]
    assert pins_naming("ror-02e7b530") == ()

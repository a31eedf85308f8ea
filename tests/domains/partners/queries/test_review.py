"""Answers that the registry contradicts since they were given; conflicts are in services/test_conflicts.py."""

import pytest
from django.conf import settings

from domains.packed import AT
from domains.partners.known import BY, provisional
from portulan.domains.partners.models import Conflict, Pin
from portulan.domains.partners.queries.review import conflicts_of, contradicted_pins
from portulan.domains.partners.services import pin
from portulan.insight.figures import published

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_data")]


def ended() -> tuple[str, str]:
    """A record of the sample that ended, with its successor."""
    figures = published(settings.LAKE)
    for key, *_ in figures._rows("organisations", ("key",), {"status": "inactive"}, order=("key",)):
        if figures.organisation(key).successors:
            return key, figures.organisation(key).successors[0].key
    pytest.fail("the sample holds no ended record with a successor")


def test_an_answer_whose_record_ended_since_is_shown_with_the_successor():
    key, successor = ended()
    held = pin(
        text="Old name", verdict="corrected", keys=[key], figures=published(settings.LAKE), by=BY, at=AT
    )
    assert contradicted_pins(lake=settings.LAKE) == ()

    Pin.objects.filter(pk=held.pk).update(seen={key: "active"})

    (one,) = contradicted_pins(lake=settings.LAKE)
    assert [(told[0], told[2]) for told in one.told] == [(key, "inactive")]
    assert successor in [ref[0] for ref in one.successors]


def test_an_answer_whose_record_is_gone_is_shown():
    Pin.objects.create(
        text="Old", normal="old", verdict="corrected", keys=["ror-000000000"], at=AT, by_uid="x", by_label="x"
    )

    assert [one.told for one in contradicted_pins(lake=settings.LAKE)] == [
        (("ror-000000000", "ror-000000000", "gone"),)
    ]


def test_conflicts_of_one_partner():
    partner = provisional("One", AT)
    Conflict.objects.create(partner=partner, kind="gone", subject="ror-1", found_at=AT)

    assert [one.kind for one in conflicts_of(partner)] == ["gone"]

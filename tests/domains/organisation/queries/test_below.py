"""A unit with all that is attached below it, in one query."""

from domains.packed import TODAY
from portulan.domains.organisation.models import Attachment, Unit
from portulan.domains.organisation.queries.below import unit_numbers_below


def test_all_below_stated_or_proposed_on_the_day(isle, django_assert_num_queries):
    made = {code: Unit.objects.create(code=code, kind="laboratory", origin="registry") for code in "abc"}
    sea = Unit.objects.get(code="sea")
    Attachment.objects.create(unit=made["a"], parent=sea, kind="stated", origin="registry")
    Attachment.objects.create(unit=made["b"], parent=made["a"], kind="proposed", origin="pack")
    Attachment.objects.create(unit=made["c"], parent=sea, kind="stated", origin="registry", until="2020")
    with django_assert_num_queries(1):
        found = unit_numbers_below(["sea"], TODAY)
    assert found == {sea.pk, made["a"].pk, made["b"].pk}
    assert unit_numbers_below(["nowhere"], TODAY) == frozenset()

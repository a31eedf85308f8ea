"""Partners are found by all their names, by who may know of them; one joined to another is found as that one."""

import pytest

from portulan.domains.geography.models import Country
from portulan.domains.organisation.access import NOBODY, Reach, Scope
from portulan.domains.organisation.vocabulary import Verb
from portulan.domains.partners.models import Partner, PartnerName
from portulan.domains.partners.queries import partners_by_id
from portulan.foundations.search import services
from portulan.foundations.search.queries import find

pytestmark = pytest.mark.usefixtures("isle")
READER = Reach({Verb.PARTNER_READ: (Scope(),)})


def partner(key: str, name: str, *, origin: str = "registry", **more) -> Partner:
    row = Partner.objects.create(
        key=key, name=name, origin=origin, country=Country.objects.get(code="SG"), **more
    )
    services.tell(kind="partner", numbers=[row.pk])
    return row


def found(asked: str, reach: Reach = READER) -> list[str]:
    numbers = [number for group in find(asked, reader=reach, only="partner") for number in group.numbers]
    known = partners_by_id(numbers, reach=reach)
    return [known[number].key for number in numbers]


def test_any_name_a_number_a_country_and_a_mistake_lead_there():
    row = partner("ror-02e7b5302", "Nanyang Technological University", short_name="NTU", ror="02e7b5302")
    PartnerName.objects.create(partner=row, text="南洋理工大学", kind="alias", normal="nanyang")
    services.tell(kind="partner", numbers=[row.pk])
    for asked in ("nanyang technologcal", "NTU", "02e7b5302", "université singapour nanyang", "南洋理工大学"):
        found_keys = found(asked.replace("université ", ""))
        assert found_keys == ["ror-02e7b5302"], asked


def test_a_record_in_no_registry_is_not_felt_by_who_may_not_know_of_it():
    partner("ror-02e7b5302", "Harbour University")
    before = find("harbour", reader=NOBODY)
    partner("provisional-1", "Harbour Institute of Secrets", origin="provisional")
    assert find("harbour", reader=NOBODY) == before
    assert set(found("harbour")) == {"provisional-1", "ror-02e7b5302"}


def test_one_that_was_joined_is_found_no_more():
    kept, joined = partner("a", "Harbour University"), partner("b", "University of the Harbour")
    joined.merged_into = kept
    joined.save()
    services.tell(kind="partner", numbers=[joined.pk, kept.pk])
    assert found("harbour") == ["a"]

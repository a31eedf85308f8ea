"""Fictitious cooperations: made once, by services, marked on screen and in files."""

from datetime import UTC, datetime

import pytest
from django.conf import settings

from portulan.domains.cooperations import queries, tables
from portulan.domains.cooperations.models import Cooperation
from portulan.domains.organisation.queries import reach_of
from portulan.domains.partners.models import Contact, Holder
from portulan.domains.people.models import Person
from portulan.foundations.journal.models import Entry
from portulan.foundations.tables.exports import to_csv
from portulan.site.demo import make_people
from portulan.site.demo_dossiers import make_dossiers
from portulan.site.demo_relations import make_relations

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_data")]


def test_made_once_and_marked_wherever_they_are_shown():
    assert make_dossiers(at=NOW, today=NOW.date()) == "The fictitious cooperations exist already."
    make_people(hosts=["localhost"], production=False, lake=settings.LAKE, at=NOW, today=NOW.date())
    assert make_dossiers(at=NOW, today=NOW.date()).startswith("4 fictitious cooperations")
    make_dossiers(at=NOW, today=NOW.date())
    rows = Cooperation.objects.all()
    assert [row.fictitious for row in rows] == [True] * 4
    assert Entry.objects.filter(verb="cooperation.declare").count() == 4
    for row in rows:
        real = [one for one in row.partners.all() if "ficti" not in one.name]
        assert not real or row.origin == "declared"
    referent = reach_of(Person.objects.get(account__email="referent@demo.invalid"), NOW.date())
    lines = queries.lines(reach=referent, at=NOW.date())
    assert {line.confidentiality for line in lines} == {"public", "organisation"}
    assert to_csv(tables.as_table(lines)).decode().count("fictitious") >= len(lines)


def test_people_of_partners_are_of_organisations_that_do_not_exist():
    assert make_relations(at=NOW, today=NOW.date()).startswith("Nobody here holds relations")
    make_people(hosts=["localhost"], production=False, lake=settings.LAKE, at=NOW, today=NOW.date())
    make_dossiers(at=NOW, today=NOW.date())
    assert make_relations(at=NOW, today=NOW.date()).startswith("2 fictitious contacts at: ")
    assert make_relations(at=NOW, today=NOW.date()) == "The contacts exist already."
    contacts = list(Contact.objects.select_related("partner"))
    assert (
        len(contacts) == 2 == Holder.objects.count()
    )  # who makes them does not know of the third cooperation
    for one in contacts:
        assert all("ficti" in said for said in (one.partner.name, one.family_name, one.function))
        assert one.email.endswith(".invalid")

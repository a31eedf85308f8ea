"""The reach of an account is read once for a request, and for each day anew."""

from datetime import date

from django.contrib.auth.models import AnonymousUser

from cast.people import make
from portulan.domains.organisation.access import NOBODY
from portulan.domains.organisation.models import Mandate, Role
from portulan.domains.organisation.queries import reach_of_account
from portulan.domains.organisation.vocabulary import Verb

TODAY, LATER = date(2026, 11, 25), date(2027, 3, 1)


def test_nobody_signed_in_may_nothing(django_assert_num_queries, db):
    with django_assert_num_queries(0):
        assert reach_of_account(AnonymousUser(), TODAY) is NOBODY


def test_page_and_frame_ask_the_database_once(django_assert_num_queries, db):
    made = make("referent")
    role = Role.objects.create(code="r", name_fr="r", name_en="r", verbs=["cooperation.read"])
    Mandate.objects.create(person=made.person, role=role, until="2027-01-01")
    first = reach_of_account(made.account, TODAY)
    assert first.scopes(Verb.COOPERATION_READ)
    with django_assert_num_queries(0):
        assert reach_of_account(made.account, TODAY) is first
    assert not reach_of_account(made.account, LATER).scopes(Verb.COOPERATION_READ)

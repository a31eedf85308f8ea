from uuid import uuid4

from django.contrib.auth.models import AnonymousUser

from cast.factories import AccountFactory, PersonFactory
from portulan.domains.people import queries
from portulan.domains.people.models import Account
from portulan.foundations.journal.actor import Actor
from portulan.foundations.notices.services import Recipient


def test_an_account_and_its_person_find_each_other(member) -> None:
    made = member("researcher")
    account = queries.account_by_email(" Researcher@example.ORG ")
    assert account == made.account
    assert queries.person_of(account) == queries.person(made.person.uid) == made.person


def test_nobody_stands_behind_an_anonymous_visitor_or_an_account_alone(db: None) -> None:
    assert queries.person_of(AnonymousUser()) is None
    assert queries.person_of(AccountFactory()) is None
    assert queries.person(uuid4()) is None
    assert queries.account_by_email("nobody@example.org") is None


def test_an_actor_is_a_person_under_a_mandate_as_values(member) -> None:
    person = member("referent").person
    actor = queries.actor_of(person, mandate_uid="m-1", mandate_label="referent of a part")
    assert actor == Actor(str(person.uid), "Régis Balise", "m-1", "referent of a part")
    assert queries.actor_of_account(person.account) == Actor(str(person.uid), "Régis Balise")
    alone = AccountFactory()
    assert queries.actor_of_account(alone) == Actor(str(alone.uid), alone.email)


def test_mail_goes_to_open_accounts_only(member) -> None:
    person = member("referent").person
    told = Recipient(str(person.uid), "Régis Balise", "referent@example.org", "fr")
    assert queries.recipient_of(person) == told
    Account.objects.update(is_active=False)
    person.account.refresh_from_db()
    assert queries.recipient_of(person).address == ""
    assert queries.recipient_of(PersonFactory(account=None)).address == ""


def test_a_list_of_accounts_costs_one_query(member, django_assert_num_queries) -> None:
    made = member("partner")
    with django_assert_num_queries(1):
        (line,) = queries.accounts()
    assert (line.email, line.name, line.is_active, line.fictitious) == (
        "partner@example.org",
        "Priya Farshore",
        True,
        True,
    )
    assert line.uid == made.account.uid
    PersonFactory.create_batch(3)
    with django_assert_num_queries(1):
        assert len(queries.accounts()) == 4

from collections.abc import Callable
from datetime import UTC, datetime
from random import Random

import pytest
from django.db import IntegrityError, transaction

from portulan.domains.people import services
from portulan.domains.people.access import AccessRefusedError
from portulan.domains.people.models import Account, Person
from portulan.domains.people.queries import actor_of
from portulan.domains.people.services import Created, PeopleRefusedError
from portulan.foundations.journal import queries as journal
from portulan.foundations.journal.actor import Actor
from portulan.foundations.journal.models import Entry
from portulan.foundations.outside.chance import Chance

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
SHELL = Actor("system:shell", "shell")
SOMEBODY = Actor("3f0c", "Somebody Example")


def create(**more: object) -> Created:
    given = {
        "email": " Ada@Example.org ",
        "given_name": " Ada ",
        "family_name": "Example",
        "by": SHELL,
        "at": NOW,
    }
    return services.create_account(**{**given, **more})


def test_a_person_with_an_account_is_made_and_told_to_the_journal(db: None) -> None:
    made = create(language="fr", fictitious=True)
    assert (made.account.email, made.account.created_at, made.account.is_active) == (
        "ada@example.org",
        NOW,
        True,
    )
    assert (str(made.person), made.person.language, made.person.fictitious) == ("Ada Example", "fr", True)
    assert made.person.account == made.account
    told = [journal.of(row.uid).get() for row in (made.account, made.person)]
    assert [(entry.verb, entry.by, entry.at) for entry in told] == [
        ("account.create", SHELL, NOW),
        ("person.create", SHELL, NOW),
    ]
    assert "ada" not in str([(entry.after, entry.object_label) for entry in told]).lower()


def test_a_password_is_drawn_when_none_is_given_and_works(db: None) -> None:
    made = create(chance=Chance(Random(7)))
    assert made.password == Chance(Random(7)).password()
    assert made.account.check_password(made.password)


REFUSED = {
    "not an address": ({"email": "ada"}, "not an e-mail address"),
    "no name": ({"given_name": " ", "family_name": ""}, "given name or a family name"),
    "a short password": ({"password": "short"}, "at least 12 characters"),
    "a language we lack": ({"language": "de"}, "Take one of: fr, en"),
}


@pytest.mark.parametrize(("given", "why"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_is_refused_and_nothing_is_made(db: None, given: dict, why: str) -> None:
    with pytest.raises(PeopleRefusedError, match=why):
        create(**given)
    assert (Account.objects.count(), Person.objects.count(), Entry.objects.count()) == (0, 0, 0)


def test_an_address_has_one_account_in_any_case_of_letters(db: None) -> None:
    create()
    with pytest.raises(PeopleRefusedError, match="has an account already"):
        create(email="ADA@example.ORG")
    assert Account.objects.count() == 1


def test_the_database_keeps_addresses_in_lower_case(db: None) -> None:
    account = create().account
    account.email = "Ada@example.org"
    with pytest.raises(IntegrityError), transaction.atomic():
        account.save()


ACTS = {
    "create": lambda made: create(email="other@example.org", by=SOMEBODY),
    "deactivate": lambda made: services.deactivate(account=made.account, by=SOMEBODY, at=NOW),
    "reactivate": lambda made: services.reactivate(account=made.account, by=SOMEBODY, at=NOW),
    "password": lambda made: services.set_password(account=made.account, by=SOMEBODY, at=NOW),
    "language": lambda made: services.set_language(person=made.person, language="en", by=SOMEBODY, at=NOW),
}


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_somebody_else_is_refused_and_nothing_changes(db: None, act: Callable) -> None:
    made = create()
    before = (list(Account.objects.values()), list(Person.objects.values()), Entry.objects.count())
    with pytest.raises(AccessRefusedError):
        act(made)
    assert (list(Account.objects.values()), list(Person.objects.values()), Entry.objects.count()) == before


def test_an_account_is_closed_and_opened_once_each(db: None) -> None:
    account = create().account
    for act in (services.deactivate, services.deactivate, services.reactivate, services.reactivate):
        act(account=account, by=SHELL, at=NOW)
    verbs = [entry.verb for entry in journal.of(account.uid)]
    assert verbs == ["account.reactivate", "account.deactivate", "account.create"]
    assert Account.objects.get().is_active


def test_a_new_password_is_given_back_and_never_kept_in_the_journal(db: None) -> None:
    account = create().account
    drawn = services.set_password(account=account, by=SHELL, at=NOW)
    assert account.check_password(drawn)
    given = "the wind of the open sea"
    assert services.set_password(account=account, password=given, by=SHELL, at=NOW) == given
    entries = journal.of(account.uid)
    assert [entry.verb for entry in entries] == ["account.password", "account.password", "account.create"]
    assert all(secret not in str(list(entries.values())) for secret in (drawn, given))


def test_people_choose_their_language(db: None) -> None:
    person = create().person
    services.set_language(person=person, language="en", by=actor_of(person), at=NOW)
    services.set_language(person=person, language="en", by=actor_of(person), at=NOW)
    person.refresh_from_db()
    assert person.language == "en"
    entry = journal.of(person.uid).first()
    assert (entry.verb, entry.before, entry.after) == (
        "person.language",
        {"language": ""},
        {"language": "en"},
    )
    assert journal.of(person.uid).count() == 2


def test_an_account_is_found_by_its_address_or_refused_by_name(db: None) -> None:
    made = create()
    assert services.account_named("ADA@example.org") == made.account
    with pytest.raises(PeopleRefusedError, match=r"No account has the address bob@example\.org"):
        services.account_named("bob@example.org")

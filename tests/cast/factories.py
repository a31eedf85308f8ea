"""Rows in number, for tests where who they are does not matter."""

import factory
from factory.django import DjangoModelFactory

from cast.people import BEGINNING
from portulan.domains.people.models import Account, Person


class AccountFactory(DjangoModelFactory):
    class Meta:
        model = Account

    email = factory.Sequence(lambda n: f"account{n}@example.org")
    created_at = BEGINNING
    password = "!"


class PersonFactory(DjangoModelFactory):
    class Meta:
        model = Person

    given_name = factory.Sequence(lambda n: f"Person{n}")
    family_name = "Example"
    fictitious = True
    account = factory.SubFactory(AccountFactory)

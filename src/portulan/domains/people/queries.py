"""Accounts, persons and what others need of them as values."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from portulan.domains.people.models import Account, Person
from portulan.foundations.journal.actor import Actor
from portulan.foundations.notices.services import Recipient

_SHORTEST = 3  # letters of a name


@dataclass(frozen=True, slots=True)
class AccountLine:
    """An account as a list shows it."""

    uid: UUID
    email: str
    name: str
    is_active: bool
    created_at: datetime
    last_login: datetime | None
    fictitious: bool


@dataclass(frozen=True, slots=True)
class PersonFound:
    """A person as somebody looks them up, with what tells namesakes apart."""

    uid: UUID
    name: str
    email: str


def account_by_email(email: str) -> Account | None:
    """The account of an address, in any case of letters."""
    return Account.objects.filter(email=email.strip().lower()).first()


def accounts() -> list[AccountLine]:
    """Every account, by address; for administrators' shells only."""
    return [_line(account) for account in Account.objects.select_related("person").order_by("email")]


def _line(account: Account) -> AccountLine:
    person = person_of(account)
    return AccountLine(
        uid=account.uid,
        email=account.email,
        name=str(person) if person else "",
        is_active=account.is_active,
        created_at=account.created_at,
        last_login=account.last_login,
        fictitious=bool(person and person.fictitious),
    )


def person_of(account: object) -> Person | None:
    """The person who signs in with this account; None for an anonymous visitor, and for an account of nobody."""
    return getattr(account, "person", None)


def person(uid: UUID) -> Person | None:
    """One person."""
    return Person.objects.filter(uid=uid).first()


def look_up(text: str, *, limit: int = 8) -> list[PersonFound]:
    """People who can sign in, by their whole e-mail address or by words of their names; at most ``limit`` and one more.

    For who gives mandates: a name of fewer than three letters finds nobody, so that nobody reads the whole directory.
    """
    words = text.replace("\0", "").split()
    people = Person.objects.filter(account__is_active=True).select_related("account")
    if "@" in text:
        people = people.filter(account__email=text.strip().lower())
    elif max(map(len, words), default=0) < _SHORTEST:
        return []
    for word in words if "@" not in text else ():
        people = people.filter(Q(given_name__icontains=word) | Q(family_name__icontains=word))
    return [
        PersonFound(one.uid, str(one), one.account.email if one.account else "")
        for one in people[: limit + 1]
    ]


def actor_of(person: Person, *, mandate_uid: str = "", mandate_label: str = "") -> Actor:
    """This person as an actor of the journal."""
    return Actor(str(person.uid), str(person), mandate_uid, mandate_label)


def actor_of_account(account: Account) -> Actor:
    """The one who signs in with this account, as an actor of the journal."""
    known = person_of(account)
    return actor_of(known) if known else Actor(str(account.uid), account.email)


def recipient_of(person: Person) -> Recipient:
    """This person as one to tell something; mail goes to an active account only."""
    account = person.account
    address = account.email if account and account.is_active else ""
    return Recipient(uid=str(person.uid), label=str(person), address=address, language=person.language)

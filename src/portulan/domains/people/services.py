"""Make accounts and persons, close and open accounts, set passwords and languages."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.functional import Promise

from portulan.domains.people import access
from portulan.domains.people import vocabulary as words
from portulan.domains.people.models import Account, Person
from portulan.foundations.journal.actor import Actor
from portulan.foundations.journal.services import record
from portulan.foundations.notices.services import Recipient, Text, post
from portulan.foundations.outside.chance import Chance, system_chance


class PeopleRefusedError(ValueError):
    """What was asked cannot be done; the message says why and what to do."""

    def __init__(self, reason: str | Promise, **values: object) -> None:
        super().__init__(str(reason) % values if values else str(reason))


@dataclass(frozen=True, slots=True)
class Created:
    """A new person with an account; the password is given here once and kept nowhere."""

    person: Person
    account: Account
    password: str


@transaction.atomic
def create_account(
    *,
    email: str,
    given_name: str,
    family_name: str,
    password: str | None = None,
    language: str = "",
    fictitious: bool = False,
    by: Actor,
    at: datetime,
    chance: Chance = system_chance,
) -> Created:
    """Make a person who can sign in; without a password, one is drawn.

    Raises AccessRefusedError, PeopleRefusedError (address wrong or taken, no name, weak password, unknown language).
    """
    access.require_accounts(by)
    address = _free_address(email)
    _check_names(given_name, family_name)
    _check_language(language)
    secret = _checked_password(password, email=address) if password is not None else chance.password()
    account = Account.objects.create_user(address, secret, created_at=at)
    person = Person.objects.create(
        account=account,
        given_name=given_name.strip(),
        family_name=family_name.strip(),
        language=language,
        fictitious=fictitious,
    )
    record(by=by, verb=words.ACCOUNT_CREATE, on=account, at=at, after={"email": address})
    record(by=by, verb=words.PERSON_CREATE, on=person, at=at, after=_values(person))
    return Created(person=person, account=account, password=secret)


def _values(person: Person) -> dict[str, object]:
    fields = ("given_name", "family_name", "orcid", "language", "fictitious")
    return {field: getattr(person, field) for field in fields}


def _free_address(email: str) -> str:
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError as error:
        raise PeopleRefusedError(words.EMAIL_WRONG, email=email) from error
    if Account.objects.filter(email=address).exists():
        raise PeopleRefusedError(words.EMAIL_TAKEN, email=address)
    return address


def _check_names(given_name: str, family_name: str) -> None:
    if not given_name.strip() and not family_name.strip():
        raise PeopleRefusedError(words.NAME_MISSING)


def _check_language(language: str) -> None:
    allowed = [code for code, _name in settings.LANGUAGES]
    if language and language not in allowed:
        raise PeopleRefusedError(words.LANGUAGE_UNKNOWN, language=language, allowed=", ".join(allowed))


def _checked_password(password: str, *, email: str) -> str:
    try:
        validate_password(password, user=Account(email=email))
    except ValidationError as error:
        raise PeopleRefusedError(" ".join(error.messages)) from error
    return password


def account_named(email: str) -> Account:
    """The account of an address; raises PeopleRefusedError when there is none."""
    account = Account.objects.filter(email=email.strip().lower()).first()
    if account is None:
        raise PeopleRefusedError(words.NO_SUCH_ACCOUNT, email=email)
    return account


@transaction.atomic
def deactivate(*, account: Account, by: Actor, at: datetime) -> None:
    """Close an account: nobody signs in with it, open sessions end at their next request; nothing is deleted."""
    access.require_accounts(by)
    _set_active(account, active=False, verb=words.ACCOUNT_DEACTIVATE, by=by, at=at)


@transaction.atomic
def reactivate(*, account: Account, by: Actor, at: datetime) -> None:
    """Open a closed account again."""
    access.require_accounts(by)
    _set_active(account, active=True, verb=words.ACCOUNT_REACTIVATE, by=by, at=at)


def _set_active(account: Account, *, active: bool, verb: str, by: Actor, at: datetime) -> None:
    if account.is_active == active:
        return
    account.is_active = active
    account.save(update_fields=("is_active",))
    record(by=by, verb=verb, on=account, at=at, before={"is_active": not active}, after={"is_active": active})


@transaction.atomic
def set_password(
    *, account: Account, password: str | None = None, by: Actor, at: datetime, chance: Chance = system_chance
) -> str:
    """Set the password of an account, drawn when not given, and give it back; open sessions end."""
    access.require_accounts(by)
    secret = _checked_password(password, email=account.email) if password is not None else chance.password()
    _write_password(account, secret, by=by, at=at)
    return secret


@transaction.atomic
def choose_password(*, account: Account, password: str, by: Actor, at: datetime) -> None:
    """The person chose a password, which the sign-in pages checked; the journal keeps that, never the password."""
    _write_password(account, password, by=by, at=at)


def _write_password(account: Account, password: str, *, by: Actor, at: datetime) -> None:
    account.set_password(password)
    account.save(update_fields=("password",))
    record(by=by, verb=words.ACCOUNT_PASSWORD, on=account, at=at)


@transaction.atomic
def tie_identity(
    *, account: Account, tie: Callable[[], object], provider: str, by: Actor, at: datetime
) -> None:
    """An identity of the organisation's provider opens this account from now on; the person is told by mail."""
    tie()
    record(by=by, verb=words.ACCOUNT_TIE, on=account, at=at, after={"provider": provider})
    person = getattr(account, "person", None)
    to = Recipient(str(person.uid if person else account.uid), str(person or account), account.email)
    post(
        event=f"{words.ACCOUNT_TIE}:{account.uid}:{at.isoformat()}",
        to=[to],
        text=lambda: Text(subject=str(words.TIED), body=str(words.TIED_WHY)),
        at=at,
        link="/account/3rdparty/",
    )


@transaction.atomic
def set_language(*, person: Person, language: str, by: Actor, at: datetime) -> None:
    """The language of a person's pages and mails; empty: that of the browser.

    Raises AccessRefusedError, PeopleRefusedError for a language the site does not have.
    """
    access.require_choices(by, person)
    _check_language(language)
    if person.language == language:
        return
    before, person.language = person.language, language
    person.save(update_fields=("language",))
    record(
        by=by,
        verb=words.PERSON_LANGUAGE,
        on=person,
        at=at,
        before={"language": before},
        after={"language": language},
    )

"""Who may do what to accounts and persons. Foundations give the actor as values; mandates stand above this domain."""

from django.utils.functional import Promise

from portulan.domains.people.models import Person
from portulan.domains.people.vocabulary import NOT_YOURS, NOT_YOURSELF
from portulan.foundations.journal.actor import Actor


class AccessRefusedError(PermissionError):
    """The actor may not; the message says why, to the actor."""

    def __init__(self, reason: str | Promise) -> None:
        super().__init__(str(reason))


def may_manage_accounts(by: Actor) -> bool:
    """Processes only, such as the shell of an administrator; no mandate opens this yet."""
    return by.is_system


def may_change_choices(by: Actor, person: Person) -> bool:
    """The person's own language and the like: that person, or a process."""
    return by.is_system or by.uid == str(person.uid)


def require_accounts(by: Actor) -> None:
    """Raise AccessRefusedError unless the actor may manage accounts."""
    if not may_manage_accounts(by):
        raise AccessRefusedError(NOT_YOURS)


def require_choices(by: Actor, person: Person) -> None:
    """Raise AccessRefusedError unless the actor may change what this person chose."""
    if not may_change_choices(by, person):
        raise AccessRefusedError(NOT_YOURSELF)

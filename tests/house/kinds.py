"""The kinds of rows of the table of addresses.

A row gives one real path of the address, on the CNRS pack with the sample, and what three kinds of callers get:
nobody (anonymous), a member (signed in, without the right), a holder of the verb. ``None`` for a verb means that no
mandate changes anything.
"""

from dataclasses import dataclass, field
from enum import Enum

from portulan.domains.organisation.vocabulary import Verb

OK, SEE_OTHER, REFUSED, UNKNOWN, WRONG_METHOD = 200, 302, 400, 404, 405


class Callers(Enum):
    EVERYBODY = "everybody"
    SIGNED_IN = "signed in"
    VISITORS = "not yet signed in"
    HOLDERS = "holders of a verb"


@dataclass(frozen=True, slots=True)
class Row:
    """``holders``: who has the verb; ``nobody``, ``member``, ``holder``: the status each gets."""

    pattern: str
    path: str
    callers: Callers
    nobody: int = OK
    member: int = OK
    holder: int = OK
    verb: str = ""
    method: str = "get"
    data: dict[str, str] = field(default_factory=dict)

    def expected(self, *, signed_in: bool, verbs: set[str]) -> int:
        if not signed_in:
            return self.nobody
        return self.holder if self.verb and self.verb in verbs else self.member


def public(pattern: str, path: str, status: int = OK) -> Row:
    """Answers everybody alike."""
    return Row(pattern, path, Callers.EVERYBODY, nobody=status, member=status, holder=status)


def own(pattern: str, path: str, status: int = OK, method: str = "get", **data: str) -> Row:
    """For whoever is signed in; others are sent to sign in."""
    return Row(pattern, path, Callers.SIGNED_IN, SEE_OTHER, status, status, method=method, data=data)


def visitor(pattern: str, path: str, nobody: int = OK, member: int = SEE_OTHER) -> Row:
    """For who is not signed in yet."""
    return Row(pattern, path, Callers.VISITORS, nobody, member, member)


def held(pattern: str, path: str, verb: Verb, holder: int, method: str = "get", **data: str) -> Row:
    """For who holds the verb; for others it does not exist."""
    return Row(
        pattern, path, Callers.HOLDERS, UNKNOWN, UNKNOWN, holder, verb=verb.value, method=method, data=data
    )

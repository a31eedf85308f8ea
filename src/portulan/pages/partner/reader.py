"""Who reads a page of partners."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from portulan.domains.organisation import access as rights
from portulan.domains.organisation import queries as organisation_queries
from portulan.domains.organisation.access import NOBODY, Reach
from portulan.domains.organisation.vocabulary import Verb
from portulan.domains.people import queries as people_queries
from portulan.foundations.journal.actor import Actor


@dataclass(frozen=True, slots=True)
class Reader:
    """``by`` is None for an anonymous reader and for an account of nobody."""

    by: Actor | None
    reach: Reach

    def may(self, verb: Verb) -> bool:
        return rights.may(self.reach, verb)


ANYBODY = Reader(by=None, reach=NOBODY)


def reader_of(account: Any, *, at: date) -> Reader:
    """The reader behind an account; at most three queries for a person, none for an anonymous reader."""
    person = people_queries.person_of(account) if account.is_authenticated else None
    if person is None:
        return ANYBODY
    return Reader(people_queries.actor_of(person), organisation_queries.reach_of_account(account, at))

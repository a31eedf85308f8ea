"""Who asks, on which day, and what that person may do."""

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.http import Http404, HttpRequest

from portulan.domains.organisation.access import Reach
from portulan.domains.organisation.queries import actor_under, reach_of_account
from portulan.domains.organisation.vocabulary import Verb
from portulan.domains.people.models import Person
from portulan.domains.people.queries import person_of
from portulan.foundations.journal.actor import Actor
from portulan.foundations.outside.clock import clock


@dataclass(frozen=True, slots=True)
class Reader:
    """A signed-in person at one instant."""

    person: Person
    reach: Reach
    at: datetime
    today: date

    def by(self, verb: Verb) -> Actor:
        """The person as an actor, under a mandate that allows the verb somewhere; else alone."""
        scopes = self.reach.scopes(verb)
        return actor_under(self.person, [scope.mandate for scope in scopes if scope.mandate])


def reader_of(request: HttpRequest) -> Reader:
    """The reader of a page behind ``login_required``; an account of nobody finds nothing."""
    person = person_of(request.user)
    if person is None:
        raise Http404
    today = clock().today(settings.PORTULAN_TIME_ZONE)
    return Reader(person, reach_of_account(request.user, today), clock().now(), today)

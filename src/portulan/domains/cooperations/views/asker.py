"""Who asks, from a request; and what a refused act is answered: nothing typed is lost."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import wraps
from typing import Any, cast

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from portulan.domains.cooperations.access import CooperationRefusedError, UnknownCooperationError
from portulan.domains.organisation import queries as organisation_queries
from portulan.domains.organisation.access import NOBODY, Reach
from portulan.domains.people import queries as people_queries
from portulan.domains.people.models import Person
from portulan.foundations.journal.actor import Actor
from portulan.foundations.journal.middleware import StampedRequest
from portulan.foundations.journal.request import request_id
from portulan.foundations.outside.clock import day_of
from portulan.foundations.ui.kept import kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Asker:
    """The person behind a request; ``by`` is None for an anonymous reader and for an account of nobody."""

    person: Person | None
    by: Actor | None
    reach: Reach
    at: datetime
    today: date

    @property
    def acting(self) -> dict[str, Any]:
        """As services take it; for who is nobody the address does not exist."""
        if self.by is None:
            raise Http404
        return {"by": self.by, "reach": self.reach, "at": self.at}

    @property
    def reading(self) -> dict[str, Any]:
        """As queries take it."""
        return {"reach": self.reach, "at": self.today}


def asker_of(request: HttpRequest) -> Asker:
    """At most three queries for a person, none for an anonymous reader."""
    at = cast(StampedRequest, request).instant
    today = day_of(at, zone=settings.PORTULAN_TIME_ZONE)
    person = people_queries.person_of(request.user) if request.user.is_authenticated else None
    if person is None:
        return Asker(person=None, by=None, reach=NOBODY, at=at, today=today)
    reach = organisation_queries.reach_of_account(request.user, today)
    return Asker(person=person, by=people_queries.actor_of(person), reach=reach, at=at, today=today)


def somebody(request: HttpRequest) -> Asker:
    """The asker, who is a person; Http404 for others."""
    asker = asker_of(request)
    if asker.by is None:
        raise Http404
    return asker


def form_key(name: str) -> str:
    """The key of a form on a page: two forms of one page are two acts."""
    return f"{request_id()}-{name}"[:64]


View = Callable[..., HttpResponse]


def answered(view: View) -> View:
    """A refusal becomes a page: 404 where the person may not know of it, 403 with the reason otherwise.

    What was typed stands on both, to be copied: on the first it is the same for what is hidden and for what is not
    there.
    """

    @wraps(view)
    def answering(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except UnknownCooperationError as error:
            raise Http404 from error
        except CooperationRefusedError as error:
            context = {"why": str(error), **kept(request)}
            return render(request, "403.html", context, status=403)

    return answering

"""Who asks, from a request: person, actor, reach, day. What is outside their reach does not exist for them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import NoReturn, cast
from uuid import UUID

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from portulan.domains.organisation import access as rights
from portulan.domains.organisation import queries as organisation_queries
from portulan.domains.organisation.access import NOBODY, Reach
from portulan.domains.organisation.vocabulary import Verb
from portulan.domains.partners import access
from portulan.domains.partners.models import Partner
from portulan.domains.partners.queries.keys import row_for
from portulan.domains.people import queries as people_queries
from portulan.domains.people.models import Person
from portulan.foundations.journal.actor import Actor
from portulan.foundations.journal.middleware import StampedRequest
from portulan.foundations.outside.clock import day_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Asker:
    """The person behind a request; ``by`` is None for an anonymous reader and for an account of nobody."""

    person: Person | None
    by: Actor | None
    reach: Reach
    at: datetime
    today: date

    @property
    def acting(self) -> Actor:
        """The actor; for who is nobody the address does not exist."""
        if self.by is None:
            raise Http404
        return self.by

    def may(self, verb: Verb) -> bool:
        return rights.may(self.reach, verb)


def asker_of(request: HttpRequest) -> Asker:
    """At most three queries for a person, none for an anonymous reader."""
    at = cast(StampedRequest, request).instant
    today = day_of(at, zone=settings.PORTULAN_TIME_ZONE)
    person = people_queries.person_of(request.user) if request.user.is_authenticated else None
    if person is None:
        return Asker(person=None, by=None, reach=NOBODY, at=at, today=today)
    reach = organisation_queries.reach_of_account(request.user, today)
    return Asker(person=person, by=people_queries.actor_of(person), reach=reach, at=at, today=today)


def asker_with(request: HttpRequest, *verbs: Verb) -> Asker:
    """The asker, who holds one of the verbs somewhere; Http404 for others."""
    asker = asker_of(request)
    if not any(asker.may(verb) for verb in verbs):
        raise Http404
    return asker


def partner_for(asker: Asker, uid: UUID) -> Partner:
    """A live partner that the asker may know of; Http404 otherwise."""
    partner = row_for(asker.reach, uid=uid)
    if partner is None:
        raise Http404
    return partner


class RefusedError(PermissionDenied, PermissionError):
    """Who sees the thing may not do this to it; the page says why."""


def refuse(asker: Asker, partner: Partner) -> NoReturn:
    """Say why to who reads about this partner; for others the address does not exist."""
    if access.may_on_partner(asker.reach, Verb.PARTNER_READ, partner):
        raise RefusedError(_("Your mandates let you read about this organisation, not write about it."))
    raise Http404

"""What the frame of every page says beside the page itself: who reads, which data version is in use, and whether
the people it shows are fictitious."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from portulan.domains.organisation import queries as organisation_queries
from portulan.foundations.outside.clock import clock
from portulan.foundations.ui.places import ANYBODY, Reader
from portulan.insight.figures import published


def frame(request: HttpRequest) -> dict[str, Any]:
    """``reader`` is read when the frame is drawn, with the mandates the page itself asked for where it did."""
    said: dict[str, Any] = {
        "reader": SimpleLazyObject(lambda: reader_of(request)),
        "demonstration": settings.DEMONSTRATION.exists(),
    }
    figures = published(settings.LAKE)
    if figures is None:
        return said
    return {**said, "data_version": figures.version, "data_built": figures.built_at}


def reader_of(request: HttpRequest) -> Reader:
    """Who reads; a page of failure comes before anybody signed in."""
    account = getattr(request, "user", None)
    if account is None or not account.is_authenticated:
        return ANYBODY
    today = clock().today(settings.PORTULAN_TIME_ZONE)
    reach = organisation_queries.reach_of_account(account, today)
    return Reader(signed_in=True, verbs=frozenset(verb.value for verb in reach.verbs))

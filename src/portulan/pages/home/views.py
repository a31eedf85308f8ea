"""Who asks, one call, the desk."""

from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portulan.domains.organisation import queries as organisation_queries
from portulan.domains.organisation.access import Reach
from portulan.domains.people import queries as people_queries
from portulan.foundations.journal.request import request_id
from portulan.foundations.outside.clock import clock
from portulan.insight.figures import published
from portulan.pages.home import findings, work


def _today() -> date:
    return clock().today(settings.PORTULAN_TIME_ZONE)


def _reach(account: Any) -> Reach:
    return organisation_queries.reach_of_account(account, _today())


@never_cache
@login_required
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    person = people_queries.person_of(request.user)
    shown = work.desk(person=person, reach=_reach(request.user), at=_today(), key=request_id())
    return render(request, "home/desk.html", {"desk": shown})


@never_cache
@login_required
@require_safe
def found(request: HttpRequest) -> HttpResponse:
    """A part of the desk that is asked for once the rest is shown: reading the figures takes longer."""
    lines = findings.lines(reach=_reach(request.user), figures=published(settings.LAKE), at=_today())
    return render(request, "home/found.html", {"group": lines})

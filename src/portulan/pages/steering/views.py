"""The levels a reader steers, one level, and its tables as files. What is not steered does not exist."""

from datetime import date

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portulan.domains.organisation import queries as organisation_queries
from portulan.domains.organisation.access import Reach, may
from portulan.domains.organisation.vocabulary import Verb
from portulan.foundations.outside.clock import clock
from portulan.foundations.tables.exports import export_response
from portulan.foundations.ui.components import Crumb
from portulan.pages.steering import page
from portulan.pages.steering.levels import Level, choices, level_of


def _today() -> date:
    return clock().today(settings.PORTULAN_TIME_ZONE)


def _reach(request: HttpRequest) -> Reach:
    """Raises Http404 for who steers nothing."""
    reach = organisation_queries.reach_of_account(request.user, _today())
    if not may(reach, Verb.STEERING_READ):
        raise Http404
    return reach


def _level(code: str, reach: Reach) -> Level:
    level = level_of(code, reach=reach, at=_today())
    if level is None:
        raise Http404
    return level


@never_cache
@require_safe
def levels(request: HttpRequest) -> HttpResponse:
    groups = choices(reach=_reach(request), at=_today())
    known = [link for group in groups for link in group.links]
    if len(known) == 1:
        return redirect(known[0].url)
    return render(request, "steering/levels.html", {"groups": groups})


@never_cache
@require_safe
def level(request: HttpRequest, code: str) -> HttpResponse:
    reach = _reach(request)
    known = _level(code, reach)
    shown = page.page(level=known, reach=reach, at=_today(), query=request.GET.dict(), path=request.path)
    crumbs = (Crumb(page.title_of_steering(), reverse("steering")), Crumb(known.name))
    return render(request, "steering/level.html", {"page": shown, "crumbs": crumbs})


@never_cache
@require_safe
def level_table(request: HttpRequest, code: str, key: str, fmt: str) -> HttpResponse:
    reach = _reach(request)
    table = page.table(key, level=_level(code, reach), reach=reach, at=_today())
    if table is None:
        raise Http404
    url = request.build_absolute_uri(reverse("steering_level", args=[code]))
    return export_response(table, fmt, f"{key}-{code}", query=request.GET.dict(), url=url)

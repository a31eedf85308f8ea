"""Read the input, make one call, show the result."""

from datetime import date

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portulan.domains.cooperations.queries import Filters
from portulan.domains.offices import queries as office_queries
from portulan.domains.offices.queries import OfficeLine
from portulan.domains.organisation import queries as organisation_queries
from portulan.foundations.outside.clock import clock
from portulan.foundations.tables.exports import export_response
from portulan.foundations.ui.components import Crumb
from portulan.insight.figures import published
from portulan.pages.cooperation.here import here
from portulan.pages.office import dossier, network
from portulan.pages.office.asked import asked_day


@require_safe
def offices(request: HttpRequest) -> HttpResponse:
    page = network.page(
        at=asked_day(request.GET, today=_today()),
        today=_today(),
        asked=request.GET.get("country", ""),
        query=request.GET,
        path=request.path,
    )
    return render(request, "office/offices.html", {"page": page})


@require_safe
def offices_coverage(request: HttpRequest) -> JsonResponse:
    at = asked_day(request.GET, today=_today())
    return JsonResponse({"values": network.coverage_by_country(at=at)})


@require_safe
def offices_table(request: HttpRequest, key: str, fmt: str) -> HttpResponse:
    at = asked_day(request.GET, today=_today())
    table = network.tables(at=at).get(key)
    if table is None:
        raise Http404
    url = request.build_absolute_uri(reverse("offices"))
    return export_response(table, fmt, f"portulan-{key}-{at.isoformat()}", query=request.GET, url=url)


@require_safe
def office(request: HttpRequest, code: str) -> HttpResponse:
    line, today = _known(code), _today()
    page = dossier.page(
        line=line, figures=published(settings.LAKE), today=today, query=request.GET, path=request.path
    )
    crumbs = [Crumb(_("Offices"), reverse("offices")), Crumb(page.title)]
    reach = organisation_queries.reach_of_account(request.user, today)
    covered = Filters(countries=page.covered)
    known = here(filters=covered, reach=reach, at=today, unit=code) if page.covered else None
    return render(request, "office/office.html", {"page": page, "crumbs": crumbs, "here": known})


@require_safe
def office_table(request: HttpRequest, code: str, key: str, fmt: str) -> HttpResponse:
    line, today = _known(code), _today()
    table = dossier.tables(line=line, figures=published(settings.LAKE), today=today).get(key)
    if table is None:
        raise Http404
    url = request.build_absolute_uri(reverse("office", args=[code]))
    return export_response(table, fmt, f"portulan-{code}-{key}", query=request.GET, url=url)


def _today() -> date:
    return clock().today(settings.PORTULAN_TIME_ZONE)


def _known(code: str) -> OfficeLine:
    line = office_queries.office(code, _today())
    if line is None:
        raise Http404
    return line

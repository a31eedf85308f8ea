"""The list of countries, the page of each, and their tables as files."""

from datetime import date
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from portulan.domains.cooperations.queries import Filters
from portulan.domains.organisation import queries as organisation_queries
from portulan.foundations.outside.clock import clock
from portulan.foundations.tables.exports import export_response
from portulan.foundations.tables.view import view_of
from portulan.insight.figures import published
from portulan.pages.cooperation.here import here
from portulan.pages.country.listing import Listing, export, listing
from portulan.pages.country.profile import profile, subject_of, table_of
from portulan.pages.country.subject import Asked, Subject
from portulan.pages.measures import beside as measured


def _today() -> date:
    return clock().today(settings.PORTULAN_TIME_ZONE)


def _listing(request: HttpRequest) -> Listing:
    return listing(figures=published(settings.LAKE), today=_today(), query=request.GET.dict())


def _subject(code: str) -> Subject:
    """Raises Http404 for a code that is no country."""
    subject = subject_of(code, figures=published(settings.LAKE), today=_today())
    if subject is None:
        raise Http404
    return subject


@require_safe
def countries(request: HttpRequest) -> HttpResponse:
    listed = _listing(request)
    table = view_of(listed.table, query=request.GET.dict(), path=request.path)
    return render(request, "country/countries.html", {"listed": listed, "table": table})


@require_safe
def countries_table(request: HttpRequest, key: str, fmt: str) -> HttpResponse:
    url = request.build_absolute_uri(reverse("countries"))
    return export(_listing(request), key=key, fmt=fmt, query=request.GET.dict(), url=url)


@require_safe
def country(request: HttpRequest, code: str) -> HttpResponse:
    if code != code.upper():
        return redirect("country", code.upper(), permanent=True)
    asked = Asked(query=request.GET.dict(), path=request.path)
    shown = profile(_subject(code), asked)
    reach = organisation_queries.reach_of_account(request.user, _today())
    known = here(filters=Filters(countries=(code,)), reach=reach, at=_today())
    context: dict[str, Any] = {"country": shown, "crumbs": shown.crumbs, "here": known}
    context["sections"] = measured.of_country(code, figures=published(settings.LAKE), at=_today())
    return render(request, "country/country.html", context)


@require_safe
def country_table(request: HttpRequest, code: str, key: str, fmt: str) -> HttpResponse:
    table = table_of(_subject(code.upper()), key)
    if table is None:
        raise Http404
    page = request.build_absolute_uri(reverse("country", args=[code.upper()]))
    return export_response(table, fmt, f"{key}-{code.upper()}", query=request.GET.dict(), url=page)

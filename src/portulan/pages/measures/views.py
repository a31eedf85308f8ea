"""Measures over all countries, of one subject, and their tables as files."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from portulan.foundations.outside.clock import clock
from portulan.foundations.tables.exports import export_response
from portulan.insight.figures import published
from portulan.pages.measures import show
from portulan.pages.measures.subject import Measured, read


@require_safe
def measures(request: HttpRequest) -> HttpResponse:
    figures = published(settings.LAKE)
    found = show.overview(figures, query=request.GET.dict(), path=request.path) if figures else None
    return render(request, "measures/overview.html", {"found": found})


@require_safe
def measures_table(request: HttpRequest, key: str, fmt: str) -> HttpResponse:
    figures = published(settings.LAKE)
    table = show.overview_table(figures, key) if figures else None
    if table is None:
        raise Http404
    url = request.build_absolute_uri(reverse("measures"))
    return export_response(table, fmt, key, query=request.GET.dict(), url=url)


@require_safe
def measures_of(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    page = show.page(_subject(kind, key))
    return render(request, "measures/page.html", {"page": page, "crumbs": page.crumbs})


@require_safe
def measures_of_table(request: HttpRequest, kind: str, key: str, table: str, fmt: str) -> HttpResponse:
    subject = _subject(kind, key)
    found = show.tables(subject).get(table)
    if found is None:
        raise Http404
    url = request.build_absolute_uri(subject.path)
    return export_response(found, fmt, f"{table}-{key}", query=request.GET.dict(), url=url)


def _subject(kind: str, key: str) -> Measured:
    """Raises Http404 for what nobody knows."""
    today = clock().today(settings.PORTULAN_TIME_ZONE)
    subject = read(kind=kind, key=key, figures=published(settings.LAKE), at=today)
    if subject is None:
        raise Http404
    return subject

"""The world map, its table as a file, and the figures the map asks for."""

from datetime import date

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from portulan.foundations.outside.clock import clock
from portulan.insight.figures import published
from portulan.pages.country.listing import export, listing
from portulan.pages.world import show


def _today() -> date:
    return clock().today(settings.PORTULAN_TIME_ZONE)


@require_safe
def world(request: HttpRequest) -> HttpResponse:
    shown = show.world(
        figures=published(settings.LAKE),
        lake=settings.LAKE,
        today=_today(),
        query=request.GET.dict(),
        path=request.path,
    )
    return render(request, "world/map.html", {"world": shown})


@require_safe
def world_table(request: HttpRequest, key: str, fmt: str) -> HttpResponse:
    query = request.GET.dict()
    listed = listing(figures=published(settings.LAKE), today=_today(), query=query)
    url = request.build_absolute_uri(reverse("world"))
    return export(listed, key=key, fmt=fmt, query=query, url=url)


@require_safe
def figures(request: HttpRequest, figure: str) -> HttpResponseBase:
    """The counts of one figure; the tag is drawn from them, so that they are sent once per version."""
    found = show.payload(figures=published(settings.LAKE), key=figure, today=_today())
    if found is None:
        raise Http404
    response = HttpResponse(found.body, content_type="application/json", headers={"ETag": found.etag})
    response["Cache-Control"] = "public, no-cache"
    return get_conditional_response(request, etag=found.etag, response=response) or response

"""Read the question, make one call, show what was found."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portulan.domains.organisation import queries as organisation_queries
from portulan.foundations.outside.clock import clock
from portulan.pages.search import results


@never_cache
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    today = clock().today(settings.PORTULAN_TIME_ZONE)
    reach = organisation_queries.reach_of_account(request.user, today)
    found = results.found(query=request.GET, reach=reach, lake=settings.LAKE, at=today, path=request.path)
    return render(request, "search/search.html", {"found": found})

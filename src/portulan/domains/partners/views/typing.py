"""Typing-ahead of organisations, for every field of a page that names one."""

from django.conf import settings
from django.http import Http404, HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portulan.domains.partners import queries
from portulan.domains.partners.queries.wording import told
from portulan.domains.partners.views.asker import asker_of

MOST = 8


@never_cache
@require_safe
def suggest(request: HttpRequest) -> JsonResponse:
    """``q``: what is typed; ``country``: an ISO code whose organisations come first."""
    asker = asker_of(request)
    if asker.by is None:
        raise Http404
    country = request.GET.get("country", "")[:2].upper()
    found = queries.suggest(
        request.GET.get("q", ""), reach=asker.reach, lake=settings.LAKE, country=country, limit=MOST
    )
    return JsonResponse({"choices": [told(choice) for choice in found]})

"""Read the input, make one call, show the result."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from portulan.foundations.outside.clock import clock
from portulan.foundations.tables.exports import export_response
from portulan.insight.figures import published
from portulan.pages.partner import dossier
from portulan.pages.partner.subject import Subject, read


@require_safe
def partner(request: HttpRequest, key: str) -> HttpResponse:
    """Another key of the same organisation leads to the one it is known by."""
    subject = _known(key)
    if subject.key != key:
        return redirect("partner", key=subject.key)
    page = dossier.page(subject=subject, query=request.GET, path=request.path)
    return render(request, "partner/organisation.html", {"page": page})


@require_safe
def partner_table(request: HttpRequest, key: str, table: str, fmt: str) -> HttpResponse:
    subject = _known(key)
    found = dossier.tables(subject, whole=True).get(table)
    if found is None:
        raise Http404
    url = request.build_absolute_uri(reverse("partner", args=[subject.key]))
    return export_response(found, fmt, f"portulan-{subject.key}-{table}", query=request.GET, url=url)


def _known(key: str) -> Subject:
    today = clock().today(settings.PORTULAN_TIME_ZONE)
    subject = read(key=key, figures=published(settings.LAKE), at=today)
    if subject is None:
        raise Http404
    return subject

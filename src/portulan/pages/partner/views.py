"""Read the input, make one call, show the result."""

from datetime import date

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from portulan.foundations.outside.clock import clock
from portulan.foundations.tables.exports import export_response
from portulan.foundations.tables.view import view_of
from portulan.insight.figures import published
from portulan.pages.measures import beside as measured
from portulan.pages.partner import cooperating, dossier, ours, register
from portulan.pages.partner.reader import Reader, reader_of
from portulan.pages.partner.subject import Subject, read


@require_safe
def partner(request: HttpRequest, key: str) -> HttpResponse:
    """Another key of the same organisation leads to the one it is known by."""
    reader = _reader(request)
    subject = _known(key, reader)
    if subject.key != key:
        return redirect("partner", key=subject.key)
    shared = cooperating.tables(subject, reader=reader, at=subject.at)
    context = {
        "shared": {
            key: view_of(table, query=request.GET, path=request.path) for key, table in shared.items()
        },
        "page": dossier.page(subject=subject, query=request.GET, path=request.path),
        "ours": ours.ours(subject, reader=reader, lake=settings.LAKE, at=subject.at),
        "answered": ours.answered(subject),
        "answers": list(ours.answer_notices(subject)),
        "sections": measured.of_partner(subject.key, figures=subject.figures, at=subject.at),
    }
    return render(request, "partner/organisation.html", context)


@require_safe
def partners(request: HttpRequest) -> HttpResponse:
    """The register; each reader sees the partners they may know of."""
    page = register.page(reader=_reader(request), at=_today(), query=request.GET, path=request.path)
    return render(request, "partner/partners.html", {"page": page})


@require_safe
def partners_table(request: HttpRequest, key: str, fmt: str) -> HttpResponse:
    found = register.tables(reader=_reader(request), at=_today(), query=request.GET, only=key).get(key)
    if found is None:
        raise Http404
    url = request.build_absolute_uri(reverse("partners"))
    return export_response(found, fmt, f"portulan-{key}", query=request.GET, url=url)


@require_safe
def partner_table(request: HttpRequest, key: str, table: str, fmt: str) -> HttpResponse:
    reader = _reader(request)
    subject = _known(key, reader)
    tables = dossier.tables(subject, whole=True) | cooperating.tables(subject, reader=reader, at=subject.at)
    found = tables.get(table)
    if found is None:
        raise Http404
    url = request.build_absolute_uri(reverse("partner", args=[subject.key]))
    return export_response(found, fmt, f"portulan-{subject.key}-{table}", query=request.GET, url=url)


def _today() -> date:
    return clock().today(settings.PORTULAN_TIME_ZONE)


def _reader(request: HttpRequest) -> Reader:
    return reader_of(request.user, at=_today())


def _known(key: str, reader: Reader) -> Subject:
    figures, at = published(settings.LAKE), _today()
    subject = read(key=key, figures=figures, at=at, reach=reader.reach)
    if subject is None and cooperating.is_named(key, reader=reader, at=at):
        subject = read(key=key, figures=figures, at=at, reach=None)
    if subject is None:
        raise Http404
    return subject

"""Read the input, make one call, show the result."""

from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from portulan.foundations.journal.actor import Actor
from portulan.foundations.journal.request import request_id
from portulan.foundations.outside.clock import clock
from portulan.foundations.tables.exports import export_response
from portulan.foundations.tasks import queries as task_queries
from portulan.foundations.ui.components import Crumb
from portulan.insight.figures import Figures, published
from portulan.insight.results import SourceReport
from portulan.pages.sources import asking, explained, listing, reading


@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    figures = published(settings.LAKE)
    asker = _asker(request)
    context = {
        "page": listing.page(figures=figures, lake=settings.LAKE, query=request.GET, path=request.path),
        "may_build": asker.may_build,
        "under_way": asking.under_way() if asker.may_build else None,
        "form_key": request_id(),
    }
    return render(request, "sources/sources.html", context)


@require_safe
def sources_table(request: HttpRequest, key: str, fmt: str) -> HttpResponse:
    table = listing.tables(figures=published(settings.LAKE), lake=settings.LAKE).get(key)
    if table is None:
        raise Http404
    url = request.build_absolute_uri(reverse("sources"))
    return export_response(table, fmt, f"portulan-{key}", query=request.GET, url=url)


@require_safe
def source(request: HttpRequest, code: str) -> HttpResponse:
    figures, report = _known(code)
    page = reading.page(figures=figures, report=report, query=request.GET, path=request.path)
    crumbs = [Crumb(listing.heading(), reverse("sources")), Crumb(page.title)]
    return render(request, "sources/source.html", {"page": page, "crumbs": crumbs})


@require_safe
def source_table(request: HttpRequest, code: str, key: str, fmt: str) -> HttpResponse:
    figures, report = _known(code)
    table = reading.tables(figures=figures, report=report, limit=reading.ALL).get(key)
    if table is None:
        raise Http404
    url = request.build_absolute_uri(reverse("source", args=[code]))
    return export_response(table, fmt, f"portulan-{code}-{key}", query=request.GET, url=url)


@require_safe
def methods(request: HttpRequest) -> HttpResponse:
    crumbs = [Crumb(listing.heading(), reverse("sources")), Crumb(listing.methods_heading())]
    context = {"chapters": explained.chapters(published(settings.LAKE)), "crumbs": crumbs}
    return render(request, "sources/methods.html", context)


def data_build(request: HttpRequest) -> HttpResponse:
    """Whoever may not is answered as if the address did not exist."""
    by = _builder(request)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    run = asking.ask(key=request.POST.get("request", "")[:64], by=by, at=clock().now())
    return redirect("data_progress", uid=run.uid)


@require_safe
def data_progress(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The page, or for a poll the bar alone."""
    _builder(request)
    run = task_queries.run(uid)
    if run is None or run.name != asking.TASK:
        raise Http404
    template = "ui/progress.html" if request.headers.get("HX-Request") == "true" else "sources/progress.html"
    return render(request, template, {"progress": asking.progress_of(run), "run": run})


def _asker(request: HttpRequest) -> asking.Asker:
    return asking.asker_of(request.user, at=clock().today(settings.PORTULAN_TIME_ZONE))


def _builder(request: HttpRequest) -> Actor:
    asker = _asker(request)
    if asker.by is None or not asker.may_build:
        raise Http404
    return asker.by


def _known(code: str) -> tuple[Figures, SourceReport]:
    """The figures in use and one source of theirs; Http404 where either is not."""
    figures = published(settings.LAKE)
    if figures is None:
        raise Http404
    try:
        return figures, figures.source(code)
    except KeyError as error:
        raise Http404 from error

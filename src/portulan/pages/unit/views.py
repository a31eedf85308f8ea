"""Read the input, make one call, show the result."""

from datetime import date

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portulan.domains.cooperations.queries import Filters
from portulan.domains.organisation import queries as organisation_queries
from portulan.domains.organisation.vocabulary import UnitKind
from portulan.foundations.outside.clock import clock
from portulan.foundations.tables.exports import export_response
from portulan.foundations.tables.table import Table
from portulan.foundations.ui.components import Crumb
from portulan.insight.figures import published
from portulan.pages.cooperation.here import here
from portulan.pages.measures import beside as measured
from portulan.pages.unit import institute as institute_page
from portulan.pages.unit import laboratory as laboratory_page
from portulan.pages.unit import levels, register, rungs


@require_safe
def laboratories(request: HttpRequest) -> HttpResponse:
    page = register.page(at=_today(), figures=published(settings.LAKE), query=request.GET, path=request.path)
    return render(request, "unit/laboratories.html", {"page": page})


@require_safe
def laboratories_table(request: HttpRequest, key: str, fmt: str) -> HttpResponse:
    found = register.tables(at=_today(), figures=published(settings.LAKE), query=request.GET, only=key)
    return _download(request, found.get(key), fmt, name=f"portulan-{key}", page=reverse("laboratories"))


@require_safe
def laboratory(request: HttpRequest, code: str) -> HttpResponse:
    """Institutes and offices have pages of their own: their codes lead there."""
    unit = organisation_queries.unit(code, _today())
    if unit is None or unit.line.kind not in PAGES:
        raise Http404
    if PAGES[unit.line.kind] != "laboratory":
        return redirect(PAGES[unit.line.kind], code=code)
    subject = laboratory_page.read(unit=unit, at=_today(), figures=published(settings.LAKE))
    page = laboratory_page.page(subject=subject, query=request.GET, path=request.path)
    crumbs = [Crumb(_("Laboratories"), reverse("laboratories")), Crumb(page.title)]
    reach = organisation_queries.reach_of_account(request.user, _today())
    known = here(filters=Filters(units=(code,)), reach=reach, at=_today(), unit=code)
    sections = measured.of_team(code, figures=published(settings.LAKE), at=_today()) if page.team else ""
    context = {"page": page, "crumbs": crumbs, "here": known, "sections": sections}
    return render(request, "unit/laboratory.html", context)


@require_safe
def laboratory_table(request: HttpRequest, code: str, key: str, fmt: str) -> HttpResponse:
    unit = organisation_queries.unit(code, _today())
    if unit is None or PAGES.get(unit.line.kind) != "laboratory":
        raise Http404
    subject = laboratory_page.read(unit=unit, at=_today(), figures=published(settings.LAKE))
    table = laboratory_page.tables(subject).get(key)
    return _download(
        request, table, fmt, name=f"portulan-{code}-{key}", page=reverse("laboratory", args=[code])
    )


@require_safe
def organisation(request: HttpRequest) -> HttpResponse:
    page = levels.page(at=_today(), figures=published(settings.LAKE), query=request.GET, path=request.path)
    return render(request, "unit/organisation.html", {"page": page})


@require_safe
def organisation_table(request: HttpRequest, key: str, fmt: str) -> HttpResponse:
    table = levels.tables(at=_today(), figures=published(settings.LAKE)).get(key)
    return _download(request, table, fmt, name=f"portulan-{key}", page=reverse("organisation"))


@require_safe
def institute(request: HttpRequest, code: str) -> HttpResponse:
    page = institute_page.page(subject=_institute(code), query=request.GET, path=request.path)
    crumbs = [Crumb(_("Organisation"), reverse("organisation")), Crumb(page.title)]
    return render(request, "unit/institute.html", {"page": page, "crumbs": crumbs})


@require_safe
def institute_table(request: HttpRequest, code: str, key: str, fmt: str) -> HttpResponse:
    table = institute_page.tables(_institute(code)).get(key)
    return _download(
        request, table, fmt, name=f"portulan-{code}-{key}", page=reverse("institute", args=[code])
    )


@require_safe
def instruments(request: HttpRequest) -> HttpResponse:
    page = rungs.page(at=_today(), query=request.GET, path=request.path)
    return render(request, "unit/instruments.html", {"page": page})


@require_safe
def instruments_table(request: HttpRequest, key: str, fmt: str) -> HttpResponse:
    table = rungs.tables(at=_today()).get(key)
    return _download(request, table, fmt, name=f"portulan-{key}", page=reverse("instruments"))


PAGES: dict[str, str] = {
    UnitKind.INSTITUTE: "institute",
    UnitKind.CENTRE: "institute",
    UnitKind.OFFICE: "office",
    **{kind.value: "laboratory" for kind in laboratory_page.KINDS},
}


def _today() -> date:
    return clock().today(settings.PORTULAN_TIME_ZONE)


def _institute(code: str) -> institute_page.Subject:
    unit = organisation_queries.unit(code, _today())
    if unit is None or PAGES.get(unit.line.kind) != "institute":
        raise Http404
    return institute_page.read(unit=unit, at=_today(), figures=published(settings.LAKE))


def _download(request: HttpRequest, table: Table | None, fmt: str, *, name: str, page: str) -> HttpResponse:
    if table is None:
        raise Http404
    return export_response(table, fmt, name, query=request.GET, url=request.build_absolute_uri(page))

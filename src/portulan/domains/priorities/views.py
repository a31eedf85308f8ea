"""The matrix of priorities, its versions, and the ledger of a partner. What one may not see does not exist."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import wraps
from typing import Any, cast
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portulan.domains.organisation import queries as organisation_queries
from portulan.domains.organisation.access import Reach
from portulan.domains.people import queries as people_queries
from portulan.domains.priorities import access, queries, services
from portulan.domains.priorities.forms import LedgerForm, MatrixForm
from portulan.domains.priorities.services import InvalidError, Line, VersionMovedError
from portulan.domains.priorities.tables import gaps_table, ledger_table, matrix_rows
from portulan.foundations.journal.actor import Actor
from portulan.foundations.journal.middleware import StampedRequest
from portulan.foundations.outside.clock import day_of
from portulan.foundations.tables.exports import export_response
from portulan.foundations.tables.view import view_of
from portulan.foundations.ui.components import Crumb
from portulan.foundations.ui.kept import kept


@dataclass(frozen=True, slots=True)
class Asker:
    by: Actor
    reach: Reach
    at: datetime
    today: date

    @property
    def acting(self) -> dict[str, Any]:
        return {"by": self.by, "reach": self.reach, "at": self.at}


def asker_of(request: HttpRequest) -> Asker:
    """The person who asks; Http404 for who is nobody."""
    at = cast(StampedRequest, request).instant
    today = day_of(at, zone=settings.PORTULAN_TIME_ZONE)
    person = people_queries.person_of(request.user) if request.user.is_authenticated else None
    if person is None:
        raise Http404
    reach = organisation_queries.reach_of_account(request.user, today)
    return Asker(people_queries.actor_of(person), reach, at, today)


View = Callable[..., HttpResponse]


def answered(view: View) -> View:
    """Unknown is 404; a refusal is 403 with its reason."""

    @wraps(view)
    def answering(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except access.UnknownError as error:
            raise Http404 from error
        except access.PrioritiesRefusedError as error:
            context = {"why": str(error), **kept(request)}
            return render(request, "403.html", context, status=403)

    return answering


def _matrix_asker(request: HttpRequest) -> Asker:
    asker = asker_of(request)
    if not access.may_see_matrix(asker.reach):
        raise Http404
    return asker


@never_cache
@require_safe
@answered
def matrix(request: HttpRequest, number: int | None = None) -> HttpResponse:
    asker = _matrix_asker(request)
    found = queries.matrix(at=asker.today, number=number)
    if number is not None and found is None:
        raise Http404
    over = queries.laid(found, reach=asker.reach, at=asker.today) if found else None
    context: dict[str, Any] = {
        "matrix": found,
        "laid": over,
        "rows": matrix_rows(found, asker.today) if found else (),
        "table": view_of(gaps_table(found, over, asker.today), query=request.GET.dict(), path=request.path)
        if found and over
        else None,
        "versions": queries.versions(),
        "may_edit": access.may_edit(asker.reach),
    }
    return render(request, "priorities/matrix.html", context)


@never_cache
@require_safe
@answered
def matrix_table(request: HttpRequest, key: str, fmt: str) -> HttpResponse:
    asker = _matrix_asker(request)
    found = queries.matrix(at=asker.today)
    if key != "gaps" or found is None:
        raise Http404
    table = gaps_table(found, queries.laid(found, reach=asker.reach, at=asker.today), asker.today)
    url = request.build_absolute_uri(reverse("priorities"))
    return export_response(table, fmt, "priorities", query=request.GET.dict(), url=url)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@answered
def matrix_edit(request: HttpRequest) -> HttpResponse:
    asker = _matrix_asker(request)
    if not access.may_edit(asker.reach):
        raise Http404
    found = queries.matrix(at=asker.today)
    form = MatrixForm(
        request.POST or None,
        initial={
            "read": found.number if found else 0,
            "since": asker.today,
            "text": found.text if found else "",
        },
    )
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                services.write_matrix(
                    weights=form.cells(),
                    text=form.cleaned_data["text"],
                    read=form.cleaned_data["read"],
                    since=form.cleaned_data["since"],
                    language=translation.get_language() or "",
                    **asker.acting,
                )
            except InvalidError as error:
                form.add_error(error.field if error.field in form.fields else None, str(error))
            except VersionMovedError as error:
                form.add_error(None, str(error))
                status = 409
            else:
                messages.success(request, _("The new version is kept; those before stay."))
                return redirect("priorities")
    weights = form.cells() if form.is_bound else dict(found.weights) if found else {}
    units = queries.fields(asker.today)
    context = {
        "form": form,
        "units": units,
        "areas": queries.areas(),
        "weights": weights,
        "grid": _grid(units, queries.areas(), weights, request.GET.getlist("country")),
        "crumbs": (Crumb(_("Priorities"), reverse("priorities")), Crumb(_("New version"))),
    }
    return render(request, "priorities/edit.html", context, status=status)


def _grid(
    units: Any, areas: Any, weights: dict[tuple[str, str], int], added: list[str]
) -> list[dict[str, Any]]:
    """Sub-regions, and the countries that have a weight; those that were added."""
    used = set(added) | {area for (_unit, area), weight in weights.items() if weight}
    shown = [one for one in areas if len(one.code) == 3 or one.code in used]
    return [
        {"area": area, "cells": [(unit, weights.get((unit.code, area.code), 0)) for unit in units]}
        for area in shown
    ]


def _partner(asker: Asker, key: str) -> Any:
    row = queries.ledger_partner(key=key, reach=asker.reach)
    if row is None or not access.may_read_ledger_in(asker.reach, row.country_id):
        raise Http404
    return row


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@answered
def ledger(request: HttpRequest, key: str) -> HttpResponse:
    asker = asker_of(request)
    partner = _partner(asker, key)
    form = LedgerForm(request.POST or None, initial={"year": asker.today.year})
    if request.method == "POST":
        if form.is_valid():
            try:
                services.write_line(partner=partner.key, line=_line(form), today=asker.today, **asker.acting)
            except InvalidError as error:
                form.add_error(error.field, str(error))
            else:
                messages.success(request, _("The line is kept."))
                return redirect("ledger", key=partner.key)
        else:
            access.require_ledger(asker.reach, partner.country_id)
    lines = queries.ledger(partner=partner.key, reach=asker.reach, history=True)
    context = {
        "partner": partner,
        "form": form,
        "lines": [one for one in lines if one.held],
        "history": [one for one in lines if not one.held],
        "table": view_of(ledger_table(lines), query=request.GET.dict(), path=request.path),
        "may_write": access.may_write_ledger(asker.reach, partner.country_id),
        "crumbs": (Crumb(partner.name, reverse("partner", args=[partner.key])), Crumb(_("Ledger"))),
    }
    return render(request, "priorities/ledger.html", context, status=422 if form.errors else 200)


def _line(form: LedgerForm) -> Line:
    names = ("side", "kind", "year", "text", "amount", "currency")
    return Line(**{name: form.cleaned_data[name] for name in names})


@never_cache
@require_safe
@answered
def ledger_file(request: HttpRequest, key: str, table: str, fmt: str) -> HttpResponse:
    asker = asker_of(request)
    partner = _partner(asker, key)
    if table != "ledger":
        raise Http404
    found = ledger_table(queries.ledger(partner=partner.key, reach=asker.reach, history=True))
    url = request.build_absolute_uri(reverse("ledger", args=[partner.key]))
    return export_response(found, fmt, f"ledger-{partner.key}", query=request.GET.dict(), url=url)


@require_POST
@answered
def ledger_withdraw(request: HttpRequest, key: str, uid: UUID) -> HttpResponse:
    """Take a line back; it stays in the history."""
    asker = asker_of(request)
    partner = _partner(asker, key)
    services.correct(uid=uid, line=None, today=asker.today, **asker.acting)
    messages.success(request, _("The line is taken back; the history keeps it."))
    return redirect("ledger", key=partner.key)

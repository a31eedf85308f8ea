"""Mandates: lists, one, and the pages that give, delegate, stand in for and end them."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from allauth.core.ratelimit import consume
from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from portulan.domains.organisation import access, services, tables
from portulan.domains.organisation.forms import DeputyForm, EndForm, GiveForm, PersonForm
from portulan.domains.organisation.models import Mandate
from portulan.domains.organisation.queries import holding, roles, unit
from portulan.domains.organisation.queries.mandates import RoleView
from portulan.domains.organisation.views.reader import Reader, reader_of
from portulan.domains.organisation.vocabulary import MandateKind, Verb
from portulan.domains.people.queries import person as person_by_uid
from portulan.foundations.journal import queries as journal
from portulan.foundations.tables.exports import export_response
from portulan.foundations.ui.components import Crumb

REFUSALS = (services.MandateRefusedError, PermissionError)  # each with a reason a person can read
form_page = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@login_required
@require_safe
def mandates(request: HttpRequest) -> HttpResponse:
    reader = reader_of(request)
    return _listed(request, reader, Q(), title=_("Mandates"))


@never_cache
@login_required
@require_safe
def mandates_table(request: HttpRequest, key: str, fmt: str) -> HttpResponse:
    if key != tables.KEY:
        raise Http404
    reader = reader_of(request)
    found = holding.mandates(
        reader.reach,
        reader.today,
        held="all" not in request.GET,
        sort=tables.sort_of(request.GET),
        limit=tables.ALL,
    )
    url = request.build_absolute_uri("/mandates/")
    return export_response(tables.mandates(found), fmt, "portulan-mandates", query=request.GET, url=url)


@never_cache
@login_required
@require_safe
def of_person(request: HttpRequest, uid: UUID) -> HttpResponse:
    """What a person holds, as far as the reader may see; somebody of whom nothing is seen does not exist."""
    reader, person = reader_of(request), person_by_uid(uid)
    which = holding.of_person(uid)
    seen = holding.mandates(reader.reach, reader.today, which=which, held=False, limit=1).total
    if person is None or not (seen or person.pk == reader.person.pk):
        raise Http404
    return _listed(request, reader, which, title=_("Mandates of %(name)s") % {"name": person}, person=person)


@never_cache
@login_required
@require_safe
def of_unit(request: HttpRequest, code: str) -> HttpResponse:
    """Who holds a mandate for a unit or for one above it, as far as the reader may see."""
    reader = reader_of(request)
    known = unit(code, reader.today)
    if known is None:
        raise Http404
    name = tables.unit_name(known)
    return _listed(
        request,
        reader,
        holding.of_unit(code, reader.today),
        title=_("Mandates for %(name)s") % {"name": name},
        unit=code,
    )


def _listed(request: HttpRequest, reader: Reader, which: Q, *, title: str, **more: Any) -> HttpResponse:
    held = "all" not in request.GET
    offset = tables.offset_of(request.GET)
    found = holding.mandates(
        reader.reach,
        reader.today,
        which=which,
        held=held,
        sort=tables.sort_of(request.GET),
        limit=tables.PAGE,
        offset=offset,
    )
    context = {
        "title": title,
        "table": tables.view(found, query=request.GET, path=request.path, empty=_empty(held=held)),
        "held": held,
        "may_give": access.may_give_mandates(reader.by(Verb.MANDATE_GIVE), reader.reach),
        "me": reader.person.uid,
        **more,
    }
    return render(request, "organisation/mandates.html", context)


def _empty(*, held: bool) -> str:
    if held:
        return _(
            "You see no mandate that holds today: you see your own, those you gave, and those of your scope."
        )
    return _("You see no mandate: you see your own, those you gave, and those of your scope.")


@never_cache
@login_required
@require_safe
def mandate(request: HttpRequest, uid: UUID) -> HttpResponse:
    reader, row = _known(request, uid)
    page = holding.mandate_page(reader.reach, row, reader.today)
    by = reader.by(Verb.MANDATE_GIVE)
    mine, held = access.holds(reader.reach, row), page.line.state == "held"
    context = {
        "page": page,
        "line": page.line,
        "mine": row.person_id == reader.person.pk,
        "history": journal.of(row.uid)[:50],
        "may_delegate": mine
        and held
        and row.kind == MandateKind.GIVEN
        and Verb.MANDATE_DELEGATE in page.verbs,
        "may_deputise": held
        and row.kind != MandateKind.DEPUTY
        and (row.person_id == reader.person.pk or (not mine and access.may_give_mandates(by, reader.reach))),
        "may_end": page.line.state != "ended"
        and services.may_end(row, by=by, reach=reader.reach, today=reader.today),
        "crumbs": _crumbs(tables.role_of(page.line)),
    }
    return render(request, "organisation/mandate.html", context)


@never_cache
@login_required
@form_page
def give(request: HttpRequest) -> HttpResponse:
    reader = reader_of(request)
    by = reader.by(Verb.MANDATE_GIVE)
    if not access.may_give_mandates(by, reader.reach):
        raise Http404
    form = GiveForm(request.POST or None, roles=roles(reader.today), initial=_initial(request.GET))
    return _form(
        request,
        form,
        lambda: services.give_mandate(**_values(form), **_asked(reader, by)),
        title=_("Give a mandate"),
        lead=_("Within your own scope: units, countries and sites that are yours."),
        submit=_("Give the mandate"),
        done=_("The mandate is given; the person is told."),
    )


@never_cache
@login_required
@form_page
def delegate(request: HttpRequest, uid: UUID) -> HttpResponse:
    reader, row = _known(request, uid)
    given = holding.mandate_page(reader.reach, row, reader.today)
    allowed = set(given.verbs)
    form = GiveForm(request.POST or None, roles=_within(roles(reader.today), allowed))
    return _form(
        request,
        form,
        lambda: services.delegate_mandate(
            parent=row, **_values(form), **_asked(reader, reader.by(Verb.MANDATE_DELEGATE))
        ),
        title=_("Delegate a part of a mandate"),
        lead=_(
            "What you leave empty is as in the mandate. The delegation ends with it, and never allows more."
        ),
        submit=_("Delegate"),
        done=_("The part is delegated; the person is told."),
        line=given.line,
    )


@never_cache
@login_required
@form_page
def deputise(request: HttpRequest, uid: UUID) -> HttpResponse:
    reader, row = _known(request, uid)
    form = DeputyForm(request.POST or None)
    return _form(
        request,
        form,
        lambda: services.name_deputy(
            parent=row, **form.cleaned_data, **_asked(reader, reader.by(Verb.MANDATE_GIVE))
        ),
        title=_("Name a deputy"),
        lead=_(
            "For a time, the deputy sees and does all that the mandate allows; the journal names you both."
        ),
        submit=_("Name the deputy"),
        done=_("The deputy is named and told."),
        line=holding.mandate_page(reader.reach, row, reader.today).line,
    )


@never_cache
@login_required
@form_page
def end(request: HttpRequest, uid: UUID) -> HttpResponse:
    reader, row = _known(request, uid)
    form = EndForm(request.POST or None)
    if request.method == "POST":
        form = EndForm(request.POST)
    return _form(
        request,
        form,
        lambda: services.end_mandate(
            mandate=row, **form.cleaned_data, **_asked(reader, reader.by(Verb.MANDATE_GIVE))
        ),
        title=_("End a mandate"),
        lead=_(
            "It ends today, and what comes from it ends with it. What was done under it stays in the journal."
        ),
        submit=_("End the mandate"),
        done=_("The mandate has ended; the person is told."),
        line=holding.mandate_page(reader.reach, row, reader.today).line,
    )


def _known(request: HttpRequest, uid: UUID) -> tuple[Reader, Mandate]:
    reader = reader_of(request)
    row = holding.mandate(reader.reach, uid, reader.today)
    if row is None:
        raise Http404
    return reader, row


def _asked(reader: Reader, by: Any) -> dict[str, Any]:
    return {"by": by, "at": reader.at, "today": reader.today, "reach": reader.reach}


def _values(form: forms.Form) -> dict[str, Any]:
    values = dict(form.cleaned_data)
    return {"role_code": values.pop("role"), **values}


def _within(known: tuple[RoleView, ...], allowed: set[Verb]) -> list[RoleView]:
    """Roles that allow no more than the mandate; one that allows nothing is no delegation."""
    held = {verb.value for verb in allowed}
    return [role for role in known if role.verbs and set(role.verbs) <= held]


def _initial(query: Mapping[str, str]) -> dict[str, str]:
    return {
        name: query[name][:200] for name in ("person", "units", "countries", "sites", "role") if name in query
    }


def _form(
    request: HttpRequest,
    form: forms.Form,
    act: Callable[[], Mandate],
    *,
    title: str,
    lead: str,
    submit: str,
    done: str,
    line: holding.MandateLine | None = None,
) -> HttpResponse:
    """Show the form; when it was sent, act; a refusal says why above what was typed, which is kept."""
    status = 200
    if request.method == "POST":
        status = 422
        if isinstance(form, PersonForm) and not consume(request, action="look_up", user=request.user):
            form.may_look, status = False, 429
        if form.is_valid():
            try:
                made = act()
            except REFUSALS as refusal:
                form.add_error(None, str(refusal))
                status = 403 if isinstance(refusal, PermissionError) else 422
            else:
                messages.success(request, done)
                return redirect("mandate", uid=made.uid)
    context = {"form": form, "title": title, "lead": lead, "submit": submit, "line": line}
    context["crumbs"] = _crumbs(title)
    return render(request, "organisation/mandate_form.html", context, status=status)


def _crumbs(last: str) -> list[Crumb]:
    return [Crumb(_("Mandates"), "/mandates/"), Crumb(last)]

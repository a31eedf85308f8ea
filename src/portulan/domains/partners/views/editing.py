"""Change the record of a partner: what it is called, its numbers, what it is part of."""

from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from portulan.domains.partners import access, queries, services
from portulan.domains.partners.forms import (
    CountryForm,
    EditPartnerForm,
    EndForm,
    IdentifierForm,
    NameForm,
    ParentForm,
)
from portulan.domains.partners.models import Partner
from portulan.domains.partners.queries.choosing import country_options
from portulan.domains.partners.queries.details import details_of
from portulan.domains.partners.queries.wording import detail
from portulan.domains.partners.services import ChangedMeanwhileError, PartnerRefusedError
from portulan.domains.partners.views.acts import checked, page_of, perform, tell
from portulan.domains.partners.views.asker import Asker, asker_of, partner_for, refuse
from portulan.foundations.ui.components import Crumb
from portulan.foundations.ui.typed import Offered, Typed
from portulan.insight.figures import published

_PARTS: dict[str, type[forms.Form]] = {
    "name": NameForm,
    "identifier": IdentifierForm,
    "country": CountryForm,
    "parent": ParentForm,
}


def _editor(request: HttpRequest, uid: UUID) -> tuple[Asker, Partner]:
    """The asker and the partner they may write about; Http404 otherwise."""
    asker = asker_of(request)
    partner = partner_for(asker, uid)
    if asker.by is None:
        raise Http404
    if not access.may_edit(asker.by, asker.reach, partner):
        refuse(asker, partner)
    return asker, partner


@never_cache
def edit(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The record and all its parts; the form of the record itself is sent here."""
    asker, partner = _editor(request, uid)
    if request.method != "POST":
        return _page(request, asker, partner)
    form = _record_form(request.POST)
    if not form.is_valid():
        return _page(request, asker, partner, form=form, status=422)
    try:
        partner = services.edit_partner(
            partner=partner, **form.cleaned_data, by=asker.acting, at=asker.at, reach=asker.reach
        )
    except ChangedMeanwhileError as changed:
        return _page(request, asker, partner, form=form, theirs=changed.theirs, status=409)
    except PartnerRefusedError as refused:
        tell(form, refused)
        return _page(request, asker, partner, form=form, status=422)
    messages.success(request, _("The record is kept."))
    return redirect(page_of(partner))


@require_POST
def add(request: HttpRequest, uid: UUID, part: str) -> HttpResponse:
    """Add a name, a number, another country or a parent."""
    asker, partner = _editor(request, uid)
    if part not in _PARTS:
        raise Http404
    form = _part(part, request.POST)
    if not form.is_valid():
        return _page(request, asker, partner, part={part: form}, status=422)
    if part == "parent" and form.cleaned_data["parent"].is_open:
        return _page(request, asker, partner, part={part: _offering(form, asker)})
    try:
        _add(part, form.cleaned_data, partner, asker)
    except PermissionError as refused:
        raise Http404 from refused
    except PartnerRefusedError as refused:
        tell(form, refused)
        return _page(request, asker, partner, part={part: form}, status=422)
    messages.success(request, _("Added."))
    return redirect("partner_edit", uid=partner.uid)


def _add(part: str, said: dict[str, Any], partner: Partner, asker: Asker) -> None:
    acting: dict[str, Any] = {"partner": partner, "by": asker.acting, "at": asker.at, "reach": asker.reach}
    if part == "name":
        services.add_name(**said, **acting)
    elif part == "identifier":
        services.add_identifier(**said, **acting)
    elif part == "country":
        services.add_country(**said, **acting)
    else:
        typed: Typed = said["parent"]
        parent = services.make_partner(
            key=typed.key,
            figures=published(settings.LAKE),
            today=asker.today,
            by=asker.acting,
            at=asker.at,
            reach=asker.reach,
        )
        services.add_parent(parent=parent, since=said["since"], **acting)


def _offering(form: forms.Form, asker: Asker) -> forms.Form:
    typed: Typed = form.cleaned_data["parent"]
    found = queries.suggest(typed.text, reach=asker.reach, lake=settings.LAKE)
    form.fields["parent"].offer([Offered(one.key, one.name, detail(one)) for one in found])  # type: ignore[attr-defined]
    return form


@require_POST
def end(request: HttpRequest, uid: UUID) -> HttpResponse:
    """End a name, a number, another country or a parent today."""
    asker, partner = _editor(request, uid)
    said = checked(EndForm(request.POST))
    perform(
        request,
        lambda: services.end_row(
            partner=partner,
            uid=said["row"],
            kind=said["kind"],
            by=asker.acting,
            at=asker.at,
            today=asker.today,
            reach=asker.reach,
        ),
        done=_("It ended today."),
    )
    return redirect("partner_edit", uid=partner.uid)


def _record_form(data: Any = None, **options: Any) -> EditPartnerForm:
    form: EditPartnerForm = _offered_countries(EditPartnerForm(data, **options))
    return form


def _part(part: str, data: Any = None) -> forms.Form:
    """One of the small forms; several stand on one page, each with its own ids."""
    form = _PARTS[part](data, auto_id=f"{part}_%s")
    if part == "country":
        _offered_countries(form)
    return form


def _offered_countries(form: Any) -> Any:
    chosen = [("", _("Choose")), *((one.value, one.label) for one in country_options())]
    form.fields["country"].choices = chosen
    return form


def _page(
    request: HttpRequest,
    asker: Asker,
    partner: Partner,
    *,
    form: EditPartnerForm | None = None,
    part: dict[str, forms.Form] | None = None,
    theirs: dict[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    initial = {
        "version": partner.version,
        "name": partner.name,
        "short_name": partner.short_name,
        "country": partner.country.code if partner.country else "",
        "city": partner.city,
        "website": partner.website,
    }
    parts = {name: _part(name) for name in _PARTS} | (part or {})
    context = {
        "partner": partner,
        "form": form or _record_form(initial=initial),
        "theirs": theirs,
        "newest": partner.version,
        "parts": parts,
        "details": details_of(partner, at=asker.today),
        "crumbs": [Crumb(partner.name[:80], page_of(partner)), Crumb(_("Change the record"))],
    }
    return render(request, "partners/edit.html", context, status=status)

"""People around a partner: those on its side, and who of us holds the relation."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from portulan.domains.organisation.vocabulary import Verb
from portulan.domains.partners import access, services
from portulan.domains.partners.forms import ContactForm, HolderForm
from portulan.domains.partners.models import Partner
from portulan.domains.partners.queries import choosing, people
from portulan.domains.partners.queries.people import ContactView, HolderView
from portulan.domains.partners.services import ChangedMeanwhileError, PartnerRefusedError
from portulan.domains.partners.views.acts import back, page_of, perform, tell
from portulan.domains.partners.views.asker import (
    Asker,
    RefusedError,
    asker_of,
    asker_with,
    partner_for,
    refuse,
)
from portulan.foundations.journal.request import request_id
from portulan.foundations.ui.components import Crumb
from portulan.foundations.ui.typed import Offered, Typed

HERE = "#people"


def _writer(request: HttpRequest, uid: UUID) -> tuple[Asker, Partner]:
    """Who writes about people of partners, and a partner they may know of."""
    asker = asker_of(request)
    partner = partner_for(asker, uid)
    if not access.may_on_partner(asker.reach, Verb.PARTNER_EDIT, partner):
        refuse(asker, partner)
    return asker, partner


@never_cache
def add(request: HttpRequest, uid: UUID) -> HttpResponse:
    """A person on the partner's side."""
    asker, partner = _writer(request, uid)
    options = _units(asker)
    if request.method != "POST":
        form = _contact_form(options, initial={"request": request_id(), "unit": _first(options)})
        return _contact_page(request, partner, form)
    form = _contact_form(options, request.POST)
    if not form.is_valid():
        return _contact_page(request, partner, form, status=422)
    try:
        contact = services.add_contact(
            partner=partner,
            unit=choosing.unit_row(form.cleaned_data["unit"]),
            said=form.said,
            since=form.cleaned_data["since"],
            source=form.cleaned_data["source"],
            request_key=form.cleaned_data["request"],
            by=asker.acting,
            at=asker.at,
            today=asker.today,
            reach=asker.reach,
        )
    except PermissionError as refused:
        raise Http404 from refused
    except PartnerRefusedError as refused:
        tell(form, refused)
        return _contact_page(request, partner, form, status=422)
    messages.success(request, _("%(name)s is kept.") % {"name": contact})
    return redirect(page_of(partner) + HERE)


@never_cache
def edit(request: HttpRequest, uid: UUID) -> HttpResponse:
    """What is known of a person; writing it confirms it."""
    asker = asker_of(request)
    contact = _written(people.contact(uid, reach=asker.reach, at=asker.today))
    if request.method != "POST":
        return _edit_page(request, contact, _edit_form(initial=_initial(contact)))
    form = _edit_form(request.POST)
    if not form.is_valid():
        return _edit_page(request, contact, form, status=422)
    try:
        services.edit_contact(
            uid=uid,
            version=form.cleaned_data["version"] or 0,
            said=form.said,
            by=asker.acting,
            at=asker.at,
            today=asker.today,
            reach=asker.reach,
        )
    except PermissionError as refused:
        raise Http404 from refused
    except ChangedMeanwhileError as changed:
        return _edit_page(request, contact, form, theirs=changed.theirs, status=409)
    except PartnerRefusedError as refused:
        tell(form, refused)
        return _edit_page(request, contact, form, status=422)
    messages.success(request, _("What is known of this person is kept, and confirmed today."))
    return redirect("partner", key=contact.partner_key)


@require_POST
def confirm(request: HttpRequest, uid: UUID) -> HttpResponse:
    """All that is known of a person still holds."""
    asker = asker_of(request)
    _written(people.contact(uid, reach=asker.reach, at=asker.today))
    given: dict[str, Any] = {"by": asker.acting, "at": asker.at, "today": asker.today, "reach": asker.reach}
    done = perform(request, lambda: services.confirm_contact(uid=uid, **given), done=_("Confirmed today."))
    return back(request, page_of(done.partner) + HERE if done else "/")


@require_POST
def end(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The person is there no longer."""
    asker = asker_of(request)
    _written(people.contact(uid, reach=asker.reach, at=asker.today))
    given: dict[str, Any] = {"by": asker.acting, "at": asker.at, "today": asker.today, "reach": asker.reach}
    done = perform(request, lambda: services.end_contact(uid=uid, **given), done=_("It ended today."))
    return back(request, page_of(done.partner) + HERE if done else "/")


@never_cache
def hold(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Who of us holds the relation, or is in touch."""
    asker, partner = _writer(request, uid)
    form = _holder_form(asker, partner, request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _holder_page(request, partner, form)
    if not form.is_valid():
        return _holder_page(request, partner, form, status=422)
    typed: Typed = form.cleaned_data["person"]
    if typed.is_open:
        found = choosing.colleagues(typed.text, at=asker.today)
        form.fields["person"].offer([Offered(one.value, one.label) for one in found])  # type: ignore[attr-defined]
        return _holder_page(request, partner, form)
    try:
        _held(form, partner, asker)
    except PermissionError as refused:
        raise Http404 from refused
    except PartnerRefusedError as refused:
        tell(form, refused)
        return _holder_page(request, partner, form, status=422)
    messages.success(request, _("Added."))
    return redirect(page_of(partner) + HERE)


def _held(form: HolderForm, partner: Partner, asker: Asker) -> None:
    said = form.cleaned_data
    person = choosing.colleague(said["person"].key, at=asker.today) if said["person"].key else asker.person
    if person is None:
        raise PartnerRefusedError(_("Choose somebody who holds a mandate."), field="person")
    contact = (
        people.contact_row(said["contact"], partner=partner, reach=asker.reach) if said["contact"] else None
    )
    services.add_holder(
        partner=partner,
        person=person,
        kind=said["kind"],
        unit=choosing.unit_row(said["unit"]),
        contact=contact,
        since=said["since"],
        by=asker.acting,
        at=asker.at,
        reach=asker.reach,
    )


@require_POST
def release(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One of us holds the relation no longer."""
    asker = asker_of(request)
    _written(people.holder(uid, reach=asker.reach, at=asker.today))
    given: dict[str, Any] = {"by": asker.acting, "at": asker.at, "today": asker.today, "reach": asker.reach}
    done = perform(request, lambda: services.end_holder(uid=uid, **given), done=_("It ended today."))
    return back(request, page_of(done.partner) + HERE if done else "/")


@never_cache
@require_safe
def colleagues(request: HttpRequest) -> JsonResponse:
    """People who hold a mandate, for who writes about partners."""
    asker = asker_with(request, Verb.PARTNER_EDIT)
    found = choosing.colleagues(request.GET.get("q", "")[:100], at=asker.today)
    choices = [{"key": one.value, "name": one.label, "detail": "", "note": ""} for one in found]
    return JsonResponse({"choices": choices})


def _written(found: ContactView | HolderView | None) -> Any:
    """What the asker may write; who only reads it is told so, for others it does not exist."""
    if found is None:
        raise Http404
    if not found.may_edit:
        raise RefusedError(_("Your mandates let you read this, not write it."))
    return found


def _units(asker: Asker) -> list[tuple[str, str]]:
    """Units that may keep what is written; the whole organisation for who may write for all of it."""
    options = [(one.value, one.label) for one in choosing.unit_options(reach=asker.reach, at=asker.today)]
    whole = [("", _("the whole organisation"))] if choosing.may_keep_for_all(asker.reach) else []
    return [*whole, *options]


def _first(options: list[tuple[str, str]]) -> str:
    return options[0][0] if options else ""


def _chosen(form: forms.Form, name: str, options: list[tuple[str, str]]) -> None:
    form.fields[name].choices = options  # type: ignore[attr-defined]  # a field of choices


def _contact_form(options: list[tuple[str, str]], data: Any = None, **more: Any) -> ContactForm:
    form = ContactForm(data, **more)
    _chosen(form, "unit", options)
    return form


def _edit_form(data: Any = None, **more: Any) -> ContactForm:
    form = ContactForm(data, **more)
    for name in ("unit", "since", "source"):
        del form.fields[name]
    return form


def _initial(contact: ContactView) -> dict[str, Any]:
    names = ("given_name", "family_name", "function", "email", "phone", "version")
    return {name: getattr(contact, name) for name in names}


def _holder_form(asker: Asker, partner: Partner, data: Any) -> HolderForm:
    form = HolderForm(data)
    _chosen(form, "unit", _units(asker))
    known = people.contacts_of(partner, reach=asker.reach, at=asker.today)
    listed = [(one.uid, one.name) for one in known if one.until is None]
    _chosen(form, "contact", [("", _("nobody in particular")), *listed])
    return form


def _contact_page(
    request: HttpRequest, partner: Partner, form: ContactForm, *, status: int = 200
) -> HttpResponse:
    context = {"partner": partner, "form": form, "crumbs": _crumbs(partner, _("New person"))}
    return render(request, "partners/person.html", context, status=status)


def _edit_page(
    request: HttpRequest,
    contact: ContactView,
    form: ContactForm,
    *,
    theirs: dict[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    crumbs = [Crumb(contact.partner[:80], _address(contact.partner_key)), Crumb(contact.name)]
    context = {
        "contact": contact,
        "form": form,
        "theirs": theirs,
        "newest": contact.version,
        "crumbs": crumbs,
    }
    return render(request, "partners/person.html", context, status=status)


def _holder_page(
    request: HttpRequest, partner: Partner, form: HolderForm, *, status: int = 200
) -> HttpResponse:
    context = {"partner": partner, "form": form, "crumbs": _crumbs(partner, _("Who holds the relation"))}
    return render(request, "partners/holder.html", context, status=status)


def _crumbs(partner: Partner, last: str) -> list[Crumb]:
    return [Crumb(partner.name[:80], page_of(partner)), Crumb(last)]


def _address(key: str) -> str:
    return redirect("partner", key=key).url

"""The people of a cooperation: ours, and the partner's contacts."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from portulan.domains.cooperations import forms, queries, services
from portulan.domains.cooperations.services import CooperationInvalidError
from portulan.domains.cooperations.views.acts import done, edited, followed
from portulan.domains.cooperations.views.asker import answered
from portulan.foundations.ui.typed import Offered, Typed


@require_POST
@answered
def name_person(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Without JavaScript a name is typed first, and the person chosen on the page that comes back."""
    asker = edited(request, uid)
    form = forms.NameForm(request.POST)
    if form.is_valid() and not form.cleaned_data["person"].key:
        typed: Typed = form.cleaned_data["person"]
        found = queries.people(text=typed.text, reach=asker.reach)
        form.fields["person"].offer([Offered(*one) for one in found])  # type: ignore[attr-defined]
        form.add_error("person", _("Choose one of our people."))

    def act(said: dict[str, Any]) -> None:
        services.name_person(
            uid=uid, person=_uuid(said["person"].key), part=said["part"], right=said["right"], **asker.acting
        )

    return done(
        request,
        asker,
        uid,
        name="name_form",
        form=form,
        act=act,
        said=_("The person is named on it."),
        anchor="#people",
    )


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise CooperationInvalidError({"person": _("Choose one of our people.")}) from error


@require_POST
@answered
def unname_person(request: HttpRequest, uid: UUID) -> HttpResponse:
    asker = edited(request, uid)
    try:
        services.unname_person(uid=uid, person=_uuid(request.POST.get("person", "")), **asker.acting)
    except CooperationInvalidError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The person is on it no more."))
    return redirect("cooperation", uid=uid)


@require_POST
@answered
def name_contact(request: HttpRequest, uid: UUID) -> HttpResponse:
    asker = followed(request, uid)
    try:
        services.name_contact(uid=uid, contact=_uuid(request.POST.get("contact", "")), **asker.acting)
    except CooperationInvalidError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The contact is named on it."))
    return redirect("cooperation", uid=uid)


@require_POST
@answered
def unname_contact(request: HttpRequest, uid: UUID) -> HttpResponse:
    asker = followed(request, uid)
    try:
        services.unname_contact(uid=uid, contact=_uuid(request.POST.get("contact", "")), **asker.acting)
    except CooperationInvalidError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The contact is on it no more."))
    return redirect("cooperation", uid=uid)

"""How a view answers an act: done and back, refused with the reason, or unknown to who may not."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from portulan.domains.partners.models import Partner
from portulan.domains.partners.services import PartnerRefusedError


def back(request: HttpRequest, fallback: str) -> HttpResponse:
    """To the page the form names as ``next`` when it is ours, else to ``fallback``."""
    asked = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(
        asked, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return redirect(asked if asked and ours else fallback)


def page_of(partner: Partner) -> str:
    """The address of a partner's page."""
    return reverse("partner", args=[partner.key])


def perform(request: HttpRequest, act: Callable[[], Any], *, done: str | Promise) -> Any:
    """Run one service: tell the reader what was done, or why it was refused; None when it was.

    Who may not is answered as if the address did not exist.
    """
    try:
        outcome = act()
    except PermissionError as refused:
        raise Http404 from refused
    except PartnerRefusedError as refused:
        messages.error(request, _("Refused, and nothing was changed: %(why)s") % {"why": refused})
        return None
    messages.success(request, str(done))
    return outcome if outcome is not None else True


def checked(form: forms.Form) -> dict[str, Any]:
    """What a form of buttons says; one that was tampered with does not exist."""
    if not form.is_valid():
        raise Http404
    return form.cleaned_data


def tell(form: forms.Form, refused: PartnerRefusedError) -> None:
    """Put the reason of a refusal beside its field."""
    form.add_error(refused.field if refused.field in form.fields else None, str(refused))

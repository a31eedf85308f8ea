"""Texts worth a look, and people's answers about which organisation a text names."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from portulan.domains.organisation.vocabulary import Verb
from portulan.domains.partners import queries, services
from portulan.domains.partners.forms import PinForm, WithdrawForm
from portulan.domains.partners.queries.pins import pins
from portulan.domains.partners.queries.texts import texts_to_check
from portulan.domains.partners.queries.wording import detail, names_of_keys
from portulan.domains.partners.services import PartnerRefusedError
from portulan.domains.partners.views.acts import back, checked, perform, tell
from portulan.domains.partners.views.asker import asker_with
from portulan.domains.partners.vocabulary import Verdict
from portulan.foundations.ui.components import Crumb
from portulan.foundations.ui.typed import Offered, Typed
from portulan.insight.figures import published

SHOWN = 25


@never_cache
@require_safe
def texts(request: HttpRequest) -> HttpResponse:
    """The most frequent and least sure texts of the last build, to accept, correct or refuse."""
    asker_with(request, Verb.MATCH_PIN)
    return _page(request, PinForm(initial={"text": request.GET.get("text", "")[:300]}))


@require_POST
def answer(request: HttpRequest) -> HttpResponse:
    """One answer: the button says which; without one, what was chosen corrects."""
    asker = asker_with(request, Verb.MATCH_PIN)
    form = PinForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    said, typed = form.cleaned_data, form.cleaned_data["key"]
    verdict = said["verdict"] if said["verdict"] in Verdict.values else Verdict.CORRECTED.value
    if verdict == Verdict.CORRECTED and typed.is_open:
        return _page(request, _offering(form, typed, asker.reach))
    keys = () if verdict == Verdict.REFUSED else typed.keys
    try:
        services.pin(
            text=said["text"],
            verdict=verdict,
            keys=keys,
            country=said["country"],
            why=said["why"],
            figures=published(settings.LAKE),
            by=asker.acting,
            at=asker.at,
            reach=asker.reach,
        )
    except PermissionError as refused:
        raise Http404 from refused
    except PartnerRefusedError as refused:
        tell(
            form, PartnerRefusedError(str(refused), field="key" if refused.field == "keys" else refused.field)
        )
        return _page(request, form, status=422)
    text = _("Kept: pages and suggestions follow at once; figures change at the next build of the data.")
    messages.success(request, text)
    return back(request, reverse("partners_texts"))


@require_POST
def withdraw(request: HttpRequest) -> HttpResponse:
    """Take an answer back."""
    asker = asker_with(request, Verb.MATCH_PIN)
    said = checked(WithdrawForm(request.POST))
    given: dict[str, Any] = {"by": asker.acting, "at": asker.at, "reach": asker.reach}
    done = _("Taken back: the matcher decides again at the next build of the data.")
    perform(request, lambda: services.withdraw_pin(uid=said["row"], **given), done=done)
    return back(request, reverse("partners_texts"))


def _offering(form: PinForm, typed: Typed, reach: Any) -> PinForm:
    found = queries.suggest(typed.text, reach=reach, lake=settings.LAKE)
    choices = [Offered(one.key, one.name, detail(one)) for one in found if one.key.startswith("ror-")]
    form.fields["key"].offer(choices)  # type: ignore[attr-defined]  # a field one types in
    return form


def _correcting(text: str, number: int) -> PinForm:
    """The field in which one corrects a line; what it names is typed already."""
    return PinForm(auto_id=f"text{number}_%s", initial={"key": Typed(text=text)})


def _page(request: HttpRequest, form: PinForm, *, status: int = 200) -> HttpResponse:
    held, lines = pins(), texts_to_check(lake=settings.LAKE, limit=SHOWN)
    named = names_of_keys([key for pin in held[:200] for key in pin.keys], lake=settings.LAKE)
    context = {
        "form": form,
        "texts": [(line, _correcting(line.text, number)) for number, line in enumerate(lines)],
        "answers": [(pin, [(key, named.get(key, key)) for key in pin.keys]) for pin in held[:200]],
        "answered": len(held),
        "crumbs": [Crumb(_("Partners"), reverse("partners")), Crumb(_("Texts worth a look"))],
    }
    return render(request, "partners/texts.html", context, status=status)

"""Declare a cooperation on one page; what was typed is kept as a draft, what the data know is filled in."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from portulan.domains.cooperations import access, queries, services
from portulan.domains.cooperations.forms import DeclareForm
from portulan.domains.cooperations.queries.found import FoundLine, found_one
from portulan.domains.cooperations.services import (
    CooperationInvalidError,
    Given,
    NewPartner,
    SaidOtherwiseError,
)
from portulan.domains.cooperations.views.asker import Asker, answered, form_key, somebody
from portulan.domains.cooperations.views.typing import (
    countries,
    name_partners,
    name_units,
    settled,
)
from portulan.domains.cooperations.views.wording import found_words
from portulan.domains.cooperations.vocabulary import (
    CONFIDENTIALITY_MEANINGS,
    STAGE_MEANINGS,
    Confidentiality,
    Stage,
)
from portulan.domains.partners.services import PartnerRefusedError
from portulan.foundations.ui.components import Crumb
from portulan.foundations.ui.typed import Typed
from portulan.insight.figures import published

FROM_MANDATE = gettext_noop("the mandate of who declared it")
_NOT_KEPT = ("csrfmiddlewaretoken", "key", "draft", "save_draft", "alike_seen")


@never_cache
@answered
def declare(request: HttpRequest) -> HttpResponse:
    asker = declarer(request)
    if request.method != "POST":
        return _page(request, asker, _opened(request, asker))
    if "save_draft" in request.POST:
        draft = _keep_draft(request, asker)
        messages.success(request, _("The draft is kept."))
        return redirect(f"{reverse('cooperation_declare')}?draft={draft}")
    form = DeclareForm(request.POST)
    offer_fields(form)
    if not form.is_valid() or not settled(form, asker):
        return _page(request, asker, form, status=422)
    near = () if form.cleaned_data["alike_seen"] else _near(form.cleaned_data, asker)
    if near:
        return _page(request, asker, form, alike=near, stopped=True)
    return _declared(request, asker, form)


def declarer(request: HttpRequest) -> Asker:
    """The asker, who may declare somewhere; for others the page does not exist."""
    asker = somebody(request)
    if not access.may_declare(asker.reach):
        raise Http404
    return asker


def _declared(request: HttpRequest, asker: Asker, form: DeclareForm) -> HttpResponse:
    said, token = form.cleaned_data, form.cleaned_data["found"]
    common = {
        "given": given_of(said, asker),
        "figures": published(settings.LAKE),
        "today": asker.today,
        "key": said["key"],
        "draft": said["draft"],
        **asker.acting,
    }
    try:
        if token:
            made = services.confirm_found(token=token, **common)
        else:
            made = services.declare(new=new_partner(said["partner"]), **common)
    except CooperationInvalidError as error:
        names = {"fields": "fields_of_science", "partners": "partner", "units": "unit"}
        form.say({names.get(name, name): sentence for name, sentence in error.errors.items()})
    except (SaidOtherwiseError, PartnerRefusedError) as error:
        form.add_error("partner" if isinstance(error, PartnerRefusedError) else None, str(error))
    else:
        messages.success(request, _("The cooperation is declared: %(number)s.") % {"number": made.number})
        return redirect("cooperation", uid=made.uid)
    return _page(request, asker, form, status=422)


def given_of(said: Mapping[str, Any], asker: Asker) -> Given:
    """What the form says, with the source of what the data filled in."""
    units = said["unit"].keys
    own = {one.key for one in queries.own_units(reach=asker.reach, at=asker.today)}
    fields = {
        one.key: one.source for one in queries.fields_of_science(codes=units, at=asker.today) if one.source
    }
    filled = {code: FROM_MANDATE for code in units if code in own}
    filled |= {key.rpartition(":")[2]: fields[key] for key in said["fields_of_science"] if key in fields}
    return Given(
        title=said["title"],
        summary=said["summary"],
        language=(translation.get_language() or "")[:2],
        stage=said["stage"],
        confidentiality=said["confidentiality"],
        units=units,
        partners=said["partner"].keys,
        fields=said["fields_of_science"],
        next_step=said["next_step"],
        next_step_on=said["next_step_on"],
        filled=filled,
    )


def new_partner(typed: Typed) -> NewPartner | None:
    """An organisation described in the form."""
    return NewPartner(typed.text, typed.country, typed.website) if typed.new else None


def _near(said: Mapping[str, Any], asker: Asker) -> tuple[Any, ...]:
    return queries.alike(
        **asker.reading, title=said["title"], partners=said["partner"].keys, units=said["unit"].keys
    )


def offer_fields(form: Any) -> None:
    """Any subject may come back: the service checks that it exists."""
    asked = form.data.getlist("fields_of_science") if form.is_bound else ()
    form.fields["fields_of_science"].choices = [(key, key) for key in asked]


def _opened(request: HttpRequest, asker: Asker) -> DeclareForm:
    """An empty form, a draft that goes on, or what the data show, to be completed."""
    initial: dict[str, Any] = {
        "key": form_key("declare"),
        "stage": Stage.EXPLORING.value,
        "confidentiality": Confidentiality.ORGANISATION.value,
        "partner": Typed(keys=tuple(_short(request.GET.getlist("partner")))),
        "unit": Typed(keys=tuple(_short(request.GET.getlist("unit")) or _own(asker))),
    }
    draft = _uuid(request.GET.get("draft", ""))
    view = queries.draft(reach=asker.reach, uid=draft) if draft else None
    if view is not None and view.cooperation is None:
        initial |= {**_typed_before(view.values), "draft": view.uid}
    elif token := request.GET.get("found", "")[:300]:
        line = found_one(**asker.reading, figures=published(settings.LAKE), token=token)
        if line is None:
            raise Http404
        initial |= _of_finding(line, token)
    return DeclareForm(initial=initial)


def _own(asker: Asker) -> list[str]:
    """The laboratory of the mandate, where there is only one."""
    own = queries.own_units(reach=asker.reach, at=asker.today)
    return [own[0].key] if len(own) == 1 else []


def _of_finding(line: FoundLine, token: str) -> dict[str, Any]:
    return {
        "found": token,
        "partner": Typed(keys=(line.key,)),
        "unit": Typed(keys=(line.unit.code,) if line.unit else ()),
        "stage": Stage.ESTABLISHED.value,
    }


def _short(values: Sequence[str]) -> list[str]:
    return [value[:140] for value in values[:20] if value]


def _typed_before(values: Mapping[str, Any]) -> dict[str, Any]:
    """A draft as the initial values of the form."""

    def several(name: str) -> list[str]:
        value = values.get(name, [])
        return [str(one) for one in value] if isinstance(value, list) else [str(value)]

    def one(name: str) -> str:
        return next(iter(several(name)), "")

    names = ("title", "summary", "stage", "confidentiality", "next_step", "found")
    return {
        **{name: one(name) for name in names if one(name)},
        "next_step_on": _date(one("next_step_on")),
        "fields_of_science": several("fields_of_science"),
        "partner": Typed(
            text=one("partner"),
            keys=tuple(key for key in several("partner_key") if key != "new"),
            new="new" in several("partner_key"),
            country=one("partner_country"),
            website=one("partner_website"),
        ),
        "unit": Typed(text=one("unit"), keys=tuple(several("unit_key"))),
    }


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _page(
    request: HttpRequest,
    asker: Asker,
    form: DeclareForm,
    *,
    alike: tuple[Any, ...] = (),
    stopped: bool = False,
    status: int = 200,
) -> HttpResponse:
    partner, unit = typed_in(form, "partner"), typed_in(form, "unit")
    name_partners(form, partner.keys, asker)
    name_units(form, unit.keys, asker)
    form.fields["partner"].widget.countries = countries()
    chosen = form["fields_of_science"].value() or ()
    context = {
        "form": form,
        "crumbs": [Crumb(_("Cooperations"), reverse("cooperations")), Crumb(_("Declare"))],
        "stages": [(one.value, one.label, STAGE_MEANINGS[one]) for one in Stage],
        "whos": [(one.value, one.label, CONFIDENTIALITY_MEANINGS[one]) for one in Confidentiality],
        "drafts": len(queries.drafts(reach=asker.reach)),
        "stopped": stopped,
        **known_context(
            asker, partner.keys, unit.keys, str(form["title"].value() or ""), chosen, fresh=not form.is_bound
        ),
    }
    if alike:
        context["alike"] = alike
    return render(request, "cooperations/declare.html", context, status=status)


def typed_in(form: Any, name: str) -> Typed:
    value = form[name].value()
    return value if isinstance(value, Typed) else Typed()


def known_context(
    asker: Asker,
    partners: Sequence[str],
    units: Sequence[str],
    title: str,
    chosen: Sequence[str],
    *,
    fresh: bool,
) -> dict[str, Any]:
    """What the data know of these choices; ``chosen`` are the subjects kept, ``fresh``: those of the registry too."""
    known = queries.known_with(keys=partners, codes=units, figures=published(settings.LAKE), at=asker.today)
    fields = queries.fields_of_science(codes=units, at=asker.today)
    marked = [(one, one.key in chosen or (fresh and bool(one.source))) for one in fields]
    return {
        "of_units": [(line, found_words(line)) for line in known.of_units],
        "of_all": [(line, found_words(line)) for line in known.of_all],
        "said_fields": [(one, on) for one, on in marked if one.source or on],
        "other_fields": [(one, on) for one, on in marked if not (one.source or on)],
        "alike": queries.alike(**asker.reading, title=title, partners=partners, units=units),
    }


@never_cache
@require_safe
@answered
def known(request: HttpRequest) -> HttpResponse:
    """The part of the form that what one chooses fills in."""
    asker = declarer(request)
    query = request.GET
    chosen = query.getlist("fields_of_science")[:50]
    context = known_context(
        asker,
        _short(query.getlist("partner_key")),
        _short(query.getlist("unit_key")),
        query.get("title", "")[:300],
        chosen,
        fresh="fields_seen" not in query,
    )
    return render(request, "cooperations/known.html", context)


@never_cache
@require_safe
@answered
def drafts(request: HttpRequest) -> HttpResponse:
    asker = declarer(request)
    context = {
        "drafts": queries.drafts(reach=asker.reach),
        "crumbs": [Crumb(_("Cooperations"), reverse("cooperations")), Crumb(_("My drafts"))],
    }
    return render(request, "cooperations/drafts.html", context)


@require_POST
@answered
def save_draft(request: HttpRequest) -> JsonResponse:
    """As one types: answers with the draft and the hour at which it was kept."""
    asker = declarer(request)
    try:
        uid = _keep_draft(request, asker)
    except CooperationInvalidError as error:
        return JsonResponse({"error": str(error)}, status=422)
    hour = localtime(asker.at, ZoneInfo(settings.PORTULAN_TIME_ZONE)).strftime("%H:%M")
    return JsonResponse({"draft": str(uid), "saved": _("Saved %(hour)s") % {"hour": hour}})


def _keep_draft(request: HttpRequest, asker: Asker) -> UUID:
    values = {name: several for name, several in request.POST.lists() if name not in _NOT_KEPT}
    draft = services.save_draft(
        values=values, uid=_uuid(request.POST.get("draft", "")), reach=asker.reach, at=asker.at
    )
    return draft.uid


@require_POST
@answered
def discard_draft(request: HttpRequest, uid: UUID) -> HttpResponse:
    services.discard_draft(uid=uid, reach=declarer(request).reach)
    messages.success(request, _("The draft is discarded."))
    return redirect("cooperation_drafts")


@never_cache
@require_safe
def units(request: HttpRequest) -> JsonResponse:
    """Typing-ahead of our units, for whoever writes about cooperations."""
    asker = somebody(request)
    if not queries.may_look_up(asker.reach):
        raise Http404
    return _choices(queries.units(text=request.GET.get("q", "")[:200], **asker.reading))


@never_cache
@require_safe
def people(request: HttpRequest) -> JsonResponse:
    """Typing-ahead of our people, for whoever writes about cooperations."""
    asker = somebody(request)
    if not queries.may_look_up(asker.reach):
        raise Http404
    return _choices(queries.people(text=request.GET.get("q", "")[:200], reach=asker.reach))


def _choices(found: Sequence[Any]) -> JsonResponse:
    return JsonResponse(
        {"choices": [{"key": one.key, "name": one.name, "detail": one.detail, "note": ""} for one in found]}
    )

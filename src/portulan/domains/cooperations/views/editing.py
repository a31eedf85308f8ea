"""Change the texts and links of a cooperation; where somebody was faster, both texts stand side by side."""

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from portulan.domains.cooperations import access, queries, services
from portulan.domains.cooperations.forms import EditForm
from portulan.domains.cooperations.queries.views import CooperationView
from portulan.domains.cooperations.services import (
    ClashError,
    CooperationInvalidError,
    Given,
    SaidOtherwiseError,
)
from portulan.domains.cooperations.views.asker import Asker, answered, form_key, somebody
from portulan.domains.cooperations.views.declaring import new_partner, offer_fields, typed_in
from portulan.domains.cooperations.views.dossier import require_seen
from portulan.domains.cooperations.views.typing import (
    countries,
    name_partners,
    name_units,
    settled,
)
from portulan.domains.cooperations.vocabulary import CHANGED, NOT_EDITABLE
from portulan.domains.partners.services import PartnerRefusedError
from portulan.foundations.ui.components import Crumb
from portulan.foundations.ui.typed import Typed
from portulan.insight.figures import published


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of which two people wrote two texts."""

    label: str
    theirs: str
    mine: str
    marked: SafeString


@never_cache
@answered
def edit(request: HttpRequest, uid: UUID) -> HttpResponse:
    asker = somebody(request)
    view = require_seen(asker, uid)
    if request.method != "POST":
        if not view.may_edit:
            raise access.CooperationRefusedError(NOT_EDITABLE)
        return _page(request, asker, view, EditForm(initial=_initial(view, asker, request)))
    form = EditForm(request.POST)
    form.fields["countries"].choices = countries()  # type: ignore[attr-defined]
    offer_fields(form)
    if not form.is_valid() or not settled(form, asker):
        return _page(request, asker, view, form, status=422)
    return _changed(request, asker, view, form)


def _changed(request: HttpRequest, asker: Asker, view: CooperationView, form: EditForm) -> HttpResponse:
    said, uid = form.cleaned_data, view.line.uid
    given = _given(said)
    try:
        services.edit(
            uid=uid,
            given=given,
            version=said["version"],
            key=said["key"],
            new=new_partner(said["partner"]),
            figures=published(settings.LAKE),
            today=asker.today,
            **asker.acting,
        )
    except ClashError as clash:
        return _clashed(request, asker, view, given=given, clash=clash)
    except CooperationInvalidError as error:
        names = {"fields": "fields_of_science", "partners": "partner", "units": "unit"}
        form.say({names.get(name, name): sentence for name, sentence in error.errors.items()})
    except (SaidOtherwiseError, PartnerRefusedError) as error:
        form.add_error(None, str(error))
    else:
        messages.success(request, _("The cooperation is changed."))
        return redirect("cooperation", uid=uid)
    return _page(request, asker, view, form, status=422)


def _clashed(
    request: HttpRequest, asker: Asker, view: CooperationView, *, given: Given, clash: ClashError
) -> HttpResponse:
    """Both texts, what differs, and the form as it was typed, on the present version; the text is kept as a draft."""
    row = queries.row_of(reach=asker.reach, uid=view.line.uid)
    values = {
        name: several for name, several in request.POST.lists() if name not in ("csrfmiddlewaretoken", "key")
    }
    services.save_draft(values=values, reach=asker.reach, at=asker.at, cooperation=row)
    data = request.POST.copy()
    data["version"], data["key"] = str(clash.version), form_key("edit")
    again = EditForm(data)
    again.fields["countries"].choices = countries()  # type: ignore[attr-defined]
    offer_fields(again)
    context = {"differences": differences(clash.now, given), "clash": str(clash)}
    return _page(request, asker, view, again, status=409, **context)


def differences(now: Mapping[str, Any], given: Given) -> list[Difference]:
    """The fields on which what stands and what was typed do not agree."""
    mine = {
        "title": given.title,
        "summary": given.summary.strip().replace("\r\n", "\n"),
        "units": list(given.units),
        "partners": list(given.partners),
        "countries": list(given.countries),
    }
    found = []
    for name, value in mine.items():
        theirs = now.get(name, "")
        theirs = theirs.replace("\r\n", "\n") if isinstance(theirs, str) else theirs
        if theirs != value and not (name == "countries" and set(value) <= set(theirs)):
            one, other = _text(theirs), _text(value)
            found.append(Difference(str(CHANGED[name]), one, other, marked(one, other)))
    return found


def _text(value: Any) -> str:
    return ", ".join(value) if isinstance(value, list) else str(value)


def marked(theirs: str, mine: str) -> SafeString:
    """Word by word: what only stands now is struck, what only I wrote is added."""
    old, new = re.findall(r"\s+|\S+", theirs), re.findall(r"\s+|\S+", mine)
    parts: list[SafeString] = []
    for act, a, b, c, d in difflib.SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        gone, now = "".join(old[a:b]), "".join(new[c:d])
        if act == "equal":
            parts.append(format_html("{}", gone))
        else:
            parts += [format_html('<del class="gone">{}</del>', gone)] if gone else []
            parts += [format_html('<ins class="now">{}</ins>', now)] if now else []
    return format_html_join("", "{}", ((part,) for part in parts))


def _given(said: Mapping[str, Any]) -> Given:
    return Given(
        title=said["title"],
        summary=said["summary"],
        language=(translation.get_language() or "")[:2],
        units=said["unit"].keys,
        partners=said["partner"].keys,
        countries=said["countries"],
        fields=said["fields_of_science"],
    )


def _initial(view: CooperationView, asker: Asker, request: HttpRequest) -> dict[str, Any]:
    line = view.line
    initial = {
        "key": form_key("edit"),
        "version": view.version,
        "title": line.title,
        "summary": view.summary,
        "partner": Typed(keys=tuple(one.key for one in line.partners)),
        "unit": Typed(keys=tuple(one.code for one in line.units)),
        "countries": [one.code for one in line.countries],
        "fields_of_science": [one.code for one in view.fields],
    }
    return initial | _kept(request, asker)


def _kept(request: HttpRequest, asker: Asker) -> dict[str, Any]:
    """A text that met another one's, taken up again on what stands now."""
    try:
        draft = queries.draft(reach=asker.reach, uid=UUID(request.GET.get("draft", "")))
    except ValueError:
        return {}
    values = draft.values if draft is not None and draft.cooperation is not None else {}
    return {name: values[name][0] for name in ("title", "summary") if values.get(name)}


def _page(
    request: HttpRequest,
    asker: Asker,
    view: CooperationView,
    form: EditForm,
    *,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    form.fields["countries"].choices = countries()  # type: ignore[attr-defined]
    form.fields["partner"].widget.countries = countries()
    units = typed_in(form, "unit").keys
    name_partners(form, typed_in(form, "partner").keys, asker)
    name_units(form, units, asker)
    chosen = _field_keys(form, view, units, asker)
    context = {
        "form": form,
        "line": view.line,
        "fields": chosen,
        "crumbs": [
            Crumb(_("Cooperations"), reverse("cooperations")),
            Crumb(view.line.number, reverse("cooperation", args=[view.line.uid])),
            Crumb(_("Change")),
        ],
        **more,
    }
    return render(request, "cooperations/edit.html", context, status=status)


def _field_keys(
    form: EditForm, view: CooperationView, units: Sequence[str], asker: Asker
) -> list[tuple[Any, bool]]:
    held = set(form["fields_of_science"].value() or ())
    codes = {one.code for one in view.fields}
    choices = queries.fields_of_science(codes=units, at=asker.today)
    if form.is_bound:
        return [(one, one.key in held) for one in choices]
    return [(one, one.key.rpartition(":")[2] in codes) for one in choices]

"""Found in the data: confirmed in one click, completed, or not ours with a reason."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from portulan.domains.cooperations import queries, services, tables
from portulan.domains.cooperations.forms import RefuseForm
from portulan.domains.cooperations.queries.attaching import attached, homes
from portulan.domains.cooperations.queries.found import Missing, found_one
from portulan.domains.cooperations.services import CooperationInvalidError
from portulan.domains.cooperations.views.asker import Asker, answered, form_key
from portulan.domains.cooperations.views.declaring import declarer
from portulan.domains.cooperations.views.wording import found_words, source_title
from portulan.domains.cooperations.vocabulary import Refusal
from portulan.domains.partners.services import PartnerRefusedError
from portulan.foundations.text import formats
from portulan.foundations.ui.components import Crumb
from portulan.insight.figures import published

PAGE = 50
_BUILD, _BUILD_FROM = "portulan data build", "portulan data build --from DIR"
_COMMANDS = {
    "nothing-built": _BUILD,
    "not-counted": _BUILD,
    "no-source": _BUILD_FROM,
    "no-works": _BUILD_FROM,
}


@never_cache
@require_safe
@answered
def found(request: HttpRequest) -> HttpResponse:
    return _page(request, declarer(request))


def _page(request: HttpRequest, asker: Asker, *, refused_form: Any = None, status: int = 200) -> HttpResponse:
    query, path, figures = request.GET, reverse("cooperations_found"), published(settings.LAKE)
    unit, country = query.get("unit", "")[:60], query.get("country", "")[:2].upper()
    text, page = query.get("text", "")[:100].replace("\0", ""), tables.page_of(query)
    offset = (page - 1) * PAGE
    rows = queries.found(
        **asker.reading, figures=figures, unit=unit, country=country, text=text, limit=PAGE, offset=offset
    )
    pages = max(1, -(-rows.total // PAGE))
    own = queries.own_units(reach=asker.reach, at=asker.today)
    counted = ngettext("%(count)s to answer", "%(count)s to answer", rows.total)
    context = {
        "lines": [(line, found_words(line), _source(figures, line.source)) for line in rows.rows],
        "counted": counted % {"count": formats.number(rows.total)},
        "ranged": tables.ranged(offset, len(rows.rows), rows.total) if pages > 1 and rows.rows else "",
        "missing": [
            _missing(one)
            for one in queries.missing(reach=asker.reach, figures=figures, at=asker.today, unit=unit)
        ],
        "refused": queries.refused(**asker.reading),
        "attached": attached(reach=asker.reach),
        "reasons": Refusal.choices,
        "own": own,
        "unit": unit,
        "country": country,
        "text": text,
        "countries": tables.country_choices((country,)),
        "here": request.get_full_path() if request.method == "GET" else path,
        "key": form_key("found"),
        "refused_form": refused_form,
        "previous_url": tables.address(path, query, page=str(page - 1)) if page > 1 else "",
        "next_url": tables.address(path, query, page=str(page + 1)) if page < pages else "",
        "crumbs": [Crumb(_("Cooperations"), reverse("cooperations")), Crumb(_("Found in the data"))],
    }
    return render(request, "cooperations/found.html", context, status=status)


def _source(figures: Any, key: str) -> str:
    report = figures.source(key)
    return ", ".join(part for part in (source_title(report.title), formats.as_of(report.as_of)) if part)


def _missing(one: Missing) -> dict[str, str]:
    """Why the list is not longer, and the command that brings what lacks."""
    title = source_title(one.title)
    words = {
        "nothing-built": _("No figure has been published yet."),
        "not-counted": _("The data in use were built before cooperations were sought in them."),
        "no-source": _("This source is not loaded: %(title)s."),
        "no-works": _(
            "No co-publication is loaded for our organisation: a file of them shows with whom each team publishes."
        ),
        "whole-only": _(
            "This source names no laboratory of ours: %(title)s. What it shows is of the whole organisation, and is "
            "answered by who has a mandate for the whole."
        ),
        "no-mandate": _("Your mandates do not allow you to answer what the data show."),
    }
    reason = "no-works" if (one.reason, one.source) == ("no-source", "hal") else one.reason
    text = words[reason] % {"title": title} if "%(title)s" in words[reason] else words[reason]
    return {"words": text, "command": _COMMANDS.get(reason, ""), "source": one.source}


@require_POST
@answered
def confirm(request: HttpRequest) -> HttpResponse:
    asker, into = declarer(request), _into(request)
    try:
        made = services.confirm_found(
            token=request.POST.get("token", "")[:300],
            figures=published(settings.LAKE),
            today=asker.today,
            into=into,
            **asker.acting,
        )
    except (CooperationInvalidError, PartnerRefusedError) as error:
        messages.error(request, str(error))
        return _back(request)
    done = _("It is a proof of %(number)s now.") if into else _("It is a cooperation now: %(number)s.")
    messages.success(request, done % {"number": made.number})
    return _back(request) if request.POST.get("back") else redirect("cooperation", uid=made.uid)


def _into(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.POST.get("into", ""))
    except ValueError:
        return None


@require_POST
@answered
def refuse(request: HttpRequest) -> HttpResponse:
    asker, form = declarer(request), RefuseForm(request.POST)
    token = request.POST.get("token", "")[:300]
    if form.is_valid():
        try:
            services.refuse_found(
                token=token,
                reason=form.cleaned_data["reason"],
                reason_text=form.cleaned_data["reason_text"],
                figures=published(settings.LAKE),
                today=asker.today,
                **asker.acting,
            )
        except CooperationInvalidError as error:
            form.say(error.errors)
        else:
            messages.success(request, _("It is not ours: it will not be shown again, after no later build."))
            return _back(request)
    form.token = token  # type: ignore[attr-defined]  # which line was refused
    return _page(request, asker, refused_form=form, status=422)


@never_cache
@require_safe
@answered
def attach(request: HttpRequest) -> HttpResponse:
    """To which cooperation a finding is added: the likely ones, others, and a search among those one may write on."""
    asker, figures = declarer(request), published(settings.LAKE)
    token, text = request.GET.get("token", "")[:300], request.GET.get("text", "")[:100].replace("\0", "")
    line = found_one(**asker.reading, figures=figures, token=token)
    if line is None:
        raise Http404
    found_url = reverse("cooperations_found")
    context = {
        "line": line,
        "words": found_words(line),
        "source": _source(figures, line.source),
        "homes": homes(line=line, text=text, **asker.reading),
        "text": text,
        "here": request.GET.get("here", "")[:500] or found_url,
        "crumbs": [
            Crumb(_("Cooperations"), reverse("cooperations")),
            Crumb(_("Found in the data"), found_url),
            Crumb(_("Add to a cooperation")),
        ],
    }
    return render(request, "cooperations/attach.html", context)


@require_POST
@answered
def detach(request: HttpRequest, uid: UUID) -> HttpResponse:
    asker = declarer(request)
    try:
        held = services.detach_found(uid=uid, **asker.acting)
    except CooperationInvalidError as error:
        messages.error(request, str(error))
    else:
        said = _("It is a proof of %(number)s no longer, and is shown again.")
        messages.success(request, said % {"number": held.number})
    return redirect("cooperations_found")


@require_POST
@answered
def reopen(request: HttpRequest, uid: UUID) -> HttpResponse:
    asker = declarer(request)
    services.reopen_found(uid=uid, **asker.acting)
    messages.success(request, _("It is shown again."))
    return redirect("cooperations_found")


def _back(request: HttpRequest) -> HttpResponse:
    """To the list as it was; never to another site."""
    here = request.POST.get("here", "")
    safe = url_has_allowed_host_and_scheme(here, allowed_hosts=None) and here.startswith("/cooperations/")
    if not safe:
        here = reverse("cooperations_found")
    if "\\" in here:
        raise Http404
    return redirect(here)

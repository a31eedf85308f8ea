"""The radar of a unit, decisions on what it suggests, and how good it is. Outside one's scope nothing exists."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_POST, require_safe

from portulan.domains.cooperations.access import CooperationRefusedError
from portulan.domains.cooperations.services import CooperationInvalidError
from portulan.domains.organisation import queries as organisation_queries
from portulan.domains.organisation.access import Reach, may
from portulan.domains.organisation.queries.views import UnitLine
from portulan.domains.organisation.vocabulary import Verb
from portulan.domains.people import queries as people_queries
from portulan.domains.priorities import services
from portulan.domains.priorities.access import PrioritiesRefusedError, UnknownError
from portulan.domains.priorities.services import InvalidError, Suggested
from portulan.foundations.journal.request import request_id
from portulan.foundations.outside.clock import clock
from portulan.foundations.ui.components import Crumb
from portulan.insight.figures import published
from portulan.insight.radar.reports import reports
from portulan.insight.suggested import LEVELS
from portulan.pages.radar import show
from portulan.pages.radar.asking import DecideForm, OutcomeForm


def _today():  # type: ignore[no-untyped-def]  # a date, 2026-11-25
    return clock().today(settings.PORTULAN_TIME_ZONE)


def _reach(request: HttpRequest) -> Reach:
    """Raises Http404 for who reads no radar."""
    reach = organisation_queries.reach_of_account(request.user, _today())
    if not may(reach, Verb.RADAR_READ):
        raise Http404
    return reach


def _unit(code: str, reach: Reach) -> UnitLine:
    unit = show.unit_of(code, reach=reach, at=_today())
    if unit is None:
        raise Http404
    return unit


@never_cache
@require_safe
def radar(request: HttpRequest) -> HttpResponse:
    units = show.choices(reach=_reach(request), at=_today())
    if len(units) == 1:
        return redirect("radar_of", code=units[0].code)
    return render(request, "radar/units.html", {"units": units})


@never_cache
@require_safe
def radar_of(request: HttpRequest, code: str) -> HttpResponse:
    reach = _reach(request)
    return _shown(request, _unit(code, reach), reach)


def _shown(
    request: HttpRequest, unit: UnitLine, reach: Reach, *, error: str = "", status: int = 200
) -> HttpResponse:
    level = request.POST.get("level") or request.GET.get("level", LEVELS[0])
    if level not in LEVELS:
        raise Http404
    page = show.page(unit=unit, level=level, figures=published(settings.LAKE), reach=reach, at=_today())
    context = {
        "page": page,
        "error": error,
        "typed": {name: request.POST.get(name, "") for name in ("subject", "title", "reason", "until")},
        "may_act": may(reach, Verb.RADAR_ACT),
        "key": request_id(),
        "crumbs": (Crumb(_("Radar"), reverse("radar")), Crumb(page.name)),
    }
    return render(request, "radar/radar.html", context, status=status)


@require_POST
def decide(request: HttpRequest, code: str) -> HttpResponse:
    """What a suggestion rests on is read again from the figures: nothing of it is believed from the form."""
    reach = _reach(request)
    unit, figures = _unit(code, reach), published(settings.LAKE)
    form = DecideForm(request.POST)
    if not form.is_valid() or figures is None:
        return _shown(request, unit, reach, error=_("The decision could not be read. Try again."), status=422)
    asked = form.cleaned_data
    found = figures.suggestion(show.key_of(unit, figures), asked["level"], asked["subject"])
    if found is None:
        raise Http404
    kind, one = found
    teller = show.Teller(figures, asked["level"], {})
    suggested = Suggested(
        unit=unit.code,
        level=asked["level"],
        kind="new" if kind in ("hubs", "long_tail") else kind,
        subject=one["key"],
        name=teller.name(one["key"]),
        country=one["country"] if len(one["country"]) == 2 and one["country"] != "--" else "",
        score=one.get("score", one.get("weight")),
        evidence=one,
        data_version=figures.version,
    )
    try:
        decision = services.decide(
            on=suggested,
            verdict=asked["verdict"],
            reason=asked["reason"],
            until=asked["until"] if asked["verdict"] == "put_off" else None,
            title=asked["title"] if asked["verdict"] == "taken_up" else "",
            figures=figures,
            key=f"{asked['key']}-{one['key']}"[:64] if asked["key"] else "",
            today=_today(),
            **_acting(request, reach),
        )
    except UnknownError as error:
        raise Http404 from error
    except (PrioritiesRefusedError, CooperationRefusedError) as error:
        return _shown(request, unit, reach, error=str(error), status=403)
    except (InvalidError, CooperationInvalidError, ValueError) as error:
        return _shown(request, unit, reach, error=str(error), status=422)
    messages.success(request, _("Your decision is kept."))
    if decision.cooperation is not None:
        return redirect("cooperation", uid=decision.cooperation.uid)
    return redirect(f"{reverse('radar_of', args=[unit.code])}?level={asked['level']}")


@require_POST
def outcome(request: HttpRequest, code: str, uid: UUID) -> HttpResponse:
    reach = _reach(request)
    unit = _unit(code, reach)
    form = OutcomeForm(request.POST)
    if not form.is_valid():
        return _shown(request, unit, reach, error=_("Say what became of it."), status=422)
    try:
        services.record_outcome(uid=uid, today=_today(), **form.cleaned_data, **_acting(request, reach))
    except UnknownError as error:
        raise Http404 from error
    except PrioritiesRefusedError as error:
        return _shown(request, unit, reach, error=str(error), status=403)
    except InvalidError as error:
        return _shown(request, unit, reach, error=str(error), status=422)
    messages.success(request, _("What became of it is recorded."))
    return redirect("radar_of", code=unit.code)


def _acting(request: HttpRequest, reach: Reach) -> dict[str, Any]:
    person = people_queries.person_of(request.user)
    if person is None:
        raise Http404
    return {"by": people_queries.actor_of(person), "reach": reach, "at": clock().now()}


@never_cache
@require_safe
def how_good(request: HttpRequest) -> HttpResponse:
    """Open to everybody: the radar is judged in public. Decisions are counted for those who may see them."""
    reach = organisation_queries.reach_of_account(request.user, _today())
    found = show.goodness(home=settings.PORTULAN_HOME, reach=reach)
    return render(request, "radar/how_good.html", {"found": found})


@never_cache
@require_safe
@xframe_options_sameorigin
def report(request: HttpRequest, name: str) -> FileResponse:
    """The whole report of a back-test, a page that loads nothing."""
    known = {one.name: one for one in reports(settings.PORTULAN_HOME)}
    if name not in known or not known[name].html.is_file():
        raise Http404
    answer = FileResponse(known[name].html.open("rb"), content_type="text/html; charset=utf-8")
    answer["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    return answer

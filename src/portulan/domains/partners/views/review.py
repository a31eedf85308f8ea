"""What waits for a person: duplicates, records the registry may know, conflicts, contradicted answers, old contacts."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from portulan.domains.organisation.vocabulary import Verb
from portulan.domains.partners import services
from portulan.domains.partners.forms import JoinForm, PairForm, SettleForm, UndoForm
from portulan.domains.partners.models import Partner
from portulan.domains.partners.queries import duplicates, people
from portulan.domains.partners.queries import review as waiting
from portulan.domains.partners.queries.keys import row_by_uid
from portulan.domains.partners.views.acts import back, checked, page_of, perform
from portulan.domains.partners.views.asker import Asker, asker_of, asker_with, partner_for
from portulan.foundations.ui.components import Crumb
from portulan.insight.figures import published

REVIEWERS = (Verb.PARTNER_EDIT, Verb.PARTNER_MERGE, Verb.MATCH_PIN)


@never_cache
@require_safe
def review(request: HttpRequest) -> HttpResponse:
    """Each part for who may act on it."""
    asker = asker_with(request, *REVIEWERS)
    edits, merges = asker.may(Verb.PARTNER_EDIT), asker.may(Verb.PARTNER_MERGE)
    context = {
        "pairs": duplicates.duplicates(reach=asker.reach) if merges else None,
        "proposals": duplicates.registry_proposals(reach=asker.reach, lake=settings.LAKE)
        if edits or merges
        else None,
        "conflicts": waiting.conflicts(reach=asker.reach) if edits else None,
        "contradicted": waiting.contradicted_pins(lake=settings.LAKE) if asker.may(Verb.MATCH_PIN) else None,
        "stale": people.stale_contacts(reach=asker.reach, at=asker.today) if edits else None,
        "crumbs": [Crumb(_("Partners"), reverse("partners")), Crumb(_("To review"))],
    }
    return render(request, "partners/review.html", context)


def _pair(asker: Asker, said: dict[str, Any]) -> tuple[Partner, Partner]:
    return _live(asker, said["kept"]), _live(asker, said["absorbed"])


def _live(asker: Asker, uid: UUID) -> Partner:
    """The very record of a form, joined by somebody else meanwhile or not; Http404 outside the reach."""
    partner_for(asker, uid)
    row = row_by_uid(uid)
    if row is None:
        raise Http404
    return row


@require_POST
def merge(request: HttpRequest) -> HttpResponse:
    asker = asker_with(request, Verb.PARTNER_MERGE)
    said = checked(PairForm(request.POST))
    kept, absorbed = _pair(asker, said)
    given: dict[str, Any] = {"by": asker.acting, "at": asker.at, "reach": asker.reach, "why": said["why"]}
    done = _("The two records are one. This can be undone on its page.")
    perform(request, lambda: services.merge(kept=kept, absorbed=absorbed, **given), done=done)
    return back(request, reverse("partners_review"))


@require_POST
def apart(request: HttpRequest) -> HttpResponse:
    asker = asker_with(request, Verb.PARTNER_MERGE)
    said = checked(PairForm(request.POST))
    kept, absorbed = _pair(asker, said)
    given: dict[str, Any] = {"by": asker.acting, "at": asker.at, "reach": asker.reach, "why": said["why"]}
    done = _("Kept as two organisations; they are not proposed again.")
    perform(request, lambda: services.tell_apart(partner=kept, other_key=absorbed.key, **given), done=done)
    return back(request, reverse("partners_review"))


@require_POST
def join(request: HttpRequest) -> HttpResponse:
    """Tie a record to the one the registry has."""
    asker = asker_with(request, Verb.PARTNER_EDIT, Verb.PARTNER_MERGE, Verb.COOPERATION_DECLARE)
    said = checked(JoinForm(request.POST))
    partner = partner_for(asker, said["partner"])
    given: dict[str, Any] = {"by": asker.acting, "at": asker.at, "today": asker.today, "reach": asker.reach}
    joined = perform(
        request,
        lambda: services.join_registry(
            partner=partner, key=said["key"], figures=published(settings.LAKE), why=said["why"], **given
        ),
        done=_("The record is tied to the registry. This can be undone on its page."),
    )
    return redirect(page_of(joined or partner))


@require_POST
def not_there(request: HttpRequest) -> HttpResponse:
    """The record of the registry that was proposed is another organisation."""
    asker = asker_with(request, Verb.PARTNER_MERGE)
    said = checked(JoinForm(request.POST))
    partner = partner_for(asker, said["partner"])
    given: dict[str, Any] = {"by": asker.acting, "at": asker.at, "reach": asker.reach, "why": said["why"]}
    done = _("Kept as two organisations; they are not proposed again.")
    perform(request, lambda: services.tell_apart(partner=partner, other_key=said["key"], **given), done=done)
    return back(request, reverse("partners_review"))


@require_POST
def undo(request: HttpRequest) -> HttpResponse:
    """Take a merge or a join back."""
    asker = asker_of(request)
    said = checked(UndoForm(request.POST))
    act = services.undo_merge if said["kind"] == "merge" else services.undo_join
    given: dict[str, Any] = {"by": asker.acting, "at": asker.at, "reach": asker.reach}
    freed = perform(
        request, lambda: act(uid=said["row"], **given), done=_("Undone: everything is as it was.")
    )
    return redirect(page_of(freed)) if freed else back(request, reverse("partners"))


@require_POST
def bring(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Bring along what came late to records that were joined to this one."""
    asker = asker_with(request, Verb.PARTNER_MERGE)
    partner = partner_for(asker, uid)
    given: dict[str, Any] = {"by": asker.acting, "at": asker.at, "reach": asker.reach}
    perform(request, lambda: services.bring_late_children(partner=partner, **given), done=_("Brought along."))
    return redirect(page_of(partner))


@require_POST
def settle(request: HttpRequest) -> HttpResponse:
    """Keep what we had, or take what the source says."""
    asker = asker_of(request)
    said = checked(SettleForm(request.POST))
    given: dict[str, Any] = {"by": asker.acting, "at": asker.at, "today": asker.today, "reach": asker.reach}
    perform(
        request,
        lambda: services.settle_conflict(uid=said["row"], settlement=said["settlement"], **given),
        done=_("Settled."),
    )
    return back(request, reverse("partners_review"))

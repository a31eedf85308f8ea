"""What may be done on the page of a cooperation; a refused form is shown again as it was typed."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from portulan.domains.cooperations import access, forms, services
from portulan.domains.cooperations.services import CooperationInvalidError, SaidOtherwiseError
from portulan.domains.cooperations.views import dossier
from portulan.domains.cooperations.views.asker import Asker, answered, somebody
from portulan.foundations.documents.services import RefusedFileError
from portulan.foundations.model.softdate import SoftDate

REFUSALS = (CooperationInvalidError, SaidOtherwiseError, RefusedFileError)


def done(
    request: HttpRequest,
    asker: Asker,
    uid: UUID,
    *,
    name: str,
    form: Form,
    act: Callable[[dict[str, Any]], Any],
    said: str,
    anchor: str = "",
) -> HttpResponse:
    """Do it and go back to the page, or show the form again with what is wrong."""
    if form.is_valid():
        try:
            act(form.cleaned_data)
        except CooperationInvalidError as error:
            for field, sentence in error.errors.items():
                form.add_error(field if field in form.fields else None, sentence)
        except (SaidOtherwiseError, RefusedFileError) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, said)
            response = redirect("cooperation", uid=uid)
            response["Location"] += anchor
            return response
    return dossier.page(request, asker, uid, status=422, **{name: form})


def followed(request: HttpRequest, uid: UUID) -> Asker:
    """The asker, who may write on it: refused before the form is read."""
    asker = somebody(request)
    access.require_follow(asker.reach, dossier.require_row(asker, uid))
    return asker


def edited(request: HttpRequest, uid: UUID) -> Asker:
    """The asker, who may change it: refused before the form is read."""
    asker = somebody(request)
    access.require_edit(asker.reach, dossier.require_row(asker, uid))
    return asker


def read(request: HttpRequest, uid: UUID) -> Asker:
    """The asker, who may see it."""
    asker = somebody(request)
    dossier.require_row(asker, uid)
    return asker


@require_POST
@answered
def step(request: HttpRequest, uid: UUID) -> HttpResponse:
    asker = followed(request, uid)
    view = dossier.require_seen(asker, uid)
    form = dossier.step_form(asker, view, request.POST)

    def act(said: dict[str, Any]) -> None:
        services.set_step(
            uid=uid,
            text=said["next_step"],
            on=said["next_step_on"],
            owner=UUID(said["next_step_owner"]) if said["next_step_owner"] else None,
            key=said["key"],
            **asker.acting,
        )

    return done(
        request,
        asker,
        uid,
        name="step_form",
        form=form,
        act=act,
        said=_("The next step is set."),
        anchor="#step",
    )


@require_POST
@answered
def step_done(request: HttpRequest, uid: UUID) -> HttpResponse:
    asker = followed(request, uid)
    form = forms.DoneForm(request.POST)

    def act(said: dict[str, Any]) -> None:
        services.finish_step(
            uid=uid,
            outcome=said["outcome"],
            step=said["step"] or None,
            key=said["key"],
            today=asker.today,
            **asker.acting,
        )

    return done(
        request,
        asker,
        uid,
        name="done_form",
        form=form,
        act=act,
        said=_("The step is done and told in the follow-up."),
        anchor="#step",
    )


@require_POST
@answered
def entry(request: HttpRequest, uid: UUID) -> HttpResponse:
    asker = followed(request, uid)
    form = forms.EntryForm(request.POST, request.FILES)

    def act(said: dict[str, Any]) -> None:
        services.write(
            uid=uid,
            kind=said["kind"],
            on=said["on"],
            text=said["text"],
            language=translation.get_language() or "",
            files=[(one.name, one) for one in said["enclosed"]],
            key=said["key"],
            **asker.acting,
        )

    return done(
        request,
        asker,
        uid,
        name="entry_form",
        form=form,
        act=act,
        said=_("It is kept in the follow-up."),
        anchor="#follow-up",
    )


@require_POST
@answered
def stage(request: HttpRequest, uid: UUID) -> HttpResponse:
    asker = edited(request, uid)
    view = dossier.require_seen(asker, uid)
    form = dossier.stage_form(view, request.POST)

    def act(said: dict[str, Any]) -> None:
        services.set_stage(
            uid=uid, stage=said["stage"], reason=said["reason"], today=asker.today, **asker.acting
        )

    return done(request, asker, uid, name="stage_form", form=form, act=act, said=_("The stage is changed."))


@require_POST
@answered
def who(request: HttpRequest, uid: UUID) -> HttpResponse:
    asker = edited(request, uid)
    form = forms.WhoForm(request.POST)

    def act(said: dict[str, Any]) -> None:
        services.set_confidentiality(uid=uid, confidentiality=said["confidentiality"], **asker.acting)

    return done(
        request, asker, uid, name="who_form", form=form, act=act, said=_("Who may see it is changed.")
    )


@require_POST
@answered
def take_over(request: HttpRequest, uid: UUID) -> HttpResponse:
    asker = edited(request, uid)
    services.take_over(uid=uid, **asker.acting)
    messages.success(request, _("You hold it from now on."))
    return redirect("cooperation", uid=uid)


@require_POST
@answered
def proof(request: HttpRequest, uid: UUID) -> HttpResponse:
    """A proof that a person gives: declared, or formalised by an act one can read."""
    asker = followed(request, uid)
    form = forms.ProofForm(request.POST, auto_id="proof_%s")
    since, until = _softdate(form, "since"), _softdate(form, "until")

    def act(said: dict[str, Any]) -> None:
        services.add_proof(
            uid=uid,
            kind=said["kind"],
            label=said["label"],
            source=said["source"],
            source_url=said["source_url"],
            key=said["key"],
            since=since,
            until=until,
            **asker.acting,
        )

    return done(
        request,
        asker,
        uid,
        name="proof_form",
        form=form,
        act=act,
        said=_("The proof is recorded."),
        anchor="#evidence",
    )


def _softdate(form: Form, name: str) -> SoftDate | None:
    text = form.data.get(name, "").strip()
    try:
        return SoftDate.parse(text) if text else None
    except ValueError:
        form.add_error(name, _("Write a year (2009), a month (2009-03) or a day (2009-03-12)."))
        return None


@require_POST
@answered
def contest(request: HttpRequest, uid: UUID, proof: UUID) -> HttpResponse:
    asker = read(request, uid)
    form = forms.ContestForm(request.POST, auto_id=False)

    def act(said: dict[str, Any]) -> None:
        services.contest(uid=proof, reason=said["reason"], **asker.acting)

    words = _("Your objection is shown beside the proof.")
    return done(
        request, asker, uid, name="contest_form", form=form, act=act, said=words, anchor=f"#proof-{proof}"
    )


@require_POST
@answered
def settle(request: HttpRequest, uid: UUID, contest: UUID) -> HttpResponse:
    asker = edited(request, uid)
    form = forms.SettleForm(request.POST, auto_id=False)

    def act(said: dict[str, Any]) -> None:
        services.settle(uid=contest, upheld=said["upheld"] == "yes", answer=said["answer"], **asker.acting)

    return done(
        request,
        asker,
        uid,
        name="settle_form",
        form=form,
        act=act,
        said=_("The objection is answered."),
        anchor="#evidence",
    )

"""The page of one cooperation: proof line and timeline first, then the next step, people, evidence, journal."""

from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portulan.domains.cooperations import access, forms, queries, tables
from portulan.domains.cooperations.models import Cooperation
from portulan.domains.cooperations.queries.contacts import to_name
from portulan.domains.cooperations.queries.views import CooperationView
from portulan.domains.cooperations.views import wording
from portulan.domains.cooperations.views.asker import Asker, asker_of, form_key
from portulan.domains.cooperations.views.timeline import timeline
from portulan.domains.cooperations.vocabulary import NOT_READABLE, STAGE_MEANINGS, TRANSITIONS, Right, Stage
from portulan.foundations.documents.serving import serve
from portulan.foundations.model.transitions import open_from
from portulan.foundations.tables.exports import export_response
from portulan.foundations.tables.table import Column, Table
from portulan.foundations.ui.components import Crumb

EVERY = 100_000


@never_cache
@require_safe
def cooperation(request: HttpRequest, uid: UUID) -> HttpResponse:
    return page(request, asker_of(request), uid)


def page(request: HttpRequest, asker: Asker, uid: UUID, *, status: int = 200, **bound: Form) -> HttpResponse:
    """The page; ``bound`` are forms that were refused, shown again as they were typed."""
    view = queries.one(**asker.reading, uid=uid)
    if view is None:
        raise Http404
    context = {
        "page": view,
        "line": view.line,
        "crumbs": [Crumb(_("Cooperations"), reverse("cooperations")), Crumb(view.line.number)],
        "state": wording.state(view.line),
        "stage_meaning": STAGE_MEANINGS[Stage(view.line.stage)],
        "proofs": wording.components(view.proofs),
        "evidence": [(one, wording.proof_words(one)) for one in view.proofs],
        "timeline": timeline(view, today=asker.today),
        "journal": _journal(asker, view),
        "why": _why(asker, view),
        "contacts": _contacts(asker, view),
        **_forms(asker, view),
        **bound,
    }
    return render(request, "cooperations/dossier.html", context, status=status)


def _why(asker: Asker, view: CooperationView) -> Any:
    """Why the reader sees it: it is public, it names the reader, a mandate covers it."""
    row = queries.row_of(reach=asker.reach, uid=view.line.uid)
    return access.why_read(asker.reach, row) if row is not None and asker.by is not None else None


def _journal(asker: Asker, view: CooperationView) -> list[wording.Told]:
    entries = queries.journal_of(reach=asker.reach, uid=view.line.uid) if view.line.within else ()
    return [wording.told(entry) for entry in entries or ()]


def _contacts(asker: Asker, view: CooperationView) -> tuple[Any, ...]:
    if not view.may_follow:
        return ()
    row = queries.row_of(reach=asker.reach, uid=view.line.uid)
    return to_name(cooperation=row, reach=asker.reach) if row is not None else ()


def _forms(asker: Asker, view: CooperationView) -> dict[str, Form]:
    """Only the forms of what the reader may do."""
    made: dict[str, Form] = {}
    if view.may_follow:
        made |= {
            "step_form": step_form(asker, view),
            "done_form": forms.DoneForm(
                initial={"key": form_key("done"), "step": view.line.step.text if view.line.step else ""},
                prefix=None,
            ),
            "entry_form": forms.EntryForm(initial={"key": form_key("entry"), "on": asker.today}),
            "proof_form": forms.ProofForm(initial={"key": form_key("proof")}, auto_id="proof_%s"),
        }
    if view.may_edit:
        made |= {
            "stage_form": stage_form(view),
            "who_form": forms.WhoForm(
                initial={"confidentiality": view.line.confidentiality, "key": form_key("who")}
            ),
            "name_form": forms.NameForm(initial={"key": form_key("name"), "right": Right.FOLLOW}),
            "settle_form": forms.SettleForm(auto_id=False),
        }
    if view.line.within and asker.by is not None:
        made["contest_form"] = forms.ContestForm(auto_id=False)
    return made


def step_form(asker: Asker, view: CooperationView, data: Any = None) -> forms.StepForm:
    """For oneself, for who holds it, or for one of the people named."""
    form = forms.StepForm(data, initial={"key": form_key("step")}, auto_id="step_%s")
    people = {str(one.person.uid): one.person.name for one in view.members}
    for one in (view.holder, view.line.step.owner if view.line.step else None):
        if one is not None:
            people.setdefault(str(one.uid), one.name)
    own = str(asker.person.uid) if asker.person is not None else ""
    others = [(uid, name) for uid, name in people.items() if uid != own]
    form.fields["next_step_owner"].choices = [(own, _("me")), *others]  # type: ignore[attr-defined]
    return form


def stage_form(view: CooperationView, data: Any = None) -> forms.StageForm:
    """The stages to which the table of transitions leads from here."""
    form = forms.StageForm(data, initial={"key": form_key("stage")}, auto_id="stage_%s")
    possible = open_from(TRANSITIONS, view.line.stage)
    choices = [(one.target, f"{Stage(one.target).label}: {one.label}") for one in possible]
    form.fields["stage"].choices = choices  # type: ignore[attr-defined]
    return form


@never_cache
@require_safe
def cooperation_table(request: HttpRequest, uid: UUID, key: str, fmt: str) -> HttpResponse:
    """What the page shows as files: the cooperation itself, its proofs, its follow-up, its journal."""
    asker = asker_of(request)
    view = queries.one(**asker.reading, uid=uid, entries=EVERY)
    makers = {"cooperation": _itself, "proofs": _proofs, "follow-up": _follow_up, "journal": _acts}
    if view is None or key not in makers or (key in ("follow-up", "journal") and not view.line.within):
        raise Http404
    url = request.build_absolute_uri(reverse("cooperation", args=[uid]))
    return export_response(makers[key](asker, view), fmt, f"{view.line.number}-{key}", url=url)


def _itself(asker: Asker, view: CooperationView) -> Table:
    return tables.as_table([view.line], title=view.line.title)


def _note(view: CooperationView) -> str:
    return (
        _("This cooperation is fictitious: it was made for a demonstration.") if view.line.fictitious else ""
    )


def _table(view: CooperationView, key: str, title: str, columns: dict[str, str], rows: Any) -> Table:
    dates = {"since", "until", "as_of", "on", "at"}
    made = [Column(name, label, "date" if name in dates else "text") for name, label in columns.items()]
    return Table(key=key, title=f"{view.line.number}: {title}", columns=made, rows=rows, note=_note(view))


def _proofs(asker: Asker, view: CooperationView) -> Table:
    columns = {
        "kind": _("Kind"),
        "words": _("What it says"),
        "since": _("Since"),
        "until": _("Until"),
        "source": _("Source"),
        "as_of": _("As of"),
        "url": _("Address"),
        "contested": _("Contested"),
    }
    rows = [
        {
            "kind": one.kind,
            "words": wording.proof_words(one),
            "since": one.since,
            "until": one.until,
            "source": wording.source_title(one.source),
            "as_of": one.source_as_of,
            "url": one.source_url,
            "contested": _contested(one),
        }
        for one in view.proofs
    ]
    return _table(view, "proofs", _("Proofs"), columns, rows)


def _contested(one: Any) -> str:
    if not one.stands:
        return _("does not hold")
    return _("contested") if one.contested else ""


def _follow_up(asker: Asker, view: CooperationView) -> Table:
    columns = {
        "on": _("When"),
        "kind": _("What"),
        "text": _("What happened"),
        "files": _("Files"),
        "by": _("Written by"),
    }
    rows = [
        {
            "on": one.on,
            "kind": one.kind_label,
            "text": one.text,
            "files": "; ".join(file.name for file in one.files),
            "by": one.by,
        }
        for one in view.entries
    ]
    return _table(view, "follow-up", _("Follow-up"), columns, rows)


def _acts(asker: Asker, view: CooperationView) -> Table:
    columns = {
        "at": _("When"),
        "who": _("Who"),
        "mandate": _("Under the mandate"),
        "act": _("Act"),
        "details": _("Details"),
    }
    entries = queries.journal_of(reach=asker.reach, uid=view.line.uid, limit=EVERY) or ()
    rows = [
        {
            "at": one.at,
            "who": one.who,
            "mandate": one.mandate,
            "act": one.act,
            "details": "; ".join(one.details),
        }
        for one in map(wording.told, entries)
    ]
    return _table(view, "journal", _("Journal"), columns, rows)


@never_cache
@require_safe
def enclosure(request: HttpRequest, uid: UUID) -> FileResponse:
    """A file of the follow-up."""
    stored = queries.file_of(reach=asker_of(request).reach, uid=uid)
    if stored is None:
        raise Http404
    return serve(stored)


def require_row(asker: Asker, uid: UUID) -> Cooperation:
    """The row; for what the reader may not see, the same answer, and as many queries, as for what is not there."""
    row = queries.row_of(reach=asker.reach, uid=uid)
    if row is None:
        raise access.UnknownCooperationError(NOT_READABLE)
    return row


def require_seen(asker: Asker, uid: UUID) -> CooperationView:
    """The cooperation as this reader sees it; UnknownCooperationError otherwise."""
    view = queries.one(**asker.reading, uid=uid)
    if view is None:
        raise access.UnknownCooperationError(NOT_READABLE)
    return view

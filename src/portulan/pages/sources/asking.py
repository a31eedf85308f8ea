"""Ask that the data be brought up to date: who may, once per form, and how far it is."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from portulan.domains.organisation import access
from portulan.domains.organisation import queries as organisation_queries
from portulan.domains.organisation.vocabulary import Verb
from portulan.domains.people import queries as people_queries
from portulan.foundations.journal import services as journal
from portulan.foundations.journal.actor import Actor
from portulan.foundations.tasks import queries as task_queries
from portulan.foundations.tasks import services as task_services
from portulan.foundations.tasks.models import Run
from portulan.foundations.ui.components import Progress
from portulan.pages.sources.phrases import in_words, step_in_words

TASK = "data.build"
_STATES: dict[str, Literal["waiting", "running", "done", "failed"]] = {
    "waiting": "waiting",
    "running": "running",
    "done": "done",
    "failed": "failed",
}


@dataclass(frozen=True, slots=True)
class Asker:
    """Who looks at the page, and whether they may bring the data up to date; nobody signed in has no ``by``."""

    by: Actor | None
    may_build: bool


NOBODY = Asker(by=None, may_build=False)


def asker_of(account: Any, *, at: date) -> Asker:
    """The asker behind an account of this request; three queries for a person, none for an anonymous reader."""
    if not account.is_authenticated:
        return NOBODY
    person = people_queries.person_of(account)
    if person is None:
        return NOBODY
    reach = organisation_queries.reach_of(person, at)
    return Asker(by=people_queries.actor_of(person), may_build=access.may(reach, Verb.DATA_BUILD))


@transaction.atomic
def ask(*, key: str, by: Actor, at: datetime) -> Run:
    """Ask for a build; the same ``key`` gives the same run, and no two builds wait at once."""
    known = answered(key=key, by=by)
    if known:
        return known
    run = task_services.enqueue(name=TASK, args={"request": key}, by=by, at=at, key=TASK)
    journal.record(by=by, verb="data.build.asked", on=run, at=at, after={"request": key})
    return run


def answered(*, key: str, by: Actor) -> Run | None:
    """The run that this form already asked for."""
    runs = task_queries.recent() if key else []
    return next((run for run in runs if run.args.get("request") == key and run.by.uid == by.uid), None)


def under_way() -> Run | None:
    """The build that waits or is running, if any."""
    return next(iter(task_queries.open_runs(TASK)), None)


def progress_of(run: Run) -> Progress:
    """How far a build is, in words."""
    return Progress(
        key=str(run.uid),
        title=_("Progress"),
        doing=_doing(run),
        done=run.progress_done,
        total=run.progress_total or None,
        state=_STATES[run.state],
        poll_url=reverse("data_progress", args=[run.uid]),
        next_url=reverse("sources") if not run.is_open else "",
        next_label=_("Back to the sources"),
    )


def _doing(run: Run) -> str:
    if run.is_open:
        return step_in_words(run.progress_label)
    return run.error or in_words(run.outcome)

"""The data build as background work: asked from the page of the sources, told to the asker at its end."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from portulan.domains.people import queries as people_queries
from portulan.foundations.notices.services import Text, post
from portulan.foundations.outside.clock import clock
from portulan.foundations.tasks.registry import Work, task
from portulan.insight import lake as insight_lake
from portulan.insight.progress import Told
from portulan.pages.sources.asking import TASK
from portulan.pages.sources.build import Built, bring_up_to_date
from portulan.pages.sources.phrases import TAKING_IN


@task(TASK, attempts=1)
def build(work: Work, *, request: str = "") -> str:
    """Build from the raw files of this site; ``request`` is the form that asked. A refusal is told, then raised."""
    try:
        built = bring_up_to_date(
            raw=settings.RAW,
            lake=settings.LAKE,
            by=work.by,
            at=work.at,
            today=clock().today(settings.PORTULAN_TIME_ZONE),
            progress=Told(partial(tell_progress, work)),
        )
    except insight_lake.REFUSALS as refusal:
        reason = str(refusal)
        tell(work, lambda: _refused(reason))
        raise
    tell(work, lambda: _done(built))
    return (
        "Nothing had changed: the figures are those in use."
        if built.report.unchanged
        else "The figures are new."
    )


def tell_progress(work: Work, begun: int, total: int, label: str) -> None:
    """A step that has begun is not done yet; after the last one the domains take in what was built."""
    work.progress(done=begun - 1 if label else begun, total=total, label=label or TAKING_IN)


def tell(work: Work, text: Callable[[], Text]) -> None:
    """A notice to the person who asked; nobody is told of what the system asked."""
    person = None if work.by.is_system else people_queries.person(UUID(work.by.uid))
    if person is None:
        return
    with transaction.atomic():
        to = [people_queries.recipient_of(person)]
        post(event=f"{TASK}:{work.uid}", to=to, text=text, at=clock().now(), link="/sources/")


def _done(built: Built) -> Text:
    if built.report.unchanged:
        subject = _("The data were up to date already.")
        body = _("The public files have not changed since version %(version)s, which stays in use.")
    else:
        subject = _("The data were brought up to date.")
        body = _(
            "Version %(version)s is in use. Changed in the register: units %(units)s, parties %(parties)s."
        )
    numbers = {"version": built.report.version, "units": built.units, "parties": built.parties}
    return Text(subject=subject, body=body % numbers)


def _refused(reason: str) -> Text:
    subject = _("The data could not be brought up to date.")
    body = _("The figures that were in use are still in use. The reason: %(reason)s")
    return Text(subject=subject, body=body % {"reason": reason})

"""A source as every page cites it: its title, its date, and the page that says what was read of it."""

from django.urls import reverse

from portulan.foundations.tables.table import SourceNote
from portulan.insight.figures import Figures
from portulan.insight.results import SourceReport
from portulan.pages.sources.phrases import in_words


def note_of(report: SourceReport) -> SourceNote:
    """The note of one source; its address is the page of the source here, not the publisher's."""
    return SourceNote(
        title=in_words(report.title),
        as_of=report.as_of or None,
        url=reverse("source", args=[report.key]),
        key=report.key,
        licence=report.licence,
    )


def notes(figures: Figures | None, *keys: str) -> tuple[SourceNote, ...]:
    """The notes of several sources, in the order given; none where nothing is published yet."""
    if figures is None:
        return ()
    return tuple(note_of(figures.source(key)) for key in keys)


def method_url(key: str) -> str:
    """Where a method of ``methods.METHODS`` is explained."""
    return f"{reverse('methods')}#{key}"

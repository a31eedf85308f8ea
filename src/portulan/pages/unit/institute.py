"""One institute: its names, its laboratories stated by a source and those only proposed, and how many have none."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portulan.domains.geography import queries as geography_queries
from portulan.domains.organisation import queries as organisation_queries
from portulan.domains.organisation.queries.views import (
    AttachmentView,
    InstituteCounts,
    Page,
    UnitLine,
    UnitView,
    holds,
)
from portulan.foundations.tables.paging import asked_page, paged_view
from portulan.foundations.tables.table import Column, Link, Table
from portulan.foundations.tables.view import TableView, view_of
from portulan.foundations.text import formats
from portulan.foundations.ui.components import Figure, Proof
from portulan.insight.figures import Figures
from portulan.pages.sources.citing import method_url, notes
from portulan.pages.sources.phrases import in_words
from portulan.pages.unit import subjects
from portulan.pages.unit.laboratory import attachment_proof, history_table
from portulan.pages.unit.register import EVERY, name_of

KEY = "laboratories"
SHOWN = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class InstitutePage:
    unit: UnitView
    title: str
    state: str
    figures: tuple[Figure, ...]
    attachments: tuple[Proof, ...]
    laboratories: TableView
    history: TableView
    unattached_url: str
    method: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What the queries give about one institute, once for a page."""

    unit: UnitView
    counts: InstituteCounts | None
    figures: Figures | None
    names: Mapping[str, str]
    at: date


def read(*, unit: UnitView, at: date, figures: Figures | None) -> Subject:
    """The institute with its counts unless it is closed, and the names of countries."""
    counts = organisation_queries.institute_counts(unit.line.code, at) if holds(unit, at) else None
    names = {country.code: formats.named(country, "name") for country in geography_queries.countries()}
    return Subject(unit=unit, counts=counts, figures=figures, names=names, at=at)


def page(*, subject: Subject, query: Mapping[str, str], path: str) -> InstitutePage:
    """The page of one institute for one reader."""
    offset = (asked_page(query, table=KEY) - 1) * SHOWN
    found = _units(subject, limit=SHOWN, offset=offset)
    table = _table(subject, found)
    return InstitutePage(
        unit=subject.unit,
        title=formats.named(subject.unit.line, "name"),
        state=_state(subject),
        figures=tuple(_figures(subject)),
        attachments=tuple(attachment_proof(one) for one in subject.unit.attachments),
        laboratories=paged_view(table, total=found.total, offset=offset, query=query, path=path),
        history=view_of(history_table(subject.unit), query=query, path=path),
        unattached_url=f"{reverse('laboratories')}?institute=none",
        method=method_url("laboratories"),
    )


def tables(subject: Subject) -> dict[str, Table]:
    """The tables of the page by key, with every row."""
    return {KEY: _table(subject, _units(subject, limit=EVERY)), "history": history_table(subject.unit)}


def _units(subject: Subject, *, limit: int, offset: int = 0) -> Page[UnitLine]:
    code = subject.unit.line.code
    return organisation_queries.institute_units(code, subject.at, limit=limit, offset=offset)


def _state(subject: Subject) -> str:
    line = subject.unit.line
    label = line.kind_label[:1].upper() + line.kind_label[1:]
    if line.until:
        return _("%(kind)s, closed %(day)s.") % {"kind": label, "day": formats.softdate(line.until)}
    if line.since:
        return _("%(kind)s, %(since)s.") % {"kind": label, "since": formats.since(line.since)}
    return f"{label}."


def _figures(subject: Subject) -> list[Figure]:
    counts = subject.counts
    if counts is None:
        return []
    sources, url = notes(subject.figures, "rnsr"), method_url("laboratories")
    known = [
        (_("Stated by a source"), counts.stated, ""),
        (_("Proposed from their field"), counts.proposed, _("a guess that can be explained, not a decision")),
        (
            _("Unattached"),
            counts.unattached,
            _("of the %(count)s laboratories of the organisation")
            % {"count": formats.number(counts.laboratories)},
        ),
    ]
    return [
        Figure(
            title=title,
            value=count,
            unit=ngettext("laboratory", "laboratories", count),
            note=note,
            sources=sources,
            method_url=url,
        )
        for title, count, note in known
    ]


def _table(subject: Subject, found: Page[UnitLine]) -> Table:
    text = ngettext("%(count)s laboratory", "%(count)s laboratories", found.total)
    return Table(
        key=KEY,
        title=_("Laboratories attached or proposed"),
        columns=[
            Column("name", _("Laboratory"), "link", sortable=False),
            Column("code", _("Code"), "code", screen=False, sortable=False),
            Column("label", _("Label"), sortable=False),
            Column("city", _("Town"), sortable=False),
            Column("country", _("Country"), none=_("unknown"), sortable=False),
            Column("how", _("Attached"), sortable=False),
            Column("why", _("Source, or reason of the proposal"), sortable=False),
        ],
        rows=[_row(line, subject.names) for line in found.rows],
        page_size=SHOWN,
        main=True,
        sources=notes(subject.figures, "rnsr"),
        counted=text % {"count": formats.number(found.total)},
        empty=_("No source attaches a laboratory to it, and none is proposed."),
    )


def _row(line: UnitLine, names: Mapping[str, str]) -> dict[str, Any]:
    attached = line.institute
    return {
        "name": Link(name_of(line), reverse("laboratory", args=[line.code])),
        "code": line.code,
        "label": line.label or None,
        "city": line.city or None,
        "country": names.get(line.country) if line.country else None,
        "how": how_attached(attached),
        "why": (in_words(attached.source) if attached.stated else subjects.why_in_words(attached.why))
        if attached
        else None,
    }


def how_attached(attached: AttachmentView | None) -> str | None:
    """``stated by a source``, or ``proposed (medium confidence)``."""
    if attached is None:
        return None
    if attached.stated:
        return _("stated by a source")
    return _("proposed (%(confidence)s)") % {"confidence": attached.confidence_label}

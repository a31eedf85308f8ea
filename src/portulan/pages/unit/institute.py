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
from portulan.domains.organisation.queries.views import InstituteLine, Institutes, UnitLine, UnitView
from portulan.foundations.tables.table import Column, Link, Table
from portulan.foundations.tables.view import TableView, view_of
from portulan.foundations.text import formats
from portulan.foundations.ui.components import Figure, Proof
from portulan.insight.figures import Figures
from portulan.pages.sources.citing import method_url, notes
from portulan.pages.unit import subjects
from portulan.pages.unit.laboratory import attachment_proof, history_table
from portulan.pages.unit.register import EVERY, name_of

SHOWN = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class InstitutePage:
    unit: UnitView
    title: str
    state: str
    figures: tuple[Figure, ...]
    attachments: tuple[Proof, ...]
    stated: TableView
    proposed: TableView
    history: TableView
    unattached_url: str
    method: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What the queries give about one institute, once for a page."""

    unit: UnitView
    counts: Institutes
    line: InstituteLine | None
    figures: Figures | None
    names: Mapping[str, str]
    at: date


def read(*, unit: UnitView, at: date, figures: Figures | None) -> Subject:
    """The institute with its counts, and the names of countries."""
    counts = organisation_queries.institutes(at)
    line = next((one for one in counts.lines if one.code == unit.line.code), None)
    names = {country.code: formats.named(country, "name") for country in geography_queries.countries()}
    return Subject(unit=unit, counts=counts, line=line, figures=figures, names=names, at=at)


def page(*, subject: Subject, query: Mapping[str, str], path: str) -> InstitutePage:
    """The page of one institute for one reader."""
    views = {key: view_of(table, query=query, path=path) for key, table in tables(subject).items()}
    return InstitutePage(
        unit=subject.unit,
        title=formats.named(subject.unit.line, "name"),
        state=_state(subject),
        figures=tuple(_figures(subject)),
        attachments=tuple(attachment_proof(one) for one in subject.unit.attachments),
        stated=views["stated"],
        proposed=views["proposed"],
        history=views["history"],
        unattached_url=f"{reverse('laboratories')}?institute=none",
        method=method_url("laboratories"),
    )


def tables(subject: Subject) -> dict[str, Table]:
    """The tables of the page by key."""
    return {
        "stated": _table(subject, stated=True),
        "proposed": _table(subject, stated=False),
        "history": history_table(subject.unit),
    }


def _state(subject: Subject) -> str:
    line = subject.unit.line
    label = line.kind_label[:1].upper() + line.kind_label[1:]
    if line.until:
        return _("%(kind)s, closed %(day)s.") % {"kind": label, "day": formats.softdate(line.until)}
    if line.since:
        return _("%(kind)s, since %(day)s.") % {"kind": label, "day": formats.softdate(line.since)}
    return f"{label}."


def _figures(subject: Subject) -> list[Figure]:
    line, counts = subject.line, subject.counts
    if line is None:
        return []
    sources, url = notes(subject.figures, "rnsr"), method_url("laboratories")
    known = [
        (_("Stated by a source"), line.stated, ""),
        (_("Proposed from their field"), line.proposed, _("a guess that can be explained, not a decision")),
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


def _table(subject: Subject, *, stated: bool) -> Table:
    found = organisation_queries.institute_units(
        subject.unit.line.code, subject.at, stated=stated, limit=EVERY
    )
    text = ngettext("%(count)s laboratory", "%(count)s laboratories", found.total)
    why = [] if stated else [Column("confidence", _("Confidence"))]
    return Table(
        key="stated" if stated else "proposed",
        title=_("Laboratories a source attaches to it")
        if stated
        else _("Laboratories proposed from their field"),
        columns=[
            Column("name", _("Laboratory"), "link"),
            Column("code", _("Code"), "code", screen=False),
            Column("label", _("Label")),
            Column("city", _("Town")),
            Column("country", _("Country"), none=_("unknown")),
            Column("why", _("Source") if stated else _("Why")),
            *why,
        ],
        rows=[_row(line, subject.names) for line in found.rows],
        page_size=SHOWN,
        sources=notes(subject.figures, "rnsr"),
        counted=text % {"count": formats.number(found.total)},
        empty=_("No source attaches a laboratory to it.")
        if stated
        else _("No laboratory is proposed for it."),
    )


def _row(line: UnitLine, names: Mapping[str, str]) -> dict[str, Any]:
    attached = line.institute
    return {
        "name": Link(name_of(line), reverse("laboratory", args=[line.code])),
        "code": line.code,
        "label": line.label,
        "city": line.city,
        "country": names.get(line.country) if line.country else None,
        "why": (attached.source if attached.stated else subjects.why_in_words(attached.why))
        if attached
        else None,
        "confidence": attached.confidence_label if attached else None,
    }

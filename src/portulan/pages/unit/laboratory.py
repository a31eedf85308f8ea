"""One laboratory: what it was called, where it stands and why we say so, whose it is, and what is not known."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from portulan.domains.geography import queries as geography_queries
from portulan.domains.geography.queries import CountryView
from portulan.domains.organisation import queries as organisation_queries
from portulan.domains.organisation.queries.views import AttachmentView, PackView, UnitLine, UnitView
from portulan.domains.organisation.vocabulary import UnitKind
from portulan.domains.partners import queries as partner_queries
from portulan.domains.partners.queries import PartyView
from portulan.foundations.tables.table import Column, Link, SourceNote, Table
from portulan.foundations.tables.view import TableView, view_of
from portulan.foundations.text import formats
from portulan.foundations.ui.components import Proof
from portulan.insight.figures import Figures
from portulan.insight.results import Structure
from portulan.pages.country.works import Works
from portulan.pages.sources.citing import method_url, notes
from portulan.pages.sources.phrases import dated_source, in_words
from portulan.pages.unit import subjects, unit_works
from portulan.pages.unit.gaps import gaps_of
from portulan.pages.unit.lineage import Relative, relatives_of, structure_of
from portulan.pages.unit.parties import PartyLine, party_line, party_table
from portulan.pages.unit.subjects import FIELDS, PANELS
from portulan.pages.unit.team import TeamPart, team_part, team_tables

KINDS = (UnitKind.LABORATORY, UnitKind.FEDERATION, UnitKind.NETWORK, UnitKind.TEAM)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What the queries give about one unit, once for a page."""

    unit: UnitView
    pack: PackView | None
    country: CountryView | None
    structure: Structure | None
    parties: tuple[PartyView, ...]
    figures: Figures | None

    @property
    def line(self) -> UnitLine:
        return self.unit.line

    @property
    def home(self) -> str:
        return self.pack.home_country if self.pack else ""

    @property
    def name(self) -> str:
        return formats.named(self.line, "name")


@dataclass(frozen=True, slots=True, kw_only=True)
class Subjects:
    """Terms of one classification that the registry gives the unit."""

    fields: tuple[str, ...]
    panels: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LaboratoryPage:
    subject: Subject
    title: str
    state: str
    kind: str
    parties: tuple[PartyLine, ...]
    party_table: TableView
    institutes: tuple[Proof, ...]
    other_attachments: tuple[Proof, ...]
    country_why: str
    terms: Subjects
    relatives: tuple[Relative, ...]
    history: TableView
    team: TeamPart | None
    publications: Works | None
    gaps: tuple[str, ...]
    sources: tuple[SourceNote, ...]
    institute_method: str
    country_method: str


def is_shown(unit: UnitView | None) -> bool:
    """Whether a unit has a page among laboratories; institutes and offices have theirs."""
    return unit is not None and unit.line.kind in KINDS


def read(*, unit: UnitView, at: date, figures: Figures | None) -> Subject:
    """Everything the page needs from the register and the figures."""
    return Subject(
        unit=unit,
        pack=organisation_queries.pack(),
        country=geography_queries.country(unit.line.country) if unit.line.country else None,
        structure=structure_of(figures, unit.rnsr),
        parties=partner_queries.parties_of(unit.line.code, at),
        figures=figures,
    )


def page(*, subject: Subject, query: Mapping[str, str], path: str) -> LaboratoryPage:
    """The page of one unit for one reader."""
    attachments = subject.unit.attachments
    scientific = [one for one in attachments if one.kind in (UnitKind.INSTITUTE, UnitKind.CENTRE)]
    return LaboratoryPage(
        subject=subject,
        title=subject.line.short_name or subject.name,
        state=_state(subject),
        kind=kind_of(subject.line, subject.home),
        parties=tuple(party_line(party) for party in subject.parties),
        party_table=view_of(party_table(subject.parties), query=query, path=path),
        institutes=tuple(attachment_proof(one) for one in scientific),
        other_attachments=tuple(attachment_proof(one) for one in attachments if one not in scientific),
        country_why=_country_why(subject),
        terms=_terms(subject.unit.details),
        relatives=relatives_of(subject.figures, subject.structure),
        history=view_of(history_table(subject.unit), query=query, path=path),
        team=team_part(subject.figures, subject.line, query=query, path=path),
        publications=unit_works.publications(subject.figures, subject.unit, query=query, path=path),
        gaps=tuple(gaps_of(subject.unit, subject.parties, subject.pack)),
        sources=notes(subject.figures, *(["rnsr"] if subject.structure else [])),
        institute_method=method_url("laboratories"),
        country_method=method_url("country-of-a-unit"),
    )


def tables(subject: Subject) -> dict[str, Table]:
    """The tables of the page by key."""
    known = {"parties": party_table(subject.parties), "history": history_table(subject.unit)}
    works = unit_works.tables(subject.figures, subject.unit)
    return {**known, **team_tables(subject.figures, subject.line), **works}


def kind_of(line: UnitLine, home: str) -> str:
    """What it is, in words; a few international laboratories stand in the ``home`` country."""
    if not line.international:
        return line.kind_label
    return _("international joint laboratory") if line.country in ("", home) else _("joint laboratory abroad")


def _state(subject: Subject) -> str:
    line = subject.line
    place = formats.named(subject.country, "name") if subject.country else _("country not known")
    parts = [kind_of(line, subject.home), line.label, place, _times(line)]
    sentence = ", ".join(part for part in parts if part)
    return f"{sentence[:1].upper()}{sentence[1:]}."


def _times(line: UnitLine) -> str:
    if line.until:
        closed = _("closed %(day)s") % {"day": formats.softdate(line.until)}
        return f"{formats.softdate(line.since)}, {closed}" if line.since else closed
    return formats.since(line.since)


def attachment_proof(one: AttachmentView) -> Proof:
    """An attachment a source states is declared; one that the crosswalk proposes is detected, with why."""
    name = formats.named(one, "name")
    text = f"{one.short_name}, {name}" if one.short_name else name
    return Proof(
        kind="declared" if one.stated else "detected",
        label=text if one.stated else _("%(institute)s (proposed)") % {"institute": text},
        when=one.since,
        source=dated_source(one.source, one.source_as_of),
        url=reverse("institute", args=[one.code])
        if one.kind in (UnitKind.INSTITUTE, UnitKind.CENTRE)
        else "",
        detail="" if one.stated else f"{subjects.why_in_words(one.why)} · {one.confidence_label}.",
    )


def _country_why(subject: Subject) -> str:
    """Why we say the unit stands there, as a sentence; empty when the country is not known."""
    if not subject.country:
        return ""
    why = subject.structure.country_why if subject.structure else ""
    words = {
        "relation": _("Read from a relation in the registry of organisations."),
        "crosswalk": _("Read from the dated list of the organisation pack."),
        "home": _("Its postcode is one of the home country."),
    }
    source = _("Source: %(source)s.") % {"source": in_words(subject.line.country_source)}
    return " ".join(
        part for part in (words.get(why, ""), source if subject.line.country_source else "") if part
    )


def _terms(details: Mapping[str, Any]) -> Subjects:
    """Fields by their names, panels by their codes and names."""
    fields, panels = details.get("fields") or (), details.get("erc_panels") or ()
    return Subjects(
        fields=tuple(named for _code, named in subjects.named(FIELDS, fields)),
        panels=tuple(
            f"{code}, {named}" if named != code else code for code, named in subjects.named(PANELS, panels)
        ),
    )


def history_table(unit: UnitView) -> Table:
    """Names and labels over time, the latest first."""
    names = [_history_row(_("name"), _whole_name(name), name) for name in unit.names]
    labels = [_history_row(_("label"), label.text, label) for label in unit.labels]
    return Table(
        key="history",
        title=_("Names and labels over time"),
        columns=[
            Column("text", _("Name or label")),
            Column("what", _("Kind")),
            Column("since", _("From"), "date"),
            Column("until", _("To"), "date", none=_("no end known")),
            Column("source", _("Source"), "link"),
            Column("source_url", _("Address of the source"), screen=False),
            Column("as_of", _("As of"), "date"),
        ],
        rows=names + labels,
    )


def _whole_name(name: Any) -> str:
    text = formats.named(name, "name")
    return f"{name.short_name}, {text}" if name.short_name and name.short_name != text else text


def _history_row(what: str, text: str, dated: Any) -> dict[str, Any]:
    return {
        "text": text,
        "what": what,
        "since": dated.since,
        "until": dated.until,
        "source": Link(in_words(dated.source), dated.source_url) if dated.source else None,
        "source_url": dated.source_url,
        "as_of": dated.source_as_of,
    }

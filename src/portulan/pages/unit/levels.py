"""The organisation as a whole: its levels under all their names, its institutes, its offices, its classifications."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portulan.domains.offices import queries as office_queries
from portulan.domains.offices.queries import OfficeLine
from portulan.domains.organisation import queries as organisation_queries
from portulan.domains.organisation.queries.views import ClassificationView, Institutes, Level, PackView
from portulan.domains.organisation.vocabulary import UnitKind, Verb
from portulan.foundations.tables.table import Column, Link, Table
from portulan.foundations.tables.view import TableView, view_of
from portulan.foundations.text import formats
from portulan.insight.figures import Figures
from portulan.pages.sources.citing import method_url, notes
from portulan.pages.sources.phrases import in_words

SCIENTIFIC = (UnitKind.INSTITUTE, UnitKind.CENTRE)


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationPage:
    pack: PackView | None
    title: str
    state: str
    levels: tuple[Level, ...]
    institutes: TableView | None
    unattached: int
    unattached_url: str
    offices: tuple[OfficeLine, ...]
    levels_table: TableView
    classifications: TableView
    roles: TableView
    method: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Organisation:
    """What the queries give, once for a page."""

    at: date
    pack: PackView | None
    levels: tuple[Level, ...]
    institutes: Institutes
    classifications: tuple[ClassificationView, ...]
    figures: Figures | None


def page(*, at: date, figures: Figures | None, query: Mapping[str, str], path: str) -> OrganisationPage:
    """The page of the organisation for one reader."""
    known = _read(at, figures)
    views = {key: view_of(table, query=query, path=path) for key, table in _tables(known).items()}
    return OrganisationPage(
        pack=known.pack,
        title=formats.named(known.pack, "name") if known.pack else _("Organisation"),
        state=_state(known),
        levels=known.levels,
        institutes=views.get("institutes"),
        unattached=known.institutes.unattached,
        unattached_url=f"{reverse('laboratories')}?institute=none",
        offices=office_queries.offices(at),
        levels_table=views["levels"],
        classifications=views["classifications"],
        roles=views["roles"],
        method=method_url("laboratories"),
    )


def tables(*, at: date, figures: Figures | None) -> dict[str, Table]:
    """The tables of the page by key."""
    return _tables(_read(at, figures))


def _read(at: date, figures: Figures | None) -> _Organisation:
    return _Organisation(
        at=at,
        pack=organisation_queries.pack(),
        levels=organisation_queries.levels(at),
        institutes=organisation_queries.institutes(at),
        classifications=organisation_queries.classifications(at),
        figures=figures,
    )


def _state(known: _Organisation) -> str:
    count = len(known.institutes.lines)
    text = ngettext(
        "%(count)s scientific part, on %(day)s.", "%(count)s scientific parts, on %(day)s.", count
    )
    return text % {"count": count, "day": formats.softdate(known.at)}


def _tables(known: _Organisation) -> dict[str, Table]:
    found = {"levels": _levels(known), "classifications": _classifications(known), "roles": _roles(known)}
    if known.institutes.lines:
        found["institutes"] = _institutes(known)
    return found


def _institutes(known: _Organisation) -> Table:
    institutes = known.institutes
    text = ngettext(
        "%(attached)s of %(count)s laboratory attached or proposed, %(unattached)s unattached",
        "%(attached)s of %(count)s laboratories attached or proposed, %(unattached)s unattached",
        institutes.laboratories,
    )
    numbers = {
        "attached": institutes.laboratories - institutes.unattached,
        "count": institutes.laboratories,
        "unattached": institutes.unattached,
    }
    return Table(
        key="institutes",
        title=_("Institutes or centres, and their laboratories"),
        columns=[
            Column("name", _("Name"), "link"),
            Column("short_name", _("Short name"), "code"),
            Column("also", _("Also called")),
            Column("stated", _("Laboratories stated by a source"), "number"),
            Column("proposed", _("Proposed from their field"), "number"),
        ],
        rows=[
            {
                "name": Link(formats.named(line, "name"), reverse("institute", args=[line.code])),
                "short_name": line.short_name or None,
                "also": formats.listed(other_names(line.also)) or None,
                "stated": line.stated,
                "proposed": line.proposed,
            }
            for line in institutes.lines
        ],
        sources=notes(known.figures, "rnsr"),
        counted=text % {key: formats.number(number) for key, number in numbers.items()},
    )


def other_names(names: Sequence[Any]) -> list[str]:
    """Other names that hold, each with its short name where it has one."""
    return [whole_name(name) for name in names]


def whole_name(name: Any) -> str:
    """``Name (SHORT)``."""
    text = formats.named(name, "name")
    pattern = _("%(name)s (%(short_name)s)")
    return (
        pattern % {"name": text, "short_name": name.short_name}
        if name.short_name and name.short_name != text
        else text
    )


def _levels(known: _Organisation) -> Table:
    rows = [row for level in known.levels for row in _level_rows(level, parent=None)]
    return Table(
        key="levels",
        title=_("Every level, with its names and dates"),
        columns=[
            Column("name", _("Name")),
            Column("code", _("Code"), "code", screen=False),
            Column("kind", _("Kind")),
            Column("parent", _("Part of"), none=_("nothing above")),
            Column("state", _("This name")),
            Column("since", _("From"), "date"),
            Column("until", _("To"), "date", none=_("no end known")),
            Column("source", _("Source"), "link"),
            Column("source_url", _("Address of the source"), screen=False),
            Column("as_of", _("As of"), "date", screen=False),
        ],
        rows=rows,
        page_size=100,
        counted=ngettext("%(count)s name", "%(count)s names", len(rows)) % {"count": len(rows)},
    )


def _level_rows(level: Level, *, parent: Level | None) -> Iterator[dict[str, Any]]:
    named = [
        (_("in use"), level),
        *((_("also"), n) for n in level.also),
        *((_("former"), n) for n in level.former),
    ]
    for state, name in named:
        yield {
            "name": whole_name(name),
            "code": level.code,
            "kind": level.kind_label,
            "parent": formats.named(parent, "name") if parent else None,
            "state": state,
            "since": name.since,
            "until": name.until,
            "source": Link(in_words(name.source), name.source_url) if name.source else None,
            "source_url": name.source_url,
            "as_of": name.source_as_of,
        }
    for child in level.children:
        yield from _level_rows(child, parent=level)


def _classifications(known: _Organisation) -> Table:
    count = len(known.classifications)
    return Table(
        key="classifications",
        title=_("Classifications, each in its versions"),
        columns=[
            Column("name", _("Classification")),
            Column("code", _("Code"), "code"),
            Column("version", _("Version"), "code"),
            Column("terms", _("Terms"), "number"),
            Column("since", _("In force from"), "date"),
            Column("until", _("To"), "date", none=_("no end known")),
            Column("source", _("Source"), "link"),
            Column("source_url", _("Address of the source"), screen=False),
            Column("as_of", _("As of"), "date"),
        ],
        rows=[_classification(one) for one in known.classifications],
        counted=ngettext("%(count)s version", "%(count)s versions", count) % {"count": count},
    )


def _roles(known: _Organisation) -> Table:
    found = organisation_queries.roles(known.at)
    return Table(
        key="roles",
        title=_("Roles that people hold by mandate"),
        columns=[
            Column("name", _("Role")),
            Column("code", _("Code"), "code", screen=False),
            Column("verbs", _("What it allows today"), none=_("nothing more than reading, for now")),
        ],
        rows=[
            {
                "name": formats.named(role, "name"),
                "code": role.code,
                "verbs": ", ".join(str(Verb(verb).label) for verb in role.verbs) or None,
            }
            for role in found
        ],
        counted=ngettext("%(count)s role", "%(count)s roles", len(found)) % {"count": len(found)},
        note=_("No person is named here."),
    )


def _classification(one: ClassificationView) -> dict[str, Any]:
    return {
        "name": formats.named(one, "name"),
        "code": one.code,
        "version": one.version,
        "terms": one.terms,
        "since": one.since,
        "until": one.until,
        "source": Link(in_words(one.source), one.source_url) if one.source else None,
        "source_url": one.source_url,
        "as_of": one.source_as_of,
    }

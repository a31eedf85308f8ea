"""The list of mandates."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portulan.domains.organisation.queries.holding import MandateLine, Place
from portulan.domains.organisation.queries.views import Page, UnitView
from portulan.domains.organisation.vocabulary import MandateKind
from portulan.foundations.tables.paging import asked_page, paged_view
from portulan.foundations.tables.table import Column, Link, Table
from portulan.foundations.tables.view import TableView, asked_sort
from portulan.foundations.text import formats

KEY = "mandates"
PAGE = 50
ALL = 10_000


def mandates(found: Page[MandateLine], *, empty: str = "") -> Table:
    """Mandates in the order they were read."""
    return Table(
        key=KEY,
        title=_("Who holds what"),
        columns=[
            Column("person", _("Person")),
            Column("role", _("Role"), "link"),
            Column("scope", _("Scope"), sortable=False),
            Column("how", _("How"), sortable=False),
            Column("since", _("Since"), "date"),
            Column("until", _("Until"), "date", none=_("no end")),
            Column("by", _("By"), sortable=False),
            Column("state", _("State"), sortable=False),
        ],
        rows=[_row(line) for line in found.rows],
        sort="person",
        page_size=PAGE,
        main=True,
        empty=empty,
        counted=ngettext("%(count)s mandate", "%(count)s mandates", found.total)
        % {"count": formats.number(found.total)},
    )


def view(found: Page[MandateLine], *, query: Mapping[str, str], path: str, empty: str) -> TableView:
    """One page of the list, sorted and cut by the database."""
    table = mandates(found, empty=empty)
    return paged_view(table, total=found.total, offset=found.offset, query=query, path=path)


def offset_of(query: Mapping[str, str]) -> int:
    """Where the page asked for begins; raises RefusedQuery for what is not a page."""
    return (asked_page(query, table=KEY) - 1) * PAGE


def sort_of(query: Mapping[str, str]) -> str:
    """The order asked for; raises RefusedQuery for another column."""
    empty: Page[MandateLine] = Page(rows=(), total=0, limit=PAGE, offset=0)
    return asked_sort(mandates(empty), query)


def scope_in_words(line: MandateLine) -> str:
    """Units, then countries, then sites: "INSIS; Singapore"; else the whole, or as where it comes from."""
    parts = [_listed(part) for part in (line.units, line.countries, line.sites) if part]
    if parts:
        return "; ".join(parts)
    return _("the whole") if line.kind == MandateKind.GIVEN else _("as the mandate it comes from")


def _listed(places: tuple[Place, ...]) -> str:
    return ", ".join(formats.named(place, "name") for place in places)


def how_in_words(line: MandateLine) -> str:
    """Given, delegated by whom, or as a deputy of whom."""
    said = {
        MandateKind.GIVEN: _("given"),
        MandateKind.DELEGATED: _("delegated by %(name)s"),
        MandateKind.DEPUTY: _("deputy of %(name)s"),
    }
    return said[line.kind] % {"name": line.parent_person}


def state_in_words(line: MandateLine) -> str:
    words = {"held": _("holds today"), "coming": _("to come"), "ended": _("ended")}
    return words[line.state]


def role_of(line: MandateLine) -> str:
    return formats.named(line, "name")


def unit_name(unit: UnitView) -> str:
    """The short name of a unit, else its name."""
    return unit.line.short_name or formats.named(unit.line, "name")


def _row(line: MandateLine) -> dict[str, Any]:
    return {
        "person": line.person,
        "role": Link(role_of(line), reverse("mandate", args=[line.uid])),
        "scope": scope_in_words(line),
        "how": how_in_words(line),
        "since": line.since,
        "until": line.until,
        "by": line.given_by,
        "state": state_in_words(line),
    }

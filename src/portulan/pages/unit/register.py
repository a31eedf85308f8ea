"""The list of laboratories as a reader asked for it: a sentence of filters, the count, one page, what is next."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portulan.domains.geography import queries as geography_queries
from portulan.domains.organisation import queries as organisation_queries
from portulan.domains.organisation.queries.views import Institutes, Page, UnitLine
from portulan.foundations.tables.paging import asked_page, paged_view
from portulan.foundations.tables.table import Column, Link, Table
from portulan.foundations.tables.view import TableView, asked_sort, view_of
from portulan.foundations.text import formats
from portulan.foundations.ui.components import Action, Empty
from portulan.insight.figures import Figures
from portulan.pages.sources.citing import notes
from portulan.pages.sources.phrases import in_words
from portulan.pages.unit import choosing
from portulan.pages.unit.choosing import LONGEST_TEXT, Option

KEY, TEAMS = "laboratories", "teams"
NONE = "none"
PAGE = 50
EVERY = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What a reader asks for; empty means any. ``institute`` may be "none"."""

    country: str = ""
    institute: str = ""
    joint: bool = False
    text: str = ""

    @property
    def query(self) -> dict[str, Any]:
        """As ``organisation.queries.laboratories`` takes it."""
        international = True if self.joint else None
        return {
            "country": self.country,
            "institute": self.institute,
            "international": international,
            "text": self.text,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """One filter in words, and the address without it."""

    words: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterPage:
    state: str
    filters: Filters
    sentence: SafeString
    chips: tuple[Chip, ...]
    table: TableView
    teams: TableView | None
    empty: Empty | None


def asked(query: Mapping[str, str]) -> Filters:
    """The filters of an address; unknown values find nothing, and the page says so."""
    return Filters(
        country=query.get("country", "").strip()[:2].upper(),
        institute=query.get("institute", "").strip()[:60],
        joint=query.get("joint", "") in ("1", "on", "yes"),
        text=query.get("text", "").strip()[:LONGEST_TEXT],
    )


def page(*, at: date, figures: Figures | None, query: Mapping[str, str], path: str) -> RegisterPage:
    """The page of the register for one reader."""
    filters = asked(query)
    names = {country.code: formats.named(country, "name") for country in geography_queries.countries()}
    counts = organisation_queries.laboratories_by_country(at)
    institutes = organisation_queries.institutes(at, laboratories=sum(counts.values()))
    offset = (asked_page(query, table=KEY) - 1) * PAGE
    sort = asked_sort(_table((), names, figures, total=0), query)
    found = organisation_queries.laboratories(
        at, **filters.query, sort=sort or "name", limit=PAGE, offset=offset
    )
    table = _table(found.rows, names, figures, total=found.total)
    view = paged_view(table, total=found.total, offset=offset, query=query, path=path)
    chips = _chips(filters, names, institutes, path=path)
    return RegisterPage(
        state=_state(institutes),
        filters=filters,
        sentence=choosing.sentence(
            text=filters.text,
            countries=_country_options(counts, filters, names),
            institutes=_institute_options(filters, institutes),
        ),
        chips=chips,
        table=view,
        teams=view_of(_teams(figures), query=query, path=path) if _has_teams(figures) else None,
        empty=_empty(filters, chips, institutes, found, path=path) if not found.rows else None,
    )


def tables(*, at: date, figures: Figures | None, query: Mapping[str, str], only: str) -> dict[str, Table]:
    """The table ``only`` with every row the filters find, for a file."""
    if only == TEAMS:
        return {TEAMS: _teams(figures)} if _has_teams(figures) else {}
    names = {country.code: formats.named(country, "name") for country in geography_queries.countries()}
    found = organisation_queries.laboratories(at, **asked(query).query, limit=EVERY)
    return {KEY: _table(found.rows, names, figures, total=found.total)}


def _has_teams(figures: Figures | None) -> bool:
    return figures is not None and figures.focal.has_copublications and bool(figures.copub_teams())


def _teams(figures: Figures | None) -> Table:
    """Teams known from co-publications: the registry of structures does not list them."""
    found = figures.copub_teams() if figures else []
    text = ngettext("%(count)s team", "%(count)s teams", len(found))
    return Table(
        key=TEAMS,
        title=_("Teams known from co-publications"),
        columns=[
            Column("team", _("Team"), "link"),
            Column("code", _("Code"), "code", screen=False),
            Column("works", _("Co-publications"), "number"),
            Column("partners", _("Partner organisations"), "number"),
            Column("first", _("First year"), "year"),
            Column("last", _("Last year"), "year"),
        ],
        rows=[
            {
                "team": Link(team.team, reverse("laboratory", args=[team.key])),
                "code": team.key,
                "works": team.works,
                "partners": team.partners,
                "first": team.first_year,
                "last": team.last_year,
            }
            for team in found
        ],
        sort="team",
        page_size=PAGE,
        sources=notes(figures, "hal"),
        counted=text % {"count": formats.number(len(found))},
    )


def _state(institutes: Institutes) -> str:
    numbers = {
        "count": formats.number(institutes.laboratories),
        "unattached": formats.number(institutes.unattached),
    }
    text = ngettext(
        "%(count)s laboratory in the register, %(unattached)s unattached.",
        "%(count)s laboratories in the register, %(unattached)s unattached.",
        institutes.laboratories,
    )
    return text % numbers


def _table(
    rows: tuple[UnitLine, ...], names: Mapping[str, str], figures: Figures | None, *, total: int
) -> Table:
    counted = ngettext("%(count)s laboratory", "%(count)s laboratories", total)
    return Table(
        key=KEY,
        title=_("Laboratories found"),
        columns=_columns(),
        rows=_rows(rows, names),
        sources=notes(figures, "rnsr"),
        note=_(
            "An institute marked “proposed” is derived from the field of the laboratory, not stated by a source."
        ),
        sort="name",
        page_size=PAGE,
        main=True,
        counted=counted % {"count": formats.number(total)},
    )


def _columns() -> list[Column]:
    return [
        Column("name", _("Laboratory"), "link"),
        Column("code", _("Code"), "code", sortable=False, screen=False),
        Column("short_name", _("Short name"), sortable=False, screen=False),
        Column("label", _("Label")),
        Column("institute", _("Institute or centre"), none=_("unattached"), sortable=False),
        Column("institute_stated", _("How attached"), sortable=False, screen=False),
        Column("city", _("Town")),
        Column("country", _("Country"), "link", none=_("unknown")),
        Column("country_code", _("Country code"), "code", sortable=False, screen=False),
        Column("country_source", _("Why this country"), sortable=False, screen=False),
        Column("joint", _("International joint laboratory"), sortable=False, screen=False),
        Column("since", _("Since"), "date", sortable=False),
    ]


def _rows(lines: tuple[UnitLine, ...], names: Mapping[str, str]) -> list[dict[str, Any]]:
    """Addresses are made once, with ``__`` where a code goes: making one takes longer than a whole row."""
    unit, country = reverse("laboratory", args=["__"]), reverse("country", args=["__"])
    links = {code: Link(names.get(code, code), country.replace("__", code)) for code in _countries(lines)}
    return [_row(line, unit.replace("__", line.code), links.get(line.country)) for line in lines]


def _countries(lines: tuple[UnitLine, ...]) -> set[str]:
    """The countries, where known, of some units."""
    return {line.country for line in lines if line.country}


def _row(line: UnitLine, url: str, country: Link | None) -> dict[str, Any]:
    return {
        "name": Link(name_of(line), url),
        "code": line.code,
        "short_name": line.short_name,
        "label": line.label,
        "institute": institute_words(line),
        "institute_stated": _institute_state(line),
        "city": line.city,
        "country": country,
        "country_code": line.country,
        "country_source": in_words(line.country_source),
        "joint": _("yes") if line.international else _("no"),
        "since": line.since,
    }


def name_of(line: UnitLine) -> str:
    """``CINTRA, Research Techno Plaza``: the short name first, where there is one."""
    name = formats.named(line, "name")
    return (
        f"{line.short_name}, {name}"
        if line.short_name and line.short_name.casefold() != name.casefold()
        else name
    )


def institute_words(line: UnitLine) -> str | None:
    """The institute, with “proposed” where no source states it; None when unattached."""
    if line.institute is None:
        return None
    name = line.institute.short_name or formats.named(line.institute, "name")
    return name if line.institute.stated else _("%(institute)s (proposed)") % {"institute": name}


def _institute_state(line: UnitLine) -> str:
    if line.institute is None:
        return "unattached"
    return "stated" if line.institute.stated else "proposed"


def _country_options(
    counts: Mapping[str, int], filters: Filters, names: Mapping[str, str]
) -> tuple[Option, ...]:
    known = [(code, names.get(code, code), count) for code, count in counts.items() if code]
    return tuple(
        Option(value=code, label=f"{name} ({formats.number(count)})", chosen=code == filters.country)
        for code, name, count in sorted(known, key=lambda one: one[1])
    )


def _institute_options(filters: Filters, institutes: Institutes) -> tuple[Option, ...]:
    known = [
        (line.code, line.short_name or formats.named(line, "name"), line.stated + line.proposed)
        for line in institutes.lines
    ]
    known.append((NONE, _("none: unattached"), institutes.unattached))
    return tuple(
        Option(value=code, label=f"{name} ({formats.number(count)})", chosen=code == filters.institute)
        for code, name, count in known
    )


def _chips(
    filters: Filters, names: Mapping[str, str], institutes: Institutes, *, path: str
) -> tuple[Chip, ...]:
    """Each filter in use as a sentence part, with the address that leaves it out."""
    known = {line.code: line.short_name or formats.named(line, "name") for line in institutes.lines}
    words = {
        "country": _("Country is %(value)s") % {"value": names.get(filters.country, filters.country)},
        "institute": _("Attached to %(value)s") % {"value": known.get(filters.institute, filters.institute)},
        "joint": _("International joint laboratories only"),
        "text": _("Name, label or town contains “%(value)s”") % {"value": filters.text},
    }
    if filters.institute == NONE:
        words["institute"] = _("Unattached")
    values = _values(filters)
    return tuple(Chip(words=words[key], url=_without(key, values, path)) for key in values)


def _values(filters: Filters) -> dict[str, str]:
    values = {
        "country": filters.country,
        "institute": filters.institute,
        "joint": "1" if filters.joint else "",
        "text": filters.text,
    }
    return {key: value for key, value in values.items() if value}


def _without(key: str, values: Mapping[str, str], path: str) -> str:
    query = QueryDict(mutable=True)
    query.update({name: value for name, value in values.items() if name != key})
    return f"{path}?{query.urlencode()}" if query else path


def _empty(
    filters: Filters, chips: tuple[Chip, ...], institutes: Institutes, found: Page[UnitLine], *, path: str
) -> Empty:
    """Why nothing is shown, and the next thing to do."""
    if found.total:
        first = _without("", _values(filters), path)
        why = _("The list ends before this page.")
        return Empty(title=_("Nothing on this page"), why=why, action=Action(_("See the first page"), first))
    if not institutes.laboratories:
        return Empty(
            title=_("No laboratory is known yet"),
            why=_("The register takes its laboratories from the public registry when the data are built."),
            action=Action(_("See the sources"), reverse("sources")),
        )
    if len(chips) > 1:
        why = _("No laboratory answers to all of these at once: %(filters)s.")
        action = Action(_("Leave out the last filter"), chips[-1].url)
    else:
        why = _("No laboratory of the register answers to this: %(filters)s.")
        action = Action(_("See all laboratories"), path)
    text = why % {"filters": " · ".join(chip.words for chip in chips)}
    return Empty(title=_("No laboratory found"), why=text, action=action)

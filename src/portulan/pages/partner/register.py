"""The register of partners as a reader asked for it: a sentence of filters, the count, one page, what is next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portulan.domains.geography import queries as geography_queries
from portulan.domains.organisation.vocabulary import Verb
from portulan.domains.partners.queries import register
from portulan.domains.partners.queries.register import Asked, Page, PartnerLine
from portulan.domains.partners.vocabulary import PartnerOrigin
from portulan.foundations.tables.paging import asked_page, paged_view
from portulan.foundations.tables.table import Column, Link, Table
from portulan.foundations.tables.view import TableView, asked_sort
from portulan.foundations.text import formats
from portulan.foundations.ui.components import Action, Empty
from portulan.pages.country.organisations import type_name
from portulan.pages.partner.reader import Reader
from portulan.pages.unit.choosing import LONGEST_TEXT, Option

KEY = "partners"
PAGE = 50
EVERY = 100_000
SORTS = ("name", "country", "units")


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """One filter in words, and the address without it."""

    words: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterPage:
    state: str
    asked: Asked
    sentence: SafeString
    reads: bool  # whether filters about people are offered
    mine: bool
    chips: tuple[Chip, ...]
    table: TableView
    empty: Empty | None
    action: Action | None
    links: tuple[Link, ...]


def asked(query: Mapping[str, str], reader: Reader) -> Asked:
    """The filters of an address; those about people need the right, and ask nothing without it."""
    reads = reader.may(Verb.PARTNER_READ)
    sort = query.get("sort", "").removeprefix("-")
    return Asked(
        text=query.get("text", "").strip()[:LONGEST_TEXT],
        country=query.get("country", "").strip()[:2].upper(),
        kind=query.get("type", "").strip()[:20],
        origin=PartnerOrigin.PROVISIONAL if query.get("provisional") == "1" and reader.by else "",
        party=query.get("party") == "1",
        stale=query.get("stale") == "1" and reads,
        mine=reader.reach.person if query.get("mine") == "1" and reads else None,
        sort={"units": "parties"}.get(sort, sort) or "name",
        descending=query.get("sort", "").startswith("-"),
    )


def page(*, reader: Reader, at: date, query: Mapping[str, str], path: str) -> RegisterPage:
    """The page of the register for one reader."""
    filters = asked(query, reader)
    names = country_names()
    asked_sort(_table((), names, reader, total=0), query)
    offset = (asked_page(query, table=KEY) - 1) * PAGE
    found = register.register(filters, reach=reader.reach, at=at, first=offset, limit=PAGE)
    table = _table(found.rows, names, reader, total=found.total)
    chips = _chips(filters, names, query, path)
    return RegisterPage(
        state=_state(found, chips),
        asked=filters,
        sentence=_sentence(filters, reader, names),
        reads=reader.may(Verb.PARTNER_READ),
        mine=reader.may(Verb.PARTNER_READ) and reader.reach.person is not None,
        chips=chips,
        table=paged_view(table, total=found.total, offset=offset, query=query, path=path),
        empty=_empty(chips, found, path) if not found.rows else None,
        action=_action(reader),
        links=_links(reader),
    )


def tables(*, reader: Reader, at: date, query: Mapping[str, str], only: str) -> dict[str, Table]:
    """The table with every row the filters find, for a file."""
    if only != KEY:
        return {}
    found = register.register(asked(query, reader), reach=reader.reach, at=at, limit=EVERY)
    return {KEY: _table(found.rows, country_names(), reader, total=found.total)}


def country_names() -> dict[str, str]:
    return {country.code: formats.named(country, "name") for country in geography_queries.countries()}


def _state(found: Page, chips: Sequence[Chip]) -> str:
    if chips:
        return _("One record for each organisation we deal with.")
    text = ngettext(
        "%(count)s organisation we deal with.", "%(count)s organisations we deal with.", found.total
    )
    return text % {"count": formats.number(found.total)}


def _action(reader: Reader) -> Action | None:
    if reader.may(Verb.PARTNER_EDIT) or reader.may(Verb.COOPERATION_DECLARE):
        return Action(_("New partner"), reverse("partner_new"), "buildings")
    return None


def _links(reader: Reader) -> tuple[Link, ...]:
    """Other pages about partners, for who may use them."""
    found = []
    if any(reader.may(verb) for verb in (Verb.PARTNER_EDIT, Verb.PARTNER_MERGE, Verb.MATCH_PIN)):
        found.append(Link(_("Partners to review"), reverse("partners_review")))
    if reader.may(Verb.MATCH_PIN):
        found.append(Link(_("Texts worth a look"), reverse("partners_texts")))
    return tuple(found)


def _table(rows: Sequence[PartnerLine], names: Mapping[str, str], reader: Reader, *, total: int) -> Table:
    counted = ngettext("%(count)s organisation", "%(count)s organisations", total)
    return Table(
        key=KEY,
        title=_("Partners found"),
        columns=_columns(reader),
        rows=_rows(rows, names),
        sort="name",
        page_size=PAGE,
        main=True,
        counted=counted % {"count": formats.number(total)},
        note=_("A record “not in the registry” was made by hand, and waits to be found there."),
    )


def _columns(reader: Reader) -> list[Column]:
    people = [Column("people", _("People there"), "number", sortable=False)]
    return [
        Column("name", _("Organisation"), "link"),
        Column("key", _("Key"), "code", sortable=False, screen=False),
        Column("short_name", _("Short name"), sortable=False),
        Column("country", _("Country"), "link", none=_("unknown")),
        Column("country_code", _("Country code"), "code", sortable=False, screen=False),
        Column("city", _("Town"), sortable=False),
        Column("types", _("Type"), sortable=False),
        Column("units", _("Units it is party to"), "number", none=_("none")),
        *(people if reader.may(Verb.PARTNER_READ) else []),
        Column("record", _("Record"), sortable=False),
        Column("ror", _("ROR"), "code", sortable=False, screen=False),
        Column("website", _("Site"), sortable=False, screen=False),
    ]


def _rows(lines: Sequence[PartnerLine], names: Mapping[str, str]) -> list[dict[str, Any]]:
    partner, country = reverse("partner", args=["__"]), reverse("country", args=["__"])
    return [
        {
            "name": Link(line.name, partner.replace("__", line.key)),
            "key": line.key,
            "short_name": line.short_name,
            "country": Link(names.get(line.country, line.country), country.replace("__", line.country))
            if line.country
            else None,
            "country_code": line.country,
            "city": line.city,
            "types": ", ".join(type_name(code) for code in line.types),
            "units": line.units or None,
            "people": line.contacts,
            "record": _record(line),
            "ror": line.ror,
            "website": line.website,
        }
        for line in lines
    ]


def _record(line: PartnerLine) -> str:
    told = [_("not in the registry")] if line.provisional else [_("in the registry")] if line.ror else []
    return " · ".join([*told, *([_("its name is written strangely")] if line.suspicious else [])])


def _sentence(filters: Asked, reader: Reader, names: Mapping[str, str]) -> SafeString:
    """One sentence around its controls; a language orders them as it likes."""
    counts = register.countries_of_register(reach=reader.reach)
    countries = sorted((names.get(code, code), code, count) for code, count in counts.items())
    listed = [
        Option(value=code, label=f"{name} ({formats.number(count)})", chosen=code == filters.country)
        for name, code, count in countries
    ]
    types = [
        Option(value=code, label=type_name(code), chosen=code == filters.kind)
        for code in register.types_of_register(reach=reader.reach)
    ]
    controls = {
        "country": _select("country", _("Country"), _("any country"), listed),
        "type": _select("type", _("Type"), _("any type"), types),
        "text": _search(filters.text),
    }
    words = escape(_("Organisations in %(country)s, of %(type)s, called %(text)s"))
    return mark_safe(words % controls)  # noqa: S308  the words are escaped, the controls are built escaped


def _select(name: str, label: str, none: str, options: Sequence[Option]) -> SafeString:
    chosen = mark_safe(" selected")
    rows = ((option.value, chosen if option.chosen else "", option.label) for option in options)
    listed = format_html_join("", '<option value="{}"{}>{}</option>', rows)
    select = '<select name="{}" aria-label="{}"><option value="">{}</option>{}</select>'
    return format_html(select, name, label, none, listed)


def _search(text: str) -> SafeString:
    control = '<input type="search" name="text" value="{}" maxlength="{}" aria-label="{}" placeholder="{}">'
    label = _("Any of its names, an acronym, a ROR identifier or another number")
    return format_html(control, text, LONGEST_TEXT, label, _("anything"))


def _chips(filters: Asked, names: Mapping[str, str], query: Mapping[str, str], path: str) -> tuple[Chip, ...]:
    """Each filter in use as a sentence part, with the address that leaves it out."""
    known = {
        "country": (
            filters.country,
            _("Country is %(value)s") % {"value": names.get(filters.country, filters.country)},
        ),
        "type": (filters.kind, _("Type is %(value)s") % {"value": type_name(filters.kind)}),
        "provisional": (filters.origin, _("Not in the registry")),
        "party": (filters.party, _("Party to one of our units")),
        "stale": (filters.stale, _("With somebody whom nobody confirmed for a year")),
        "mine": (filters.mine is not None, _("I hold the relation, or am in touch")),
        "text": (filters.text, _("Called something like “%(value)s”") % {"value": filters.text}),
    }
    used = {key: words for key, (value, words) in known.items() if value}
    return tuple(Chip(words=words, url=_without(key, used, query, path)) for key, words in used.items())


def _without(key: str, used: Mapping[str, str], query: Mapping[str, str], path: str) -> str:
    left = QueryDict(mutable=True)
    left.update({name: query[name] for name in used if name != key and name in query})
    return f"{path}?{left.urlencode()}" if left else path


def _empty(chips: tuple[Chip, ...], found: Page, path: str) -> Empty:
    """Why nothing is shown, and the next thing to do."""
    if found.total:
        why = _("The list ends before this page.")
        return Empty(title=_("Nothing on this page"), why=why, action=Action(_("See the first page"), path))
    if not chips:
        return Empty(
            title=_("No partner is known yet"),
            why=_(
                "The register takes partners from the organisation pack and the public registries, and from what "
                "people declare."
            ),
            action=Action(_("See the sources"), reverse("sources")),
        )
    text = _("No partner you may know of answers to this: %(filters)s.")
    why = text % {"filters": " · ".join(chip.words for chip in chips)}
    action = Action(_("Leave out the last filter"), chips[-1].url)
    return Empty(title=_("No partner found"), why=why, action=action)

"""Lists of cooperations as tables: on screen, in files; and the sentence of their filters."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from babel import Locale
from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from portulan.domains.cooperations.queries.filters import DUE, SORTS, Filters
from portulan.domains.cooperations.queries.views import CooperationLine, Facet, Named, PartnerRef
from portulan.domains.cooperations.vocabulary import Confidentiality, Origin, Stage
from portulan.domains.geography.vocabulary import country_references
from portulan.foundations.tables.order import RefusedQuery, folded
from portulan.foundations.tables.table import Column, Table
from portulan.foundations.text import formats

KEY = "cooperations"
PAGE = 50
MOST_PAGE = 10_000
EVERY = 100_000  # rows of a file
SEPARATOR = "; "


@dataclass(frozen=True, slots=True)
class Chip:
    """One filter in words, and the address without it."""

    words: str
    url: str


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a sortable column: where it leads, and how it is sorted now."""

    label: str
    url: str
    state: str


def filters_of(query: QueryDict) -> Filters:
    """The filters of an address; unknown values find nothing, and the page says so."""
    return Filters(
        text=query.get("text", "").strip()[:200],
        stages=_several(query, "stage"),
        countries=tuple(code.upper()[:2] for code in _several(query, "country")),
        units=_several(query, "unit"),
        partners=_several(query, "partner"),
        subjects=_several(query, "field"),
        origins=_several(query, "origin"),
        confidentialities=_several(query, "who"),
        due=query.get("due", "") if query.get("due", "") in DUE else "",
        mine=query.get("mine", "") in ("1", "on"),
    )


def _several(query: QueryDict, name: str) -> tuple[str, ...]:
    values = [value.strip()[:140].replace("\0", "") for value in query.getlist(name)[:20]]
    return tuple(dict.fromkeys(value for value in values if value))


def sort_of(query: QueryDict) -> str:
    """The order of an address; raises RefusedQuery for one a list does not have."""
    asked = query.get("sort", "") or "-changed"
    if asked.removeprefix("-") in SORTS:
        return asked
    text = _("This list cannot be sorted by “%(asked)s”. It can be sorted by: %(allowed)s.")
    raise RefusedQuery(text % {"asked": asked[:60], "allowed": ", ".join(SORTS)})


def page_of(query: QueryDict) -> int:
    """The page of an address; raises RefusedQuery for what is not a page."""
    text = query.get("page", "1")
    if text.isascii() and text.isdigit() and len(text) <= 5 and 1 <= int(text) <= MOST_PAGE:
        return int(text)
    message = _("“%(asked)s” is not a page. Give a whole number from 1 to %(most)s.")
    raise RefusedQuery(message % {"asked": text[:20], "most": formats.number(MOST_PAGE)})


def address(path: str, query: QueryDict, **changes: str | None) -> str:
    """The address with some values changed, or left out where None."""
    kept = query.copy()
    for name, value in changes.items():
        kept.pop(name, None)
        if value:
            kept[name] = value
    return f"{path}?{kept.urlencode()}" if kept else path


def heads(query: QueryDict, path: str, sort: str) -> dict[str, Head]:
    """The heads of the columns one may sort by."""
    labels = {
        "title": _("Cooperation"),
        "stage": _("Stage"),
        "due": _("Next step"),
        "changed": _("Changed"),
    }
    return {key: _head(key, label, query, path, sort) for key, label in labels.items()}


def _head(key: str, label: str, query: QueryDict, path: str, sort: str) -> Head:
    up, down = key, f"-{key}"
    state = {up: "ascending", down: "descending"}.get(sort, "none")
    first, second = (down, up) if key == "changed" else (up, down)
    asked = second if sort == first else first
    return Head(label, address(path, query, sort=asked, page=None), state)


def chips(filters: Filters, query: QueryDict, path: str, named: Mapping[str, str]) -> tuple[Chip, ...]:
    """Each filter as a sentence, with the address that leaves it out; ``named``: units and partners by code."""
    found = []
    for name, phrase, words in _sentences(filters, named):
        found.append(Chip(phrase % {"value": words} if words else phrase, _without(name, query, path)))
    return tuple(found)


def _sentences(filters: Filters, named: Mapping[str, str]) -> Iterable[tuple[str, str, str]]:
    if filters.text:
        yield "text", _("Title contains “%(value)s”"), filters.text
    several = (
        ("country", _("Country is %(value)s"), [_country(code) for code in filters.countries]),
        ("stage", _("Stage is %(value)s"), [_label(Stage, code) for code in filters.stages]),
        ("unit", _("Unit is %(value)s, or below it"), [named.get(code, code) for code in filters.units]),
        ("partner", _("Partner is %(value)s"), [named.get(key, key) for key in filters.partners]),
        ("field", _("Field is %(value)s"), list(filters.subjects)),
        ("origin", _("It was %(value)s"), [_label(Origin, code) for code in filters.origins]),
        (
            "who",
            _("Seen by: %(value)s"),
            [_label(Confidentiality, code) for code in filters.confidentialities],
        ),
    )
    for name, phrase, words in several:
        if words:
            yield name, phrase, pgettext("one of several", " or ").join(words)
    if filters.due:
        yield "due", due_words()[filters.due], ""
    if filters.mine:
        yield "mine", _("I am named on it, or its next step is mine"), ""


def due_words() -> dict[str, str]:
    return {
        "overdue": _("Next step is overdue"),
        "week": _("Next step is due within a week"),
        "month": _("Next step is due within a month"),
        "none": _("Nothing is to be done next"),
    }


def _without(name: str, query: QueryDict, path: str) -> str:
    return address(path, query, **{name: None, "page": None})


def _label(choices: Any, code: str) -> str:
    return str(choices(code).label) if code in choices.values else code


def _country(code: str) -> str:
    return country_names().get(code, code)


def country_names() -> dict[str, str]:
    """All countries in the active language, by code."""
    known = Locale(formats.language()).territories
    return {code: known[code] for code in country_references()}


def country_choices(chosen: Sequence[str]) -> list[Choice]:
    """All countries by name, to choose from."""
    names = sorted(country_names().items(), key=lambda one: folded(one[1]))
    return [Choice(code, name, code in chosen) for code, name in names]


def stage_choices(facets: Sequence[Facet], chosen: Sequence[str]) -> list[Choice]:
    """All stages with how many of the list stand there."""
    return [
        Choice(one.code, f"{one.name_en} ({formats.number(one.count)})", one.code in chosen) for one in facets
    ]


def counted(total: int) -> str:
    text = ngettext("%(count)s cooperation", "%(count)s cooperations", total)
    return text % {"count": formats.number(total)}


def ranged(first: int, shown: int, total: int) -> str:
    numbers = {"first": first + 1, "last": first + shown, "count": total}
    return _("%(first)s to %(last)s of %(count)s") % {key: formats.number(n) for key, n in numbers.items()}


def as_table(lines: Sequence[CooperationLine], *, title: str = "", whole: int | None = None) -> Table:
    """The list as a file holds it: what an import of it reads back, then what is only told."""
    note = _("Fictitious cooperations, made for a demonstration, are marked in the column “fictitious”.")
    some = any(line.fictitious for line in lines)
    return Table(
        key=KEY,
        title=title or _("Cooperations"),
        columns=columns(),
        rows=[_row(line) for line in lines],
        note=note if some else "",
        counted=counted(len(lines) if whole is None else whole),
    )


def columns() -> list[Column]:
    texts: tuple[tuple[str, str | Promise], ...] = (
        ("number", _("Number")),
        ("title", _("Title")),
        ("stage", _("Stage")),
        ("confidentiality", _("Who may see it")),
        ("units", _("Our units")),
        ("partners", _("Partners")),
        ("countries", _("Countries")),
        ("next_step", _("Next step")),
        ("next_step_on", _("By")),
        ("next_step_owner", _("Who")),
        ("origin", _("Origin")),
        ("declared_on", _("Declared on")),
        ("changed_on", _("Changed on")),
        ("unit_names", _("Names of our units")),
        ("partner_names", _("Names of partners")),
        ("country_names", _("Names of countries")),
        ("fictitious", _("Fictitious")),
        ("address", _("Address")),
    )
    dates = {"next_step_on", "declared_on", "changed_on"}
    return [Column(key, str(label), "date" if key in dates else "text") for key, label in texts]


def _row(line: CooperationLine) -> dict[str, Any]:
    step = line.step
    return {
        "number": line.number,
        "title": line.title,
        "stage": line.stage,
        "confidentiality": line.confidentiality,
        "units": SEPARATOR.join(one.code for one in line.units),
        "partners": SEPARATOR.join(one.key for one in line.partners),
        "countries": SEPARATOR.join(one.code for one in line.countries),
        "next_step": step.text if step else None,
        "next_step_on": step.on if step else None,
        "next_step_owner": step.owner.name if step and step.owner else None,
        "origin": line.origin_label,
        "declared_on": line.declared_at.date(),
        "changed_on": line.changed_at.date(),
        "unit_names": SEPARATOR.join(named(one) for one in line.units),
        "partner_names": SEPARATOR.join(one.name for one in line.partners),
        "country_names": SEPARATOR.join(named(one) for one in line.countries),
        "fictitious": _("fictitious") if line.fictitious else None,
        "address": reverse("cooperation", args=[line.uid]),
    }


def named(one: Named) -> str:
    """A unit or a country as a reader names it: the short name where there is one."""
    return one.short_name or formats.named(one, "name")


def some_of(names: Sequence[str], most: int = 2) -> str:
    """The first names, and how many more."""
    if len(names) <= most:
        return ", ".join(names)
    text = ngettext("%(names)s and %(more)s more", "%(names)s and %(more)s more", len(names) - most)
    return text % {"names": ", ".join(names[:most]), "more": formats.number(len(names) - most)}


def partner_name(one: PartnerRef) -> str:
    return one.short_name or one.name

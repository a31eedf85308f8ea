"""The tables of publications: by year, by field, who leads, with whom, and works one can open."""

from django.urls import reverse
from django.utils.translation import gettext as _

from portulan.foundations.tables.table import Column, Interval, Link, SourceNote, Table
from portulan.foundations.text.formats import number
from portulan.insight.figures import Figures
from portulan.insight.publications import Lead, PartnerLine, Together
from portulan.pages.country.work_fields import field_name

YEARS, FIELDS, LEAD = "publications-by-year", "publications-by-field", "publications-lead"
PARTNERS, EXAMPLES = "publications-partners", "publications-examples"

Notes = tuple[SourceNote, ...]


def tables(found: Together, figures: Figures, notes: Notes) -> dict[str, Table]:
    """All of them by key; partners only where there are."""
    made = [_years(found, notes), _fields(found, notes), _lead(found, notes), _examples(found, notes)]
    if found.partners:
        made.append(_partners(found, figures, notes))
    return {table.key: table for table in made}


def _years(found: Together, notes: Notes) -> Table:
    return Table(
        key=YEARS,
        title=_("Publications by year"),
        columns=[
            Column("year", _("Year"), "year"),
            Column("works", _("Works"), "interval", help=_("95% interval")),
        ],
        rows=[
            {"year": one.year, "works": Interval(one.count, round(one.low, 1), round(one.high, 1))}
            for one in found.years
        ],
        sources=notes,
    )


def _fields(found: Together, notes: Notes) -> Table:
    rows = [
        {"field": field_name(code), "year": year, "works": works}
        for code, counts in found.fields
        for year, works in sorted(counts.items())
    ]
    return Table(
        key=FIELDS,
        title=_("Publications by field"),
        columns=[
            Column("field", _("Field")),
            Column("year", _("Year"), "year"),
            Column("works", _("Works"), "number"),
        ],
        rows=rows,
        page_size=20,
        sources=notes,
        note=_("A work stands under one field, the one its source puts first: the lines may be added up."),
    )


def _lead(found: Together, notes: Notes) -> Table:
    columns = [Column("place", _("Place among the authors")), Column("ours", _("Ours"), "number")]
    if found.theirs is not None:
        columns.append(Column("theirs", _("Theirs"), "number"))
    return Table(
        key=LEAD,
        title=_("Who leads"),
        columns=columns,
        rows=[{"place": label, **sides} for label, sides in _places(found.ours, found.theirs)],
        sources=notes,
        note=_("Of %(count)s works. A work may have an author of both sides in the same place.")
        % {"count": number(found.works)},
    )


def _places(ours: Lead, theirs: Lead | None) -> list[tuple[str, dict[str, int]]]:
    labels = {
        "first": _("First author"),
        "last": _("Last author"),
        "corresponding": _("Corresponding author"),
    }
    sides = {"ours": ours} if theirs is None else {"ours": ours, "theirs": theirs}
    return [
        (label, {side: getattr(lead, name) for side, lead in sides.items()}) for name, label in labels.items()
    ]


def _partners(found: Together, figures: Figures, notes: Notes) -> Table:
    return Table(
        key=PARTNERS,
        title=_("Organisations we publish with most"),
        columns=[
            Column("partner", _("Organisation"), "link", sortable=False),
            Column("works", _("Works"), "number", sortable=False),
        ],
        rows=[_partner(line, figures) for line in found.partners],
        sources=notes,
    )


def _partner(line: PartnerLine, figures: Figures) -> dict[str, object]:
    known = figures.organisation(line.key)
    if known is None:
        return {
            "partner": Link(line.key, f"https://ror.org/{line.key.removeprefix('ror-')}"),
            "works": line.works,
        }
    return {"partner": Link(known.name, reverse("partner", args=[line.key])), "works": line.works}


def _examples(found: Together, notes: Notes) -> Table:
    return Table(
        key=EXAMPLES,
        title=_("Publications, the latest first"),
        columns=[
            Column("work", _("Work"), "link", sortable=False),
            Column("year", _("Year"), "year", sortable=False),
            Column("field", _("Field"), sortable=False),
            Column("cited", _("Citations"), "number", sortable=False),
        ],
        rows=[
            {
                "work": Link(one.title, one.url),
                "year": one.year,
                "field": field_name(one.field),
                "cited": one.cited,
            }
            for one in found.examples
        ],
        sources=notes,
    )

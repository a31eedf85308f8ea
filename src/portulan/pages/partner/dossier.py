"""The page of one organisation, from public data: who it is, and what we do together."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portulan.domains.partners.queries import PartnerUnit
from portulan.foundations.tables.table import Column, Link, SourceNote, Table
from portulan.foundations.tables.view import TableView, view_of
from portulan.foundations.text import formats
from portulan.foundations.ui.charts import Chart, Series
from portulan.foundations.ui.components import Action, Empty, Figure, Notice
from portulan.foundations.ui.maps import MapPoint, RegionMap
from portulan.pages.country.organisations import type_name
from portulan.pages.country.works import Works
from portulan.pages.partner import identity, partner_works, together
from portulan.pages.partner.subject import Subject, own_name
from portulan.pages.partner.together import Shared
from portulan.pages.partner.words import STATUSES, word
from portulan.pages.sources.citing import method_url, notes
from portulan.pages.sources.phrases import dated_source, in_words
from portulan.pages.unit.laboratory import kind_of

SHOWN = 15
ENDED = ("inactive", "withdrawn")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """What we share in one source: figures, the curve, the things themselves."""

    title: str
    figures: tuple[Figure, ...]
    chart: Chart
    examples: TableView | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """What we share with an organisation this one came from; the sources still count it under that name."""

    link: Link
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationPage:
    subject: Subject
    title: str
    state: str
    place: str
    types: str
    status: str
    size: Figure | None
    notices: tuple[Notice, ...]
    successors: tuple[Link, ...]
    map: RegionMap | None
    kinds: tuple[Kind, ...]
    activity: TableView | None
    units: TableView | None
    nothing: Empty | None
    publications: Works | None
    absences: tuple[str, ...]
    earlier: tuple[Earlier, ...]
    identity: tuple[TableView, ...]
    sources: tuple[SourceNote, ...]
    links_method: str


def page(*, subject: Subject, query: Mapping[str, str], path: str) -> OrganisationPage:
    """The page of one organisation for one reader."""
    found = together.shared(subject)
    known = _tables(subject, found, whole=False)
    views = {key: view_of(table, query=query, path=path) for key, table in known.items()}
    return OrganisationPage(
        subject=subject,
        title=subject.name,
        state=_state(subject),
        place=_place(subject),
        types=", ".join(type_name(code) for code in subject.organisation.types),
        status=word(STATUSES, subject.organisation.status),
        size=_size(subject),
        notices=tuple(_notices(subject)),
        successors=tuple(_successors(subject)),
        map=_map(subject),
        kinds=tuple(_kind(subject, one, views) for one in found),
        activity=views.get("activity") if found else None,
        units=views.get("units"),
        nothing=_nothing(subject) if not found and not subject.units and not subject.is_focal else None,
        publications=partner_works.publications(subject, query=query, path=path),
        absences=tuple(_absences(subject, found)),
        earlier=tuple(_earlier(subject)),
        identity=tuple(views[key] for key in ("names", "identifiers", "relations", "links") if key in views),
        sources=notes(subject.figures, "ror") if subject.organisation.source == "ror" else (),
        links_method=method_url("links"),
    )


def tables(subject: Subject, *, whole: bool) -> dict[str, Table]:
    """The tables of the page by key; ``whole`` gives every project and work."""
    return _tables(subject, together.shared(subject), whole=whole) | partner_works.tables(subject)


def _tables(subject: Subject, found: tuple[Shared, ...], *, whole: bool) -> dict[str, Table]:
    known = together.tables(subject, found, whole=whole)
    if subject.units:
        known["units"] = _units(subject)
    return known | identity.tables(subject)


def _state(subject: Subject) -> str:
    types = ", ".join(type_name(code) for code in subject.organisation.types)
    parts = [types, subject.country_name, word(STATUSES, subject.organisation.status)]
    sentence = " · ".join(part for part in parts if part)
    return f"{sentence[:1].upper()}{sentence[1:]}"


def _place(subject: Subject) -> str:
    return ", ".join(part for part in (subject.organisation.city, subject.country_name) if part)


def _size(subject: Subject) -> Figure | None:
    """Works OpenAlex gives it; None where it is not among those the source lists."""
    one = subject.organisation
    if one.works_count is None:
        return None
    text = _("Cited %(count)s times.")
    return Figure(
        title=_("Works of the organisation"),
        value=one.works_count,
        unit=ngettext("work", "works", one.works_count),
        note=text % {"count": formats.number(one.cited_by)} if one.cited_by is not None else "",
        sources=notes(subject.figures, "openalex_institutions"),
        method_url=method_url("openalex-size"),
    )


def _notices(subject: Subject) -> list[Notice]:
    found = []
    if subject.is_focal:
        action = Action(_("See its levels"), reverse("organisation"))
        found.append(
            Notice(text=_("This is our own organisation, as the public registry knows it."), action=action)
        )
    if subject.organisation.status in ENDED:
        found.append(_ended(subject))
    return found


def _ended(subject: Subject) -> Notice:
    successors = subject.organisation.successors
    if not successors:
        return Notice(kind="attention", text=_("The registry names no successor of this record."))
    first = successors[0]
    names = formats.listed([own_name(one.name, one.key) for one in successors])
    text = _("What it did goes on under another record: %(names)s.") % {"names": names}
    action = Action(_("See the successor"), reverse("partner", args=[first.key]))
    return Notice(kind="attention", text=text, action=action)


def _successors(subject: Subject) -> list[Link]:
    ones = subject.organisation.successors
    return [Link(own_name(one.name, one.key), reverse("partner", args=[one.key])) for one in ones]


def _map(subject: Subject) -> RegionMap | None:
    one, country = subject.organisation, subject.country
    if country is None or one.latitude is None or one.longitude is None:
        return None
    return RegionMap(
        key="place",
        title=_("Where it stands"),
        fit=[country.code],
        focus=[country.code],
        country_url=reverse("country", args=["__"]),
        names={country.code: subject.country_name},
        points=[
            MapPoint(label=_short(subject), latitude=one.latitude, longitude=one.longitude, kind="partner")
        ],
        sources=notes(subject.figures, "ror"),
    )


def _short(subject: Subject) -> str:
    """A name that a map can hold: an acronym where the registry gives one."""
    acronyms = [name.text for name in subject.organisation.names if "acronym" in name.kinds]
    return min(acronyms, key=len, default=subject.name)


def _kind(subject: Subject, one: Shared, views: Mapping[str, TableView]) -> Kind:
    return Kind(
        title=together.heading(one.source),
        figures=tuple(together.figures_of(subject, one)),
        chart=_chart(subject, one, views[f"years-{one.source}"]),
        examples=views.get({"cordis": "projects", "hal": "works"}[one.source]),
    )


def _chart(subject: Subject, one: Shared, table: TableView) -> Chart:
    return Chart(
        key=f"years-{one.source}",
        title=together.by_year_title(one.source),
        kind="bars",
        x=[year.year for year in one.years],
        series=[
            Series(
                name=together.heading(one.source),
                values=[year.count for year in one.years],
                low=[round(year.low, 1) for year in one.years],
                high=[round(year.high, 1) for year in one.years],
                tone="verdigris",
            )
        ],
        table=table,
        unit=together.unit(one.source, 2),
        summary=formats.by_year({year.year: year.count for year in one.years}),
        sources=notes(subject.figures, one.source),
        method_url=method_url("count-interval"),
        note=_("The marks are the 95% interval of each count."),
    )


def _units(subject: Subject) -> Table:
    home = subject.figures.focal.home_country if subject.figures else ""
    count, joint = len(subject.units), sum(1 for one in subject.units if one.unit.international)
    text = ngettext(
        "%(count)s unit, %(joint)s of them international",
        "%(count)s units, %(joint)s of them international",
        count,
    )
    return Table(
        key="units",
        title=_("Our units it is party to"),
        columns=[
            Column("unit", _("Unit"), "link"),
            Column("code", _("Code"), "code", screen=False),
            Column("label", _("Label")),
            Column("kind", _("Kind")),
            Column("country", _("Country"), "code", none=_("unknown")),
            Column("role", _("Its part")),
            Column("sources", _("Said by")),
        ],
        rows=[_unit(one, home) for one in subject.units],
        page_size=SHOWN,
        counted=text % {"count": formats.number(count), "joint": formats.number(joint)},
    )


def _unit(one: PartnerUnit, home: str) -> dict[str, Any]:
    unit = one.unit
    name = formats.named(unit, "name")
    return {
        "unit": Link(unit.short_name or name, reverse("laboratory", args=[unit.code])),
        "code": unit.code,
        "label": one.label or unit.label or None,
        "kind": kind_of(unit, home),
        "country": unit.country or None,
        "role": one.role_label,
        "sources": " · ".join(dated_source(proof.source, proof.source_as_of) for proof in one.proofs),
    }


def _earlier(subject: Subject) -> Iterator[Earlier]:
    """The predecessors with which something is shared."""
    for one in subject.organisation.relations:
        lines = (
            subject.figures.organisation_activity(one.key)
            if subject.figures and one.kind == "predecessor"
            else []
        )
        if lines:
            link = Link(own_name(one.name, one.key), reverse("partner", args=[one.key]))
            counts = [
                f"{formats.number(line.count)} {together.unit(line.source, line.count)}" for line in lines
            ]
            yield Earlier(link=link, words=formats.listed(counts))


def _absences(subject: Subject, found: tuple[Shared, ...]) -> Iterator[str]:
    """What the loaded sources could hold and do not, said plainly; nothing of our own organisation."""
    figures = subject.figures
    if figures is None or subject.is_focal or not (found or subject.units):
        return
    sources = {one.source for one in found}
    if "cordis" not in sources and not figures.source("cordis").missing:
        text = _("No European project with it is among ours: %(source)s.")
        yield text % {"source": in_words(figures.source("cordis").title)}
    if "hal" not in sources and figures.focal.has_copublications and not figures.source("hal").missing:
        text = _("No work with it is among our co-publications: %(source)s.")
        yield text % {"source": in_words(figures.source("hal").title)}
    if not figures.focal.has_copublications:
        yield _(
            "Our co-publications with it are not counted: no source of them is loaded for our organisation."
        )


def _nothing(subject: Subject) -> Empty:
    if subject.figures is None:
        why = _("No figures have been built yet, so nothing can be said of what we share.")
        return Empty(
            title=_("Nothing is known yet"), why=why, action=Action(_("See the sources"), reverse("sources"))
        )
    why = _(
        "The sources loaded hold no shared European project and no co-publication with it, and it is party to none of "
        "our units. Other cooperations may exist that no public source tells."
    )
    code = subject.country.code if subject.country else ""
    action = (
        Action(_("See its country"), reverse("country", args=[code]))
        if code
        else Action(_("See the sources"), reverse("sources"))
    )
    return Empty(title=_("Nothing shared is known"), why=why, action=action)

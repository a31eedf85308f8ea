"""A country's page, put together: every part as plain values, and every table of the page by its key."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portulan.domains.geography import queries as geography_queries
from portulan.domains.geography.queries import CountryView
from portulan.domains.organisation import queries as organisation_queries
from portulan.foundations.tables.table import Table
from portulan.foundations.tables.view import TableView
from portulan.foundations.text.formats import listed, named, number
from portulan.foundations.ui.components import Crumb, Empty, Figure, Notice
from portulan.foundations.ui.maps import RegionMap
from portulan.insight.figures import Figures
from portulan.pages.country import (
    absent,
    coauthorship,
    copublications,
    cover,
    laboratories,
    organisations,
    partners,
    projects,
    region,
    together_works,
    unknown,
)
from portulan.pages.country.drawn import Drawn, drawn
from portulan.pages.country.network import network
from portulan.pages.country.subject import Asked, Subject
from portulan.pages.sources.citing import method_url, notes

FEW = 2  # laboratories


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """What the page of the home country says in place of joint laboratories."""

    laboratories: int
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """Everything the page shows; ``drawn`` are the parts from published figures, ``head`` the figures at the head."""

    subject: Subject
    state: str
    lead: tuple[str, ...]
    crumbs: tuple[Crumb, ...]
    map: RegionMap
    cover: tuple[cover.CoverLine, ...]
    head: tuple[Figure, ...]
    home: Home | None
    laboratories: tuple[laboratories.LaboratoryView, ...]
    laboratories_table: TableView | None
    laboratories_unfolded: bool
    drawn: Drawn
    unknown: tuple[str, ...]
    no_pack: Notice | None
    no_figures: Notice | None
    no_laboratory: Empty | None

    @property
    def chart_aside(self) -> bool:
        """Whether the curve stands beside the map: few laboratories leave it room."""
        return len(self.laboratories) <= FEW


def subject_of(code: str, *, figures: Figures | None, today: date) -> Subject | None:
    """The country of this code as the loaded organisation looks at it; None for no country."""
    countries = {country.code: country for country in geography_queries.countries()}
    country = countries.get(code)
    if country is None:
        return None
    pack = organisation_queries.pack()
    return Subject(
        country=country,
        home=countries.get(pack.home_country) if pack else None,
        neighbours=tuple(_neighbours(country, countries.values())),
        organisation=pack.short_name if pack else "",
        network=network(pack, today=today),
        figures=figures,
        today=today,
    )


def _neighbours(country: CountryView, countries: Iterable[CountryView]) -> Iterator[CountryView]:
    for other in countries:
        if country.subregion_code and other.subregion_code == country.subregion_code and other != country:
            yield other


def profile(subject: Subject, asked: Asked) -> Profile:
    """The page of one country for one reader."""
    covered = cover.covering(subject)
    joint = laboratories.joint_laboratories(subject)
    standing = organisation_queries.joint_laboratories_by_country(subject.today)
    shown = laboratories.views(joint, subject)
    parts = drawn(subject, asked)
    home = _home(subject)
    own = () if subject.is_home else (_count_of_laboratories(subject, shown),)
    return Profile(
        subject=subject,
        state=_state(subject, covered),
        lead=tuple(_lead(subject, shown, parts, home)),
        crumbs=_crumbs(subject),
        map=region.region(
            subject,
            covered=_territory(subject, covered),
            covered_by=next((line.name for line in covered if line.is_office), ""),
            offices=subject.network.offices,
            units=[laboratory.unit for laboratory in joint],
            standing=standing,
        ),
        cover=covered,
        head=(*own, *parts.head),
        home=home,
        laboratories=shown,
        laboratories_table=asked.view(laboratories.table(joint)) if joint else None,
        laboratories_unfolded=asked.about(laboratories.KEY),
        drawn=parts,
        unknown=unknown.unknown(subject, cover=covered, laboratories=joint, elsewhere=standing.get("", 0)),
        no_pack=None if subject.organisation else absent.no_pack(),
        no_figures=None if subject.figures else absent.no_figures(),
        no_laboratory=None if joint else absent.no_laboratory(),
    )


TABLES: dict[str, Callable[[Subject], Table | None]] = {
    cover.KEY: lambda subject: cover.table(cover.covering(subject)),
    laboratories.KEY: lambda subject: laboratories.table(laboratories.joint_laboratories(subject)),
    coauthorship.KEY: coauthorship.table,
    projects.YEARS: projects.years_table,
    projects.PROGRAMMES: projects.programmes_table,
    projects.EXAMPLES: projects.examples_table,
    partners.key_of("cordis"): lambda subject: partners.table(subject, "cordis"),
    partners.key_of("hal"): lambda subject: partners.table(subject, "hal"),
    copublications.YEARS: copublications.years_table,
    copublications.FIELDS: copublications.fields_table,
    copublications.TEAMS: copublications.teams_table,
    copublications.WORKS: copublications.works_table,
    organisations.KEY: organisations.table,
    **{key: partial(together_works.table, key) for key in together_works.KEYS},
}


def table_of(subject: Subject, key: str) -> Table | None:
    """One table of the page, whole; None for a key the page does not have."""
    made = TABLES.get(key)
    return made(subject) if made else None


def _territory(subject: Subject, covered: Sequence[cover.CoverLine]) -> list[str]:
    """The countries of the office that covers this one."""
    office = next((line.code for line in covered if line.is_office), "")
    return subject.network.territory(office) if office else []


def _crumbs(subject: Subject) -> tuple[Crumb, ...]:
    return (
        Crumb(_("World"), reverse("world")),
        Crumb(_("Countries"), reverse("countries")),
        Crumb(subject.name),
    )


def _state(subject: Subject, covered: Sequence[cover.CoverLine]) -> str:
    place = named(subject.country, "subregion") or named(subject.country, "region")
    who = _("covered by %(unit)s") % {"unit": covered[0].name} if covered else _("covered by nobody")
    return capfirst(f"{', '.join(part for part in (place, who) if part)}.")


def _home(subject: Subject) -> Home | None:
    if not subject.is_home:
        return None
    count = organisation_queries.laboratories_by_country(subject.today).get(subject.code, 0)
    return Home(laboratories=count, url=f"{reverse('laboratories')}?country={subject.code}")


def _lead(
    subject: Subject,
    shown: Sequence[laboratories.LaboratoryView],
    parts: Drawn,
    home: Home | None,
) -> Iterator[str]:
    """The page in a few sentences."""
    yield _home_sentence(home) if home else laboratories.sentence(shown)
    here = [named(office, "name") for office in subject.network.offices if office.country == subject.code]
    if here:
        text = ngettext("An office here: %(names)s.", "Offices here: %(names)s.", len(here))
        yield text % {"names": listed(here)}
    yield from parts.sentences


def _home_sentence(home: Home) -> str:
    text = ngettext(
        "This is the home country: %(count)s laboratory of ours stands here.",
        "This is the home country: %(count)s laboratories of ours stand here.",
        home.laboratories,
    )
    return text % {"count": number(home.laboratories)}


def _count_of_laboratories(subject: Subject, shown: Sequence[laboratories.LaboratoryView]) -> Figure:
    return Figure(
        title=_("Our joint laboratories"),
        value=len(shown),
        unit=ngettext("laboratory", "laboratories", len(shown)),
        years=str(subject.today.year),
        note=_("Counted from dated rows, whole: no interval."),
        sources=notes(subject.figures, "rnsr"),
        method_url=method_url("joint-laboratories"),
    )

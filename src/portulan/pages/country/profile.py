"""A country's page, put together: every part as plain values, and every table of the page by its key."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portulan.domains.geography import queries as geography_queries
from portulan.domains.organisation import queries as organisation_queries
from portulan.foundations.tables.table import Table
from portulan.foundations.tables.view import TableView
from portulan.foundations.text.formats import named, number
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
    unknown,
)
from portulan.pages.country.subject import Asked, Subject
from portulan.pages.sources.citing import method_url, notes


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """What the page of the home country says in place of joint laboratories."""

    laboratories: int
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """Everything the page shows. Parts that a source would fill are None where it was not read."""

    subject: Subject
    state: str
    lead: tuple[str, ...]
    crumbs: tuple[Crumb, ...]
    map: RegionMap
    cover: tuple[cover.CoverLine, ...]
    key_figures: tuple[Figure, ...]
    home: Home | None
    laboratories: tuple[laboratories.LaboratoryView, ...]
    laboratories_table: TableView | None
    coauthorship: coauthorship.Coauthorship
    projects: projects.Projects | None
    partners: tuple[partners.Partners, ...]
    copublications: copublications.Copublications | None
    organisations: TableView | None
    unknown: tuple[str, ...]
    no_pack: Notice | None = None
    no_figures: Notice | None = None
    no_laboratory: Empty | None = None


def subject_of(code: str, *, figures: Figures | None, today: date) -> Subject | None:
    """The country of this code as the loaded organisation looks at it; None for no country."""
    country = geography_queries.country(code)
    if country is None:
        return None
    pack = organisation_queries.pack()
    home = geography_queries.country(pack.home_country) if pack else None
    return Subject(country=country, home=home, pack=pack, figures=figures, today=today)


def profile(subject: Subject, asked: Asked) -> Profile:
    """The page of one country for one reader."""
    covered = cover.covering(subject)
    standing = laboratories.joint_laboratories(subject)
    shown = laboratories.views(standing, subject)
    works = coauthorship.coauthorship(subject, asked)
    eu = projects.projects(subject, asked)
    copubs = copublications.copublications(subject, asked)
    there = organisations.table(subject)
    home = _home(subject)
    return Profile(
        subject=subject,
        state=_state(subject, covered),
        lead=_lead(shown, works, eu, copubs, home),
        crumbs=_crumbs(subject),
        map=region.region(subject, office=next((line.code for line in covered if line.is_office), "")),
        cover=covered,
        key_figures=_key_figures(subject, shown, works, eu, copubs),
        home=home,
        laboratories=shown,
        laboratories_table=asked.view(laboratories.table(standing)) if standing else None,
        coauthorship=works,
        projects=eu,
        partners=partners.partners(subject, asked),
        copublications=copubs,
        organisations=asked.view(there) if there else None,
        unknown=unknown.unknown(subject, cover=covered, laboratories=standing),
        no_pack=None if subject.pack else absent.no_pack(),
        no_figures=None if subject.figures else absent.no_figures(),
        no_laboratory=None if standing else absent.no_laboratory(),
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
}


def table_of(subject: Subject, key: str) -> Table | None:
    """One table of the page, whole; None for a key the page does not have."""
    made = TABLES.get(key)
    return made(subject) if made else None


def _crumbs(subject: Subject) -> tuple[Crumb, ...]:
    return (
        Crumb(_("World"), reverse("world")),
        Crumb(_("Countries"), reverse("countries")),
        Crumb(subject.name),
    )


def _state(subject: Subject, covered: Sequence[cover.CoverLine]) -> str:
    place = named(subject.country, "subregion") or named(subject.country, "region")
    who = _("covered by %(unit)s") % {"unit": covered[0].name} if covered else _("covered by nobody")
    parts = [part for part in (place, subject.code, who) if part]
    return f"{', '.join(parts)}."


def _home(subject: Subject) -> Home | None:
    if not subject.is_home:
        return None
    count = organisation_queries.laboratories_by_country(subject.today).get(subject.code, 0)
    return Home(laboratories=count, url=f"{reverse('laboratories')}?country={subject.code}")


def _lead(
    shown: Sequence[laboratories.LaboratoryView],
    works: coauthorship.Coauthorship,
    eu: projects.Projects | None,
    copubs: copublications.Copublications | None,
    home: Home | None,
) -> tuple[str, ...]:
    """The page in a few sentences."""
    sentences = [_home_sentence(home) if home else laboratories.sentence(shown)]
    if works.sentence and not home:
        sentences.append(_("Co-authored: %(sentence)s") % {"sentence": works.sentence})
    sentences += [eu.sentence] if eu else []
    sentences += [copubs.sentence] if copubs else []
    return tuple(sentences)


def _home_sentence(home: Home) -> str:
    text = ngettext(
        "This is the home country: %(count)s laboratory of ours stands here.",
        "This is the home country: %(count)s laboratories of ours stand here.",
        home.laboratories,
    )
    return text % {"count": number(home.laboratories)}


def _key_figures(
    subject: Subject,
    shown: Sequence[laboratories.LaboratoryView],
    works: coauthorship.Coauthorship,
    eu: projects.Projects | None,
    copubs: copublications.Copublications | None,
) -> tuple[Figure, ...]:
    """The row of figures at the head of the page, one of each part."""
    found = [] if subject.is_home else [_count_of_laboratories(subject, shown)]
    for part in (works, copubs, eu):
        found += part.figures[:1] if part else []
    return tuple(found)


def _count_of_laboratories(subject: Subject, shown: Sequence[laboratories.LaboratoryView]) -> Figure:
    return Figure(
        title=_("Joint laboratories"),
        value=len(shown),
        unit=ngettext("laboratory", "laboratories", len(shown)),
        years=str(subject.today.year),
        note=_("Counted from dated rows, whole: no interval."),
        sources=notes(subject.figures, "rnsr"),
        method_url=method_url("joint-laboratories"),
    )

"""Organisations of the country we share projects or works with, in bands: never a league table."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from portulan.foundations.tables.order import folded
from portulan.foundations.tables.table import Column, Interval, Link, Table
from portulan.foundations.tables.view import TableView
from portulan.foundations.text.formats import number
from portulan.insight.figures import Figures
from portulan.insight.results import Growth, NotEnough, PartnerActivity
from portulan.pages.country.subject import Asked, Subject
from portulan.pages.sources.citing import method_url, notes
from portulan.pages.sources.phrases import how_in_words

SOURCES = ("cordis", "hal")
NAMED = 12  # names written out in one band


@dataclass(frozen=True, slots=True)
class Band:
    """A range of counts; the counts of one band are not ranked among themselves."""

    key: str
    least: int
    words: Promise


BANDS = (
    Band("ten", 10, gettext_lazy("ten and more")),
    Band("five", 5, gettext_lazy("five to nine")),
    Band("two", 2, gettext_lazy("two to four")),
    Band("one", 1, gettext_lazy("one")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The partners of one band, the first in the alphabet by name, and how many more there are."""

    words: str
    count: int
    links: tuple[Link, ...]
    more: int
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Partners:
    """The partners of one source. ``heading`` names what is shared."""

    source: str
    heading: str
    sentence: str
    groups: tuple[Group, ...]
    table: TableView
    unfolded: bool
    method_url: str


def partners(subject: Subject, asked: Asked) -> tuple[Partners, ...]:
    """One for each source in which something is shared with an organisation of the country."""
    found = (_of_source(subject, asked, source) for source in SOURCES)
    return tuple(section for section in found if section)


def _of_source(subject: Subject, asked: Asked, source: str) -> Partners | None:
    lines = in_bands(subject.figures, subject.code, source) if subject.figures else ()
    if not lines:
        return None
    return Partners(
        source=source,
        heading=_heading(source),
        sentence=_sentence(lines),
        groups=tuple(_groups(lines)),
        table=asked.view(table(subject, source)),
        unfolded=asked.about(key_of(source)),
        method_url=method_url("partners"),
    )


@lru_cache(maxsize=512)
def in_bands(figures: Figures, country: str, source: str) -> tuple[PartnerActivity, ...]:
    """Partners of a country by band, the largest first, in alphabetical order inside each."""
    found = figures.partners(country=country, source=source)
    return tuple(sorted(found, key=lambda line: (-band(line.count).least, folded(line.name))))


def band(count: int) -> Band:
    """The band a count stands in."""
    return next((known for known in BANDS if count >= known.least), BANDS[-1])


def key_of(source: str) -> str:
    """The key of the table of one source."""
    return {"cordis": "partners-projects", "hal": "partners-works"}[source]


def _heading(source: str) -> str:
    return {
        "cordis": _("Partners in European projects"),
        "hal": _("Partners in co-publications"),
    }[source]


def _title(source: str) -> str:
    return {
        "cordis": _("All partners in European projects"),
        "hal": _("All partners in co-publications"),
    }[source]


def _unit(source: str) -> str:
    return {"cordis": _("Shared projects"), "hal": _("Shared works")}[source]


def _sentence(lines: Sequence[PartnerActivity]) -> str:
    text = ngettext("%(count)s organisation.", "%(count)s organisations, by shared count.", len(lines))
    return text % {"count": number(len(lines))}


def _groups(lines: Sequence[PartnerActivity]) -> Iterator[Group]:
    for known in BANDS:
        inside = [line for line in lines if band(line.count) is known]
        if inside:
            named = tuple(_link(line) for line in inside[:NAMED])
            more = len(inside) - len(named)
            yield Group(key=known.key, words=str(known.words), count=len(inside), links=named, more=more)


def _link(line: PartnerActivity) -> Link:
    return Link(line.name, reverse("partner", args=[line.key]))


def table(subject: Subject, source: str) -> Table:
    """Partners of one source with their counts, share of all ours, first and last year, and growth."""
    lines = in_bands(subject.figures, subject.code, source) if subject.figures else ()
    return Table(
        key=key_of(source),
        title=_title(source),
        columns=_columns(source),
        rows=[_row(line) for line in lines],
        page_size=20,
        sources=notes(subject.figures, source),
        note=_("By band, then in alphabetical order. A difference of a few counts is not a rank."),
        counted=ngettext("%(count)s organisation", "%(count)s organisations", len(lines))
        % {"count": number(len(lines))},
    )


def _columns(source: str) -> list[Column]:
    return [
        Column("partner", _("Partner"), "link"),
        Column("key", _("Key"), "code", screen=False),
        Column("band", _("Band"), sortable=False, screen=False),
        Column("count", _unit(source), "number"),
        Column("fractional", _("Fractional count"), "number", digits=2),
        Column("share", _("Share of all ours"), "interval", form="share", help=_("95% interval")),
        Column("first", _("First year"), "year"),
        Column("last", _("Last year"), "year"),
        Column(
            "growth", _("Growth a year"), "interval", form="growth", none=_("too few"), help=_("95% interval")
        ),
        Column("how", _("Recognised by"), screen=False),
    ]


def _row(line: PartnerActivity) -> dict[str, object]:
    return {
        "partner": _link(line),
        "key": line.key,
        "band": str(band(line.count).words),
        "count": line.count,
        "fractional": line.fractional,
        "share": Interval(line.share, line.share_low, line.share_high),
        "first": line.first_year,
        "last": line.last_year,
        "growth": _growth(line.growth),
        "how": how_in_words(line.how),
    }


def _growth(growth: Growth | NotEnough) -> Interval | None:
    return None if isinstance(growth, NotEnough) else Interval(growth.rate, growth.low, growth.high)

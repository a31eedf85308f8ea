"""One level of steering: how many cooperations, at which stage, with which countries, what is late, what changed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portulan.domains.cooperations import queries as cooperation_queries
from portulan.domains.cooperations.queries import Tally
from portulan.domains.organisation.access import Reach
from portulan.foundations.tables.table import Table
from portulan.foundations.tables.view import TableView, view_of
from portulan.foundations.text import formats
from portulan.foundations.ui.charts import Chart, Series
from portulan.foundations.ui.components import Action, Empty, Figure
from portulan.pages.cooperation.here import list_url
from portulan.pages.steering import measured, tables
from portulan.pages.steering.levels import Level

FIRST = 25  # of what is late, and of what changed


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What the page of a level shows."""

    title: str
    state: str
    says: str
    figures: tuple[Figure, ...]
    stages: Chart | None
    tables: tuple[TableView, ...]
    list_url: str
    empty: Empty | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A level for a reader on a day, with what it is shown by, read once."""

    level: Level
    reach: Reach
    at: date
    shown: cooperation_queries.Level

    @property
    def tally(self) -> Tally:
        return self.shown.tally

    @property
    def facts(self) -> measured.Facts:
        return measured.Facts(self.level, self.reach, self.at, self.tally)


def _asked(level: Level, reach: Reach, at: date) -> Asked:
    shown = cooperation_queries.level(reach=reach, at=at, filters=level.filters, limit=FIRST)
    return Asked(level=level, reach=reach, at=at, shown=shown)


def title_of_steering() -> str:
    return _("Steering")


def page(*, level: Level, reach: Reach, at: date, query: Mapping[str, str], path: str) -> Page:
    """The page of a level; raises RefusedQuery for an order or a page its tables do not have."""
    asked = _asked(level, reach, at)
    tally = asked.tally
    stages = view_of(tables.stages(tally, at), query=query, path=path)
    others = [
        table
        for key, made in TABLES.items()
        if key != tables.STAGES and (table := made(asked)) and table.rows
    ]
    return Page(
        title=level.name,
        state=_state(level, tally, at),
        says=level.says,
        figures=(*_figures(tally, at), *(measured.figures(asked.facts) if tally.total else ())),
        stages=_chart(tally, stages) if tally.total else None,
        tables=tuple(view_of(table, query=query, path=path) for table in others),
        list_url=list_url(level.filters),
        empty=None if tally.total else _empty(),
    )


TABLES: dict[str, Callable[[Asked], Table | None]] = {
    tables.STAGES: lambda asked: tables.stages(asked.tally, asked.at),
    tables.LATE: lambda asked: tables.late(asked.shown.late, asked.tally.late, asked.at),
    tables.COUNTRIES: lambda asked: tables.countries(asked.tally, asked.at),
    tables.FIELDS: lambda asked: tables.fields(asked.tally, asked.at),
    tables.CHANGES: lambda asked: tables.changes(asked.shown.changed, asked.at),
    measured.GAPS: lambda asked: measured.gaps(asked.facts),
    measured.EXPECTED: lambda asked: measured.expected(asked.facts),
}


def table(key: str, *, level: Level, reach: Reach, at: date) -> Table | None:
    """One table of a level, whole; None for a key there is not."""
    made = TABLES.get(key)
    return made(_asked(level, reach, at)) if made else None


def _state(level: Level, tally: Tally, at: date) -> str:
    counted = ngettext("%(count)s cooperation", "%(count)s cooperations", tally.total)
    values = {
        "kind": level.kind[:1].upper() + level.kind[1:],
        "counted": counted % {"count": formats.number(tally.total)},
        "day": formats.softdate(at),
    }
    return _("%(kind)s: %(counted)s on %(day)s.") % values


def _figures(tally: Tally, at: date) -> list[Figure]:
    known: list[tuple[str, int, str]] = [
        (_("Under way"), tally.open, _("neither dormant nor ended")),
        (_("Late"), tally.late, _("the day of the next step has passed")),
        (_("Without a next step"), tally.without_step, _("under way, and nobody said what comes next")),
        (_("Countries"), len(tally.countries), _("with at least one cooperation")),
    ]
    return [
        Figure(title=title, value=count, note=note, years=formats.softdate(at), sources=(tables.source(at),))
        for title, count, note in known
    ]


def _chart(tally: Tally, table_view: TableView) -> Chart:
    return Chart(
        key=tables.STAGES,
        title=_("Cooperations by stage"),
        kind="bars",
        x=[tables.stage_label(one.code) for one in tally.stages],
        series=[Series(name=_("Cooperations"), values=[one.count for one in tally.stages], tone="sea")],
        table=table_view,
        summary=_("Bars from the idea to the end; the table says the same."),
    )


def _empty() -> Empty:
    return Empty(
        title=_("No cooperation yet"),
        why=_("None of this level is declared, or none that you may see."),
        action=Action(_("See the cooperations"), reverse("cooperations"), "people"),
    )

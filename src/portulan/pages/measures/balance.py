"""The balance sheet of a partnership: both sides of each component side by side, never one number."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portulan.foundations.tables.table import Column, Table
from portulan.foundations.tables.view import view_of
from portulan.foundations.text import formats
from portulan.foundations.ui.charts import Chart, Series
from portulan.foundations.ui.components import Figure
from portulan.insight.measured import Balance, Estimate, Said
from portulan.insight.results import NotEnough
from portulan.pages.measures import parts
from portulan.pages.measures.parts import Section, Told
from portulan.pages.measures.subject import Measured
from portulan.pages.sources.citing import method_url, notes

SHARES, BRINGS = "balance", "complementarity"


@dataclass(frozen=True, slots=True)
class Component:
    """One line of the sheet: what it is, ours, theirs, and the counts it rests on in words."""

    name: str
    ours: Said
    theirs: Said
    rests_on: str


def section(subject: Measured) -> Section | None:
    """The sheet of a partner or a country; None where no European project is shared."""
    sheet = _sheet(subject)
    if sheet is None:
        return None
    return Section(
        key="balance-sheet",
        title=_("Balance sheet"),
        lead=_lead(sheet),
        figures=tuple(_figures(subject, sheet)),
        charts=tuple(_charts(subject, sheet)),
        says=tuple(_says(sheet)),
    )


def _sheet(subject: Measured) -> Balance | None:
    return subject.figures.balance(subject.key, subject.side) if subject.side in ("key", "country") else None  # type: ignore[arg-type]


def tables(subject: Measured) -> dict[str, Table]:
    """The tables of the sheet by key; none where nothing is shared."""
    sheet = _sheet(subject)
    if sheet is None:
        return {}
    return {
        SHARES: _table(
            subject, SHARES, _("Balance sheet, component by component"), _components(sheet), "share"
        ),
        BRINGS: _table(subject, BRINGS, _("What each side brings"), _brought(sheet), "number"),
    }


def _lead(sheet: Balance) -> str:
    text = ngettext(
        "%(count)s European project shared. Each component stands by itself; they are not added up.",
        "%(count)s European projects shared. Each component stands by itself; they are not added up.",
        sheet.count,
    )
    return text % {"count": formats.number(sheet.count)}


def _components(sheet: Balance) -> Iterator[Component]:
    count = formats.number(sheet.count)
    of = _("%(ours)s and %(theirs)s of %(count)s")
    yield Component(_("Coordinates the joint projects"), *sheet.lead, of % _pair(sheet.led, count))
    yield Component(_("Signs the grant, so may be funded"), *sheet.sign, of % _pair(sheet.signed, count))
    yield Component(_("Receives of what both receive"), sheet.money, _turned(sheet.money), _received(sheet))
    yield Component(_("Share of its projects that has the other"), *sheet.depend, _sizes(sheet))


def _pair(both: tuple[int, int], count: str) -> dict[str, str]:
    return {"ours": formats.number(both[0]), "theirs": formats.number(both[1]), "count": count}


def _turned(said: Said) -> Said:
    """The same share seen from the other side."""
    return Estimate(1 - said.value, 1 - said.high, 1 - said.low) if isinstance(said, Estimate) else said


def _received(sheet: Balance) -> str:
    if not sheet.told:
        return _("the source does not tell")
    text = ngettext(
        "%(ours)s and %(theirs)s EUR in %(told)s project where both are told",
        "%(ours)s and %(theirs)s EUR in %(told)s projects where both are told",
        sheet.told,
    )
    ours, theirs = (formats.number(round(cents / 100)) for cents in sheet.cents)
    return text % {"ours": ours, "theirs": theirs, "told": formats.number(sheet.told)}


def _sizes(sheet: Balance) -> str:
    ours, theirs = sheet.totals
    text = _("%(count)s of %(ours)s, and of %(theirs)s")
    shown = formats.number(theirs) if theirs is not None else _("an unknown number")
    return text % {"count": formats.number(sheet.count), "ours": formats.number(ours), "theirs": shown}


def _brought(sheet: Balance) -> Iterator[Component]:
    yield Component(
        _("Strong where the other is weak"), *sheet.bring, _("all projects of both sides, by programme part")
    )


def _table(subject: Measured, key: str, title: str, lines: Iterator[Component], form: Any) -> Table:
    help_ = _("90% interval; empty: see why under the plot")
    return Table(
        key=key,
        title=title,
        columns=[
            Column("component", _("Component"), sortable=False),
            Column("ours", _us(subject), "interval", form=form, help=help_, sortable=False),
            Column("theirs", subject.name, "interval", form=form, help=help_, sortable=False),
            Column("rests_on", _("Rests on"), sortable=False),
        ],
        rows=[
            {
                "component": line.name,
                "ours": parts.cell(line.ours),
                "theirs": parts.cell(line.theirs),
                "rests_on": line.rests_on,
            }
            for line in lines
        ],
        sources=notes(subject.figures, "cordis"),
    )


def _us(subject: Measured) -> str:
    return subject.ours


def _charts(subject: Measured, sheet: Balance) -> Iterator[Chart]:
    known = tables(subject)
    shares, brings = list(_components(sheet)), list(_brought(sheet))
    if any(parts.value(line.ours) is not None for line in shares):
        title = _("Both sides, in shares")
        yield _chart(subject, known[SHARES], shares, form="share", title=title, method="balance-sheet")
    if any(parts.value(line.ours) is not None for line in brings):
        title = _("What each side brings: themes where it is strong and the other weak")
        yield _chart(subject, known[BRINGS], brings, form="number", title=title, method="complementarity")


def _chart(
    subject: Measured, table: Table, lines: list[Component], *, form: Any, title: str, method: str
) -> Chart:
    sides = [(_us(subject), "sea", [line.ours for line in lines])]
    sides.append((subject.name, "violet", [line.theirs for line in lines]))
    return Chart(
        key=table.key,
        title=title,
        kind="mirrored",
        x=[line.name for line in lines],
        series=[_series(*side) for side in sides],
        table=view_of(table, query={}, path=subject.path),
        form=form,
        summary=_("Bars to the left are ours, to the right theirs; the table says the same."),
        sources=notes(subject.figures, "cordis"),
        method_url=method_url(method),
        note=_("The marks are the 90% interval of each estimate."),
    )


def _series(name: str, tone: Any, said: list[Said]) -> Series:
    return Series(
        name=name,
        values=[parts.value(one) for one in said],
        low=[parts.low(one) for one in said],
        high=[parts.high(one) for one in said],
        tone=tone,
    )


def _figures(subject: Measured, sheet: Balance) -> Iterator[Figure]:
    told = Told(sources=notes(subject.figures, "cordis"), method="affinity")
    text = _("%(count)s joint projects where the sizes of both give %(expected)s. The same from both sides.")
    note = (
        text % {"count": formats.number(sheet.count), "expected": formats.number(round(sheet.expected, 1))}
        if sheet.expected is not None
        else ""
    )
    shown = parts.figure(_("Affinity, 1 as expected"), sheet.affinity, told, note=note)
    if shown is not None:
        yield shown


def _says(sheet: Balance) -> Iterator[str]:
    """What is missing, once each, and what no source tells."""
    every = [*sheet.lead, sheet.money, *sheet.depend, *sheet.bring, sheet.affinity]
    missing = [why for said in every if not isinstance(said, NotEnough) and (why := parts.why_not(said))]
    yield from dict.fromkeys(missing)
    if isinstance(sheet.lead[0], NotEnough):
        yield parts.why_not(sheet.lead[0])
    elif isinstance(sheet.money, NotEnough):
        yield _("Money: %(why)s") % {"why": parts.why_not(sheet.money)}
    yield _(
        "Cannot say who leads publications: the sources loaded name no first or corresponding author. Cannot say what "
        "each side gains in citations: none are loaded for joint works."
    )

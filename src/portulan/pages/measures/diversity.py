"""How concentrated or interdisciplinary what we share is, over its themes; and which theme would change that."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portulan.foundations.tables.table import Column, Table
from portulan.foundations.tables.view import view_of
from portulan.foundations.text import formats
from portulan.foundations.ui.charts import Chart, Series
from portulan.foundations.ui.components import Figure
from portulan.insight.figures import Figures
from portulan.insight.measured import Diversity, Lever
from portulan.pages.measures import parts
from portulan.pages.measures.parts import Section, Told
from portulan.pages.measures.subject import Measured
from portulan.pages.sources.citing import method_url, notes
from portulan.pages.sources.phrases import in_words

LEAST = 0.0005  # a change of an index that is worth a word


def key_of(source: str) -> str:
    return f"themes-{source}"


def section(subject: Measured) -> Section | None:
    """One source after another; None where no theme is known."""
    found = subject.figures.diversity(subject.key, subject.side)
    if not found:
        return None
    return Section(
        key="diversity",
        title=_("Concentration and interdisciplinarity"),
        lead=_(
            "Over the programme parts of European projects, and over the fields of co-publications. Shannon's index "
            "is 0 when all is in one theme; Rao-Stirling's grows when themes far from each other are joined."
        ),
        figures=tuple(figure for one in found for figure in _figures(subject, one)),
        charts=tuple(chart for one in found if (chart := _chart(subject, one))),
        says=tuple(sentence for one in found for sentence in _says(subject, one)),
    )


def tables(subject: Measured) -> dict[str, Table]:
    """The themes of each source by key; none where there is too little."""
    found = {}
    for one in subject.figures.diversity(subject.key, subject.side):
        levers = subject.figures.levers(subject.key, subject.side, one.source)
        if levers:
            found[key_of(one.source)] = _table(subject, one.source, levers)
    return found


def _named(source: str) -> str:
    return {"cordis": _("European projects"), "hal": _("Co-publications")}[source]


def _figures(subject: Measured, one: Diversity) -> Iterator[Figure]:
    told = Told(sources=notes(subject.figures, one.source), method="shannon", digits=2)
    counted = _counted(one)
    title = _("%(source)s: Shannon's index") % {"source": _named(one.source)}
    if (shown := parts.figure(title, one.shannon, told, note=counted)) is not None:
        yield shown
    told = Told(sources=told.sources, method="rao-stirling", digits=2)
    title = _("%(source)s: Rao-Stirling's index") % {"source": _named(one.source)}
    if (shown := parts.figure(title, one.rao, told, note=counted)) is not None and shown.lack is None:
        yield shown


def _counted(one: Diversity) -> str:
    text = ngettext(
        "%(count)s %(unit)s in %(themes)s theme.", "%(count)s %(unit)s in %(themes)s themes.", one.themes
    )
    unit = parts.unit("projects" if one.source == "cordis" else "works", one.count)
    return text % {"count": formats.number(one.count), "unit": unit, "themes": formats.number(one.themes)}


def _table(subject: Measured, source: str, levers: Sequence[Lever]) -> Table:
    return Table(
        key=key_of(source),
        title=_("%(source)s by theme, and what one more would change") % {"source": _named(source)},
        columns=[
            Column("theme", _("Theme")),
            Column("amount", _("Fractional count"), "number", digits=1),
            Column("share", _("Share"), "share"),
            Column("shannon", _("One more: Shannon's index"), "number", digits=3),
            Column("rao", _("One more: Rao-Stirling's index"), "number", digits=3),
        ],
        rows=[_line(one) for one in levers],
        sort="-amount",
        sources=notes(subject.figures, source),
        note=_("A project or work in several themes is shared equally among them."),
    )


def _line(one: Lever) -> dict[str, Any]:
    return {
        "theme": in_words(one.theme),
        "amount": round(one.amount, 6),
        "share": one.share,
        "shannon": one.shannon_change,
        "rao": one.rao_change,
    }


def _chart(subject: Measured, one: Diversity) -> Chart | None:
    known = tables(subject).get(key_of(one.source))
    levers = subject.figures.levers(subject.key, subject.side, one.source)
    held = sorted((lever for lever in levers if lever.amount > 0), key=lambda lever: -lever.amount)
    if known is None or not held:
        return None
    return Chart(
        key=key_of(one.source),
        title=_("%(source)s by theme") % {"source": _named(one.source)},
        kind="bars",
        x=[in_words(lever.theme) for lever in held],
        series=[Series(name=_("Share"), values=[lever.share for lever in held], tone="verdigris")],
        table=view_of(known, query={}, path=subject.path),
        form="share",
        summary=_(
            "Bars by theme, the largest first; the table says the same and what one more would change."
        ),
        sources=notes(subject.figures, one.source),
        method_url=method_url("levers"),
    )


def _says(subject: Measured, one: Diversity) -> Iterator[str]:
    levers = subject.figures.levers(subject.key, subject.side, one.source)
    if not levers:
        return
    up = max(levers, key=lambda lever: (lever.rao_change, lever.theme))
    down = min(levers, key=lambda lever: (lever.rao_change, lever.theme))
    if up.rao_change > LEAST:
        text = _("%(source)s: one more in “%(theme)s” would raise Rao-Stirling's index most, by %(change)s.")
        yield text % _change(one, up)
    if down.rao_change < -LEAST:
        text = _("%(source)s: one more in “%(theme)s” would lower it most, by %(change)s.")
        yield text % _change(one, down)


def _change(one: Diversity, lever: Lever) -> dict[str, str]:
    return {
        "source": _named(one.source),
        "theme": in_words(lever.theme),
        "change": formats.number(abs(lever.rao_change), 3),
    }


def distances_table(figures: Figures, source: str) -> Table:
    """The stated matrix of distances, each pair once."""
    rows = [one for one in figures.theme_distances(source) if one.theme < one.other]
    return Table(
        key=f"distances-{source}",
        title=_("%(source)s: how far apart themes are") % {"source": _named(source)},
        columns=[
            Column("theme", _("Theme")),
            Column("other", _("Other theme")),
            Column("distance", _("Distance"), "number", digits=3),
        ],
        rows=[
            {"theme": in_words(one.theme), "other": in_words(one.other), "distance": one.distance}
            for one in rows
        ],
        sources=notes(figures, source),
        page_size=25,
        note=_("From 0, the same organisations in the same proportions, to 1, none in common."),
    )

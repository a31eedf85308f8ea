"""Growth a year as a figure, or in words how much is missing for one."""

from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portulan.foundations.tables.table import SourceNote
from portulan.foundations.text.formats import growth as growth_in_words
from portulan.foundations.text.formats import interval, number, years
from portulan.foundations.ui.components import Figure
from portulan.insight.results import Growth, NotEnough
from portulan.pages.sources.citing import method_url


def growth_figure(growth: Growth | NotEnough, *, sources: tuple[SourceNote, ...]) -> Figure:
    """Growth a year with its interval and its two periods; "not enough data" with what is needed."""
    title, address = _("Growth a year"), method_url("growth")
    if isinstance(growth, NotEnough):
        return Figure(title=title, lack=_in_words(growth), sources=sources, method_url=address)
    return Figure(
        title=title,
        value=growth.rate,
        low=growth.low,
        high=growth.high,
        form="growth",
        years=periods(growth),
        note=counts(growth),
        sources=sources,
        method_url=address,
    )


def periods(growth: Growth) -> str:
    """``2009–2013 to 2014–2018``."""
    first, last = years(*growth.first_period), years(*growth.last_period)
    return _("%(first)s to %(last)s") % {"first": first, "last": last}


def counts(growth: Growth) -> str:
    """``From 2,115 to 3,380.``"""
    numbers = {"first": number(growth.count_first), "last": number(growth.count_last)}
    return _("From %(first)s to %(last)s.") % numbers


def in_words(growth: Growth) -> str:
    """``+13.0% a year (+11.8% to +14.3%).``"""
    told = {"rate": growth_in_words(growth.rate), "bounds": interval(growth.low, growth.high, "growth")}
    return _("%(rate)s a year (%(bounds)s).") % told


def in_a_cell(growth: Growth | NotEnough) -> str:
    """Growth with its interval, or why there is none, short enough for a cell."""
    if isinstance(growth, NotEnough):
        return _("%(found)s of %(needed)s needed") % {"found": growth.found, "needed": growth.needed}
    return f"{growth_in_words(growth.rate)} ({interval(growth.low, growth.high, 'growth')})"


def _in_words(lack: NotEnough) -> NotEnough:
    units = {
        "works": ngettext("work", "works", lack.found),
        "projects": ngettext("project", "projects", lack.found),
    }
    return replace(lack, unit=units.get(lack.unit, lack.unit))

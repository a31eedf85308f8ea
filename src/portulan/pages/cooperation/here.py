"""The cooperations of a place (a country, a laboratory, an office) that a reader may see, with their next steps."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portulan.domains.cooperations import queries as cooperation_queries
from portulan.domains.cooperations.queries import Filters
from portulan.domains.cooperations.queries.views import CooperationLine
from portulan.domains.organisation import queries as organisation_queries
from portulan.domains.organisation.access import Reach, may
from portulan.domains.organisation.vocabulary import Verb
from portulan.foundations.text import formats

SHOWN = 6
_NAMED = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """One cooperation: its name, what it is, and what is next where the reader may know."""

    title: str
    url: str
    about: str
    step: str
    overdue: bool
    fictitious: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Here:
    """``counted`` is of all the reader may see here; ``lines`` are the latest changed. Addresses may be empty."""

    counted: str
    total: int
    lines: tuple[Near, ...]
    list_url: str
    declare_url: str
    steering_url: str


def here(*, filters: Filters, reach: Reach, at: date, unit: str = "") -> Here:
    """What stands here for a reader; ``unit`` is the code of the unit whose page it is. Two queries for nothing."""
    total = sum(one.count for one in cooperation_queries.stages(reach=reach, at=at, filters=filters))
    lines = cooperation_queries.lines(reach=reach, at=at, filters=filters, limit=SHOWN) if total else ()
    text = ngettext(
        "%(count)s cooperation that you may see.", "%(count)s cooperations that you may see.", total
    )
    return Here(
        counted=text % {"count": formats.number(total)},
        total=total,
        lines=tuple(_near(line) for line in lines),
        list_url=list_url(filters) if total > len(lines) else "",
        declare_url=reverse("cooperation_declare") if may(reach, Verb.COOPERATION_DECLARE) else "",
        steering_url=_steering_url(unit, reach),
    )


def list_url(filters: Filters) -> str:
    """The same cooperations as a list, with its own export."""
    named: dict[str, Any] = {"unit": list(filters.units), "country": list(filters.countries)}
    query = urlencode({name: values for name, values in named.items() if values}, doseq=True)
    return f"{reverse('cooperations')}?{query}" if query else reverse("cooperations")


def _steering_url(unit: str, reach: Reach) -> str:
    steers = unit and organisation_queries.holds_on(unit, reach=reach, verb=Verb.STEERING_READ)
    return reverse("steering_level", args=[unit]) if steers else ""


def _near(line: CooperationLine) -> Near:
    step = line.step
    return Near(
        title=line.title,
        url=reverse("cooperation", args=[line.uid]),
        about=" · ".join(_about(line)),
        step=", ".join(part for part in (step.text, formats.softdate(step.on)) if part) if step else "",
        overdue=bool(step and step.overdue),
        fictitious=line.fictitious,
    )


def _about(line: CooperationLine) -> Iterator[str]:
    partners = [one.short_name or one.name for one in line.partners[:_NAMED]]
    units = [one.short_name or formats.named(one, "name") for one in line.units[:_NAMED]]
    yield line.stage_label
    if partners:
        yield _("with %(partners)s") % {"partners": formats.listed(partners)}
    if units:
        yield formats.listed(units)

"""What the data show and nobody has answered yet, among what the person may answer."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portulan.domains.cooperations import queries as cooperation_queries
from portulan.domains.cooperations.queries.found import FoundLine
from portulan.domains.organisation.access import Reach
from portulan.domains.partners.queries.wording import country_name
from portulan.foundations.text import formats
from portulan.insight.figures import Figures
from portulan.pages.home.lines import Act, Group, Line

FEW = 3


def lines(*, reach: Reach, figures: Figures | None, at: date) -> Group:
    """The few most shared, with the count of all."""
    page = cooperation_queries.found(reach=reach, figures=figures, at=at, limit=FEW)
    return Group(
        key="found",
        title=_("Found in the data: yours?"),
        lines=tuple(_line(line) for line in page.rows),
        note=_counted(page.total),
        total=page.total,
        more_url=reverse("cooperations_found") if page.total > FEW else "",
        more_label=_("Answer the others"),
    )


def _counted(total: int) -> str:
    text = ngettext(
        "%(count)s cooperation that public data show waits for an answer.",
        "%(count)s cooperations that public data show wait for an answer.",
        total,
    )
    return text % {"count": formats.number(total)}


def _line(line: FoundLine) -> Line:
    ours = (line.unit.short_name or formats.named(line.unit, "name")) if line.unit else ""
    years = formats.years(line.first_year, line.last_year)
    page = reverse("cooperations_found")
    return Line(
        sentence=line.name,
        url=page,
        when=years,
        about=tuple(part for part in (ours, country_name(line.country), _what(line)) if part),
        act=Act(label=_("Answer"), url=page, icon="binoculars"),
    )


def _what(line: FoundLine) -> str:
    shared = {
        "cordis": ngettext(
            "%(count)s shared European project", "%(count)s shared European projects", line.count
        ),
        "hal": ngettext("%(count)s co-publication", "%(count)s co-publications", line.count),
    }
    said = shared.get(line.source, "")
    return said % {"count": formats.number(line.count)} if said else line.label

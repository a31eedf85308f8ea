"""Our cooperations with an organisation that the reader may see, and what we do together by kind and year."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portulan.domains.cooperations import queries as cooperation_queries
from portulan.domains.cooperations.queries import Filters
from portulan.domains.cooperations.queries.views import CooperationLine
from portulan.foundations.tables.table import Column, Link, Table
from portulan.foundations.text import formats
from portulan.pages.partner import together
from portulan.pages.partner.reader import Reader
from portulan.pages.partner.subject import Subject

COOPERATIONS, BY_YEAR = "cooperations", "together"
SHOWN, MOST = 15, 500


def tables(subject: Subject, *, reader: Reader, at: date) -> dict[str, Table]:
    """Tables by key, only those that have a row; three queries, one where there is no cooperation."""
    lines: Sequence[CooperationLine] = ()
    if subject.partner is not None:
        filters = Filters(partners=(subject.partner.key,))
        lines = cooperation_queries.lines(reach=reader.reach, at=at, filters=filters, limit=MOST)
    found: dict[str, Table] = {}
    years = _years(subject, lines)
    if lines:
        found[COOPERATIONS] = _cooperations(lines)
    if years:
        found[BY_YEAR] = _by_year(subject, years, told=bool(lines))
    return found


def is_named(key: str, *, reader: Reader, at: date) -> bool:
    """Whether a cooperation that the reader may see names this partner: its page then exists for them."""
    return cooperation_queries.count(reach=reader.reach, at=at, filters=Filters(partners=(key,))) > 0


def _cooperations(lines: Sequence[CooperationLine]) -> Table:
    address = reverse("cooperation", args=["00000000-0000-4000-8000-000000000000"])
    count = len(lines)
    text = ngettext("%(count)s cooperation", "%(count)s cooperations", count)
    return Table(
        key=COOPERATIONS,
        title=_("Our cooperations with it"),
        columns=[
            Column("title", _("Cooperation"), "link"),
            Column("number", _("Number"), "code"),
            Column("stage", _("Stage")),
            Column("units", _("Our units"), none=_("none")),
            Column("countries", _("Countries")),
            Column("confidentiality", _("Confidentiality")),
            Column("since", _("Declared on"), "date"),
        ],
        rows=[_line(line, address) for line in lines],
        page_size=SHOWN,
        counted=text % {"count": formats.number(count)},
        note=_("Those that you may see."),
    )


def _line(line: CooperationLine, address: str) -> dict[str, Any]:
    return {
        "title": Link(line.title, address.replace("00000000-0000-4000-8000-000000000000", str(line.uid))),
        "number": line.number,
        "stage": line.stage_label,
        "units": ", ".join(unit.short_name or formats.named(unit, "name") for unit in line.units),
        "countries": ", ".join(formats.named(country, "name") for country in line.countries),
        "confidentiality": line.confidentiality_label,
        "since": line.declared_at.date(),
    }


def _years(subject: Subject, lines: Sequence[CooperationLine]) -> dict[int, dict[str, int]]:
    """Counts by year and kind: cordis, hal, cooperations."""
    found: dict[int, dict[str, int]] = {}
    for shared in together.shared(subject):
        for one in shared.years:
            found.setdefault(one.year, {})[shared.source] = one.count
    for year, count in Counter(line.declared_at.year for line in lines).items():
        found.setdefault(year, {})[COOPERATIONS] = count
    return found


def _by_year(subject: Subject, years: dict[int, dict[str, int]], *, told: bool) -> Table:
    """One column for each kind that has a figure, so that nothing looks like a zero that nobody counted."""
    kinds = [shared.source for shared in together.shared(subject)]
    columns = [Column("year", _("Year"), "year")]
    columns += [Column(kind, together.heading(kind), "number", none="0") for kind in kinds]
    if told:
        columns.append(Column(COOPERATIONS, _("Cooperations declared"), "number", none="0"))
    return Table(
        key=BY_YEAR,
        title=_("What we do together, by kind and year"),
        columns=columns,
        rows=[{"year": year, **counts} for year, counts in sorted(years.items(), reverse=True)],
        page_size=SHOWN,
        note=_("European projects by year of start, co-publications by year of publication."),
    )

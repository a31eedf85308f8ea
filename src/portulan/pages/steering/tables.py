"""The tables of a level."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portulan.domains.cooperations.queries import Tally
from portulan.domains.cooperations.queries.views import CooperationLine, Facet
from portulan.domains.cooperations.vocabulary import Stage
from portulan.foundations.tables.table import Column, Link, SourceNote, Table
from portulan.foundations.text import formats
from portulan.pages.steering.changes import latest

STAGES, LATE, COUNTRIES, FIELDS, CHANGES = "stages", "late", "countries", "fields", "changes"
SHOWN = 25
_NAMED = 2


def source(at: date) -> SourceNote:
    return SourceNote(title=_("Cooperations of the register that you may see"), as_of=at)


def stage_label(code: str) -> str:
    label = str(Stage(code).label)
    return label[:1].upper() + label[1:]


def stages(tally: Tally, at: date) -> Table:
    return Table(
        key=STAGES,
        title=_("By stage"),
        columns=[
            Column("stage", _("Stage"), sortable=False),
            Column("code", _("Code"), "code", screen=False, sortable=False),
            Column("count", _("Cooperations"), "number", sortable=False),
            Column("share", _("Share"), "share", sortable=False),
        ],
        rows=[
            {
                "stage": stage_label(one.code),
                "code": one.code,
                "count": one.count,
                "share": _share(one, tally),
            }
            for one in tally.stages
        ],
        sources=(source(at),),
        counted=_counted(tally.total),
    )


def countries(tally: Tally, at: date) -> Table:
    page = reverse("country", args=["__"])
    return _facets(
        COUNTRIES,
        _("By country"),
        Column("name", _("Country"), "link"),
        [
            _row(one, tally, Link(formats.named(one, "name"), page.replace("__", one.code)))
            for one in tally.countries
        ],
        at,
        note=_("A cooperation with several countries counts once in each: the counts do not add up."),
    )


def fields(tally: Tally, at: date) -> Table:
    return _facets(
        FIELDS,
        _("By field"),
        Column("name", _("Field")),
        [_row(one, tally, formats.named(one, "name")) for one in tally.fields],
        at,
        note=_("A cooperation in several fields counts once in each: the counts do not add up."),
    )


def _facets(key: str, title: str, name: Column, rows: list[dict[str, Any]], at: date, *, note: str) -> Table:
    return Table(
        key=key,
        title=title,
        columns=[
            name,
            Column("code", _("Code"), "code", screen=False),
            Column("count", _("Cooperations"), "number"),
            Column("share", _("Share"), "share"),
        ],
        rows=rows,
        sort="-count",
        page_size=SHOWN,
        sources=(source(at),),
        note=note,
    )


def _row(one: Facet, tally: Tally, name: Any) -> dict[str, Any]:
    return {"name": name, "code": one.code, "count": one.count, "share": _share(one, tally)}


def _share(one: Facet, tally: Tally) -> float | None:
    return one.count / tally.total if tally.total else None


def late(lines: Sequence[CooperationLine], total: int, at: date) -> Table:
    text = _("The %(shown)s oldest of %(count)s.") if total > len(lines) else ""
    return Table(
        key=LATE,
        title=_("Late next steps"),
        columns=[
            *_about_columns(),
            Column("step", _("Next step"), sortable=False),
            Column("owner", _("By"), none=_("nobody"), sortable=False),
            Column("on", _("Was due"), "date"),
        ],
        rows=[_late(line) for line in lines],
        sort="on",
        page_size=SHOWN,
        sources=(source(at),),
        note=text % {"shown": formats.number(len(lines)), "count": formats.number(total)} if text else "",
        counted=_counted(total),
    )


def _about_columns() -> list[Column]:
    return [
        Column("title", _("Cooperation"), "link"),
        Column("number", _("Number"), "code"),
        Column("units", _("Our units"), sortable=False),
        Column("partners", _("Partners"), sortable=False),
        Column("stage", _("Stage")),
    ]


def _about(line: CooperationLine) -> dict[str, Any]:
    return {
        "title": Link(line.title, reverse("cooperation", args=[line.uid])),
        "number": line.number,
        "units": _some([one.short_name or formats.named(one, "name") for one in line.units]),
        "partners": _some([one.short_name or one.name for one in line.partners]),
        "stage": line.stage_label,
    }


def _some(names: list[str]) -> str:
    others = len(names) - _NAMED
    more = [_("%(count)s more") % {"count": formats.number(others)}] if others > 0 else []
    return formats.listed([*names[:_NAMED], *more])


def _late(line: CooperationLine) -> dict[str, Any]:
    step = line.step
    owner = step.owner.name if step and step.owner else None
    return {
        **_about(line),
        "step": step.text if step else "",
        "owner": owner,
        "on": step.on if step else None,
    }


def changes(lines: Sequence[CooperationLine], at: date) -> Table:
    """The latest act on each, as the journal tells it."""
    told = latest([line.uid for line in lines])
    return Table(
        key=CHANGES,
        title=_("What changed last"),
        columns=[
            Column("at", _("When"), "date", sortable=False),
            Column("what", _("What"), sortable=False),
            Column("who", _("By"), sortable=False),
            *(Column(one.key, one.label, one.kind, sortable=False) for one in _about_columns()),
        ],
        rows=[
            {"at": line.changed_at.date(), **told.get(line.uid, {"what": None, "who": None}), **_about(line)}
            for line in lines
        ],
        page_size=SHOWN,
        sources=(SourceNote(title=_("Journal of the cooperations that you see from within"), as_of=at),),
        counted=_counted(len(lines)),
    )


def _counted(count: int) -> str:
    text = ngettext("%(count)s cooperation", "%(count)s cooperations", count)
    return text % {"count": formats.number(count)}

"""The ladder of instruments: what each rung is, the names it bore, the rules that a source gives."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portulan.domains.instruments import queries as instrument_queries
from portulan.domains.instruments.queries import RuleView, Rung
from portulan.foundations.tables.table import Column, Link, Table
from portulan.foundations.tables.view import TableView, view_of
from portulan.foundations.text import formats
from portulan.pages.sources.phrases import in_words


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleGroup:
    """The rules of one rung about one thing."""

    label: str
    rules: tuple[RuleView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RungView:
    title: str
    rung: Rung
    groups: tuple[RuleGroup, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LadderPage:
    day: date
    state: str
    rungs: tuple[RungView, ...]
    rules: TableView


def page(*, at: date, query: Mapping[str, str], path: str) -> LadderPage:
    """The ladder as it holds on the day."""
    ladder = instrument_queries.ladder(at)
    text = ngettext("%(count)s instrument, from the lightest to the heaviest.",
                    "%(count)s instruments, from the lightest to the heaviest.", len(ladder))  # fmt: skip
    return LadderPage(
        day=at,
        state=text % {"count": len(ladder)},
        rungs=tuple(RungView(title=_title(rung), rung=rung, groups=tuple(_groups(rung))) for rung in ladder),
        rules=view_of(_rules(ladder), query=query, path=path),
    )


def tables(*, at: date) -> dict[str, Table]:
    """The tables of the page by key."""
    return {"rules": _rules(instrument_queries.ladder(at))}


def _title(rung: Rung) -> str:
    """The short name, then what it stands for."""
    told = {"short_name": rung.short_name, "name": formats.named(rung, "name")}
    return _("%(short_name)s: %(name)s") % told if rung.short_name else told["name"]


def _groups(rung: Rung) -> list[RuleGroup]:
    grouped = groupby(rung.rules, key=lambda rule: (rule.key, rule.key_label))
    return [RuleGroup(label=label, rules=tuple(rules)) for (_key, label), rules in grouped]


def _rules(ladder: tuple[Rung, ...]) -> Table:
    rows = [_row(rung, rule) for rung in ladder for rule in rung.rules]
    return Table(
        key="rules",
        title=_("Every rule with its source"),
        columns=[
            Column("instrument", _("Instrument"), "code"),
            Column("about", _("About")),
            Column("rule", _("Rule"), sortable=False),
            Column("text_fr", _("In French"), screen=False, sortable=False),
            Column("text_en", _("In English"), screen=False, sortable=False),
            Column("since", _("From"), "date"),
            Column("until", _("To"), "date", none=_("no end known")),
            Column("source", _("Source"), "link"),
            Column("source_url", _("Address of the source"), screen=False),
            Column("as_of", _("As of"), "date"),
        ],
        rows=rows,
        counted=ngettext("%(count)s rule", "%(count)s rules", len(rows)) % {"count": len(rows)},
        note=_("What no source gives has no rule here."),
    )


def _row(rung: Rung, rule: RuleView) -> dict[str, Any]:
    return {
        "instrument": rung.short_name or rung.code,
        "about": rule.key_label,
        "rule": formats.named(rule, "text"),
        "text_fr": rule.text_fr,
        "text_en": rule.text_en,
        "since": rule.since,
        "until": rule.until,
        "source": Link(in_words(rule.source), rule.source_url) if rule.source else None,
        "source_url": rule.source_url,
        "as_of": rule.source_as_of,
    }

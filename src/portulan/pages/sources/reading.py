"""One source: what it is, which files were read, what was refused and why, how its organisations were recognised."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portulan.foundations.tables.table import Column, Table
from portulan.foundations.tables.view import TableView, view_of
from portulan.foundations.text import formats
from portulan.insight.figures import Figures
from portulan.insight.results import RefusedRow, SourceReport
from portulan.pages.sources.citing import note_of
from portulan.pages.sources.methods import METHODS, Method
from portulan.pages.sources.phrases import how_in_words, in_words, reason_in_words

SHOWN = 200
ALL = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcePage:
    """``tables`` stand in the order of the page; ``methods`` are those that rest on this source."""

    report: SourceReport
    title: str
    state: str
    tables: tuple[TableView, ...]
    methods: tuple[Method, ...]


def page(*, figures: Figures, report: SourceReport, query: Mapping[str, str], path: str) -> SourcePage:
    """The page of one source for one reader."""
    shown = tables(figures=figures, report=report, limit=SHOWN)
    return SourcePage(
        report=report,
        title=in_words(report.title),
        state=_state(report),
        tables=tuple(view_of(table, query=query, path=path) for table in shown.values()),
        methods=tuple(method for method in METHODS.values() if report.key in method.sources),
    )


def tables(*, figures: Figures, report: SourceReport, limit: int) -> dict[str, Table]:
    """The tables of the page by key; ``limit`` bounds the refused rows."""
    if report.missing:
        return {}
    known = {"files": _files(report), "refused": _refused(report, figures.refused(report.key, limit))}
    if report.reasons:
        known["reasons"] = _reasons(report)
    if report.links:
        known["links"] = _links(report)
    return {key: known[key] for key in ("files", "links", "reasons", "refused") if key in known}


def _state(report: SourceReport) -> str:
    if report.missing:
        return _("Not loaded: none of its files was found.")
    text = ngettext("%(count)s row read, %(kept)s kept, %(refused)s refused.",
                    "%(count)s rows read, %(kept)s kept, %(refused)s refused.", report.rows_read)  # fmt: skip
    numbers = {"count": report.rows_read, "kept": report.rows_kept, "refused": report.rows_refused}
    return text % {name: formats.number(value) for name, value in numbers.items()}


def _files(report: SourceReport) -> Table:
    count = len(report.files)
    return Table(
        key="files",
        title=_("Files read"),
        columns=[
            Column("name", _("File"), "code"),
            Column("bytes", _("Size"), "number", unit=_("bytes")),
            Column("short", _("Checksum"), "code", sortable=False, export=False),
            Column("sha256", _("Checksum (SHA-256)"), "code", screen=False),
        ],
        rows=[
            {"name": file.name, "bytes": file.bytes, "short": file.sha256[:12], "sha256": file.sha256}
            for file in report.files
        ],
        counted=ngettext("%(count)s file", "%(count)s files", count) % {"count": formats.number(count)},
    )


def _links(report: SourceReport) -> Table:
    total = sum(report.links.values())
    return Table(
        key="links",
        title=_("How organisations were recognised"),
        columns=[
            Column("how", _("Recognised by")),
            Column("count", _("Organisations"), "number"),
            Column("share", _("Share"), "share"),
        ],
        rows=[
            {"how": how_in_words(how), "count": count, "share": count / total if total else None}
            for how, count in report.links.items()
        ],
        sources=(note_of(report),),
        counted=ngettext("%(count)s organisation", "%(count)s organisations", total)
        % {"count": formats.number(total)},
    )


def _reasons(report: SourceReport) -> Table:
    return Table(
        key="reasons",
        title=_("Why rows were refused"),
        columns=[Column("reason", _("Reason")), Column("count", _("Rows"), "number")],
        rows=[{"reason": reason_in_words(code), "count": count} for code, count in report.reasons.items()],
        sort="-count",
        sources=(note_of(report),),
    )


def _refused(report: SourceReport, rows: list[RefusedRow]) -> Table:
    return Table(
        key="refused",
        title=_("Refused rows"),
        columns=[
            Column("file", _("File"), "code"),
            Column("row", _("Row"), "number", help=_("the heading is row 1")),
            Column("column", _("Column"), "code"),
            Column("value", _("Value")),
            Column("reason", _("Reason")),
            Column("remedy", _("Remedy")),
        ],
        rows=[_refused_row(row) for row in rows],
        page_size=20,
        sources=(note_of(report),),
        counted=ngettext("%(count)s row refused", "%(count)s rows refused", report.rows_refused)
        % {"count": formats.number(report.rows_refused)},
        note=_first_of(report, rows),
        empty=_("No row was refused."),
    )


def _first_of(report: SourceReport, rows: list[RefusedRow]) -> str:
    if len(rows) >= report.rows_refused:
        return ""
    text = _("The first %(shown)s are shown; the files to download hold them all.")
    return text % {"shown": formats.number(len(rows))}


def _refused_row(row: RefusedRow) -> dict[str, Any]:
    return {
        "file": row.file,
        "row": row.row,
        "column": row.column,
        "value": row.value,
        "reason": reason_in_words(row.code) if row.code else in_words(row.reason),
        "remedy": in_words(row.remedy),
    }

"""All sources at a glance: what was read, kept, refused and tied, what is missing, and the versions kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portulan.foundations.tables.table import Column, Link, Table
from portulan.foundations.tables.view import TableView, view_of
from portulan.foundations.text import formats
from portulan.insight import lake as insight_lake
from portulan.insight.figures import Figures
from portulan.insight.lake import LakeVersion
from portulan.insight.results import SourceReport
from portulan.pages.sources.citing import method_url
from portulan.pages.sources.phrases import in_words

HOW = ("answer", "identifier", "match", "none")
COMMAND = "portulan data build --from DIR"


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """A source the project knows and whose files were not there."""

    key: str
    title: str
    url: str
    publisher: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcesPage:
    """``state`` is one line under the heading; without a version nothing is published yet."""

    version: str
    state: str
    loaded: TableView | None
    links: TableView | None
    missing: tuple[Missing, ...]
    versions: TableView | None
    links_method: str
    command: str = COMMAND


def heading() -> str:
    """The title of the page, as other pages lead to it."""
    return _("Sources")


def methods_heading() -> str:
    return _("How every figure is computed")


def page(*, figures: Figures | None, lake: Path, query: Mapping[str, str], path: str) -> SourcesPage:
    """The page of all sources for one reader."""
    known = tables(figures=figures, lake=lake)
    views = {key: view_of(table, query=query, path=path) for key, table in known.items()}
    reports = figures.sources() if figures else []
    return SourcesPage(
        version=figures.version if figures else "",
        state=_state(figures, reports),
        loaded=views.get("sources"),
        links=views.get("links"),
        missing=tuple(_missing(report) for report in reports if report.missing),
        versions=views.get("versions"),
        links_method=method_url("links"),
    )


def tables(*, figures: Figures | None, lake: Path) -> dict[str, Table]:
    """The tables of the page by key; none before the first build."""
    if figures is None:
        return {}
    loaded = [report for report in figures.sources() if not report.missing]
    return {
        "sources": _loaded(loaded),
        "links": _links(loaded),
        "versions": _versions(insight_lake.versions(lake)),
    }


def _state(figures: Figures | None, reports: list[SourceReport]) -> str:
    if figures is None:
        return _("Nothing has been built yet.")
    loaded = sum(1 for report in reports if not report.missing)
    text = ngettext(
        "%(count)s source loaded, built on %(day)s.", "%(count)s sources loaded, built on %(day)s.", loaded
    )
    return text % {"count": formats.number(loaded), "day": formats.softdate(figures.built_at)}


def _missing(report: SourceReport) -> Missing:
    return Missing(key=report.key, title=in_words(report.title), url=report.url, publisher=report.publisher)


def _loaded(reports: list[SourceReport]) -> Table:
    return Table(
        key="sources",
        title=_("Sources loaded"),
        columns=_columns(),
        rows=[_row(report) for report in reports],
        main=True,
        counted=ngettext("%(count)s source", "%(count)s sources", len(reports)) % {"count": len(reports)},
        note=_(
            "A row is refused when it breaks the contract of its table; merged when it says again what "
            "another row says."
        ),
    )


def _columns() -> list[Column]:
    return [
        Column("title", _("Source"), "link"),
        Column("key", _("Key"), "code", screen=False),
        Column("publisher", _("Publisher"), screen=False),
        Column("url", _("Address"), screen=False),
        Column("as_of", _("As of"), "date"),
        Column("licence", _("Licence")),
        Column("files", _("Files"), "number"),
        Column("bytes", _("Size"), "number", unit=_("bytes"), screen=False),
        Column("read", _("Rows read"), "number"),
        Column("kept", _("Kept"), "number"),
        Column("merged", _("Merged"), "number"),
        Column("refused", _("Refused"), "number"),
    ]


def _row(report: SourceReport) -> dict[str, Any]:
    return {
        "title": Link(in_words(report.title), reverse("source", args=[report.key])),
        "key": report.key,
        "publisher": report.publisher,
        "url": report.url,
        "as_of": report.as_of,
        "licence": report.licence,
        "files": len(report.files),
        "bytes": sum(file.bytes for file in report.files),
        "read": report.rows_read,
        "kept": report.rows_kept,
        "merged": report.rows_merged,
        "refused": report.rows_refused,
    }


def _links(reports: list[SourceReport]) -> Table:
    linked = [report for report in reports if report.links]
    return Table(
        key="links",
        title=_("How organisations were recognised"),
        columns=[
            Column("title", _("Source"), "link"),
            Column("key", _("Key"), "code", screen=False),
            Column("identifier", _("By identifier"), "number"),
            Column("match", _("By match"), "number"),
            Column("answer", _("By a person’s answer"), "number"),
            Column("none", _("Not linked"), "number"),
            Column("share", _("Linked"), "share"),
        ],
        rows=[_link_row(report) for report in linked],
        counted=ngettext("%(count)s source", "%(count)s sources", len(linked)) % {"count": len(linked)},
        note=_("Organisations that a source names, tied to the registry of organisations."),
    )


def _link_row(report: SourceReport) -> dict[str, Any]:
    counts = {how: report.links.get(how, 0) for how in HOW}
    total = sum(counts.values())
    return {
        "title": Link(in_words(report.title), reverse("source", args=[report.key])),
        "key": report.key,
        **counts,
        "share": (total - counts["none"]) / total if total else None,
    }


def _versions(versions: list[LakeVersion]) -> Table:
    count = len(versions)
    return Table(
        key="versions",
        title=_("Versions of the data"),
        columns=[
            Column("version", _("Version"), "code"),
            Column("built", _("Built on"), "date"),
            Column("instant", _("Instant (UTC)"), screen=False),
            Column("bytes", _("Size"), "number", unit=_("bytes")),
            Column("state", _("State")),
        ],
        rows=[_version_row(version) for version in versions],
        counted=ngettext("%(count)s version kept", "%(count)s versions kept", count) % {"count": count},
        note=_(
            "Every page names the version it shows. A build that fails leaves the version in use as it was."
        ),
    )


def _version_row(version: LakeVersion) -> dict[str, Any]:
    return {
        "version": version.version,
        "built": version.built_at.date(),
        "instant": version.built_at.isoformat(timespec="seconds"),
        "bytes": version.bytes,
        "state": _("in use") if version.in_use else _("kept"),
    }

"""What was read of each source, as the manifest keeps it."""

from collections.abc import Mapping
from typing import Any

from portulan.insight.results import SourceFile, SourceReport

_SAME = ("key", "title", "publisher", "url", "licence", "as_of", "rows_read", "rows_kept", "rows_refused")


def report(one: Mapping[str, Any]) -> SourceReport:
    """A source of the manifest as a value."""
    return SourceReport(
        **{name: one[name] for name in _SAME},
        files=tuple(SourceFile(**file) for file in one["files"]),
        reasons=dict(one["reasons"]),
        links=dict(one["links"]),
        refused_file=one["refused_file"],
        missing=one["missing"],
        rows_merged=one["rows_merged"],
    )

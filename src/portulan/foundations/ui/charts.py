"""Charts: what a page declares, and what the module reads. Each stands beside a table that says the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from portulan.foundations.tables.table import Form, SourceNote
from portulan.foundations.tables.view import TableView
from portulan.foundations.text import formats

Tone = Literal["sea", "verdigris", "ochre", "vermilion", "violet", "muted"]
ChartKind = Literal["line", "bars", "mirrored", "stacked", "multiples"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """Values in the order of the chart's ``x`` (None is not known: the line breaks).

    ``low`` and ``high`` draw a band. Without ``tone`` the series takes the next colour.
    """

    name: str
    values: Sequence[float | None]
    low: Sequence[float | None] = ()
    high: Sequence[float | None] = ()
    tone: Tone | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """``multiples`` is one small panel per series, all on one scale; ``mirrored`` shows two sides; ``summary`` is for a
    listener."""

    key: str
    title: str
    kind: ChartKind
    x: Sequence[str | int]
    series: Sequence[Series]
    table: TableView | None = None
    unit: str = ""
    form: Form = "number"
    summary: str = ""
    sources: Sequence[SourceNote] = ()
    method_url: str = ""
    note: str = ""

    @property
    def data_id(self) -> str:
        return f"chart-{self.key}-data"

    @property
    def payload(self) -> dict[str, Any]:
        """What ``chart.js`` reads from the page."""
        return {
            "key": self.key,
            "title": str(self.title),
            "kind": self.kind,
            "x": [str(x) for x in self.x],
            "unit": str(self.unit),
            "form": self.form,
            "summary": str(self.summary),
            "language": formats.language(),
            "source": "; ".join(source.title for source in self.sources),
            "series": [_series(series) for series in self.series],
        }


def _series(series: Series) -> dict[str, Any]:
    return {
        "name": str(series.name),
        "values": list(series.values),
        "low": list(series.low),
        "high": list(series.high),
        "tone": series.tone,
    }

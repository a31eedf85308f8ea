"""Maps: what the page declares, and what the module reads. Each stands above a table that says the same."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from django.utils.translation import gettext

from portulan.foundations.tables.table import Form, SourceNote
from portulan.foundations.text import formats

TONES = {1: (3,), 2: (2, 4), 3: (1, 3, 5), 4: (1, 2, 4, 5), 5: (1, 2, 3, 4, 5)}
PointKind = Literal["laboratory", "office", "partner"]


@dataclass(frozen=True, slots=True)
class Choice:
    """One figure a reader may colour the map by."""

    value: str
    label: str
    chosen: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficePoint:
    """An office and the countries of its territory: a rhumb line is drawn to the one that has the focus."""

    label: str
    latitude: float
    longitude: float
    territory: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class WorldMap:
    """Countries coloured by a figure, for a year a reader may slide.

    ``src`` answers ``{"values": {"SG": {"2010": 349}}}`` for every year; ``breaks`` are the lower bounds
    of one to five steps; ``country_url`` holds ``__`` where the code goes; ``table_key`` names the twin
    under the map, asked again when the year changes.
    """

    key: str
    title: str
    src: str
    breaks: Sequence[float]
    country_url: str
    names: Mapping[str, str]
    years: Sequence[int] = ()
    year: int | None = None
    choices: Sequence[Choice] = ()
    choice_name: str = "figure"
    unit: str = ""
    form: Form = "number"
    table_key: str = ""
    offices: Sequence[OfficePoint] = ()
    sources: Sequence[SourceNote] = ()
    method_url: str = ""
    note: str = ""

    @property
    def data_id(self) -> str:
        return f"map-{self.key}-data"

    @property
    def mode(self) -> str:
        return "world"

    @property
    def under(self) -> str:
        """What a value below the first step means, in words."""
        if self.breaks and self.breaks[0] == 1 and self.form == "number":
            return gettext("None")
        return gettext("Less than %(low)s") % {"low": formats.as_form(self.breaks[0], self.form)}

    @property
    def tones(self) -> tuple[int, ...]:
        """Which of the five colours each step takes: few steps are set well apart."""
        return TONES[len(self.breaks)]

    @property
    def legend(self) -> list[tuple[int, str]]:
        """Colour and words of every step."""
        return list(zip(self.tones, self.steps, strict=True))

    @property
    def steps(self) -> list[str]:
        """The steps of the legend in words."""
        bounds = [formats.as_form(bound, self.form) for bound in self.breaks]
        whole = self.form == "number" and all(bound == int(bound) for bound in self.breaks)
        return [self._step(place, bounds, whole=whole) for place in range(len(bounds))]

    def _step(self, place: int, bounds: list[str], *, whole: bool) -> str:
        if place == len(bounds) - 1:
            return gettext("%(low)s and more") % {"low": bounds[place]}
        if not whole:
            return gettext("%(low)s to less than %(high)s") % {
                "low": bounds[place],
                "high": bounds[place + 1],
            }
        last = self.breaks[place + 1] - 1
        if last == self.breaks[place]:
            return bounds[place]
        return gettext("%(low)s to %(high)s") % {"low": bounds[place], "high": formats.number(last)}

    @property
    def payload(self) -> dict[str, Any]:
        """What ``map.js`` reads from the page."""
        return {
            "mode": self.mode,
            "key": self.key,
            "title": str(self.title),
            "src": self.src,
            "breaks": list(self.breaks),
            "tones": list(self.tones),
            "href": self.country_url,
            "names": dict(self.names),
            "years": list(self.years),
            "year": self.year,
            "unit": str(self.unit),
            "form": self.form,
            "table": self.table_key,
            "offices": [_office(office) for office in self.offices],
            "language": formats.language(),
            "source": "; ".join(source.title for source in self.sources),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class MapPoint:
    label: str
    latitude: float
    longitude: float
    kind: PointKind = "laboratory"
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionMap:
    """A country among its neighbours.

    ``fit`` are the codes the view must hold, ``focus`` the subject, ``tinted`` the territory around it.
    """

    key: str
    title: str
    fit: Sequence[str]
    focus: Sequence[str]
    country_url: str
    names: Mapping[str, str]
    tinted: Sequence[str] = ()
    points: Sequence[MapPoint] = ()
    sources: Sequence[SourceNote] = ()
    note: str = ""
    tinted_label: str = ""
    method_url: str = ""

    @property
    def mode(self) -> str:
        return "region"

    @property
    def data_id(self) -> str:
        return f"map-{self.key}-data"

    @property
    def kinds(self) -> list[tuple[str, str]]:
        """Kinds of points present, each with its word, for the legend."""
        words = {
            "laboratory": gettext("Joint laboratory"),
            "office": gettext("Office"),
            "partner": gettext("Partner"),
        }
        present = {point.kind for point in self.points}
        return [(kind, word) for kind, word in words.items() if kind in present]

    @property
    def payload(self) -> dict[str, Any]:
        """What ``map.js`` reads from the page."""
        return {
            "mode": self.mode,
            "key": self.key,
            "title": str(self.title),
            "fit": list(self.fit),
            "focus": list(self.focus),
            "tinted": list(self.tinted),
            "href": self.country_url,
            "names": dict(self.names),
            "points": [_point(point) for point in self.points],
            "language": formats.language(),
            "source": "; ".join(source.title for source in self.sources),
        }


def _office(office: OfficePoint) -> dict[str, Any]:
    place = {"lat": office.latitude, "lon": office.longitude}
    return {"label": str(office.label), "territory": list(office.territory), **place}


def _point(point: MapPoint) -> dict[str, Any]:
    place = {"lat": point.latitude, "lon": point.longitude}
    return {"label": str(point.label), "kind": point.kind, "url": point.url, **place}

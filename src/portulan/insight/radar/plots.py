"""Small plots as SVG text that stands alone: no script, no font, no address. Every plot has its table beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

_LEFT, _RIGHT, _LINE = 210, 70, 30
_WIDTH = 720


@dataclass(frozen=True, slots=True)
class Bar:
    """A named value with its interval (None: not known); ``strong`` bars are the ones the eye should find."""

    name: str
    value: float | None
    low: float | None = None
    high: float | None = None
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Dot:
    """A predicted and a realised rate, with the interval of the latter."""

    predicted: float
    realised: float
    low: float
    high: float


def bars(title: str, found: Sequence[Bar], *, digits: int = 3) -> str:
    """Horizontal bars from zero, each with a whisker for its interval and its value in figures."""
    most = max([bar.high or bar.value or 0 for bar in found], default=0) or 1
    height = _LINE * len(found) + 10
    scale = (_WIDTH - _LEFT - _RIGHT) / most
    inside = "".join(_bar(bar, at * _LINE + 5, scale, digits) for at, bar in enumerate(found))
    return _svg(title, height, inside)


def _bar(bar: Bar, top: float, scale: float, digits: int) -> str:
    middle = top + _LINE / 2
    label = f'<text x="{_LEFT - 8}" y="{middle + 4:.1f}" text-anchor="end">{escape(bar.name)}</text>'
    if bar.value is None:
        return label + f'<text x="{_LEFT}" y="{middle + 4:.1f}">cannot be said</text>'
    colour = "strong" if bar.strong else "plain"
    width = bar.value * scale
    drawn = (
        f'<rect class="{colour}" x="{_LEFT}" y="{top + 5:.1f}" width="{width:.1f}" height="{_LINE - 10}"/>'
    )
    end = max(bar.high or 0, bar.value) * scale
    figure = f'<text x="{_LEFT + end + 6:.1f}" y="{middle + 4:.1f}">{bar.value:.{digits}f}</text>'
    return label + drawn + _whisker(bar, middle, scale) + figure


def _whisker(bar: Bar, middle: float, scale: float) -> str:
    if bar.low is None or bar.high is None:
        return ""
    low, high = _LEFT + bar.low * scale, _LEFT + bar.high * scale
    path = f"M{low:.1f} {middle - 4:.1f}v8M{low:.1f} {middle:.1f}H{high:.1f}M{high:.1f} {middle - 4:.1f}v8"
    return f'<path class="whisker" d="{path}"/>'


def calibration(title: str, found: Sequence[Dot]) -> str:
    """Realised against predicted, on the same scale both ways; on the diagonal a chance is what it says."""
    most = max([max(dot.predicted, dot.high) for dot in found], default=0) or 1
    side, left, top = 300, 90, 10
    scale = side / most
    frame = (
        f'<rect class="frame" x="{left}" y="{top}" width="{side}" height="{side}"/>'
        f'<path class="diagonal" d="M{left} {top + side}L{left + side} {top}"/>'
    )
    dots = "".join(_dot(dot, left, top + side, scale) for dot in found)
    ends = (
        f'<text x="{left}" y="{top + side + 18}">0</text>'
        f'<text x="{left + side}" y="{top + side + 18}" text-anchor="end">{most:.1%}</text>'
        f'<text x="{left + side / 2}" y="{top + side + 34}" text-anchor="middle">predicted share that links</text>'
        f'<text x="{left - 8}" y="{top + 10}" text-anchor="end">{most:.1%}</text>'
        f'<text x="{left - 8}" y="{top + side / 2}" text-anchor="end">realised</text>'
    )
    return _svg(title, side + 60, frame + dots + ends)


def _dot(dot: Dot, left: float, bottom: float, scale: float) -> str:
    across, up = left + dot.predicted * scale, bottom - dot.realised * scale
    low, high = bottom - dot.low * scale, bottom - dot.high * scale
    return (
        f'<path class="whisker" d="M{across:.1f} {low:.1f}V{high:.1f}"/>'
        f'<circle class="strong" cx="{across:.1f}" cy="{up:.1f}" r="4"/>'
    )


def _svg(title: str, height: float, inside: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height:.0f}" role="img">'
        f"<title>{escape(title)}</title>{inside}</svg>"
    )

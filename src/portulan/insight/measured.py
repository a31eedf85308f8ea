"""Measures of partnership as pages ask for them: each with its 90 % interval and count, or why there is none."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from portulan.insight.results import NotEnough
from portulan.insight.version import Opened, remembered

NEEDED = 10  # joint projects, or works, below which nothing is estimated
Side = Literal["key", "country"]
Basis = Literal["cordis", "hal", "coauthorship"]


@dataclass(frozen=True, slots=True)
class Estimate:
    """A shrunk estimate with the bounds of its 90 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class CannotSay:
    """Why there is no figure: ``only_ours`` (the file holds projects of ours alone), ``untold`` (no source tells)."""

    reason: Literal["only_ours", "untold"]


Said = Estimate | NotEnough | CannotSay


@dataclass(frozen=True, slots=True)
class Balance:
    """The balance sheet with one partner or one country, on European projects. Each pair is ours, then theirs.

    ``lead``: share of the joint projects coordinated; ``sign``: in which the side signs the grant, and so may be
    funded; ``money``: our part of what the Union gives both; ``depend``: share of a side's projects that has the other
    in it; ``bring``: what a side is strong in where the other is weak (0 and up); ``affinity``: joint projects over
    those expected from both sides' sizes. ``cents``: what the Union gave each side in the ``told`` joint projects
    where both are known.
    """

    subject: str
    side: Side
    count: int
    lead: tuple[Said, Said]
    led: tuple[int, int]
    sign: tuple[Said, Said]
    signed: tuple[int, int]
    money: Said
    cents: tuple[int, int]
    told: int
    depend: tuple[Said, Said]
    totals: tuple[int, int | None]
    bring: tuple[Said, Said]
    affinity: Said
    expected: float | None


@dataclass(frozen=True, slots=True)
class Intensity:
    """Activity with one country or organisation against what size and fields alone would give; ``size`` is the other
    side's own activity, ``prior`` the number of expected events that the estimate is drawn with towards 1."""

    subject: str
    basis: Basis
    side: Side
    observed: int
    expected: float
    size: int
    ratio: Said
    prior: float | None

    @property
    def band(self) -> Literal["more", "less", "as", "unknown"]:
        """Whether the whole interval is above or below 1."""
        if not isinstance(self.ratio, Estimate):
            return "unknown"
        return "more" if self.ratio.low > 1 else "less" if self.ratio.high < 1 else "as"


@dataclass(frozen=True, slots=True)
class Diversity:
    """Themes of what we share: ``shannon`` in nats (0: one theme), ``rao`` (0: one theme, or themes that are alike)."""

    subject: str
    side: str
    source: str
    count: int
    themes: int
    shannon: Said
    rao: Said


@dataclass(frozen=True, slots=True)
class Lever:
    """A theme of a portfolio: its part, and what one more project or work in it would add to each index."""

    theme: str
    amount: float
    share: float
    shannon_change: float
    rao_change: float


@dataclass(frozen=True, slots=True)
class ThemeDistance:
    """How far two themes are apart, from 0 (the same organisations) to 1 (none in common)."""

    theme: str
    other: str
    distance: float


_PAIRS = ("lead", "sign", "depend")
_BALANCE = (
    "subject",
    "side",
    "count",
    *("we_lead", "they_lead", "we_sign", "they_sign", "told", "our_cents", "their_cents"),
    *("our_total", "their_total", "affinity_expected"),
    *(f"{one}_{side}{end}" for one in _PAIRS for side in ("ours", "theirs") for end in ("", "_low", "_high")),
    *(f"{one}{end}" for one in ("money_ours", "affinity") for end in ("", "_low", "_high")),
    *(f"{one}{end}" for one in ("we_bring", "they_bring") for end in ("", "_low", "_high")),
)
_INTENSITY = (
    "subject",
    "basis",
    "side",
    "observed",
    "expected",
    "size",
    "ratio_k",
    "ratio",
    "ratio_low",
    "ratio_high",
)
_DIVERSITY = (
    *("subject", "side", "source", "count", "themes"),
    *(f"{one}{end}" for one in ("shannon", "rao") for end in ("", "_low", "_high")),
)
_UNITS = {"cordis": "projects", "hal": "works", "coauthorship": "works"}


class MeasureFigures(Opened):
    """See ``Figures``."""

    @remembered
    def balance(self, subject: str, side: Side = "key") -> Balance | None:
        """The balance sheet with one partner (its key) or one country; None where no project is shared."""
        rows = self._rows("balances", _BALANCE, {"subject": subject, "side": side})
        return _balance(dict(zip(_BALANCE, rows[0], strict=True))) if rows else None

    @remembered
    def intensities(self, basis: Basis, side: Side = "country") -> list[Intensity]:
        """All of one basis, by subject: never by size."""
        where = {"basis": basis, "side": side}
        return [_intensity(row) for row in self._rows("intensities", _INTENSITY, where, order=("subject",))]

    @remembered
    def intensity(self, subject: str, side: Side = "country") -> list[Intensity]:
        """Those of one country or organisation, one for each basis that speaks of it."""
        where = {"subject": subject, "side": side}
        return [_intensity(row) for row in self._rows("intensities", _INTENSITY, where, order=("basis",))]

    @remembered
    def diversity(self, subject: str, side: str) -> list[Diversity]:
        """One for each source; ``side`` is key, country, team ("team-acumes") or whole (``subject`` empty)."""
        where = {"subject": subject, "side": side}
        return [_diversity(row) for row in self._rows("diversities", _DIVERSITY, where, order=("source",))]

    @remembered
    def levers(self, subject: str, side: str, source: str) -> list[Lever]:
        """Every theme of the source, by name; none where there is too little."""
        columns = ("theme", "amount", "share", "shannon_change", "rao_change")
        where = {"subject": subject, "side": side, "source": source}
        return [Lever(*row) for row in self._rows("diversity_levers", columns, where, order=("theme",))]

    @remembered
    def theme_distances(self, source: str) -> list[ThemeDistance]:
        """Every ordered pair of themes of a source."""
        columns = ("theme", "other", "distance")
        rows = self._rows("theme_distances", columns, {"source": source}, order=("theme", "other"))
        return [ThemeDistance(*row) for row in rows]

    @property
    def holds_all_projects(self) -> bool:
        """Whether the file of projects holds those of others too; without them nothing can be expected."""
        return bool(self.intensities("cordis", "country"))


def _estimate(row: dict[str, Any], name: str) -> Estimate | None:
    value, low, high = (row[f"{name}{end}"] for end in ("", "_low", "_high"))
    return None if value is None else Estimate(value, low, high)


def _balance(row: dict[str, Any]) -> Balance:
    def said(name: str, *, of_others: bool = False) -> Said:
        if of_others and row["their_total"] is None:
            return CannotSay("only_ours")
        return _estimate(row, name) or NotEnough(NEEDED, row["count"], "projects")

    return Balance(
        subject=row["subject"],
        side=row["side"],
        count=row["count"],
        lead=(said("lead_ours"), said("lead_theirs")),
        led=(row["we_lead"], row["they_lead"]),
        sign=(said("sign_ours"), said("sign_theirs")),
        signed=(row["we_sign"], row["they_sign"]),
        money=_estimate(row, "money_ours") or _no_money(row),
        cents=(row["our_cents"] or 0, row["their_cents"] or 0),
        told=row["told"] or 0,
        depend=(said("depend_ours"), said("depend_theirs", of_others=True)),
        totals=(row["our_total"], row["their_total"]),
        bring=(said("we_bring", of_others=True), said("they_bring", of_others=True)),
        affinity=said("affinity", of_others=True),
        expected=row["affinity_expected"],
    )


def _no_money(row: dict[str, Any]) -> Said:
    """Too few projects with the money of both sides; where nothing at all is told, the source does not say."""
    return NotEnough(NEEDED, row["told"], "projects") if row["told"] else CannotSay("untold")


def _intensity(found: Sequence[Any]) -> Intensity:
    row = dict(zip(_INTENSITY, found, strict=True))
    ratio = _estimate(row, "ratio") or NotEnough(NEEDED, row["size"], _UNITS[row["basis"]])
    names = ("subject", "basis", "side", "observed", "expected", "size")
    return Intensity(**{name: row[name] for name in names}, ratio=ratio, prior=row["ratio_k"])


def _diversity(found: Sequence[Any]) -> Diversity:
    row = dict(zip(_DIVERSITY, found, strict=True))
    lack = NotEnough(NEEDED, row["count"], _UNITS[row["source"]])
    names = ("subject", "side", "source", "count", "themes")
    return Diversity(
        **{name: row[name] for name in names},
        shannon=_estimate(row, "shannon") or lack,
        rao=_estimate(row, "rao") or lack,
    )

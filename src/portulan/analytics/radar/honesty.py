"""What a back-test cannot see: links only new because history is short, and links of organisations never seen."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from portulan.analytics.radar.links import Array, Links
from portulan.analytics.radar.network import Network
from portulan.analytics.radar.pairs import Pairs, Scope, Window

_YEAR = 365.25
_HIDDEN = (0.25, 0.5, 0.75)


@dataclass(frozen=True, slots=True)
class Shortened:
    """Had history begun ``years`` before: links that would have been called new, and those of them known to be old."""

    years: float
    called_new: int
    in_truth_old: int

    @property
    def share(self) -> float | None:
        """Of those called new, the share that was old."""
        return self.in_truth_old / self.called_new if self.called_new else None


@dataclass(frozen=True, slots=True)
class Censoring:
    """Left-censoring. ``linked``: pairs of focal organisations and candidates that link in the window; ``new`` of
    them had never been linked in ``history_years``. ``shortened``: the same with part of the history hidden."""

    history_years: float
    linked: int
    new: int
    shortened: tuple[Shortened, ...]


@dataclass(frozen=True, slots=True)
class ColdStart:
    """Pairs of a home and a foreign organisation that link in the window and never had: ``pairs``; of them
    ``never_seen`` involve one without any project before, ``too_little`` one under the minimum activity (the
    first included). No method of this kind could have suggested these."""

    pairs: int
    never_seen: int
    too_little: int


def censoring(network: Network, pairs: Pairs, window: Window) -> Censoring:
    """Hide the first part of the history, and count the links that it makes wrongly new."""
    links = network.links
    begun = date.fromordinal(int(links.start.min()))
    days = (network.day - begun).days + 1
    linked = window.linked(links, pairs.focal, pairs.candidates)
    cuts = [begun + timedelta(days=round(hidden * days)) for hidden in _HIDDEN]
    return Censoring(
        history_years=days / _YEAR,
        linked=int(linked.sum()),
        new=int((linked & pairs.open_).sum()),
        shortened=tuple(_shortened(network, pairs, linked, cut) for cut in reversed(cuts)),
    )


def _shortened(network: Network, pairs: Pairs, linked: Array, cut: date) -> Shortened:
    remembered = Window(after=cut - timedelta(days=1), until=network.day)
    called_new = linked & ~remembered.linked(network.links, pairs.focal, pairs.candidates)
    old = called_new & ~pairs.open_
    years = ((network.day - cut).days + 1) / _YEAR
    return Shortened(years, int(called_new.sum()), int(old.sum()))


def cold_start(network: Network, scope: Scope, window: Window) -> ColdStart:
    """Count the new links of the window by what was known of their ends."""
    links: Links = network.links
    home, abroad = np.flatnonzero(scope.at_home(links)), np.flatnonzero(scope.abroad(links))
    met = window.linked(links, home, abroad) & (network.linked[home][:, abroad].toarray() == 0)
    least = np.minimum.outer(network.activity[home], network.activity[abroad])[met]
    return ColdStart(len(least), int((least == 0).sum()), int((least < scope.min_activity).sum()))

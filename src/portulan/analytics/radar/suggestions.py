"""What to look at for one organisation on a day: new partners, partners to deepen with, partners that fade."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from portulan.analytics.radar.explanation import Explanation, Meeting, explained, meetings
from portulan.analytics.radar.features import evidence
from portulan.analytics.radar.fusion import fused
from portulan.analytics.radar.links import Links, UnusableLinksError
from portulan.analytics.radar.network import Network, network_at
from portulan.analytics.radar.odds import Odds, Told, features
from portulan.analytics.radar.pairs import Scope, pairs_of

HUBS = 0.2  # candidates with most partners, kept apart from the long tail
STEADY = 2  # joint projects, begun in different years, that make a partner steady
SILENCE = 2.0  # years without a new joint project after which a steady partner fades
_YEAR = 365.25


@dataclass(frozen=True, slots=True)
class New:
    """A partner never met: the parts of its score, whether everybody knows it already, and its odds where a model
    was learned."""

    explanation: Explanation
    country: str
    hub: bool
    odds: Told | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """A partner met before: what the joint projects still count (each halved every two years and divided by its
    other members), and the projects, the latest first."""

    organisation: str
    country: str
    weight: float
    projects: tuple[Meeting, ...]


@dataclass(frozen=True, slots=True)
class Suggestions:
    """Three kinds kept apart, best first. ``cannot_say``: why there is none, in words; empty when there are some."""

    hubs: tuple[New, ...]
    long_tail: tuple[New, ...]
    deepening: tuple[Known, ...]
    fading: tuple[Known, ...]
    cannot_say: str = ""


def suggested(links: Links, scope: Scope, day: date, *, count: int = 20) -> Suggestions:
    """For the organisation ``scope.focal``, by what had begun on ``day``; at most ``count`` of each kind.

    New partners are ranked among its own candidates by the fusion; known ones by weight. Raises
    UnusableLinksError when the organisation is not in the links.
    """
    if scope.focal not in links.organisations:
        raise UnusableLinksError(
            f"No organisation has the identifier {scope.focal!r}: see the column organisation."
        )
    return suggested_in(network_at(links, day), scope, count=count)


def suggested_in(network: Network, scope: Scope, *, count: int = 20, odds: Odds | None = None) -> Suggestions:
    """The same on a network already made, for who asks about many organisations of the same links; with ``odds``
    beside each new partner, which do not change the order."""
    focal = network.links.organisations.index(scope.focal)
    if network.activity[focal] < scope.min_activity:
        return Suggestions((), (), (), (), _too_little(network, focal, scope))
    hubs, tail = _new(network, scope, count, odds)
    deepening, fading = _known(network, focal, scope, count)
    return Suggestions(hubs, tail, deepening, fading)


def _too_little(network: Network, focal: int, scope: Scope) -> str:
    return (
        f"{network.activity[focal]:.0f} projects are known by {network.day}, and {scope.min_activity} are needed: "
        "history is too short to suggest partners."
    )


def _new(
    network: Network, scope: Scope, count: int, odds: Odds | None
) -> tuple[tuple[New, ...], tuple[New, ...]]:
    pairs = pairs_of(network, scope)
    if not len(pairs):
        return (), ()
    score = fused(evidence(network, pairs))
    values = features(network, pairs) if odds else None
    degree = network.degree[pairs.candidates]
    hub = (degree > np.quantile(degree, 1 - HUBS))[pairs.right]
    order = np.argsort(-score.total, kind="stable")
    order = order[score.total[order] > 0]  # without any evidence there is nothing to suggest

    def told(at: int) -> New:
        focal, candidate = int(pairs.focal[pairs.left[at]]), int(pairs.candidates[pairs.right[at]])
        why = explained(network, focal, candidate, score.parts(at))
        likely = odds.told(values[at]) if odds and values is not None else None
        return New(why, network.links.country[candidate], bool(hub[at]), likely)

    hubs, tail = (tuple(map(told, order[hub[order] == kind][:count])) for kind in (True, False))
    return hubs, tail


def _known(
    network: Network, focal: int, scope: Scope, count: int
) -> tuple[tuple[Known, ...], tuple[Known, ...]]:
    """Steady partners that fell silent fade; all others may deepen."""
    weights = network.legs(np.array([focal])).toarray()[0] ** 2
    abroad = scope.abroad(network.links)
    deepening: list[Known] = []
    fading: list[Known] = []
    for at in np.argsort(-weights, kind="stable"):
        if not weights[at] or (len(deepening) >= count and len(fading) >= count):
            break
        if abroad[at]:
            one = _met(network, focal, int(at), float(weights[at]))
            (fading if _fades(one, network.day) else deepening).append(one)
    return tuple(deepening[:count]), tuple(fading[:count])


def _met(network: Network, focal: int, at: int, weight: float) -> Known:
    links = network.links
    return Known(links.organisations[at], links.country[at], weight, meetings(network, focal, at))


def _fades(one: Known, day: date) -> bool:
    years = {project.start.year for project in one.projects}
    silent = (day - one.projects[0].start).days / _YEAR
    return len(years) >= STEADY and silent >= SILENCE

"""Why a pair is suggested: the score, taken apart into bridge partners and themes whose parts add up to it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

import numpy as np
import scipy.sparse as sp

from portulan.analytics.radar.links import Array
from portulan.analytics.radar.network import Meeting, Network

SHOWN = 8  # bridges and chains told one by one; there may be thousands, each of little weight


@dataclass(frozen=True, slots=True)
class Bridge:
    """A partner of both sides: its part of the score (of the channels ``shared``, ``themed`` and ``rare``), and the
    projects it shares with each side, the latest first."""

    organisation: str
    part: float
    with_focal: tuple[Meeting, ...]
    with_candidate: tuple[Meeting, ...]


@dataclass(frozen=True, slots=True)
class Chain:
    """A partner of the focal side and one of the candidate that have worked together: their part of the score, and
    the projects of the three legs, the latest first."""

    near: str
    far: str
    part: float
    with_focal: tuple[Meeting, ...]
    between: tuple[Meeting, ...]
    with_candidate: tuple[Meeting, ...]


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme: its part through bridges with both legs in it, and its part as common ground (of ``ground`` and of
    ``profile``)."""

    theme: str
    through_bridges: float
    common_ground: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """``score`` is the sum of ``parts``, one for each channel. All bridges (``bridges`` told one by one, and
    ``other_bridges``, how many more and their part) add up to shared + themed + rare, all chains likewise to chained,
    the themes' common ground to ground + profile; what goes through bridges within a theme is seen from both sides,
    and counted once in the score."""

    focal: str
    candidate: str
    score: float
    parts: dict[str, float]
    bridges: tuple[Bridge, ...]
    other_bridges: tuple[int, float]
    chains: tuple[Chain, ...]
    other_chains: tuple[int, float]
    themes: tuple[Theme, ...]


def explained(network: Network, focal: int, candidate: int, parts: dict[str, float]) -> Explanation:
    """Take apart the terms of one pair (places in the Links), by channel; each is dealt out in proportion to what
    makes up its channel. There may be a hundred thousand chains: all that is not told stays in arrays."""
    links = network.links
    theme, bridge, themed = _themed(network, focal, candidate)
    themed = _dealt(themed, parts["themed"])
    bridges = _Parts.of((bridge, themed))
    for channel, (places, amounts) in (
        ("shared", _through(network, focal, candidate, None)),
        ("rare", _rare(network, focal, candidate)),
    ):
        bridges = bridges.and_of(places, _dealt(amounts, parts[channel]))
    near, far, chained = _chained(network, focal, candidate)
    chained = _dealt(chained, parts["chained"])
    chains = _first(chained, lambda at: str((int(near[at]), int(far[at]))))
    first = _first(bridges.amounts, lambda at: str(bridges.places[at]))
    return Explanation(
        focal=links.organisations[focal],
        candidate=links.organisations[candidate],
        score=sum(parts.values()),
        parts=dict(parts),
        bridges=tuple(
            _bridge(network, int(bridges.places[at]), float(bridges.amounts[at]), focal, candidate)
            for at in first
        ),
        other_bridges=_rest(bridges.amounts, first),
        chains=tuple(
            _chain(network, (int(near[at]), int(far[at])), float(chained[at]), focal, candidate)
            for at in chains
        ),
        other_chains=_rest(chained, chains),
        themes=_themes(network, focal, candidate, parts, _Parts.of((theme, themed))),
    )


@dataclass(frozen=True, slots=True)
class _Parts:
    """Parts of the score by place, each place once, rising."""

    places: Array
    amounts: Array

    @classmethod
    def of(cls, *several: tuple[Array, Array]) -> Self:
        """Summed by place."""
        places, at = np.unique(np.concatenate([one for one, _ in several]), return_inverse=True)
        amounts = np.concatenate([one for _, one in several])
        return cls(places, np.bincount(at, weights=amounts, minlength=len(places)))

    def and_of(self, places: Array, amounts: Array) -> "_Parts":
        """These and others."""
        return _Parts.of((self.places, self.amounts), (places, amounts))


def _first(amounts: Array, name: Callable[[int], str]) -> list[int]:
    """Places of the greatest, at most SHOWN, falling; equal ones by their name."""
    rest = len(amounts) - SHOWN
    least = np.partition(amounts, rest)[rest] if rest > 0 else -np.inf
    able = np.flatnonzero(amounts >= least).tolist()
    return sorted(able, key=lambda at: (-amounts[at], name(at)))[:SHOWN]


def _rest(amounts: Array, told: list[int]) -> tuple[int, float]:
    """How many are not told one by one, and their sum."""
    return len(amounts) - len(told), float(np.delete(amounts, told).sum())


def _themes(
    network: Network, focal: int, candidate: int, parts: dict[str, float], through: _Parts
) -> tuple[Theme, ...]:
    both = network.theme_activity[[focal, candidate]].toarray().prod(axis=0)
    places = np.flatnonzero(both)
    ground = _dealt(both[places] / network.theme_mass[places], parts["ground"])
    common = ground + _dealt(both[places], parts["profile"])
    themed, shared = np.zeros(len(both)), np.zeros(len(both))
    themed[through.places], shared[places] = through.amounts, common
    told = sorted(
        np.union1d(through.places, places).tolist(), key=lambda at: (-(themed[at] + shared[at]), str(at))
    )
    return tuple(Theme(network.links.themes[at], float(themed[at]), float(shared[at])) for at in told)


def _dealt(amounts: Array, whole: float) -> Array:
    total = amounts.sum()
    return whole * amounts / total if total else np.zeros(len(amounts))


def _through(network: Network, focal: int, candidate: int, theme: int | None) -> tuple[Array, Array]:
    """Bridges, and the summand of each in the channel."""
    legs = network.legs(np.array([focal, candidate]), theme)
    product = legs[[0]].multiply(legs[[1]]).tocoo()
    return product.col, product.data * network.rarity[product.col]


def _themed(network: Network, focal: int, candidate: int) -> tuple[Array, Array, Array]:
    """Theme, bridge and their summand; a theme that only one side works in has none."""
    activity = network.theme_activity[[focal, candidate]].toarray()
    both = np.flatnonzero(activity[0] * activity[1])
    found = [(theme, *_through(network, focal, candidate, int(theme))) for theme in both]
    return (
        np.repeat(both, [len(bridges) for _, bridges, _ in found]).astype(np.int64),
        np.concatenate([np.zeros(0, np.int64), *(bridges for _, bridges, _ in found)]),
        np.concatenate([np.zeros(0), *(amounts for _, _, amounts in found)]),
    )


def _rare(network: Network, focal: int, candidate: int) -> tuple[Array, Array]:
    linked = network.linked
    both = np.intersect1d(linked[focal].indices, linked[candidate].indices)
    return both, 1 / network.degree[both]


def _chained(network: Network, focal: int, candidate: int) -> tuple[Array, Array, Array]:
    """The partner of the focal side, that of the candidate, and their summand."""
    legs = network.legs(np.array([focal, candidate]))
    near, far = legs[[0]].tocoo(), legs[[1]].tocoo()
    found = (sp.diags(near.data) @ network.chain[near.col][:, far.col] @ sp.diags(far.data)).tocoo()
    return near.col[found.row], far.col[found.col], found.data


def _chain(network: Network, pair: tuple[int, int], part: float, focal: int, candidate: int) -> Chain:
    near, far = pair
    names = network.links.organisations
    return Chain(
        near=names[near],
        far=names[far],
        part=part,
        with_focal=meetings(network, near, focal),
        between=meetings(network, near, far),
        with_candidate=meetings(network, far, candidate),
    )


def _bridge(network: Network, at: int, part: float, focal: int, candidate: int) -> Bridge:
    met, met_candidate = meetings(network, at, focal), meetings(network, at, candidate)
    return Bridge(network.links.organisations[at], part, met, met_candidate)


def meetings(network: Network, one: int, other: int) -> tuple[Meeting, ...]:
    """The known projects that two organisations (places in the Links) share, the latest first."""
    both = np.intersect1d(network.projects_of(one), network.projects_of(other), assume_unique=True)
    places: Array = network.known[both]
    links = network.links
    ordered = places[np.lexsort((places, -links.start[places]))]  # projects stand in the order of their names
    told = network.meetings
    return tuple(told[at] for at in ordered)

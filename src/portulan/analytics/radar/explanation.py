"""Why a pair is suggested: the score, taken apart into bridge partners and themes whose parts add up to it."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

import numpy as np
import scipy.sparse as sp

from portulan.analytics.radar.links import Array
from portulan.analytics.radar.network import Network

Key = TypeVar("Key")
SHOWN = 10  # chains told one by one; there may be thousands, each of little weight


@dataclass(frozen=True, slots=True)
class Meeting:
    """A project that two organisations share, and when it began: the evidence one can open."""

    project: str
    start: date


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
    """``score`` is the sum of ``parts``, one for each channel. The bridges add up to shared + themed + rare, all the
    chains (``chains`` and ``other_chains``) to chained, the themes' common ground to ground + profile; what goes
    through bridges within a theme is seen from both sides, and counted once in the score."""

    focal: str
    candidate: str
    score: float
    parts: dict[str, float]
    bridges: tuple[Bridge, ...]
    chains: tuple[Chain, ...]
    other_chains: tuple[int, float]
    themes: tuple[Theme, ...]


def explained(network: Network, focal: int, candidate: int, parts: dict[str, float]) -> Explanation:
    """Take apart the terms of one pair (places in the Links), by channel; each is dealt out in proportion to what
    makes up its channel."""
    links = network.links
    bridges: dict[int, float] = defaultdict(float)
    themed: dict[int, float] = defaultdict(float)
    for channel, amounts in (
        ("shared", _through(network, focal, candidate, None)),
        ("rare", _rare(network, focal, candidate)),
    ):
        for bridge, part in _dealt(amounts, parts[channel]).items():
            bridges[bridge] += part
    for (theme, bridge), part in _dealt(_themed(network, focal, candidate), parts["themed"]).items():
        bridges[bridge] += part
        themed[theme] += part
    chains = _falling(_dealt(_chained(network, focal, candidate), parts["chained"]))
    rest = chains[SHOWN:]
    return Explanation(
        focal=links.organisations[focal],
        candidate=links.organisations[candidate],
        score=sum(parts.values()),
        parts=dict(parts),
        bridges=tuple(_bridge(network, at, part, focal, candidate) for at, part in _falling(bridges)),
        chains=tuple(_chain(network, pair, part, focal, candidate) for pair, part in chains[:SHOWN]),
        other_chains=(len(rest), sum(part for _, part in rest)),
        themes=_themes(network, focal, candidate, parts, themed),
    )


def _themes(
    network: Network, focal: int, candidate: int, parts: dict[str, float], themed: dict[int, float]
) -> tuple[Theme, ...]:
    common: dict[int, float] = defaultdict(float)
    for channel, amounts in (
        ("ground", _ground(network, focal, candidate)),
        ("profile", _profile(network, focal, candidate)),
    ):
        for theme, part in _dealt(amounts, parts[channel]).items():
            common[theme] += part
    whole = {at: themed.get(at, 0.0) + common.get(at, 0.0) for at in {*themed, *common}}
    names = network.links.themes
    return tuple(Theme(names[at], themed.get(at, 0.0), common.get(at, 0.0)) for at, _ in _falling(whole))


def _falling(parts: dict[Key, float]) -> list[tuple[Key, float]]:
    return sorted(parts.items(), key=lambda item: (-item[1], str(item[0])))


def _dealt(amounts: dict[Key, float], whole: float) -> dict[Key, float]:
    total = sum(amounts.values())
    return {key: whole * amount / total for key, amount in amounts.items()} if total else {}


def _through(network: Network, focal: int, candidate: int, theme: int | None) -> dict[int, float]:
    """Bridge to its summand of the channel."""
    legs = network.legs(np.array([focal, candidate]), theme)
    product = legs[[0]].multiply(legs[[1]]).tocoo()
    return {
        int(at): float(value * network.rarity[at])
        for at, value in zip(product.col, product.data, strict=True)
    }


def _themed(network: Network, focal: int, candidate: int) -> dict[tuple[int, int], float]:
    """Theme and bridge to their summand; a theme that only one side works in has none."""
    activity = network.theme_activity[[focal, candidate]].toarray()
    return {
        (int(theme), bridge): amount
        for theme in np.flatnonzero(activity[0] * activity[1])
        for bridge, amount in _through(network, focal, candidate, int(theme)).items()
    }


def _rare(network: Network, focal: int, candidate: int) -> dict[int, float]:
    linked = network.linked
    both = np.intersect1d(linked[focal].indices, linked[candidate].indices)
    return {int(at): 1 / float(network.degree[at]) for at in both}


def _chained(network: Network, focal: int, candidate: int) -> dict[tuple[int, int], float]:
    """The partner of the focal side and that of the candidate, to their summand."""
    legs = network.legs(np.array([focal, candidate]))
    near, far = legs[[0]].tocoo(), legs[[1]].tocoo()
    found = (sp.diags(near.data) @ network.chain[near.col][:, far.col] @ sp.diags(far.data)).tocoo()
    return {
        (int(near.col[row]), int(far.col[column])): float(value)
        for row, column, value in zip(found.row, found.col, found.data, strict=True)
    }


def _ground(network: Network, focal: int, candidate: int) -> dict[int, float]:
    activity = network.theme_activity[[focal, candidate]].toarray()
    amounts = activity[0] * activity[1] / network.theme_mass
    return {int(at): float(amounts[at]) for at in np.flatnonzero(amounts)}


def _profile(network: Network, focal: int, candidate: int) -> dict[int, float]:
    activity = network.theme_activity[[focal, candidate]].toarray()
    amounts = activity[0] * activity[1]
    return {int(at): float(amounts[at]) for at in np.flatnonzero(amounts)}


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
    ordered = sorted(places, key=lambda at: (-links.start[at], links.projects[at]))
    return tuple(Meeting(links.projects[at], date.fromordinal(int(links.start[at]))) for at in ordered)

"""Why a pair is suggested: the score, taken apart into bridge partners and themes whose parts add up to it."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

import numpy as np

from portulan.analytics.radar.links import Array
from portulan.analytics.radar.network import Network

Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Meeting:
    """A project that two organisations share, and when it began: the evidence one can open."""

    project: str
    start: date


@dataclass(frozen=True, slots=True)
class Bridge:
    """A partner of both sides: its part of the score (of both channels that go through partners), and the projects
    it shares with each side, the latest first."""

    organisation: str
    part: float
    with_focal: tuple[Meeting, ...]
    with_candidate: tuple[Meeting, ...]


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme: its part through bridges with both legs in it, and its part as common ground."""

    theme: str
    through_bridges: float
    common_ground: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """``score`` = ``shared`` + ``themed`` + ``ground``. The bridges add up to ``shared`` + ``themed``; the themes to
    ``themed`` + ``ground`` (a bridge within a theme is seen from both sides, and counted once in the score)."""

    focal: str
    candidate: str
    score: float
    shared: float
    themed: float
    ground: float
    bridges: tuple[Bridge, ...]
    themes: tuple[Theme, ...]


def explained(
    network: Network, focal: int, candidate: int, *, shared: float, themed: float, ground: float
) -> Explanation:
    """Take apart the three terms of one pair (places in the Links); each is dealt out in proportion to what makes up
    its channel."""
    links = network.links
    by_bridge = _dealt(_through(network, focal, candidate, None), shared)
    bridges: dict[int, float] = defaultdict(float, by_bridge)
    themes: dict[int, float] = defaultdict(float)
    for (theme, bridge), part in _dealt(_themed(network, focal, candidate), themed).items():
        bridges[bridge] += part
        themes[theme] += part
    common = _dealt(_ground(network, focal, candidate), ground)
    return Explanation(
        focal=links.organisations[focal],
        candidate=links.organisations[candidate],
        score=shared + themed + ground,
        shared=shared,
        themed=themed,
        ground=ground,
        bridges=tuple(_bridge(network, at, part, focal, candidate) for at, part in _falling(bridges)),
        themes=tuple(
            Theme(links.themes[at], themes.get(at, 0.0), common.get(at, 0.0))
            for at, _ in _falling(
                {at: themes.get(at, 0.0) + common.get(at, 0.0) for at in {*themes, *common}}
            )
        ),
    )


def _falling(parts: dict[int, float]) -> list[tuple[int, float]]:
    return sorted(parts.items(), key=lambda item: (-item[1], item[0]))


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
    """Theme and bridge to their summand."""
    return {
        (theme, bridge): amount
        for theme in range(len(network.links.themes))
        for bridge, amount in _through(network, focal, candidate, theme).items()
    }


def _ground(network: Network, focal: int, candidate: int) -> dict[int, float]:
    activity = network.theme_activity[[focal, candidate]].toarray()
    amounts = activity[0] * activity[1] / network.theme_mass
    return {int(at): float(amounts[at]) for at in np.flatnonzero(amounts)}


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

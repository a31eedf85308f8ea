"""The pairs a radar ranks: every focal organisation with every foreign one it has never been linked to."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from portulan.analytics.radar.links import Array, Links
from portulan.analytics.radar.network import Network


@dataclass(frozen=True, slots=True)
class Scope:
    """Who is looked at: focal organisations of ``country`` (or the one called ``focal``), of these ``kinds`` (all
    when empty), with ``min_activity`` projects known; candidates by the same rule, abroad."""

    country: str
    focal: str = ""
    kinds: tuple[str, ...] = ()
    min_activity: int = 2

    def of_kind(self, links: Links) -> Array:
        """Whether each organisation is of these kinds."""
        if not self.kinds:
            return np.ones(len(links.organisations), dtype=bool)
        return np.isin(links.kind, list(self.kinds))

    def at_home(self, links: Links) -> Array:
        """Whether each organisation is a focal one, whatever its activity."""
        if self.focal:
            return np.array([key == self.focal for key in links.organisations])
        return self.of_kind(links) & (links.country == self.country)

    def abroad(self, links: Links) -> Array:
        """Whether each organisation could be a candidate, whatever its activity."""
        return self.of_kind(links) & (links.country != self.country)


@dataclass(frozen=True, slots=True)
class Pairs:
    """Never-linked pairs, focal by focal: ``left`` and ``right`` (int32) are places in ``focal`` and ``candidates``,
    which are places in the Links; ``open_`` is the same as a table, True where a pair was never linked."""

    focal: Array
    candidates: Array
    open_: Array
    left: Array
    right: Array

    def __len__(self) -> int:
        return len(self.left)

    def spread(self, of_focal: Array, of_candidate: Array) -> Array:
        """The product of a value of each side, per pair."""
        return of_focal[self.left] * of_candidate[self.right]


def pairs_of(network: Network, scope: Scope) -> Pairs:
    """All of them: no sampling."""
    active = network.activity >= scope.min_activity
    focal = np.flatnonzero(scope.at_home(network.links) & active)
    candidates = np.flatnonzero(scope.abroad(network.links) & active)
    open_ = network.linked[focal][:, candidates].toarray() == 0
    left, right = np.nonzero(open_)
    return Pairs(focal, candidates, open_, left.astype(np.int32), right.astype(np.int32))


@dataclass(frozen=True, slots=True)
class Window:
    """Links that start after ``after`` and until ``until``; only in projects of at most ``strict`` organisations
    when it is given."""

    after: date
    until: date
    strict: int | None = None

    def projects(self, links: Links) -> Array:
        """Places of the projects whose links count."""
        start = links.start
        inside = (start > self.after.toordinal()) & (start <= self.until.toordinal())
        if self.strict is not None:
            inside &= links.size <= self.strict
        return np.flatnonzero(inside)

    def linked(self, links: Links, left: Array, right: Array) -> Array:
        """A table: whether each of ``left`` meets each of ``right`` in such a project."""
        incidence = links.incidence[:, self.projects(links)]
        return (incidence[left] @ incidence[right].T).toarray() > 0


def labels(pairs: Pairs, links: Links, window: Window) -> Array:
    """Whether each pair links within the window (bool)."""
    return window.linked(links, pairs.focal, pairs.candidates)[pairs.open_]

"""What was known on a day: who had worked with whom, how much and how lately."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
import scipy.sparse as sp

from portulan.analytics.radar.links import Array, Links

HALF_LIFE = 2.0  # years after which a joint project counts half
_YEAR = 365.25  # days


@dataclass(frozen=True, slots=True)
class Meeting:
    """A project that two organisations share, and when it began: the evidence one can open."""

    project: str
    start: date


@dataclass(frozen=True)
class Network:
    """The links of the projects that had begun by ``day``.

    ``known``: places of these projects in the Links; ``incidence``: organisations x known projects; ``decay``: what
    each project still counts, 2 ** (-age / two years); ``size``: its organisations.
    """

    links: Links
    day: date
    known: Array
    incidence: sp.csr_matrix
    decay: Array
    size: Array

    @cached_property
    def activity(self) -> Array:
        """Projects of each organisation (float64)."""
        return np.asarray(self.incidence.sum(axis=1)).ravel()

    @cached_property
    def meetings(self) -> list[Meeting]:
        """Each project of the Links, told; thousands of explanations name the same ones."""
        days = map(date.fromordinal, self.links.start.tolist())
        return list(map(Meeting, self.links.projects, days))

    @cached_property
    def linked(self) -> sp.csr_matrix:
        """1 where two organisations share a project; nobody is linked to itself."""
        return _ones(_off_diagonal(self.incidence @ self.incidence.T))

    @cached_property
    def degree(self) -> Array:
        """Distinct partners of each organisation."""
        return np.asarray(self.linked.sum(axis=1)).ravel()

    @cached_property
    def rarity(self) -> Array:
        """1 / ln(degree) of each organisation as a bridge; a bridge has two partners at least."""
        return 1 / np.log(np.maximum(self.degree, 2))

    @cached_property
    def theme(self) -> sp.csc_matrix:
        """Known projects x themes; by column, because themes are taken one by one."""
        return self.links.theme[self.known].tocsc()

    @cached_property
    def by_project(self) -> sp.csc_matrix:
        """The incidence, by column, because the projects of a theme are taken out of it."""
        return self.incidence.tocsc()

    @cached_property
    def theme_activity(self) -> sp.csr_matrix:
        """Organisations x themes: decayed number of projects shared with somebody."""
        joint = self.decay * (self.size > 1)
        return (self.incidence @ sp.diags(joint) @ self.theme).tocsr()

    @cached_property
    def theme_mass(self) -> Array:
        """Decayed participations under each theme; at least one, so that it divides."""
        return np.maximum(np.asarray(self.theme_activity.sum(axis=0)).ravel(), 1.0)

    @cached_property
    def theme_length(self) -> Array:
        """The length of each organisation's list of theme activities; never zero, so that it divides."""
        squares = self.theme_activity.multiply(self.theme_activity).sum(axis=1)
        length = np.sqrt(np.asarray(squares).ravel())
        return np.where(length > 0, length, 1.0)

    @cached_property
    def chain(self) -> sp.csr_matrix:
        """Between two partners, the middle leg of a chain of three: sqrt(w) / sqrt(degree of one x of the other)."""
        each = sp.diags(1 / np.sqrt(np.maximum(self.degree, 1)))
        return (each @ self.legs(np.arange(len(self.degree))) @ each).tocsr()

    def projects_of(self, organisation: int) -> Array:
        """Places, among the known projects, of those of one organisation."""
        bounds = self.incidence.indptr
        return self.incidence.indices[bounds[organisation] : bounds[organisation + 1]]

    def legs(self, rows: Array, theme: int | None = None) -> sp.csr_matrix:
        """sqrt(w) between the organisations ``rows`` and all: w sums decay / (partners - 1) over joint projects, of
        one theme when it is given."""
        weighted, members = self._projects_of(theme)
        found = (weighted[rows] @ members).tocoo()
        other = found.col != np.asarray(rows)[found.row]
        values = np.sqrt(found.data[other])
        return sp.csr_matrix((values, (found.row[other], found.col[other])), shape=found.shape)

    @cached_property
    def _narrowed(self) -> dict[int | None, tuple[sp.csr_matrix, sp.csr_matrix]]:
        return {}

    def _projects_of(self, theme: int | None) -> tuple[sp.csr_matrix, sp.csr_matrix]:
        """Organisations x projects with weights, and projects x organisations, of a theme or of all; kept, because
        each explanation asks for every theme."""
        if theme not in self._narrowed:
            each = self.decay / np.maximum(self.size - 1, 1)
            if theme is not None:
                each = each * self.theme[:, [theme]].toarray().ravel()
            used = np.flatnonzero(each)
            narrow = self.by_project[:, used]
            self._narrowed[theme] = (narrow @ sp.diags(each[used])).tocsr(), narrow.T.tocsr()
        return self._narrowed[theme]


def network_at(links: Links, day: date) -> Network:
    """What was known at the end of ``day``."""
    known = np.flatnonzero(links.start <= day.toordinal())
    age = (day.toordinal() - links.start[known]) / _YEAR
    return Network(
        links=links,
        day=day,
        known=known,
        incidence=links.incidence[:, known],
        decay=2.0 ** (-age / HALF_LIFE),
        size=links.size[known],
    )


def _off_diagonal(matrix: sp.spmatrix) -> sp.csr_matrix:
    found = matrix.tocsr()
    found.setdiag(0)
    found.eliminate_zeros()
    return found


def _ones(matrix: sp.csr_matrix) -> sp.csr_matrix:
    matrix.data[:] = 1
    return matrix

"""What is known of a pair: partners shared, near partners, themes shared; and the plain baselines."""

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp

from portulan.analytics.radar.links import Array
from portulan.analytics.radar.network import Network
from portulan.analytics.radar.pairs import Pairs

BASELINES = (
    "random",
    "popularity",
    "preferential_attachment",
    "common_neighbours",
    "adamic_adar",
    "resource_allocation",
)


_FEW = 10  # tables with fewer than one entry in ten are added entry by entry


@dataclass(frozen=True, slots=True)
class Evidence:
    """Six channels per pair, float64, never negative.

    Through partners: ``shared``, S(i,j), sum over shared partners k of sqrt(w_ik) sqrt(w_jk) / ln deg(k); ``themed``,
    T(i,j), the same with both legs in one theme, summed over themes; ``rare``, sum of 1 / deg(k), for which a partner
    of few counts most (Zhou, Lü and Zhang 2009); ``chained``, sum over partners k of i and l of j that have worked
    together of sqrt(w_ik) sqrt(w_kl) sqrt(w_lj) / sqrt(deg(k) deg(l)) (after Kovács and others 2019, Nature
    Communications 10, 1240, equation 2). They speak for pairs without any shared partner too: ``ground``, G(i,j), sum
    over themes of a_it a_jt / a_t, a the decayed number of projects; ``profile``, the cosine of the two lists of a
    (Jaffe 1986, American Economic Review 76, 984-1001).
    """

    shared: Array
    themed: Array
    rare: Array
    chained: Array
    ground: Array
    profile: Array


def evidence(network: Network, pairs: Pairs) -> Evidence:
    """The six channels of every pair."""
    return Evidence(
        shared=_shared(network, pairs),
        themed=_themed(network, pairs),
        rare=baseline("resource_allocation", network, pairs),
        chained=_chained(network, pairs),
        ground=_ground(network, pairs),
        profile=_profile(network, pairs),
    )


def baseline(name: str, network: Network, pairs: Pairs) -> Array:
    """The score of a plain method per pair, float64.

    ``random`` ties all pairs: its figures are those expected of chance. ``popularity``: partners of the candidate;
    ``preferential_attachment``: the product of both sides' partners (Barabási and Albert 1999);
    ``common_neighbours``; ``adamic_adar``: sum of 1 / ln deg(k) (Adamic and Adar 2003);
    ``resource_allocation``: sum of 1 / deg(k) (Zhou, Lü and Zhang 2009).
    """
    degree = network.degree
    if name == "random":
        return np.zeros(len(pairs))
    if name == "popularity":
        return degree[pairs.candidates][pairs.right]
    if name == "preferential_attachment":
        return pairs.spread(degree[pairs.focal], degree[pairs.candidates])
    each = {
        "common_neighbours": np.ones(len(degree)),
        "adamic_adar": network.rarity,
        "resource_allocation": 1 / np.maximum(degree, 1),
    }[name]
    return _met(network.linked[pairs.focal], each, network.linked[pairs.candidates])[pairs.open_]


def _met(left: sp.csr_matrix, each: Array, right: sp.csr_matrix) -> Array:
    """A table: the sum over bridges k of left(i,k) x each(k) x right(j,k)."""
    return (left @ sp.diags(each) @ right.T).toarray()


def _shared(network: Network, pairs: Pairs) -> Array:
    left, right = network.legs(pairs.focal), network.legs(pairs.candidates)
    return _met(left, network.rarity, right)[pairs.open_]


def _themed(network: Network, pairs: Pairs) -> Array:
    total = np.zeros(pairs.open_.shape)
    for theme in range(len(network.links.themes)):
        left = network.legs(pairs.focal, theme)
        if left.nnz:
            right = network.legs(pairs.candidates, theme)
            _add(total, left @ sp.diags(network.rarity) @ right.T)
    return total[pairs.open_]


def _add(total: Array, product: sp.csr_matrix) -> None:
    """Add in place; few entries one by one, because a narrow theme touches few pairs."""
    if _FEW * product.nnz < total.size:
        few = product.tocoo()
        total[few.row, few.col] += few.data
    else:
        total += product.toarray()


def _ground(network: Network, pairs: Pairs) -> Array:
    activity = network.theme_activity
    return _met(activity[pairs.focal], 1 / network.theme_mass, activity[pairs.candidates])[pairs.open_]


def _chained(network: Network, pairs: Pairs) -> Array:
    """Three legs: from the focal organisation, between two partners, to the candidate."""
    middle = network.chain
    return (network.legs(pairs.focal) @ middle @ network.legs(pairs.candidates).T).toarray()[pairs.open_]


def _profile(network: Network, pairs: Pairs) -> Array:
    activity, length = network.theme_activity, network.theme_length
    left = sp.diags(1 / length[pairs.focal]) @ activity[pairs.focal]
    right = sp.diags(1 / length[pairs.candidates]) @ activity[pairs.candidates]
    return (left @ right.T).toarray()[pairs.open_]

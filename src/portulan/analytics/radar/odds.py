"""For units: the odds that a pair links within a year, by a logistic model over ten features of what was known before.

Learned on earlier windows only, each judged by what was known on the day it begins. The log-odds of a pair is a base
and one part for each feature, and nothing else, so that every score falls apart exactly.
"""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from scipy.optimize import minimize
from scipy.special import expit

from portulan.analytics.radar.features import evidence
from portulan.analytics.radar.links import Array, Links
from portulan.analytics.radar.network import Network, network_at
from portulan.analytics.radar.pairs import Pairs, Scope, Window, labels, pairs_of

CHANNELS = ("shared", "themed", "rare", "chained", "ground", "profile")
FEATURES = (*CHANNELS, "our_activity", "their_activity", "their_partners", "country")
YEAR = timedelta(days=365)
MOST = 4  # windows learned on, the latest; older ones tell of another time
_FEWEST = 30  # new links in all under which nothing is learned
_RIDGE = (
    1.0  # of squared weights, features being of mean 0 and variance 1: weights of like features stay small
)


@dataclass(frozen=True, slots=True)
class Told:
    """The log-odds ``score`` of one pair: ``base`` and the parts, by name of feature, add up to it."""

    score: float
    base: float
    parts: dict[str, float]

    @property
    def chance(self) -> float:
        """Of linking within a year."""
        return float(expit(self.score))


@dataclass(frozen=True, slots=True)
class Odds:
    """``weights``, ``means``, ``scales``: one for each of FEATURES; ``base``: log-odds of a pair of mean features."""

    windows: tuple[Window, ...]
    pairs: int
    positives: int
    base: float
    weights: Array
    means: Array
    scales: Array

    @property
    def exploratory(self) -> bool:
        """Whether one window taught it: what held once."""
        return len(self.windows) == 1

    def told(self, values: Array) -> Told:
        """One pair, by its row of ``features``."""
        parts = dict(zip(FEATURES, self.parts(values).tolist(), strict=True))
        return Told(self.base + sum(parts.values()), self.base, parts)

    def parts(self, values: Array) -> Array:
        """Pairs x features: what each adds to ``base``."""
        return (values - self.means) / self.scales * self.weights

    def score(self, values: Array) -> Array:
        """Log-odds of each pair."""
        return self.base + self.parts(values).sum(axis=1)


def features(network: Network, pairs: Pairs) -> Array:
    """Pairs x FEATURES, float64: logarithms of one plus the six channels of the fusion, the projects or works of both
    sides, the partners of the candidate, and our partners in its country."""
    found = evidence(network, pairs)
    columns = [
        *(getattr(found, name) for name in CHANNELS),
        network.activity[pairs.focal][pairs.left],
        network.activity[pairs.candidates][pairs.right],
        network.degree[pairs.candidates][pairs.right],
        _in_country(network, pairs),
    ]
    return np.log1p(np.column_stack(columns))


def _in_country(network: Network, pairs: Pairs) -> Array:
    """Partners of the focal side that are of the candidate's country."""
    _, number = np.unique(network.links.country.astype(str), return_inverse=True)
    member = np.zeros((len(number), number.max(initial=0) + 1))
    member[np.arange(len(number)), number] = 1
    met = network.linked[pairs.focal] @ member
    return np.asarray(met)[pairs.left, number[pairs.candidates][pairs.right]]


def learned(links: Links, scope: Scope, day: date) -> Odds | None:
    """From the years that end on ``day``, as many as leave a year of history before them; None when they hold too few
    new links to teach anything."""
    begun = date.fromordinal(int(links.start.min()))
    windows: list[Window] = []
    told: list[tuple[Array, Array]] = []
    until = day
    while len(windows) < MOST and until - YEAR - begun >= YEAR * 0.9:
        window = Window(after=until - YEAR, until=until)
        network = network_at(links, window.after)
        pairs = pairs_of(network, scope)
        if len(pairs):
            windows.append(window)
            told.append((features(network, pairs), labels(pairs, links, window)))
        until = window.after
    if sum(int(label.sum()) for _, label in told) < _FEWEST:
        return None
    return fitted(
        tuple(windows), np.vstack([one for one, _ in told]), np.concatenate([one for _, one in told])
    )


def fitted(windows: tuple[Window, ...], values: Array, label: Array) -> Odds:
    """The weights under which ``label`` (bool) is likeliest, drawn towards zero."""
    means, scales = values.mean(axis=0), values.std(axis=0)
    scales = np.where(scales > 0, scales, 1.0)
    plain = (values - means) / scales
    first = np.append(np.zeros(plain.shape[1]), np.log(label.mean() / (1 - label.mean())))

    def loss(at: Array) -> tuple[float, Array]:
        weights, base = at[:-1], at[-1]
        score = plain @ weights + base
        missed = expit(score) - label
        value = np.logaddexp(0, score).sum() - score[label].sum() + _RIDGE / 2 * weights @ weights
        return float(value), np.append(plain.T @ missed + _RIDGE * weights, missed.sum())

    best = minimize(loss, first, jac=True, method="L-BFGS-B").x
    return Odds(windows, len(label), int(label.sum()), float(best[-1]), best[:-1], means, scales)

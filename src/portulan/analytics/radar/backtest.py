"""The back-test: rank every never-linked pair by what was known on a day, then see which linked within the horizon."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from portulan.analytics.radar import bootstrap
from portulan.analytics.radar.bootstrap import Estimate
from portulan.analytics.radar.calibration import Chances, Decile, deciles, learned
from portulan.analytics.radar.features import BASELINES, baseline, evidence
from portulan.analytics.radar.fusion import fused
from portulan.analytics.radar.honesty import Censoring, ColdStart, censoring, cold_start
from portulan.analytics.radar.links import Array, Links, UnusableLinksError
from portulan.analytics.radar.metrics import (
    Ranking,
    average_precision,
    best_of_each,
    ordered,
    per_focal,
    precision_at,
)
from portulan.analytics.radar.network import Network, network_at
from portulan.analytics.radar.pairs import Pairs, Scope, Window, labels, pairs_of

METHODS = (*BASELINES, "radar")
FIGURES = ("ap", "p_at_100", "p10_per_org", "map_per_org", "tail_ap")
AGAINST = ("adamic_adar", "popularity")
HUBS = 0.2  # the share of candidates with most partners that the tail leaves out
_YEAR = 365.25
_LEAST_HISTORY = 0.9  # years


@dataclass(frozen=True, slots=True)
class Suggested:
    """What a method puts in the first ten of each focal organisation: the share of candidates named at all, and the
    median number of partners of those named."""

    coverage: float
    median_degree: float


@dataclass(frozen=True, slots=True)
class Result:
    """All figures of one back-test. ``methods``: method, then name of FIGURES, to Estimate; ``ratios``: the radar
    over another method, likewise. ``drawn_over``: what the bootstrap draws again."""

    scope: Scope
    window: Window
    years: float
    focal: int
    focal_too_small: int
    candidates: int
    pairs: int
    positives: int
    focal_with_positives: int
    tail_degree: float
    tail_pairs: int
    tail_positives: int
    drawn_over: str
    draws: int
    methods: dict[str, dict[str, Estimate]]
    suggested: dict[str, Suggested]
    ratios: dict[str, dict[str, Estimate]]
    censoring: Censoring
    cold_start: ColdStart
    chances: Chances | None
    deciles: tuple[Decile, ...]
    best: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class _Trial:
    """What every method is judged on."""

    pairs: Pairs
    label: Array
    tail: Array
    unit: Array
    weights: Array
    by_focal: bool


def backtest(
    links: Links, scope: Scope, window: Window, *, say: Callable[[str], None] = lambda _: None
) -> Result:
    """Run the protocol; raises UnusableLinksError when the question cannot be answered on these links."""
    check(links, scope, window)
    network = network_at(links, window.after)
    pairs = pairs_of(network, scope)
    label = labels(pairs, links, window)
    _check_pairs(scope, pairs, label)
    trial = _trial(network, pairs, label)
    say(f"{len(pairs):,} pairs, {int(label.sum()):,} of which link.")
    total = fused(evidence(network, pairs)).total
    figures, suggested = {}, {}
    for name in METHODS:
        score = total if name == "radar" else baseline(name, network, pairs)
        figures[name] = _judged(score, trial)
        suggested[name] = _suggested(score, trial, network)
        say(f"{name}: average precision {figures[name]['ap'][0]:.4f}.")
    years = (window.until - window.after).days / _YEAR
    chances = learned(links, scope, window)
    return Result(
        scope=scope,
        window=window,
        years=years,
        focal=len(pairs.focal),
        focal_too_small=int(scope.at_home(links).sum()) - len(pairs.focal),
        candidates=len(pairs.candidates),
        pairs=len(pairs),
        positives=int(label.sum()),
        focal_with_positives=len(np.unique(pairs.left[label])),
        tail_degree=float(_tail_bound(network, pairs)),
        tail_pairs=int(trial.tail.sum()),
        tail_positives=int(label[trial.tail].sum()),
        drawn_over="focal organisations" if trial.by_focal else "candidates",
        draws=bootstrap.DRAWS,
        methods={name: _estimates(found) for name, found in figures.items()},
        suggested=suggested,
        ratios={name: _ratios(figures["radar"], figures[name]) for name in AGAINST},
        censoring=censoring(network, pairs, window),
        cold_start=cold_start(network, scope, window),
        chances=chances,
        deciles=deciles(total, label, chances, years),
        best=_best(total, pairs),
    )


def check(links: Links, scope: Scope, window: Window) -> None:
    """Refuse what cannot be answered, before any work."""
    countries = sorted(set(links.country))
    begun, ended = int(links.start.min()), int(links.start.max())
    history = (window.after.toordinal() - begun + 1) / _YEAR
    if len(countries) < 2:
        raise UnusableLinksError(
            f"All organisations are of one country ({countries[0]}): there is nobody abroad to link with. "
            "Give links of several countries."
        )
    if history < _LEAST_HISTORY:
        raise UnusableLinksError(
            f"There is too little history: {max(history, 0):.1f} years before {window.after}, and one is needed. "
            "Choose a later --until, or give older links."
        )
    if ended <= window.after.toordinal():
        raise UnusableLinksError(
            f"Nothing starts after {window.after}: there is no future to compare with. Choose an earlier --until."
        )
    home = scope.at_home(links)
    if not home.any():
        raise UnusableLinksError(_nobody(links, scope))
    if scope.focal:
        _check_one(links, scope)


def _check_one(links: Links, scope: Scope) -> None:
    """The organisation asked for must be of the home country, or it would be its own candidate; and of the types."""
    at = links.organisations.index(scope.focal)
    country, kind = links.country[at], links.kind[at]
    if country != scope.country:
        raise UnusableLinksError(
            f"{scope.focal} is of the country {country}, not {scope.country}: give --focal-country {country}."
        )
    if scope.kinds and kind not in scope.kinds:
        raise UnusableLinksError(
            f"{scope.focal} is of the type {kind}, which is not among {', '.join(scope.kinds)}: add it to --types."
        )


def _nobody(links: Links, scope: Scope) -> str:
    kinds = ", ".join(sorted(set(links.kind)))
    if scope.focal:
        return f"No organisation has the identifier {scope.focal}: see the column organisation."
    return (
        f"No organisation is of the country {scope.country}{' and of type ' if scope.kinds else ''}"
        f"{' or '.join(scope.kinds)}. The file has the types {kinds}: choose with --types, or another --focal-country."
    )


def _check_pairs(scope: Scope, pairs: Pairs, label: Array) -> None:
    if not len(pairs):
        raise UnusableLinksError(
            f"No pair is left to rank: {len(pairs.focal)} focal organisations and {len(pairs.candidates)} candidates "
            f"have {scope.min_activity} projects or more. Lower --min-activity, or choose a later --until."
        )
    if not label.any():
        raise UnusableLinksError(
            f"None of the {len(pairs):,} pairs links within the horizon: no figure can be computed. "
            "Choose a longer --horizon, or a wider --strict."
        )


def _tail_bound(network: Network, pairs: Pairs) -> float:
    return float(np.quantile(network.degree[pairs.candidates], 1 - HUBS))


def _trial(network: Network, pairs: Pairs, label: Array) -> _Trial:
    tail = network.degree[pairs.candidates][pairs.right] <= _tail_bound(network, pairs)
    by_focal = len(pairs.focal) > 1
    units = len(pairs.focal) if by_focal else len(pairs.candidates)
    unit = pairs.left if by_focal else pairs.right
    return _Trial(pairs, label, tail, unit, bootstrap.drawn(units), by_focal)


def _judged(score: Array, trial: _Trial) -> dict[str, Array]:
    """Each figure per draw."""
    ranking, order = ordered(score, trial.label, trial.unit)
    tail = ranking.of(trial.tail[order])
    p10, average = per_focal(score, trial.label, trial.pairs.left, len(trial.pairs.focal))
    pooled = average_precision(ranking, trial.weights)
    return {
        "ap": pooled,
        "p_at_100": precision_at(ranking, trial.weights, 100),
        **_per_organisation(pooled, ranking, p10, average, trial),
        "tail_ap": average_precision(tail, trial.weights),
    }


def _per_organisation(
    pooled: Array, ranking: Ranking, p10: Array, average: Array, trial: _Trial
) -> dict[str, Array]:
    """Means over the organisations; of one alone, its own figures, and candidates are drawn as for all others."""
    if trial.by_focal:
        weights = trial.weights
        return {
            "p10_per_org": bootstrap.mean_of(p10, weights),
            "map_per_org": bootstrap.mean_of(average, weights),
        }
    return {"p10_per_org": precision_at(ranking, trial.weights, 10), "map_per_org": pooled}


def _suggested(score: Array, trial: _Trial, network: Network) -> Suggested:
    chosen = best_of_each(score, trial.pairs.left, len(trial.pairs.focal))
    named = trial.pairs.right[chosen]
    degree = network.degree[trial.pairs.candidates][named]
    return Suggested(len(np.unique(named)) / len(trial.pairs.candidates), float(np.median(degree)))


def _estimates(found: dict[str, Array]) -> dict[str, Estimate]:
    return {name: bootstrap.estimate(draws) for name, draws in found.items()}


def _ratios(above: dict[str, Array], below: dict[str, Array]) -> dict[str, Estimate]:
    return {name: bootstrap.estimate(bootstrap.ratio(above[name], below[name])) for name in FIGURES}


def _best(total: Array, pairs: Pairs, count: int = 20) -> tuple[tuple[int, int], ...]:
    """The best pairs, as places in the Links."""
    order = np.argsort(-total, kind="stable")[:count]
    return tuple((int(pairs.focal[pairs.left[at]]), int(pairs.candidates[pairs.right[at]])) for at in order)

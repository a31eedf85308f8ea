"""Train the matcher's forest from the development sets: the same sets, registry and seed give the same model."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from portulan.analytics.matching import labels, model, scoring
from portulan.analytics.matching.features import FEATURES
from portulan.analytics.matching.index import Registry
from portulan.analytics.matching.learning import FOLDS, Lesson, learn
from portulan.analytics.matching.matcher import Matcher
from portulan.analytics.matching.model import Model, ModelError

SEED = 5
# On the flat top of the mean F1 over the sets; see ``best_threshold`` in the card.
THRESHOLD = 0.6
DEPTH = 6
TREES = 160
_GRID = [round(0.02 * step, 2) for step in range(5, 50)]
_WANTED = (0.9, 0.95, 0.98, 0.99)

_SETTINGS = {
    "objective": "binary",
    "num_leaves": 31,
    "max_depth": DEPTH,
    "learning_rate": 0.07,
    "min_child_samples": 30,
    "lambda_l2": 5.0,
    "feature_fraction": 0.7,
    "use_missing": False,
    "deterministic": True,
    "force_row_wise": True,
    "num_threads": 1,
    "seed": SEED,
    "verbose": -1,
}


def train(*, registry: Path, sets: Path, out: Path) -> dict[str, Any]:
    """Train, try on folds that share no organisation, calibrate on them, write ``out``; returns the card.

    Raises FileNotFoundError (no development set), RegistryError, ModelError (lightgbm is not installed).
    """
    opened = Registry(registry)
    lesson = learn(labels.read(sets), Matcher(opened, untrained()))
    raw = out_of_fold(lesson, lesson.folds())
    steps = calibrated(lesson, raw)
    sure = np.interp(raw, *steps)
    forest = fit(lesson, np.ones(len(lesson.right), bool))
    card: dict[str, Any] = {
        "features": list(FEATURES),
        "registry": opened.release,
        "seed": SEED,
        "trees": TREES,
    }
    card["threshold"], card["best_threshold"] = THRESHOLD, best_threshold(lesson, sure)
    card["thresholds"] = _thresholds(lesson, sure)
    found = by_set(lesson, lesson.as_heard(sure, THRESHOLD), THRESHOLD)
    card["quality"] = {key: asdict(one) for key, one in found.items()}
    card["reliability"] = reliability(lesson, sure)
    done = Model(*forest, *steps, card={**card, "version": ""})
    card["version"] = model.fingerprint(done)
    model.save(Model(*forest, *steps, card=card), out)
    return card


def untrained() -> Model:
    """A forest of one leaf, for those who only look at candidates."""
    flat = np.zeros((1, 1), np.float32)
    ends = np.array([0.0, 1.0])
    return Model(
        flat.astype(np.int16),
        flat,
        np.zeros((1, 2), np.float32),
        ends,
        ends,
        {"version": "", "threshold": 0.5},
    )


Forest = tuple[npt.NDArray[np.int16], npt.NDArray[np.float32], npt.NDArray[np.float32]]


def fit(lesson: Lesson, used: npt.NDArray[np.bool_]) -> Forest:
    """A forest learnt from the candidates ``used``, as plain arrays; checked against the library's own answers."""
    try:
        import lightgbm  # noqa: PLC0415 only training needs it, 2026-11-23
    except ImportError as error:
        raise ModelError("Training needs lightgbm: install the development dependencies.") from error
    weights = lesson.weights()
    kept = used & (weights > 0)
    data = lightgbm.Dataset(lesson.features[kept], lesson.right[kept], weight=weights[kept])
    booster = lightgbm.train(dict(_SETTINGS), data, TREES)
    forest = _arrays([one["tree_structure"] for one in booster.dump_model()["tree_info"]])
    sample = lesson.features[:2000]
    ours = Model(*forest, np.array([0.0]), np.array([0.0]), {}).scores(sample)
    if not np.allclose(ours, booster.predict(sample, raw_score=True), atol=1e-3):
        raise ModelError("The arrays do not say what the trees say: report this.")
    return forest


def _arrays(trees: Sequence[dict[str, Any]]) -> Forest:
    inner = 2**DEPTH - 1
    feature = np.zeros((len(trees), inner), np.int16)
    limit = np.full((len(trees), inner), np.inf, np.float32)
    leaf = np.zeros((len(trees), inner + 1), np.float32)
    for number, tree in enumerate(trees):
        _fill(tree, 0, feature[number], limit[number], leaf[number])
    return feature, limit, leaf


def _fill(
    node: dict[str, Any],
    place: int,
    feature: npt.NDArray[np.int16],
    limit: npt.NDArray[np.float32],
    leaf: npt.NDArray[np.float32],
) -> None:
    if place >= len(feature):
        leaf[place - len(feature)] = node["leaf_value"]
        return
    if "leaf_value" in node:
        _fill(node, 2 * place + 1, feature, limit, leaf)
        return
    feature[place] = node["split_feature"]
    limit[place] = np.nextafter(np.float32(node["threshold"]), np.float32(-np.inf), dtype=np.float32)
    if np.float64(np.float32(node["threshold"])) <= node["threshold"]:
        limit[place] = np.float32(node["threshold"])
    _fill(node["left_child"], 2 * place + 1, feature, limit, leaf)
    _fill(node["right_child"], 2 * place + 2, feature, limit, leaf)


def out_of_fold(lesson: Lesson, folds: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    """Scores of every candidate by a forest that saw no row of its fold."""
    raw = np.zeros(len(lesson.right))
    of_candidate = folds[lesson.row]
    for fold in np.unique(folds):
        held = of_candidate == fold
        forest = fit(lesson, ~held)
        raw[held] = Model(*forest, np.array([0.0]), np.array([0.0]), {}).scores(lesson.features[held])
    return raw


def calibrated(
    lesson: Lesson, raw: npt.NDArray[np.float64]
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """The calibration, learnt from the candidates that would be answered were there no threshold."""
    kept = []
    for row, (start, end) in enumerate(zip(lesson.start[:-1], lesson.start[1:], strict=True)):
        if lesson.known[row] and end > start:
            taken = lesson.taken(raw, row)
            kept += [start + place for place in taken]
    places = np.array(kept)
    weights = np.where(lesson.unnamed, 0.0, lesson.weights().astype(np.float64))[places]
    return scoring.isotonic(raw[places], lesson.right[places].astype(np.float64), weights)


def counts(
    lesson: Lesson, sure: npt.NDArray[np.float64], least: float, rows: Sequence[int], *, strict: bool
) -> scoring.Counts:
    """Counts of rows; unless ``strict``, what the string names and a one-label set leaves unsaid is not wrong."""
    given = [lesson.answers(sure, least, row) for row in rows]
    if not strict:
        given = [one - lesson.unsaid(row) for one, row in zip(given, rows, strict=True)]
    return scoring.counted(given, [lesson.wanted[row] for row in rows])


def rows_of(lesson: Lesson, source: str) -> list[int]:
    """Rows of a set whose organisations are all in the registry, or that name none."""
    return [row for row, one in enumerate(lesson.sources) if one == source and lesson.known[row]]


def best_threshold(lesson: Lesson, sure: npt.NDArray[np.float64]) -> float:
    """The threshold of the best mean F1 over the sets."""
    sets = [rows_of(lesson, source) for source in sorted(set(lesson.sources))]

    def mean(least: float) -> float:
        return float(np.mean([_f1(counts(lesson, sure, least, rows, strict=False)) for rows in sets if rows]))

    return max(_GRID, key=mean)


def _f1(found: scoring.Counts) -> float:
    return float(scoring.f1_of(found.sum(axis=0).astype(np.float64)))


def _thresholds(lesson: Lesson, sure: npt.NDArray[np.float64]) -> dict[str, float]:
    """Least probability for each precision wanted, over all rows alike; non-decreasing."""
    rows = [row for row in range(len(lesson.wanted)) if lesson.known[row]]
    found, least = {"0.0": 0.0}, 0.0
    totals = {
        at: counts(lesson, sure, at, rows, strict=False).sum(axis=0) for at in (*_GRID, 0.985, 0.99, 0.995)
    }
    for wanted in _WANTED:
        reached = [at for at, (tp, fp, _) in totals.items() if tp and tp / (tp + fp) >= wanted]
        least = max(least, min(reached, default=0.999))
        found[str(wanted)] = least
    return {**found, "1.0": 1.0}


def by_set(lesson: Lesson, sure: npt.NDArray[np.float64], least: float) -> dict[str, scoring.Quality]:
    """Quality of each set, counted strictly, and for the sets of one label also without what labels leave unsaid."""
    found = {}
    for source in sorted(set(lesson.sources)):
        rows = rows_of(lesson, source)
        found[source] = scoring.quality(counts(lesson, sure, least, rows, strict=True))
        if source in labels.SINGLE:
            found[f"{source}, unsaid left out"] = scoring.quality(
                counts(lesson, sure, least, rows, strict=False)
            )
    return found


def reliability(lesson: Lesson, sure: npt.NDArray[np.float64]) -> list[dict[str, float]]:
    """In tenths of the probability said: how many answers, the mean said, the share that was right."""
    said, right = [], []
    for row, start in enumerate(lesson.start[:-1]):
        if lesson.known[row]:
            for place in lesson.taken(sure, row):
                if not lesson.unnamed[start + place]:
                    said.append(sure[start + place])
                    right.append(lesson.right[start + place])
    tenth = np.minimum((np.array(said) * 10).astype(int), 9)
    table = []
    for one in range(10):
        here = tenth == one
        if here.any():
            mean, share = float(np.array(said)[here].mean()), float(np.array(right)[here].mean())
            table.append({"answers": int(here.sum()), "said": round(mean, 3), "right": round(share, 3)})
    return table


__all__ = ["FOLDS", "train"]

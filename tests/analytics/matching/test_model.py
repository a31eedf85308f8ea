"""The forest as arrays: sums of leaves, calibrated, saved and read, refused when it is none or of another version."""

from pathlib import Path

import numpy as np
import pytest

from portulan.analytics.matching import model as module
from portulan.analytics.matching.index import Registry
from portulan.analytics.matching.matcher import Matcher
from portulan.analytics.matching.model import Model, ModelError, load, save


def stump(**card: object) -> Model:
    """Two trees of one question: the first feature above 0.5, the second above 2."""
    return Model(
        np.array([[0], [1]], np.int16),
        np.array([[0.5], [2.0]], np.float32),
        np.array([[-1.0, 1.0], [-0.5, 0.5]], np.float32),
        np.array([-1.5, 1.5]),
        np.array([0.1, 0.9]),
        {"version": "x", "threshold": 0.5, "thresholds": {"0.0": 0.0, "0.9": 0.4, "1.0": 1.0}, **card},
    )


def test_a_score_is_the_sum_of_the_leaves_reached() -> None:
    rows = np.array([[0, 0], [1, 0], [0, 3], [1, 3], [0.5, 2.0]], np.float32)
    assert stump().scores(rows).tolist() == [-1.5, 0.5, -0.5, 1.5, -1.5]
    assert stump().scores(np.empty((0, 2), np.float32)).tolist() == []


def test_probabilities_lie_between_the_steps_of_the_calibration() -> None:
    rows = np.array([[0, 0], [1, 3], [1, 0]], np.float32)
    assert stump().probabilities(rows) == pytest.approx([0.1, 0.9, 0.1 + 0.8 * 2 / 3])


def test_a_precision_between_two_known_ones_has_a_threshold_between_theirs() -> None:
    assert stump().threshold(0.9) == pytest.approx(0.4)
    assert stump().threshold(0.45) == pytest.approx(0.2)
    assert stump().threshold(1.0) == 1.0


def test_what_is_saved_is_read_and_the_same_model_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        save(stump(), tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    read = load(tmp_path / "one")
    assert module.fingerprint(read) == module.fingerprint(stump())
    assert read.card["threshold"] == 0.5


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"not a model"])
def test_what_is_no_model_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "broken").write_bytes(content)
    with pytest.raises(ModelError, match="registry train"):
        load(tmp_path / "broken")
    with pytest.raises(ModelError):
        load(tmp_path / "absent")


def test_a_model_learnt_on_other_features_is_refused(registry_file: Path) -> None:
    with pytest.raises(ModelError, match="another version"):
        Matcher(Registry(registry_file), stump(features=["tokens"]))

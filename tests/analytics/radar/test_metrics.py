import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from portulan.analytics.radar.metrics import average_precision, best_of_each, ordered, per_focal, precision_at

ONE = np.ones((1, 1))


def single(score: list[float], label: list[int]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    return np.array(score, dtype=float), np.array(label, dtype=bool), np.zeros(len(score), dtype=int)


@pytest.mark.parametrize(
    ("score", "label", "expected"),
    [
        ([4, 3, 2, 1], [1, 0, 1, 0], (1 / 1 + 2 / 3) / 2),
        ([4, 3, 2, 1], [0, 0, 0, 1], 1 / 4),
        ([1, 1, 1, 1], [1, 0, 0, 0], 1 / 4),  # a tie promises no order
        ([2, 2, 1, 1], [1, 0, 1, 0], (1 / 2 + 2 / 4) / 2),
    ],
)
def test_average_precision(score: list[float], label: list[int], expected: float) -> None:
    ranking, _ = ordered(*single(score, label))
    assert average_precision(ranking, ONE) == pytest.approx([expected])


def test_average_precision_without_a_positive() -> None:
    ranking, _ = ordered(*single([2, 1], [0, 0]))
    assert np.isnan(average_precision(ranking, ONE)[0])


@pytest.mark.parametrize(
    ("score", "k", "expected"),
    [([4, 3, 2, 1], 2, 1 / 2), ([4, 2, 2, 2], 2, (1 + 1 / 3) / 2), ([4, 3, 2, 1], 10, 2 / 4)],
)
def test_precision_at(score: list[float], k: int, expected: float) -> None:
    ranking, _ = ordered(*single(score, [1, 0, 1, 0]))
    assert precision_at(ranking, ONE, k) == pytest.approx([expected])


@given(st.data())
def test_a_weight_is_a_repetition(data: st.DataObject) -> None:
    """Drawing an organisation twice is having its pairs twice: the bootstrap may weigh instead of copying."""
    count = data.draw(st.integers(2, 30))
    score = np.array(data.draw(st.lists(st.integers(0, 8), min_size=count, max_size=count)), dtype=float)
    label = np.array(data.draw(st.lists(st.booleans(), min_size=count, max_size=count)))
    unit = np.array(data.draw(st.lists(st.integers(0, 2), min_size=count, max_size=count)))
    times = np.array(data.draw(st.lists(st.integers(0, 3), min_size=3, max_size=3)))
    ranking, _ = ordered(score, label, unit)
    again = np.repeat(np.arange(count), times[unit])
    if not label[again].any():
        return
    copied, _ = ordered(score[again], label[again], np.zeros(len(again), dtype=int))
    weights = times[:, None].astype(float)
    assert average_precision(ranking, weights) == pytest.approx(average_precision(copied, ONE))
    assert precision_at(ranking, weights, 5) == pytest.approx(precision_at(copied, ONE, 5))


def test_a_part_of_a_ranking() -> None:
    ranking, order = ordered(*single([1, 4, 3, 2], [0, 1, 0, 1]))
    assert list(order) == [1, 2, 3, 0]
    tail = np.array([True, False, True, True])
    assert average_precision(ranking.of(tail[order]), ONE) == pytest.approx([1 / 2])


def test_the_first_rows_are_not_enough_for_a_draw_that_lacks_them() -> None:
    unit = np.array([0] * 5000 + [1] * 300)
    ranking, _ = ordered(np.arange(5300, 0, -1.0), np.arange(5300) >= 5000, unit)
    assert precision_at(ranking, np.array([[1.0, 0.0], [1.0, 1.0]]), 100) == pytest.approx([0.0, 1.0])


def test_each_organisation_by_itself() -> None:
    score = np.array([3.0, 2, 1, 3, 2, 1])
    label = np.array([0, 1, 0, 0, 0, 0], dtype=bool)
    precision, average = per_focal(score, label, np.array([0, 0, 0, 1, 1, 1]), 2, k=2)
    assert precision == pytest.approx([1 / 2, 0])
    assert average[0] == pytest.approx(1 / 2)
    assert np.isnan(average[1])


def test_the_best_of_each() -> None:
    chosen = best_of_each(np.array([1.0, 3, 2, 5, 4]), np.array([0, 0, 0, 1, 1]), 2, k=1)
    assert list(chosen) == [1, 3]

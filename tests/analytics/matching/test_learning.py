"""Labelled strings made into lessons: what is right, what a label leaves unsaid, who weighs nothing, folds apart."""

import pytest

from analytics.matching import registry_of_ours as ours
from portulan.analytics.matching.labels import Labelled
from portulan.analytics.matching.learning import STRANGERS, UNNAMED, WEIGHTS, Lesson, learn
from portulan.analytics.matching.matcher import Matcher
from portulan.analytics.matching.spans import NEAR

VELMAR, COUNCIL, OLD, NEW = (ours.ror(one) for one in (ours.VELMAR, ours.COUNCIL, ours.OLD, ours.NEW))


def lesson(matcher: Matcher, *rows: tuple[str, set[str], str]) -> Lesson:
    return learn([Labelled(text, frozenset(rors), False, source) for text, rors, source in rows], matcher)


def test_candidates_are_right_when_the_label_names_them_or_what_they_became(matcher: Matcher) -> None:
    made = lesson(matcher, ("Institut Talmont, Talence", {OLD}, "s2aff"))
    number = matcher.registry.number
    assert made.wanted == [{number(NEW)}]
    assert [
        matcher.registry.ror(org) for org, right in zip(made.orgs[0], made.right, strict=True) if right
    ] == [NEW]


def test_what_one_label_leaves_unsaid_weighs_less_and_only_where_it_fits(matcher: Matcher) -> None:
    text = "Conseil Breval de la Recherche, Velmar University, France"
    one_label, all_labels = (lesson(matcher, (text, {VELMAR}, source)) for source in ("crossref", "s2aff"))
    place = one_label.orgs[0].index(matcher.registry.number(COUNCIL))
    assert one_label.unnamed[place]
    assert one_label.weights()[place] == pytest.approx(UNNAMED * WEIGHTS["crossref"])
    assert not all_labels.unnamed.any()
    abroad = lesson(matcher, ("Haoyun University; Velmar University, France", {VELMAR}, "crossref"))
    assert not abroad.unnamed[abroad.orgs[0].index(matcher.registry.number(ours.ror(ours.CHINESE)))]


def test_where_the_organisation_is_not_in_the_registry_near_names_are_wrong_and_the_rest_weighs_nothing(
    matcher: Matcher,
) -> None:
    made = lesson(matcher, ("Laboratoire Orvell de Mecanique; Velmar University", {"0zzzzzz99"}, "s2aff"))
    assert not made.known[0]
    kinds = [one.kind for one in made.candidates[0]]
    wanted = [STRANGERS * WEIGHTS["s2aff"] if kind == NEAR else 0 for kind in kinds]
    assert NEAR in kinds
    assert made.weights().tolist() == pytest.approx(wanted)


def test_rows_of_one_organisation_are_in_one_fold(matcher: Matcher) -> None:
    made = lesson(matcher, *((f"Room {n}, Velmar University", {VELMAR}, "s2aff") for n in range(20)))
    assert len(set(made.folds().tolist())) == 1


def test_answers_are_what_a_threshold_leaves(matcher: Matcher) -> None:
    made = lesson(matcher, ("Velmar University", {VELMAR}, "s2aff"), ("nothing here", set(), "queries"))
    sure = made.right.astype(float)
    assert made.answers(sure, 0.5, 0) == made.wanted[0]
    assert made.answers(sure, 1.5, 0) == made.answers(sure, 0.5, 1) == set()

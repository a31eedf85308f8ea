"""Texts worth a look: what an identifier tied is not among them, the most rows of a likely mistake first."""

from pathlib import Path

from analytics import extract
from portulan.insight import lake as insight_lake
from portulan.insight.checking import texts_to_check
from portulan.insight.progress import Silent


def test_nothing_before_the_first_build(tmp_path: Path) -> None:
    assert texts_to_check(tmp_path / "lake") == []


def test_texts_of_the_last_build_by_what_a_mistake_would_cost(lake: Path) -> None:
    found = texts_to_check(lake, limit=50)
    assert {one.source for one in found} == {"cordis", "hal", "rnsr"}
    assert "900000001" not in {one.source_id for one in found}  # ours, by its identifier
    worth = [one.count * ((1 - one.probability) if one.key else max(one.probability, 0.05)) for one in found]
    assert worth == sorted(worth, reverse=True)
    river = next(one for one in found if one.source_id == "900000002")
    assert (river.text, river.country, river.count, river.key) == (
        "UNIVERSITAT AM FLUSS",
        "DE",
        3,
        "ror-0cccccc03",
    )
    assert river.candidates[0].key == "ror-0cccccc03"
    assert texts_to_check(lake, limit=1) == found[:1]


def test_what_a_person_answered_ties_at_the_next_build_and_is_asked_no_more(raw: Path, lake: Path) -> None:
    pin = {"text": "Lonely Institute", "verdict": "corrected", "keys": ["ror-0bbbbbb02"], "country": "CH"}
    decisions = {**extract.DECISIONS, "pins": [pin]}
    report = insight_lake.build(raw=raw, lake=lake, decisions=decisions, progress=Silent())
    assert next(one for one in report.sources if one.key == "hal").links == {"answer": 1, "match": 1}
    assert "12" not in {one.source_id for one in texts_to_check(lake) if one.source == "hal"}

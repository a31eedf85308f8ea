"""Proposals: counted by hand."""

import pytest

from domains.packed import TODAY
from portulan.domains.organisation.services.proposing import Vote, field_codes, proposal, votes_at
from portulan.domains.organisation.services.units import unit_ids
from portulan.domains.organisation.vocabulary import Confidence
from portulan.foundations.model.softdate import SoftDate

SEA, SKY, LAND = 1, 2, 3
H, M, L = Confidence.HIGH, Confidence.MEDIUM, Confidence.LOW
VOTES = {
    ("rnsr-fields", "1"): [Vote(SEA, H, 1)],
    ("rnsr-fields", "2"): [Vote(SKY, M, 2), Vote(LAND, L, 2)],
    ("rnsr-fields", "3"): [Vote(SEA, M, 2), Vote(SKY, M, 2)],
    ("erc-panels", "PE1"): [Vote(SEA, L, 1)],
    ("erc-panels", "PE2"): [Vote(SKY, H, 1)],
}


@pytest.mark.parametrize(
    ("fields", "panels", "unit", "confidence", "why"),
    [
        (["1"], [], SEA, H, "rnsr-fields 1"),  # 4 of 4, one of them high
        (["1"], ["PE1"], SEA, H, "rnsr-fields 1, erc-panels PE1"),  # 5 of 5
        ([], ["PE1"], SEA, M, "erc-panels PE1"),  # 1 of 1, none of them high
        (["2"], [], SKY, L, "rnsr-fields 2"),  # 1 of 1.5: two thirds
        (["1", "2"], [], SEA, L, "rnsr-fields 1"),  # 4 of 5.5: 73 %
        (["1", "3"], [], SEA, M, "rnsr-fields 1, rnsr-fields 3"),  # 5 of 6: 83 %
    ],
)
def test_what_most_votes_speak_for_is_proposed(fields, panels, unit, confidence, why):
    found = proposal({"fields": fields, "erc_panels": panels}, VOTES)

    assert (found.unit_id, found.confidence, found.why) == (unit, confidence, why)


@pytest.mark.parametrize(
    ("fields", "panels"),
    [
        ([], []),  # nothing is said
        (["99"], ["XX"]),  # nothing is known
        (["3"], []),  # 1 to 1
        (["1"], ["PE2"]),  # 4 to 4
    ],
)
def test_ties_and_silence_propose_nothing(fields, panels):
    assert proposal({"fields": fields, "erc_panels": panels}, VOTES) is None


def test_less_than_half_of_the_votes_is_not_enough():
    votes = {("rnsr-fields", str(unit)): [Vote(unit, M, 1)] for unit in (1, 2, 3)}
    votes["rnsr-fields", "1"] = [Vote(1, M, 1), Vote(1, L, 1)]

    assert proposal({"fields": ["1", "2", "3"]}, votes) is None  # 3 of 7


def test_votes_come_from_the_crosswalks_of_the_pack(isle, django_assert_num_queries):
    with django_assert_num_queries(1):
        votes = votes_at(SoftDate(TODAY.isoformat()))

    units = unit_ids()
    assert votes["rnsr-fields", "3"] == [Vote(units["sea"], M, 2), Vote(units["sky"], M, 2)]
    assert ("erc-panels", "PE2") not in votes


def test_fields_are_known_by_name_and_by_code(isle):
    codes = field_codes()

    assert (codes["Mer"], codes["1"]) == ("1", "1")

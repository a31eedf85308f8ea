"""Lists of subjects and crosswalks, as rows."""

from domains.packed import SMALL, load_pack, small_pack
from portulan.domains.organisation.models import Classification, Correspondence, Term

BETWEEN_LISTS = """
[[crosswalk]]
code = "fields-to-panels"
version = "1"
from = "rnsr-fields"
from_version = "1"
to = "erc-panels"
to_version = "1"
source = "log"
line = [{ term = "1", to = ["PE1", "PE2"], confidence = "low" }]
"""


def test_versions_are_apart_and_terms_in_order(isle):
    newer = SMALL["classifications.toml"] + SMALL["classifications.toml"].replace(
        'version = "1"', 'version = "2"'
    )
    load_pack(small_pack(isle, classifications=newer))

    assert Classification.objects.filter(code="rnsr-fields").count() == 2
    assert list(
        Term.objects.filter(classification__code="rnsr-fields", classification__version="2")
        .order_by("rank")
        .values_list("code", "name_en")
    ) == [("1", "Sea"), ("2", "Sky"), ("3", "Horizon")]


def test_a_crosswalk_leads_to_levels_or_to_another_list(isle):
    load_pack(small_pack(isle, crosswalks=SMALL["crosswalks.toml"] + BETWEEN_LISTS))

    to_units = Correspondence.objects.filter(crosswalk="fields").order_by("id")
    assert [(row.term.code, row.unit.code, row.confidence) for row in to_units] == [
        ("1", "sea", "high"),
        ("2", "sky", "medium"),
        ("3", "sea", "medium"),
        ("3", "sky", "medium"),
    ]
    between = Correspondence.objects.filter(crosswalk="fields-to-panels").order_by("id")
    assert [(row.term.code, row.other.code, row.unit) for row in between] == [
        ("1", "PE1", None),
        ("1", "PE2", None),
    ]


def test_a_subject_that_vanished_is_closed(isle):
    fewer = SMALL["classifications.toml"].replace('codes = ["PE1", "PE2"]', 'codes = ["PE1"]')
    load_pack(small_pack(isle, classifications=fewer))

    assert str(Term.objects.get(code="PE2").until) == "2026-11-23"

"""Rows as plain values."""

import pytest
from django.utils.translation import override

from domains.packed import TODAY
from portulan.domains.organisation.models import Attachment, Unit, UnitLabel
from portulan.domains.organisation.queries.views import (
    NameView,
    PackView,
    attachment_view,
    dated,
    label_view,
    unit_line,
)
from portulan.foundations.model.softdate import SoftDate

NAME = NameView(name_fr="Mer", name_en="Sea", short_name="")


def test_the_dated_columns_come_along():
    row = UnitLabel(
        text="IRL 1", since=SoftDate("2019"), source="The ship's log", source_url="https://example.org"
    )

    assert dated(row) == {
        "since": SoftDate("2019"),
        "until": None,
        "source": "The ship's log",
        "source_url": "https://example.org",
        "source_as_of": None,
    }
    assert label_view(row).text == "IRL 1"


@pytest.mark.parametrize(
    ("kind", "confidence", "stated", "label"),
    [("stated", "", True, ""), ("proposed", "medium", False, "medium confidence")],
)
def test_an_attachment_tells_how_it_is_known(kind, confidence, stated, label):
    row = Attachment(kind=kind, confidence=confidence)
    row.parent_code, row.parent_kind = "sea", "institute"
    with override("en"):
        found = attachment_view(row, NAME)

    assert (found.code, found.name_en, found.stated, found.confidence_label) == ("sea", "Sea", stated, label)


def test_a_unit_without_country_or_label_says_so_with_empty_texts():
    row = Unit(code="raft", kind="laboratory")
    row.country_code = None
    line = unit_line(row, name=NAME)

    assert (line.country, line.label, line.institute, line.international) == ("", "", None, False)


def test_the_key_of_the_organisation_is_that_of_the_lake():
    found = PackView("isle", "", "", "", "FR", "02feahw73", False, {}, TODAY, "")

    assert found.key == "ror-02feahw73"

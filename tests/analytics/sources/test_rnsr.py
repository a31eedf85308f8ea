"""The registry's cells hold several values in parallel; its headings are not always what they say."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics import extract
from portulan.analytics.sources import rnsr
from portulan.analytics.sources.raw import RawFile
from portulan.analytics.sources.source import Found, Intake, Row


def rows(folder: Path, intake: Intake | None = None) -> dict[str, list[Row]]:
    file = Found(RawFile(folder / "rnsr/structures_2022.csv.gz", "rnsr/structures_2022.csv.gz"), "rnsr")
    stages = rnsr.SOURCE.stages([file], intake or Intake())
    return {stage.name: list(stage.rows) for stage in stages}


def test_values_that_run_in_parallel() -> None:
    assert rnsr.parallel(["a;b", "1;2"]) == [("a", "1"), ("b", "2")]


def test_an_empty_cell_stands_for_empty_values() -> None:
    assert rnsr.parallel(["a;b;c", ""]) == [("a", ""), ("b", ""), ("c", "")]


def test_cells_of_other_length_are_not_parallel() -> None:
    assert rnsr.parallel(["a;b;c", "1;2"]) is None
    assert rnsr.parallel(["a;b;c", "1"]) is None


@given(st.lists(st.tuples(*[st.text(st.characters(blacklist_characters=";"), max_size=5)] * 3), min_size=2))
def test_parallel_gives_back_what_was_joined(values: list[tuple[str, str, str]]) -> None:
    cells = [";".join(column) for column in zip(*values, strict=True)]
    assert rnsr.parallel(cells) == [tuple(part.strip() for part in one) for one in values]


@pytest.mark.parametrize(
    ("written", "label"),
    [
        ("UMI_ 2005", "UMI 2005"),
        ("UMR  7130", "UMR 7130"),
        ("IRL 3288", "IRL 3288"),
        ("UMR_S 1134", "UMR_S 1134"),
        ("", ""),
    ],
)
def test_labels(written: str, label: str) -> None:
    assert rnsr.label(written) == label


@pytest.mark.parametrize("written", ["", "http://somebody@example.org", "see the page of the laboratory"])
def test_no_mail_address_passes_for_a_site(written: str) -> None:
    assert rnsr.website(written) == ""


def test_site_gets_its_scheme() -> None:
    assert rnsr.website("lab.example.org") == "http://lab.example.org"


def test_nature_and_type_are_told_by_their_values(raw: Path) -> None:
    """In the registry's file of 2022 the two headings are exchanged."""
    bodies = {(row[2], row[3]): row for row in rows(raw)["rnsr_bodies"]}
    us = bodies["201000001A", "uai-0750001A"]
    assert us[6:] == ("UMR 1", "supervising", "EPST", "1")
    them = bodies["201000001A", "uai-0310001B"]
    assert them[6:] == ("", "participating", "UNIV", "2")


def test_a_body_without_identifier_is_keyed_by_its_name(raw: Path) -> None:
    keys = {row[3] for row in rows(raw)["rnsr_bodies"]}
    assert "rnsrbody-universite-du-detroit" in keys


def test_the_date_is_that_of_the_file(raw: Path) -> None:
    assert {row[11] for row in rows(raw)["rnsr_structures"]} == {"2022"}


def test_misaligned_cells_are_refused_with_their_row(raw: Path) -> None:
    wrong = extract.RNSR_ROWS[4].replace(";Them;TH;", ';"Them;Us;Others";"TH;US";')
    extract.put(raw / "rnsr/structures_2022.csv.gz", "\n".join((extract.RNSR_HEADING, wrong)))
    intake = Intake()
    assert rows(raw, intake)["rnsr_structures"] == []
    (refused,) = intake.at_sight
    assert (refused.row, refused.column, refused.code, refused.value) == (
        2,
        "tutelles",
        "parallel",
        "Them;Us;Others",
    )


def test_successions() -> None:
    one = {
        "numero_de_structure_historique": "200000001A;200000002B",
        "type_de_succession": "fusion;fusion",
        "annee_d_effet_historique": "2004;2005",
    }
    assert rnsr._succession(one) == [("200000001A", "fusion", "2004"), ("200000002B", "fusion", "2005")]

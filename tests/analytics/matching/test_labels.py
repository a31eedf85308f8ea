"""Development sets as their publishers wrote them: labels, rows without an organisation, names of a catalogue."""

import gzip
from pathlib import Path

import pytest

from portulan.analytics.matching import labels
from portulan.analytics.matching.labels import NAMES, SETS, Labelled


def test_one_address_no_organisation_or_a_name_that_is_not_in_the_registry(tmp_path: Path) -> None:
    (tmp_path / SETS["queries"]).write_text("affiliation,ror_id\nA,https://ror.org/0aaaaaa01\nB,NP\nC,\n")
    assert list(labels.read(tmp_path)) == [
        Labelled("A", frozenset({"0aaaaaa01"}), False, "queries"),
        Labelled("B", frozenset(), False, "queries"),
        Labelled("C", frozenset(), True, "queries"),
    ]


def test_experts_name_several_and_some_that_are_not_in_the_registry(tmp_path: Path) -> None:
    rows = [
        "original_affiliation,original_labels_correct,labels,split",
        "A,yes,\"{'https://ror.org/0aaaaaa01', 'https://ror.org/0bbbbbb02'}\",train",
        "B,yes,{'Some College'},val",
        "C,no,,train",
    ]
    (tmp_path / SETS["s2aff"]).write_text("\n".join(rows) + "\n")
    found = list(labels.read(tmp_path))
    assert [(sorted(one.rors), one.absent) for one in found] == [
        (["0aaaaaa01", "0bbbbbb02"], False),
        ([], True),
        ([], False),
    ]


def test_names_are_read_in_the_folder_or_beside_it_in_one_order(tmp_path: Path) -> None:
    sets = tmp_path / "affiliations"
    sets.mkdir()
    (tmp_path / "openalex").mkdir()
    lines = [
        "openalex_id,display_name,ror_id",
        "https://openalex.org/I1,A,https://ror.org/0aaaaaa01",
        "I2,B,",
    ]
    with gzip.open(tmp_path / "openalex" / NAMES, "wt") as stream:
        stream.write("\n".join(lines) + "\n")
    assert list(labels.named(sets)) == [Labelled("A", frozenset({"0aaaaaa01"}), False, "names")]
    assert list(labels.named(tmp_path / "openalex" / "x")) == []


def test_a_folder_without_any_set_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="holds none of"):
        list(labels.read(tmp_path))

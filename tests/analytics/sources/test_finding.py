"""Files are known by what is in them; a stranger is named with the source it looks like."""

import json
import shutil
from pathlib import Path

import pytest

from analytics import extract
from portulan.analytics.sources import cordis, hal, openalex_institutions, rnsr, ror
from portulan.analytics.sources.catalogue import SOURCES
from portulan.analytics.sources.finding import holdings
from portulan.analytics.sources.source import Source
from portulan.analytics.tables.refusal import UnusableError


def stranger(source: Source, raw: Path) -> str:
    with pytest.raises(UnusableError) as caught:
        holdings(source, raw)
    assert caught.value.refusal.code == "wrong_source"
    return str(caught.value)


def test_every_source_finds_its_files(raw: Path) -> None:
    found = {source.key: len(holdings(source, raw).files) for source in SOURCES}
    assert found == {
        "coauthorship": 1,
        "cordis": 3,
        "hal": 1,
        "rnsr": 1,
        "ror": 2,
        "openalex_institutions": 1,
        "natural_earth": 2,
    }


@pytest.mark.parametrize(
    ("given", "to", "looks_like"),
    [
        ("cordis/names.csv.gz", rnsr.SOURCE, "CORDIS"),
        ("rnsr/structures_2022.csv.gz", cordis.SOURCE, "RNSR"),
        ("ror/v2.jsonl.gz", hal.SOURCE, "ROR"),
        ("ror/v1.jsonl.gz", openalex_institutions.SOURCE, "ROR"),
        ("country_coauthorship/world.zip", ror.SOURCE, "Co-authorship between countries"),
        ("natural_earth/ne_50m_countries.json.gz", ror.SOURCE, "Natural Earth"),
        ("copublications/hal.csv.gz", openalex_institutions.SOURCE, "HAL"),
        ("openalex/institutions.csv.gz", cordis.SOURCE, "OpenAlex"),
    ],
)
def test_a_file_given_to_the_wrong_source(raw: Path, given: str, to: Source, looks_like: str) -> None:
    target = raw / to.folder / f"stray-{Path(given).name}"
    shutil.copy(raw / given, target)
    message = stranger(to, raw)
    assert f"{to.folder}/{target.name}" in message
    assert f"It looks like {looks_like}" in message
    assert f"move it to the folder {Path(given).parent}/" in message


def test_a_file_of_nobody_tells_what_is_expected(raw: Path) -> None:
    extract.put(raw / "rnsr/other.csv", "a,b,c\n1,2,3\n")
    message = stranger(rnsr.SOURCE, raw)
    assert "no source we know" in message
    assert "numero_national_de_structure" in message


def test_works_of_openalex_are_passed_over(raw: Path) -> None:
    work = {"id": "https://openalex.org/W1", "ror": "https://ror.org/0aaaaaa01"}
    extract.put(raw / "openalex/works.jsonl", json.dumps(work) + "\n")
    assert len(holdings(openalex_institutions.SOURCE, raw).files) == 1
    shutil.copy(raw / "openalex/works.jsonl", raw / "ror/works.jsonl")
    assert "OpenAlex" in stranger(ror.SOURCE, raw)


def test_notes_and_licences_are_passed_over(raw: Path) -> None:
    for name in ("LICENSE", "note.txt", "README.md", ".hidden.csv"):
        extract.put(raw / "ror" / name, "text")
    assert len(holdings(ror.SOURCE, raw).files) == 2


def test_an_absent_folder_is_no_error(raw: Path) -> None:
    shutil.rmtree(raw / "ror")
    assert holdings(ror.SOURCE, raw).files == ()


def test_the_folder_may_tell_its_date(raw: Path) -> None:
    extract.put(raw / "cordis/about.toml", 'as_of = "2031-05"\n')
    assert holdings(cordis.SOURCE, raw).as_of == "2031-05"


def test_a_wrong_date_file_is_refused(raw: Path) -> None:
    extract.put(raw / "cordis/about.toml", "as_of = tomorrow\n")
    with pytest.raises(UnusableError, match=r"about\.toml"):
        holdings(cordis.SOURCE, raw)


@pytest.mark.parametrize("content", [b"", b"\n\n", b"PK\x03\x04broken", b"\x1f\x8bbroken"])
def test_broken_files_are_refused(raw: Path, content: bytes) -> None:
    (raw / "ror/v3.jsonl.gz").write_bytes(content)
    with pytest.raises(UnusableError, match=r"ror/v3\.jsonl\.gz"):
        holdings(ror.SOURCE, raw)

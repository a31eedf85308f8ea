"""A whole build on a raw folder counted by hand, and every way a build may be refused."""

import copy
import csv
import json
import shutil
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest

from analytics import extract
from portulan.analytics.jobs import disk
from portulan.analytics.jobs.build import Built, build
from portulan.analytics.tables.refusal import UnusableError


class Steps:
    """Progress that remembers."""

    def __init__(self) -> None:
        self.total, self.labels, self.ended = 0, [], 0

    def start(self, total: int) -> None:
        self.total = total

    def advance(self, label: str) -> None:
        self.labels.append(label)

    def done(self) -> None:
        self.ended += 1


def run(raw: Path, lake: Path, decisions: dict[str, Any] | None = None, steps: Steps | None = None) -> Built:
    return build(raw=raw, lake=lake, decisions=decisions or extract.DECISIONS, progress=steps or Steps())


@pytest.fixture
def lake(tmp_path: Path) -> Path:
    return tmp_path / "lake"


def built_before(once: Path, lake: Path) -> str:
    """Put a copy of the lake built once in place of a build, and give its version."""
    shutil.copytree(once, lake)
    return str(disk.current(lake))


def sources(lake: Path) -> dict[str, dict[str, Any]]:
    version = disk.current(lake)
    assert version is not None
    return {one["key"]: one for one in disk.manifest(lake, version)["sources"]}


def test_a_build(raw: Path, lake: Path) -> None:
    steps = Steps()
    built = run(raw, lake, steps=steps)
    assert (disk.current(lake), built.unchanged) == (built.version, False)
    assert (steps.total, len(steps.labels), steps.ended) == (12, 12, 1)
    home = disk.version_folder(lake, built.version)
    assert sorted(path.name for path in home.iterdir()) == [
        "figures.duckdb",
        "manifest.json",
        "pins.json",
        "radar",
        "refused",
        "registry.portulan",
        "tables",
    ]
    assert (home / "tables/organisations.parquet").is_file()
    counts = {key: (one["rows_read"], one["rows_kept"], one["rows_refused"], one["rows_merged"])
              for key, one in sources(lake).items()}  # fmt: skip
    assert counts == {
        "coauthorship": (10, 7, 0, 3),
        "cordis": (18, 17, 1, 0),
        "hal": (5, 4, 0, 1),
        "rnsr": (5, 5, 0, 0),
        "ror": (6, 5, 0, 1),
        "openalex_institutions": (2, 2, 0, 0),
        "natural_earth": (5, 4, 1, 0),  # the label of French Guiana gives a country of its own
    }
    assert sources(lake)["cordis"]["links"] == {"identifier": 1, "match": 1, "none": 2}


def test_rows_refused_are_in_a_readable_file(raw: Path, lake: Path) -> None:
    bad = extract.PARTICIPATIONS_ROWS[1].replace("DE", "=ZZ")
    extract.put(raw / "cordis/participations.csv.gz", "\n".join((extract.PARTICIPATIONS_HEADING, bad)))
    built = run(raw, lake)
    path = disk.version_folder(lake, built.version) / "refused/cordis.csv"
    with path.open(encoding="utf-8-sig", newline="") as handle:
        rows = list(csv.DictReader(handle))
    assert {"file", "row", "column", "value", "reason", "remedy", "code"} == set(rows[0])
    found = next(row for row in rows if row["column"] == "country")
    assert (found["file"], found["row"], found["value"]) == ("cordis/participations.csv.gz", "2", "'=ZZ")


def test_a_name_that_may_be_a_persons_is_in_no_file(once: Path) -> None:
    home = disk.version_folder(once, str(disk.current(once)))
    (refused,) = (home / "refused/cordis.csv").read_text("utf-8-sig").splitlines()[1:]
    assert refused.startswith("cordis/names.csv.gz,6,name,,")
    files = [path for path in home.rglob("*") if path.suffix in {".csv", ".json"}]
    assert not any("Somebody" in path.read_text("utf-8-sig") for path in files)
    with duckdb.connect(str(home / "figures.duckdb"), read_only=True) as served:
        names = [name for (name,) in served.execute("SELECT table_name FROM duckdb_tables()").fetchall()]
        held = [served.table(name).fetchall() for name in names]
    tables = [pq.read_table(path).to_pylist() for path in home.glob("tables/*")]
    assert (len(held), len(tables)) == (32, 16)
    assert "Somebody" not in repr((held, tables))


def test_a_second_build_of_the_same_does_no_work(once: Path, raw: Path, lake: Path) -> None:
    first = built_before(once, lake)
    steps = Steps()
    assert run(raw, lake, steps=steps) == Built(first, unchanged=True)
    assert (steps.labels, disk.versions(lake)) == ([], [first])


def test_another_decision_is_another_version(once: Path, raw: Path, lake: Path) -> None:
    first = built_before(once, lake)
    changed = copy.deepcopy(extract.DECISIONS)
    changed["structure_countries"][0]["country"] = "MY"
    assert run(raw, lake, changed).version != first


def test_the_same_input_gives_the_same_tables(once: Path, raw: Path, lake: Path) -> None:
    first = disk.version_folder(once, str(disk.current(once)))
    files = [first / "tables", disk.version_folder(lake, run(raw, lake).version) / "tables"]
    for path in files[0].iterdir():
        assert path.read_bytes() == (files[1] / path.name).read_bytes(), path.name


def test_a_source_that_is_missing_is_said_and_the_rest_goes_on(raw: Path, lake: Path) -> None:
    for folder in ("ror", "copublications", "natural_earth", "cordis"):
        shutil.rmtree(raw / folder)
    run(raw, lake)
    missing = {key for key, one in sources(lake).items() if one["missing"]}
    assert missing == {"ror", "hal", "natural_earth", "cordis"}


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("cordis/participations.csv.gz", (b"", "is empty")),
        ("cordis/participations.csv.gz", (b"\x1f\x8b\x08\x00broken", "fetch the file again")),
        ("copublications/hal.csv.gz", (extract.HAL_HEADING.encode(), "has a heading and no row")),
        ("copublications/hal.csv.gz", ((extract.HAL_HEADING + "\nALPHA,é").encode("latin-1"), "UTF-8")),
        ("copublications/hal.csv.gz", ((extract.HAL_HEADING + "\n").encode() + b"A,\xe9", "line 2, byte 3")),
        ("country_coauthorship/world.zip", (b"PK\x03\x04broken", "damaged")),
        ("rnsr/structures_2022.csv.gz", (b"rcn,programme_part\n1,ERC\n", "It looks like CORDIS")),
        ("natural_earth/ne_50m_countries.json.gz", (b'{"FeatureCollection", "ADM0_A3"}', "fetch it again")),
    ],
)
def test_an_unusable_file_leaves_the_old_version(
    once: Path, raw: Path, lake: Path, name: str, wrong: tuple[bytes, str]
) -> None:
    first = built_before(once, lake)
    (raw / name).write_bytes(wrong[0])
    with pytest.raises(UnusableError, match=wrong[1]) as caught:
        run(raw, lake)
    assert name in str(caught.value)
    assert disk.current(lake) == first
    assert not list(lake.glob("building-*"))


def test_a_wrong_decision_stops_the_build(raw: Path, lake: Path) -> None:
    wrong = copy.deepcopy(extract.DECISIONS)
    wrong["structure_countries"][0]["country"] = "Singapore"
    with pytest.raises(UnusableError, match="decisions, line 1, country: 'Singapore'"):
        run(raw, lake, wrong)
    assert disk.current(lake) is None


def test_an_empty_folder_is_no_raw_folder(tmp_path: Path, lake: Path) -> None:
    with pytest.raises(UnusableError, match="no file of any source"):
        run(tmp_path / "nothing", lake)


def test_a_broken_version_in_use_is_built_again(once: Path, raw: Path, lake: Path) -> None:
    first = built_before(once, lake)
    (disk.version_folder(lake, first) / "manifest.json").write_text("{")
    again = run(raw, lake)
    assert not again.unchanged
    assert json.loads((disk.version_folder(lake, again.version) / "manifest.json").read_text())["version"]

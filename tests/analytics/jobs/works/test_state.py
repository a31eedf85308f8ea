"""What a manifest says of publications, and the files that versions share."""

from pathlib import Path

from analytics.jobs.works.conftest import Lake
from portulan.analytics.jobs.works import state
from portulan.analytics.jobs.works.state import Part, Segment, State


def test_a_state_is_written_and_read_again() -> None:
    one = State(
        "code",
        "ours",
        (Part("a", 1, "m", "openalex"),),
        (Segment(1, "f", "openalex", "v", "c", {"works": 2}),),
        2,
    )
    assert state.read({"works": one.as_manifest()}) == one
    assert state.read({}) is None


def test_segments_are_moved_in_and_swept(lake: Lake, tmp_path: Path) -> None:
    made = tmp_path / "made"
    (made / "000009-new" / "works").mkdir(parents=True)
    (made / "000009-new" / "works" / "part-0.parquet").write_bytes(b"x")
    state.install(lake.path, made)
    assert state.last_number(lake.path) == 9
    assert state.sweep(lake.path) == 1
    assert state.last_number(lake.path) == 1
    (lake.folder / "manifest.json").write_text("{")
    (lake.path / "works" / "000010-kept").mkdir()
    assert state.sweep(lake.path) == 0  # who cannot read all manifests removes nothing


def test_files_are_shared_with_the_version_before(tmp_path: Path) -> None:
    before, product = tmp_path / "before", tmp_path / "product"
    (before / "tables").mkdir(parents=True)
    (before / "tables" / "a").write_text("a")
    (before / "b").write_text("b")
    state.carry(before, product, ("tables", "b", "absent"))
    assert (product / "tables" / "a").stat().st_ino == (before / "tables" / "a").stat().st_ino
    assert (product / "b").read_text() == "b"

"""Registry files: the same from the same dumps, newest record first, refusals told."""

import gzip
import json
import zipfile
from pathlib import Path

import pytest

from analytics.matching import registry_of_ours as ours
from portulan.analytics.matching.build import build
from portulan.analytics.matching.dump import DumpError
from portulan.analytics.matching.index import Registry, RegistryError
from portulan.analytics.matching.spellings import FAMILY


def test_the_same_dumps_give_the_same_bytes(tmp_path: Path) -> None:
    dump = ours.write(tmp_path)
    for name in ("one", "two"):
        build(files=[dump], out=tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_it_names_its_release(tmp_path: Path) -> None:
    built = build(files=[ours.write(tmp_path)], out=tmp_path / "out")
    assert built.release == "v9.1 (2026-01-02)"
    assert Registry(tmp_path / "out").release == built.release
    assert build(files=[ours.write(tmp_path)], out=tmp_path / "out", release="mine").release == "mine"


@pytest.mark.parametrize("form", ["array", "lines", "gzip", "zip"])
def test_any_form_of_dump_is_read(tmp_path: Path, form: str) -> None:
    lines = "".join(json.dumps(one) + "\n" for one in ours.RECORDS)
    path = tmp_path / "v9.1-dump"
    if form == "array":
        path.write_text(json.dumps(ours.RECORDS, indent=1))
    elif form == "lines":
        path.write_text(lines)
    elif form == "gzip":
        path.write_bytes(gzip.compress(lines.encode()))
    else:
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("v9.1-ror-data.json", json.dumps([ours.older(901, "Wrong Schema")]))
            archive.writestr("v9.1-ror-data_schema_v2.json", json.dumps(ours.RECORDS))
    assert build(files=[path], out=tmp_path / "out").organisations == len(ours.RECORDS)


def test_both_schemas_together_and_the_newer_record_wins(tmp_path: Path) -> None:
    new = ours.write(tmp_path)
    old = ours.write(
        tmp_path, [ours.older(900, "Halvern College"), ours.older(ours.VELMAR, "Stale Name")], name="v8.json"
    )
    built = build(files=[old, new], out=tmp_path / "out")
    assert built.organisations == len(ours.RECORDS) + 1
    keys = Registry(tmp_path / "out").keys
    assert "halvern college " in keys
    assert "stale name " not in keys


def test_what_is_not_a_record_is_refused_and_told(tmp_path: Path) -> None:
    path = ours.write(tmp_path, [{"id": "https://ror.org/012345678"}, *ours.RECORDS])
    assert build(files=[path], out=tmp_path / "out").refused == (
        ("v9.1-ror-data_schema_v2.json", 1, "KeyError"),
    )


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b"[{}", b"\x1f\x8bbroken", b"PK\x03\x04broken"])
def test_a_dump_that_is_none_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "dump.json"
    path.write_bytes(content)
    with pytest.raises(DumpError):
        build(files=[path], out=tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_file_cut_short_changed_or_of_another_kind_is_refused(registry_file: Path, tmp_path: Path) -> None:
    whole = registry_file.read_bytes()
    other = tmp_path / "other"
    cases = (
        (whole[:-100], "cut short"),
        (whole[:40], "cut short"),
        (b"", "cannot be read"),
        (b"nothing of the kind" * 10, "not a registry"),
        (whole[:17] + b"\x09" + whole[18:], "format 9"),
    )
    for content, why in cases:
        other.write_bytes(content)
        with pytest.raises(RegistryError, match=why):
            Registry(other)
    other.write_bytes(whole[:-1] + b"\xff")
    with pytest.raises(RegistryError, match="changed"):
        Registry(other).verify()
    with pytest.raises(RegistryError, match="no file"):
        Registry(tmp_path / "absent")


def test_older_and_newer_files_live_side_by_side(tmp_path: Path) -> None:
    dump = ours.write(tmp_path)
    build(files=[dump], out=tmp_path / "one", release="one")
    opened = Registry(tmp_path / "one")
    build(files=[dump], out=tmp_path / "two", release="two")
    assert (opened.release, Registry(tmp_path / "two").release) == ("one", "two")


@pytest.mark.parametrize(("others", "kind"), [(0, FAMILY), (9, None)])
def test_a_beginning_is_that_of_a_family_when_most_who_bear_it_are_its_members(
    tmp_path: Path, others: int, kind: int | None
) -> None:
    members = range(30, 35)
    records = [ours.record(29, [("Orvel Society", "")], relations=tuple(("child", one) for one in members))]
    records += [ours.record(one, [(f"Brellon Stone Institute {one}", "")]) for one in range(30, 35 + others)]
    build(files=[ours.write(tmp_path, records)], out=tmp_path / "out")
    registry = Registry(tmp_path / "out")
    key = registry.keys.get("brellon stone ", -1)
    kinds = list(registry.view("entry_kind")[registry.view("key_start")[key] :][:1]) if key >= 0 else [None]
    assert kinds == [kind]

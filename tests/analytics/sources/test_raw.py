"""Files that are broken in the ways real ones are: a clear message, and bounded memory."""

import gzip
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portulan.analytics.sources import raw
from portulan.analytics.sources.raw import Limits, RawFile
from portulan.analytics.tables.refusal import UnusableError

SMALL = Limits(line=1000, unpacked=10**7, ratio=10, small=5000)


def file(path: Path) -> RawFile:
    return RawFile(path, f"folder/{path.name}")


def refusal(path: Path, limits: Limits = raw.LIMITS) -> UnusableError:
    with pytest.raises(UnusableError) as caught:
        list(raw.lines(file(path), limits))
    return caught.value


def test_lines_are_numbered_from_one_without_mark(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("\ufeffé\nb\n\nlast".encode())
    assert list(raw.lines(file(path))) == [(1, "é"), (2, "b"), (3, ""), (4, "last")]


def test_gzip_is_known_by_content_whatever_the_name(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(gzip.compress(b"one\ntwo\n"))
    assert list(raw.lines(file(path))) == [(1, "one"), (2, "two")]


def test_letters_are_composed(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("Anne\u0301e\n".encode())
    assert list(raw.lines(file(path))) == [(1, "Année")]


def test_empty_file(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"")
    assert str(refusal(path)) == "folder/a.csv: is empty. Fetch the file again."


def test_empty_gzip(tmp_path: Path) -> None:
    path = tmp_path / "a.csv.gz"
    path.write_bytes(gzip.compress(b""))
    assert refusal(path).refusal.code == "empty"


def test_not_utf_8_names_line_byte_and_remedy(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"name\nUniversit\xe9 de Nantes\n")
    found = refusal(path).refusal
    assert (found.row, found.column, found.code) == (2, "byte 10", "encoding")
    assert "Université" in found.value
    assert "UTF-8" in found.remedy


def test_truncated_gzip(tmp_path: Path) -> None:
    path = tmp_path / "a.csv.gz"
    path.write_bytes(gzip.compress(os.urandom(5000).hex().encode())[:-500])
    assert refusal(path).refusal.code == "truncated"


def test_damaged_gzip(tmp_path: Path) -> None:
    path = tmp_path / "a.csv.gz"
    content = bytearray(gzip.compress(os.urandom(5000).hex().encode()))
    content[2000:2100] = bytes(100)
    path.write_bytes(bytes(content))
    assert refusal(path).refusal.code == "unreadable"


def test_line_too_long_names_it(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"head\n" + b"x" * 3_000_000)
    found = refusal(path, SMALL).refusal
    assert (found.code, found.row) == ("too_long", 2)


def test_gzip_bomb_stops_early(tmp_path: Path) -> None:
    path = tmp_path / "a.csv.gz"
    path.write_bytes(gzip.compress(b"0,1\n" * 2_000_000))
    assert refusal(path, SMALL).refusal.code == "too_large"


_READ_ALL = """
import resource, sys
from pathlib import Path
from portulan.analytics.sources import raw
from portulan.analytics.tables.refusal import UnusableError
resource.setrlimit(resource.RLIMIT_AS, (400 << 20, 400 << 20))
try:
    for _ in raw.lines(raw.RawFile(Path(sys.argv[1]), "big")): pass
except UnusableError as error:
    print(error)
print(next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")))
"""


def test_line_of_two_gigabytes_in_bounded_memory(tmp_path: Path) -> None:
    """The file is sparse: two gigabytes of zeros that take no room on disk."""
    path = tmp_path / "line.csv"
    with path.open("wb") as handle:
        handle.truncate(2 << 30)
    done = subprocess.run(
        [sys.executable, "-c", _READ_ALL, str(path)], capture_output=True, text=True, check=True, timeout=60
    )
    *said, peak = done.stdout.splitlines()
    assert "is too long to be read safely" in said[0]
    assert int(peak) < 1 << 20  # kilobytes


def test_quotation_mark_never_closed(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('a,b\n1,"open\n' + "x,y\n" * 400_000)
    numbered = raw.lines(file(path))
    raw.heading(numbered, name="folder/a.csv", delimiter=",")
    with pytest.raises(UnusableError) as caught:
        list(raw.records(numbered, name="folder/a.csv", delimiter=","))
    assert caught.value.refusal.row == 2
    assert "quotation mark" in caught.value.refusal.remedy


def test_records_tell_the_line_they_start_on(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('a,b\n1,"two\nlines"\n\n3,4\n')
    numbered = raw.lines(file(path))
    assert raw.heading(numbered, name="folder/a.csv", delimiter=",") == ["a", "b"]
    found = list(raw.records(numbered, name="a", delimiter=","))
    assert [(one.row, one.cells) for one in found] == [(2, ("1", "two\nlines")), (5, ("3", "4"))]


def archive(path: Path, **members: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(f"{name}.net", content)
    return path


def read(path: Path, limits: Limits = raw.LIMITS) -> list[bytes]:
    return [b"".join(content) for _, content in raw.zip_members(file(path), suffix=".net", limits=limits)]


def test_zip_members(tmp_path: Path) -> None:
    assert read(archive(tmp_path / "a.zip", b=b"second", a=b"first")) == [b"first", b"second"]


def test_zip_that_lies_about_its_size(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.zip", a=b"x" * 1000)
    content = path.read_bytes()
    path.write_bytes(content.replace((1000).to_bytes(4, "little"), (4000).to_bytes(4, "little")))
    with pytest.raises(UnusableError) as caught:
        read(path)
    assert caught.value.refusal.code in {"truncated", "unreadable"}


def test_zip_that_claims_to_be_smaller(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.zip", a=b"x" * 1000)
    content = path.read_bytes()
    path.write_bytes(content.replace((1000).to_bytes(4, "little"), (10).to_bytes(4, "little")))
    with pytest.raises(UnusableError):
        read(path)


def test_zip_bomb(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.zip", a=b"0" * 20_000_000)
    with pytest.raises(UnusableError) as caught:
        read(path, SMALL)
    assert caught.value.refusal.code == "too_large"


def test_zip_with_too_many_members(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.zip", a=b"1", b=b"2", c=b"3")
    with pytest.raises(UnusableError) as caught:
        read(path, Limits(members=2))
    assert caught.value.refusal.code == "too_large"


def test_broken_zip(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(b"PK\x03\x04 nothing else")
    with pytest.raises(UnusableError) as caught:
        read(path)
    assert caught.value.refusal.code == "unreadable"


@given(
    st.lists(st.text(st.characters(blacklist_characters="\n\ufeff", codec="utf-8"), max_size=20), min_size=1)
)
def test_lines_give_back_what_was_written(texts: list[str]) -> None:
    """Whatever the blocks, cutting and joining lines loses nothing (letters apart, which are composed)."""
    content = "\n".join(texts).encode()
    blocks = [content[place : place + 3] for place in range(0, len(content), 3)]
    if content:
        found = b"\n".join(raw._byte_lines(iter(blocks), name="a", limits=raw.LIMITS))
        assert found == content.removesuffix(b"\n")


def test_what_a_zip_holds(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("b/c.csv", "x")
    assert raw.member_names(RawFile(tmp_path / "a.zip", "a.zip")) == ["b/c.csv"]
    (tmp_path / "b.zip").write_bytes(b"PK\x03\x04 and no more")
    with pytest.raises(UnusableError, match="archive is damaged"):
        raw.member_names(RawFile(tmp_path / "b.zip", "b.zip"))


def test_utf_16_is_named(tmp_path: Path) -> None:
    (tmp_path / "wide.csv").write_bytes("a,b\n".encode("utf-16"))
    with pytest.raises(UnusableError, match="it looks like UTF-16"):
        list(raw.lines(RawFile(tmp_path / "wide.csv", "wide.csv")))

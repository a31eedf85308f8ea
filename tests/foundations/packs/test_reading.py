"""Files of a pack: bounded, UTF-8, TOML; each refusal names the place and what is allowed."""

import os
from pathlib import Path

import pytest

from portulan.foundations.packs.mistake import Mistake
from portulan.foundations.packs.reading import LARGEST_FILE, MOST_FILES, Text, files_of, read


def written(folder: Path, content: bytes) -> Path:
    file = folder / "levels.toml"
    file.write_bytes(content)
    return file


def test_a_good_file_gives_its_values(tmp_path):
    text = read(written(tmp_path, b'code = "\xc3\xa9tat"\n'))

    assert isinstance(text, Text)
    assert text.values == {"code": "état"}


def test_windows_line_ends_and_a_byte_order_mark_are_read(tmp_path):
    text = read(written(tmp_path, b'\xef\xbb\xbfcode = "a"\r\nkind = "b"\r\n'))

    assert isinstance(text, Text)
    assert text.values == {"code": "a", "kind": "b"}


@pytest.mark.parametrize(
    ("content", "line", "said"),
    [
        (b'a = 1\nb = "\xe9t\xe9"\n', 2, "0xe9"),
        ('a = "é"\n'.encode("utf-16"), 1, "UTF-8"),
        (b"a = 1\nb = \n", 2, "TOML"),
        (b"a = 1\na = 2\n", 2, "TOML"),
        (b'a = "\x00"\n', 1, "TOML"),
        (b"a = " + b"[" * 5000 + b"]" * 5000, None, "nested"),
        (b"a = " + b"9" * 6000, None, "TOML"),
        (b"PK\x03\x04\xff\xfe\x00", 1, "UTF-8"),
    ],
)
def test_what_is_not_utf8_toml_is_refused_with_its_line(tmp_path, content, line, said):
    mistake = read(written(tmp_path, content))

    assert isinstance(mistake, Mistake)
    assert (mistake.file, mistake.line) == ("levels.toml", line)
    assert said in str(mistake)
    assert mistake.allowed


def test_a_huge_file_is_refused_without_being_read_whole(tmp_path):
    file = tmp_path / "levels.toml"
    with file.open("wb") as handle:
        handle.truncate(2 * 1024**3)  # a sparse file of 2 GB

    mistake = read(file)

    assert isinstance(mistake, Mistake)
    assert mistake.allowed == f"at most {LARGEST_FILE // 1024**2} MB"


def test_an_empty_file_holds_nothing(tmp_path):
    text = read(written(tmp_path, b""))

    assert isinstance(text, Text)
    assert text.values == {}


def test_a_pipe_a_folder_and_a_dangling_link_are_refused(tmp_path):
    os.mkfifo(tmp_path / "pipe.toml")
    (tmp_path / "folder.toml").mkdir()
    (tmp_path / "link.toml").symlink_to(tmp_path / "nowhere")

    assert [str(read(file)).startswith(file.name) for file in sorted(tmp_path.iterdir())] == [True] * 3


@pytest.mark.parametrize("name", ["nowhere", "file"])
def test_a_pack_that_is_no_folder_is_refused(tmp_path, name):
    (tmp_path / "file").write_text("")

    found = files_of(tmp_path / name)

    assert isinstance(found, Mistake)
    assert "packs/cnrs" in found.allowed


def test_an_empty_folder_and_a_crowded_one_are_refused(tmp_path):
    assert isinstance(files_of(tmp_path), Mistake)
    for number in range(MOST_FILES + 1):
        (tmp_path / f"{number}.toml").touch()

    assert str(MOST_FILES) in str(files_of(tmp_path))

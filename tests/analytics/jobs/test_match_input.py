"""Rows of every kind of file: in order, what a row lacks is its own error, what is no input is refused."""

import io
import json
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from portulan.analytics.jobs import match_input
from portulan.analytics.jobs.match_input import InputError, Row


def rows(tmp_path: Path, name: str, content: bytes, column: str = "") -> list[Row]:
    path = tmp_path / name
    path.write_bytes(content)
    return list(match_input.rows(str(path), column))


def test_text_is_one_string_a_line_the_empty_ones_too(tmp_path: Path) -> None:
    assert rows(tmp_path, "a.txt", "\ufeffUn\r\n\nDeux".encode()) == [
        Row(1, "Un"),
        Row(2, ""),
        Row(3, "Deux"),
    ]


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_csv_by_its_own_sign_and_column(tmp_path: Path, sign: str) -> None:
    content = f'id{sign}affiliation\n1{sign}"A\nB"\n2{sign}C\n'.encode()
    assert rows(tmp_path, "a.csv", content, "affiliation") == [Row(1, "A\nB"), Row(2, "C")]


def test_a_row_of_too_few_cells_or_not_utf_8_is_its_own_error(tmp_path: Path) -> None:
    found = rows(tmp_path, "a.csv", b"id,said\n1\n2,\xff\xfe\n3,ok\n", "said")
    assert [bool(one.error) for one in found] == [True, True, False]
    assert "1 cells where the heading has 2" in found[0].error
    assert "not UTF-8" in found[1].error


def test_a_column_that_is_not_there_names_those_that_are(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no column 'x'.*It has id, said") as refused:
        rows(tmp_path, "a.csv", b"id,said\n1,a\n", "x")
    assert refused.value.wrong_use
    with pytest.raises(InputError, match="several columns"):
        rows(tmp_path, "a.csv", b"id,said\n1,a\n")


def test_json_lines_by_key(tmp_path: Path) -> None:
    lines = [
        json.dumps({"affiliation": "A"}),
        "[]",
        "{",
        json.dumps({"other": "B"}),
        json.dumps({"affiliation": 3}),
    ]
    found = rows(tmp_path, "a.jsonl", "\n".join(lines).encode(), "affiliation")
    assert (found[0].text, found[0].error) == ("A", "")
    assert [one.error for one in found][1:] == [
        "not a JSON object", "not JSON", "no key 'affiliation'", "not a text",
    ]  # fmt: skip


def test_a_sheet_and_parquet(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for line in (("id", "said"), (1, "A"), (2, None), (None, None), (3, "C")):
        book.active.append(line)
    stream = io.BytesIO()
    book.save(stream)
    assert [one.text for one in rows(tmp_path, "a.xlsx", stream.getvalue(), "said")] == ["A", "", "C"]
    pq.write_table(pa.table({"said": ["A", None, "C"]}), tmp_path / "a.parquet")
    assert [one.text for one in match_input.rows(str(tmp_path / "a.parquet"))] == ["A", "", "C"]


@pytest.mark.parametrize(
    "content", [b"\x89PNG\r\n", b"%PDF-1.4\n", b"a\0b\n", b"PAR1broken", b"PK\x03\x04broken"]
)
def test_binary_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(InputError):
        rows(tmp_path, "a.bin", content, "x")


def test_a_quotation_mark_never_closed_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="quotation mark"):
        rows(tmp_path, "a.csv", b'said\n"' + b"x" * (17 << 20), "said")

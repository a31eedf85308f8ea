"""Files say what the table says, raw, with where it comes from, and do no harm when opened."""

import csv
import io
from pathlib import Path

import openpyxl
import pytest
from django.http import Http404
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from foundations.tables.cases import partners
from portulan.foundations.tables.exports import export_response, provenance, read_back, to_csv, to_xlsx
from portulan.foundations.tables.order import RefusedQuery
from portulan.foundations.tables.table import Column, Table

KEYS = ["name", "works", "works_low", "works_high", "share", "since", "year", "code", "city"]
URL = "https://portulan.example/countries/SG/"


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def sheet(content: bytes, place: int = 0) -> list[tuple]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return list(book.worksheets[place].iter_rows(values_only=True))


def test_csv_holds_raw_values_under_keys_that_do_not_change_with_the_language() -> None:
    keys, rows = read_back(to_csv(partners()))
    assert keys == KEYS
    assert rows[0] == ["Écoles", "3", "1", "9", "0.25", "2009-03", "", "", ""]
    assert rows[1] == ["=SUM(A1)", "40", "28", "55", "0.5", "", "1998", "", "-Oslo"]
    with translation.override("fr"):
        assert read_back(to_csv(partners())) == (keys, rows)


def test_csv_is_utf8_with_a_mark_and_ends_with_its_provenance() -> None:
    content = to_csv(partners(), url=URL)
    assert content.startswith(b"\xef\xbb\xbfname,works,")
    text = content.decode("utf-8-sig")
    assert "\r\n'=SUM(A1),40," in text
    trailer = dict(csv.reader(io.StringIO(text.rpartition("\r\n\r\n")[2])))
    assert trailer["# title"] == "Partners"
    assert trailer["# column works"] == "Works (works): counted once each"
    assert (trailer["# source"], trailer["# as of"]) == ("OpenAlex", "August 2024")
    assert (trailer["# version"], trailer["# licence"]) == ("v7", "CC0")
    assert trailer["# read at"] == URL


cells = st.text(alphabet=st.characters(exclude_categories=["Cs"])) | st.none()


@given(st.lists(st.tuples(cells, cells), max_size=8))
def test_whatever_people_typed_is_read_back(rows: list[tuple[str | None, str | None]]) -> None:
    table = Table("t", "T", [Column("a", "A"), Column("b", "B")], [{"a": a, "b": b} for a, b in rows])
    _, found = read_back(to_csv(table))
    assert found == [[a or "", b or ""] for a, b in rows]


def test_xlsx_holds_numbers_as_numbers_and_text_as_text() -> None:
    heads, first, second, *_ = sheet(to_xlsx(partners()))
    assert heads[:4] == ("Partner", "Works (works)", "Works, low bound", "Works, high bound")
    assert first == ("Écoles", 3, 1, 9, 0.25, "2009-03", None, None, None)
    assert second[0] == "=SUM(A1)"
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(partners())))
    assert book.worksheets[0]["A3"].data_type == "s"
    assert book.worksheets[0]["A2"].hyperlink is None


def test_xlsx_has_its_provenance_on_a_second_sheet() -> None:
    lines = dict(row[:2] for row in sheet(to_xlsx(partners(), url=URL), 1))
    assert lines["source"] == "OpenAlex"
    assert lines["read at"] == URL


def test_a_workbook_survives_odd_titles_and_odd_cells() -> None:
    rows = [{"a": "x" * 40_000, "b": float("nan")}, {"a": "\x01\x0b", "b": float("inf")}]
    title = "What is [known]: */\\ of 'Provenance', and a good deal more than thirty-one letters"
    table = Table("t", title, [Column("a", "A"), Column("b", "B", "number")], rows)
    found = sheet(to_xlsx(table))
    assert len(found[1][0]) == 32_767
    assert found[1][1] is None
    assert sheet(to_xlsx(Table("t", "Provenance", table.columns, rows)))[0] == ("A", "B")


def test_the_order_asked_is_kept() -> None:
    response = export_response(partners(), "csv", "partners", query={"table": "partners", "sort": "-works"})
    assert [row[0] for row in read_back(response.content)[1]] == ["=SUM(A1)", "ecole", "Écoles", "Zürich <b>"]
    with pytest.raises(RefusedQuery):
        export_response(partners(), "csv", "partners", query={"table": "partners", "sort": "secret"})


def test_a_download_says_its_name_and_kind() -> None:
    response = export_response(partners(), "xlsx", 'Écoles "of"\r\nX: y/../z')
    assert response["Content-Disposition"] == 'attachment; filename="coles-of-X-y-..-z.xlsx"'
    assert response["Content-Type"].endswith("spreadsheetml.sheet")
    assert export_response(partners(), "csv", "a")["Content-Type"] == "text/csv; charset=utf-8"


def test_another_format_is_no_address() -> None:
    with pytest.raises(Http404):
        export_response(partners(), "json", "partners")


def test_provenance_describes_only_what_is_exported() -> None:
    table = Table("t", "T", [Column("a", "A"), Column("b", "B", export=False)], [], note="A note.")
    names = [name for name, _ in provenance(table)]
    assert names == ["title", "note", "column a"]


def test_a_large_table_is_written_in_bounded_time(tmp_path: Path) -> None:
    rows = [{"name": f"Partner {n}", "works": n} for n in range(20_000)]
    table = Table("t", "T", [Column("name", "N"), Column("works", "W", "number")], rows)
    (tmp_path / "t.xlsx").write_bytes(to_xlsx(table))
    assert len(sheet((tmp_path / "t.xlsx").read_bytes())) == 20_001

"""Tables that people give: every encoding they come in, and every file that must be refused."""

import io
import zipfile
from datetime import date

import openpyxl
import pytest

from portulan.foundations.tables.imports import MOST_ROWS, RefusedTableError, read_table

TEXT = 'title;units\r\n"Marées; ""vives""\nsuite";a\r\n'


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode(),
        b"\xef\xbb\xbf" + TEXT.encode(),
        TEXT.encode("utf-16"),
        TEXT.encode("cp1252"),
        'title\tunits\n"Marées; ""vives""\nsuite"\ta\n'.encode(),
        'title,units\n"Marées; ""vives""\nsuite",a\n\n# title,x\n'.encode(),
        'title,units,\n"Marées; ""vives""\nsuite",a,,\n,,\n'.encode(),
    ],
)
def test_the_encodings_and_signs_that_spreadsheets_write(content):
    given = read_table(content)
    assert given.heads == ("title", "units")
    assert [cells for _, cells in given.rows] == [('Marées; "vives"\nsuite', "a")]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "no row"),
        (b"title\n", "no row"),
        (b"title\na\0b\n", "NUL"),
        (b"title,title\na,b\n", "twice"),
        (b"title,units\na,b,c\n", "shifted"),
        (b'title\n"a\n', "cannot be read"),
        (b"title\n" + b"x" * 20_001 + b"\n", "more than 20000"),
        (b"title\n" + b"a\n" * (MOST_ROWS + 1), "rows"),
        (b"x" * (5 * 1024 * 1024 + 1), "larger than 5 MB"),
        (b"PK\x03\x04 not a workbook", "cannot be read"),
    ],
)
def test_what_cannot_be_taken_is_refused_with_why(content, words):
    with pytest.raises(RefusedTableError, match=words):
        read_table(content)


def workbook(*rows: tuple) -> bytes:
    book, out = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(out)
    return out.getvalue()


def test_a_workbook_gives_texts():
    given = read_table(workbook(("title", "on", "n"), ("A", date(2026, 12, 24), 3.0), (None,), ("B",)))
    assert given.rows == ((2, ("A", "2026-12-24", "3")), (4, ("B", "", "")))


def test_a_formula_is_not_computed():
    with pytest.raises(RefusedTableError, match="formula"):
        read_table(workbook(("title",), ("=1+1",)))


def test_a_workbook_that_unpacks_without_end_is_refused_before_it_is_opened():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", b"0" * 50_000_000)
    with pytest.raises(RefusedTableError, match="larger"):
        read_table(out.getvalue())

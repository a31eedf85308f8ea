"""Pages as a person reads them, for tests."""

import csv
import html
import io
import re

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import strip_tags
from openpyxl import load_workbook

from portulan.foundations.tables.exports import read_back


def page(client: Client, path: str, language: str = "en") -> str:
    response = client.get(path, headers={"accept-language": language})
    assert response.status_code == 200, f"{path}: {response.status_code}"
    return response.content.decode()


def words(source: str) -> str:
    """The text of a page as it is read: no tag, no script, one space between words."""
    text = re.sub(r"<(script|option)\b.*?</\1>", " ", source, flags=re.DOTALL)
    return html.unescape(re.sub(r"[ \n]+", " ", strip_tags(text.replace("<", " <"))))


def read(client: Client, path: str, language: str = "en") -> str:
    return words(page(client, path, language))


def csv_rows(client: Client, path: str) -> list[dict[str, str]]:
    """The rows of an exported CSV file by column key."""
    response = client.get(path)
    assert response.status_code == 200
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    keys, rows = read_back(response.content)
    return [dict(zip(keys, row, strict=True)) for row in rows]


def provenance(client: Client, path: str) -> dict[str, str]:
    """The lines of provenance at the end of an exported CSV file."""
    text = client.get(path).content.decode("utf-8-sig")
    lines = csv.reader(io.StringIO(text[text.index("\r\n\r\n#") + 4 :], newline=""))
    return {line[0].removeprefix("# "): line[1] for line in lines}


def xlsx_rows(client: Client, path: str) -> list[list[object]]:
    """The rows of an exported workbook, the heading first."""
    book = load_workbook(io.BytesIO(client.get(path).content))
    return [list(row) for row in book.worksheets[0].iter_rows(values_only=True)]


def queries(client: Client, path: str) -> int:
    """How many queries a page costs once it is warm."""
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)

"""Sorting, paging and showing a table: only what is declared, in an order one can foresee."""

import re
from typing import NamedTuple

import pytest
from django.http import QueryDict
from django.utils import translation

from foundations.tables.cases import partners
from portulan.foundations.tables.order import RefusedQuery
from portulan.foundations.tables.table import Column, Link, Table
from portulan.foundations.tables.view import TableView, view_of


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def seen(query: str = "", **changes: object) -> TableView:
    return view_of(partners(**changes), query=QueryDict(query), path="/countries/SG/")


class Cell(NamedTuple):
    html: str
    css: str
    label: str


def cells(row: str) -> list[Cell]:
    """The cells of a row; fails when the row holds anything else, or when its first cell is not its head."""
    found = re.findall(r'<(th|td)(?: scope="row")? class="([^"]*)"(?: data-label="([^"]*)")?>(.*?)</\1>', row)
    assert re.sub(r"<(th|td).*?</\1>", "", row) == ""
    assert [kind for kind, *_ in found] == ["th"] + ["td"] * (len(found) - 1)
    return [Cell(html, css, label) for _, css, label, html in found]


def names(view: TableView) -> list[str]:
    return [re.sub(r"<[^>]+>", "", cells(row)[0].html) for row in view.rows]


def test_rows_keep_their_order_until_one_is_asked() -> None:
    assert names(seen()) == ["Écoles", "=SUM(A1)", "Zürich &lt;b&gt;", "ecole"]
    assert names(seen(sort="-works")) == ["=SUM(A1)", "ecole", "Écoles", "Zürich &lt;b&gt;"]


def test_names_are_sorted_without_case_and_accents() -> None:
    assert names(seen("table=partners&sort=name")) == ["=SUM(A1)", "ecole", "Écoles", "Zürich &lt;b&gt;"]


@pytest.mark.parametrize("sort", ["works", "-works"])
def test_what_is_not_known_comes_last_in_both_directions(sort: str) -> None:
    assert names(seen(f"table=partners&sort={sort}"))[-1] == "Zürich &lt;b&gt;"


def test_half_known_dates_sort_a_year_before_its_months() -> None:
    assert names(seen("table=partners&sort=since"))[:2] == ["ecole", "Écoles"]


def test_another_table_of_the_page_is_not_concerned() -> None:
    assert names(seen("table=projects&sort=name&page=7")) == names(seen())
    assert names(seen("sort=-works")) == names(seen())
    assert names(seen("sort=-works", main=True))[0] == "=SUM(A1)"


@pytest.mark.parametrize("sort", ["nothing", "code", "-code", "works;drop", "--works", "name__id"])
def test_an_undeclared_order_is_refused_with_what_is_allowed(sort: str) -> None:
    with pytest.raises(RefusedQuery, match="name, works, share, since, year, city"):
        seen(f"table=partners&sort={sort}")


@pytest.mark.parametrize("page", ["0", "-1", "x", "1.5", "10001", "99999999999999999999", "²", "%00"])
def test_a_page_that_is_not_one_is_refused(page: str) -> None:
    with pytest.raises(RefusedQuery, match=r"from 1 to 10,000"):
        seen(f"table=partners&page={page}")


def test_pages_follow_each_other_and_end() -> None:
    first, last = seen("table=partners", page_size=3), seen("table=partners&page=2", page_size=3)
    assert (first.page, first.pages, len(first.rows), len(last.rows)) == (1, 2, 3, 1)
    assert (first.shown, last.shown) == ("1 to 3 of 4", "4 to 4 of 4")
    assert first.previous_url == last.next_url == ""
    assert first.next_url == "/countries/SG/?table=partners&page=2"
    assert seen("table=partners&page=400", page_size=3).page == 2


def test_addresses_keep_what_the_page_was_asked() -> None:
    view = seen("year=2018&table=partners&sort=-works", page_size=3)
    assert view.next_url == "/countries/SG/?year=2018&table=partners&sort=-works&page=2"
    assert view.csv_url == "/countries/SG/tables/partners.csv?year=2018&table=partners&sort=-works"
    assert seen().xlsx_url == "/countries/SG/tables/partners.xlsx"


def test_a_head_sorts_figures_from_the_largest_and_turns_around() -> None:
    heads = {head.label: head for head in seen("table=partners&sort=-works").heads}
    assert heads["Works"].state == "descending"
    assert heads["Works"].url.endswith("sort=works")
    assert heads["Share"].url.endswith("sort=-share")
    assert heads["Partner"].url.endswith("sort=name")
    assert heads["First year"].url.endswith("sort=year")
    assert heads["ROR"].url == ""


def test_cells_are_formatted_escaped_and_honest() -> None:
    view = seen()
    first, second, third, _ = map(cells, view.rows)
    assert first[0].html == '<a href="/e/">Écoles</a>'
    assert [cell.html for cell in first[1:6]] == ["3", "1 to 9", "25.0%", "March 2009", third[4 + 1].html]
    assert first[1].css == "num lead-value"
    assert third[0].html == '<a href="/z/">Zürich &lt;b&gt;</a>'
    assert "not known" in third[1].html
    assert third[2].html == ""
    assert "<code>02feahw73</code>" in [cell.html for cell in third]
    assert second[0].html == '<a href="/s/">=SUM(A1)</a>'


def test_what_a_cell_and_a_label_hold_stays_text() -> None:
    columns = [Column("name", "N", "link"), Column("n", '"><script>', "text")]
    rows = [{"name": Link("<i>", '/a"b'), "n": "<script>"}]
    shown = view_of(Table("t", "T", columns, rows), query=QueryDict(), path="/").rows[0]
    assert cells(shown) == [
        Cell('<a href="/a&quot;b">&lt;i&gt;</a>', "link", ""),
        Cell("&lt;script&gt;", "text", "&quot;&gt;&lt;script&gt;"),
    ]


def test_a_column_for_files_only_is_not_on_screen() -> None:
    assert "City" not in [head.label for head in seen().heads]


def test_the_figure_asked_for_leads_the_narrow_row() -> None:
    def lead(view: TableView) -> list[str]:
        return [cell.label for cell in cells(view.rows[0]) if "lead-value" in cell.css]

    assert lead(seen()) == ["Works"]
    assert lead(seen("table=partners&sort=-share")) == ["Share"]
    assert lead(seen("table=partners&sort=year")) == ["Works"]


def test_an_empty_table_says_why() -> None:
    view = seen(rows=(), empty="No project has a partner here.")
    assert (view.rows, view.count, view.counted, view.pages) == ((), 0, "0 rows", 1)
    assert view.empty == "No project has a partner here."


def test_counting_is_in_words_one_may_give() -> None:
    assert seen().counted == "4 rows"
    assert seen(counted="4 partners").counted == "4 partners"


def test_numbers_follow_the_language() -> None:
    table = Table(
        "t", "T", [Column("name", "N"), Column("n", "Works", "number")], [{"name": "a", "n": 1234.5}]
    )
    with translation.override("fr"):
        shown = cells(view_of(table, query=QueryDict(), path="/").rows[0])[1].html
    assert shown in ("1\u202f234", "1\u202f235")

"""The list of laboratories: filters as a sentence, the count first, one page, exports that keep the filters."""

import pytest

from pages.unit.reading import csv_rows, page, queries, read, xlsx_rows

pytestmark = [pytest.mark.usefixtures("site_data"), pytest.mark.django_db]
SINGAPORE = {"BMC2", "CINTRA", "IPAL", "MajuLab"}


def names(client, query: str) -> set[str]:
    return {
        row["name"].split(",")[0]
        for row in csv_rows(client, f"/laboratories/tables/laboratories.csv?{query}")
    }


def test_all_laboratories_are_counted_with_those_that_belong_nowhere(client):
    text = read(client, "/laboratories/")
    rows = csv_rows(client, "/laboratories/tables/laboratories.csv")
    unattached = [row for row in rows if row["institute_stated"] == "unattached"]
    assert f"{len(rows):,} laboratories in the register, {len(unattached)} unattached." in text
    assert len(rows) > 1000


def test_joint_laboratories_of_singapore_are_the_four(client):
    assert names(client, "country=SG&joint=1") == SINGAPORE
    text = read(client, "/laboratories/?country=SG&joint=1")
    assert "4 laboratories" in text
    assert "Leave out: Country is Singapore" in text
    assert "Leave out: International joint laboratories only" in text


def test_a_filter_is_left_out_by_its_own_address(client):
    html = page(client, "/laboratories/?country=SG&joint=1&text=jul")
    assert 'href="/laboratories/?country=SG&amp;text=jul"' in html
    assert 'href="/laboratories/?joint=1&amp;text=jul"' in html


@pytest.mark.parametrize("text", ["majulab", "MajuLab", "IRL 3654", "UMI 3654"])
def test_text_finds_names_and_labels_old_and_new(client, text):
    assert names(client, f"text={text}") == {"MajuLab"}


def test_an_institute_finds_what_is_stated_and_what_is_proposed_and_says_which(client):
    rows = csv_rows(client, "/laboratories/tables/laboratories.csv?institute=insis")
    assert {row["institute_stated"] for row in rows} == {"stated", "proposed"}
    assert [row["name"].split(",")[0] for row in rows if row["institute_stated"] == "stated"] == ["CINTRA"]
    assert "INSIS (proposed)" in read(client, "/laboratories/?institute=insis")


def test_the_list_is_paged_by_fifty_and_keeps_its_filters(client):
    html = page(client, "/laboratories/?country=FR&sort=-city&page=2")
    assert html.count('<th scope="row"') == 50
    assert "Page 2 of" in read(client, "/laboratories/?country=FR&sort=-city&page=2")
    assert "/laboratories/?country=FR&amp;sort=-city&amp;page=3" in html
    assert "tables/laboratories.csv?country=FR&amp;table=laboratories&amp;sort=-city" in html


def test_pages_do_not_overlap(client):
    pages = [page(client, f"/laboratories/?page={number}").split("<tbody")[1] for number in (1, 2)]
    first, second = ({part.split('"')[0] for part in html.split("/laboratories/rnsr-")[1:]} for html in pages)
    assert len(first) == len(second) == 50
    assert first.isdisjoint(second)


def test_an_empty_list_says_why_and_offers_the_next_thing(client):
    html = page(client, "/laboratories/?country=SG&text=zebra")
    text = read(client, "/laboratories/?country=SG&text=zebra")
    assert "No laboratory answers to all of these at once: Country is Singapore · " in text
    assert 'href="/laboratories/?country=SG"' in html
    assert "See all laboratories" in read(client, "/laboratories/?text=zebra")


def test_a_page_after_the_last_says_so(client):
    assert "The list ends before this page. See the first page" in read(client, "/laboratories/?page=9999")


@pytest.mark.parametrize("query", ["page=0", "page=x", "page=10001", "sort=colour"])
def test_what_cannot_be_asked_is_refused(client, query):
    assert client.get(f"/laboratories/?{query}").status_code == 400


@pytest.mark.parametrize("query", ["text=%00", "country=%27%22", "institute=nowhere", f"text={'a' * 5000}"])
def test_odd_filters_find_nothing_and_break_nothing(client, query):
    assert client.get(f"/laboratories/?{query}").status_code == 200


def test_the_workbook_holds_the_same_rows(client):
    rows = xlsx_rows(client, "/laboratories/tables/laboratories.xlsx?country=SG&joint=1")
    assert {row[0].split(",")[0] for row in rows[1:]} == SINGAPORE


def test_three_rows_cost_as_many_queries_as_one(client):
    one, three = queries(client, "/laboratories/?text=MajuLab"), queries(client, "/laboratories/?country=SG")
    assert one == three == 6

"""An organisation from public data: who it is, what we do together, and what no source says."""

import pytest

from pages.unit.reading import csv_rows, page, provenance, queries, read, xlsx_rows

pytestmark = [pytest.mark.usefixtures("site_data"), pytest.mark.django_db]
NTU, CNR = "/organisations/ror-02e7b5302/", "/organisations/ror-04zaypm56/"


def test_ntu_is_named_in_its_languages_and_party_to_two_joint_laboratories(client):
    names = {(row["name"], row["language_code"]) for row in csv_rows(client, f"{NTU}tables/names.csv")}
    assert ("Nanyang Technological University", "en") in names
    assert ("Universiti Teknologi Nanyang", "ms") in names
    units = csv_rows(client, f"{NTU}tables/units.csv")
    assert {row["unit"] for row in units} == {"CINTRA", "MajuLab"}
    assert {row["kind"] for row in units} == {"joint laboratory abroad"}


def test_identifiers_are_kept_and_lead_to_their_registries(client):
    rows = {
        (row["kind"], row["value"]): row["url"] for row in csv_rows(client, f"{NTU}tables/identifiers.csv")
    }
    assert rows["ROR", "02e7b5302"] == "https://ror.org/02e7b5302"
    assert any(kind == "Wikidata" for kind, _value in rows)


def test_what_we_do_together_has_count_share_and_interval(client):
    row = csv_rows(client, f"{CNR}tables/activity.csv")[0]
    assert row["kind"] == "Shared European projects"
    assert float(row["count_low"]) < float(row["count"]) < float(row["count_high"])
    assert 0 < float(row["share_low"]) < float(row["share"]) < float(row["share_high"]) < 1
    years = csv_rows(client, f"{CNR}tables/years-cordis.csv")
    assert sum(int(year["count"]) for year in years) == int(row["count"])
    text = read(client, CNR)
    assert "Shared European projects" in text
    assert "95% interval" in text
    assert "CORDIS, European research projects , as of 2018" in text


def test_every_shared_project_can_be_opened_and_the_file_holds_them_all(client):
    total = int(csv_rows(client, f"{CNR}tables/activity.csv")[0]["count"])
    assert len(csv_rows(client, f"{CNR}tables/projects.csv")) == total > 10
    assert f"10 of {total}; the files to download hold them all" in read(client, CNR)
    assert 'href="https://cordis.europa.eu/project/rcn/' in page(client, CNR)


def test_how_each_source_was_linked_is_said(client):
    how = {row["source"]: row["how"] for row in csv_rows(client, f"{CNR}tables/links.csv")}
    assert how["European projects"] == "its name, matched within the country"
    assert how["OpenAlex"] == "an identifier both know"


def test_an_organisation_known_by_its_pic_only_has_a_page(client):
    html = page(client, "/organisations/pic-999992401/")
    text = read(client, "/organisations/pic-999992401/")
    assert "PIC 999992401" in html
    assert "Not in the registry of organisations" in text or "not in the registry of organisations" in text


def test_another_key_leads_to_the_one_it_is_known_by(client):
    assert client.get("/organisations/pic-999997930/")["Location"] == "/organisations/ror-02feahw73/"
    assert "This is our own organisation" in read(client, "/organisations/ror-02feahw73/")


def test_a_record_that_ended_leads_to_its_successor_and_shows_both(client):
    html = page(client, "/organisations/ror-01yvrd251/")
    text = read(client, "/organisations/ror-01yvrd251/")
    assert "What it did goes on under another record: Sorbonne Université." in text
    assert 'href="/organisations/ror-02en5vm52/"' in html
    assert "Université Pierre-et-Marie-Curie" in text


def test_when_nothing_is_shared_the_page_says_so_and_offers_the_country(client):
    text = read(client, _stranger(client))
    assert "Nothing shared is known" in text
    assert "See its country" in text


def _stranger(client) -> str:
    """An organisation of Fiji with which nothing is shared."""
    rows = csv_rows(client, "/countries/FJ/tables/organisations.csv")
    return f"/organisations/{rows[0]['key']}/"


def test_what_the_sources_could_hold_and_do_not_is_said(client):
    text = read(client, NTU)
    assert "No European project with it is among ours" in text
    assert "Our co-publications with it are not counted" in text


@pytest.mark.parametrize("key", ["ror-000000000", "nothing", "pic-1", "hal-0"])
def test_an_unknown_key_is_not_found(client, key):
    assert client.get(f"/organisations/{key}/").status_code == 404
    assert client.get(f"/organisations/{key}/tables/names.csv").status_code == 404


def test_exports_are_read_again(client):
    assert (
        len(xlsx_rows(client, f"{NTU}tables/names.xlsx"))
        == len(csv_rows(client, f"{NTU}tables/names.csv")) + 1
    )
    assert provenance(client, f"{NTU}tables/names.csv")["licence"] == "CC0-1.0"
    assert client.get(f"{NTU}tables/names.ods").status_code == 404
    assert client.get(f"{NTU}tables/projects.csv").status_code == 404


def test_one_unit_or_many_cost_the_same(client):
    few, many = queries(client, NTU), queries(client, "/organisations/ror-02en5vm52/")
    assert few == many == 7

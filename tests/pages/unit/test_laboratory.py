"""One laboratory: every name, label, attachment and party with its source; what is proposed is said to be."""

import pytest

from pages.unit.reading import csv_rows, page, queries, read

pytestmark = [pytest.mark.usefixtures("site_data"), pytest.mark.django_db]
CINTRA, MAJULAB = "/laboratories/rnsr-200919745C/", "/laboratories/rnsr-201420852J/"
IPAL = "/laboratories/rnsr-200619753Z/"


def test_cintra_says_what_it_is_where_and_since_when(client):
    text = read(client, CINTRA)
    assert "Joint laboratory abroad, IRL 3288, Singapore, since 2009." in text
    assert "CNRS International - NTU - Thales Research Alliance" in text


def test_both_proofs_of_thales_are_kept_and_the_text_alone_names_ntu(client):
    rows = csv_rows(client, f"{CINTRA}tables/parties.csv")
    said = {(row["party"], row["role"]) for row in rows}
    assert said == {
        ("Thales", "supervising body"),
        ("Thales", "partner"),
        ("Nanyang Technological University", "partner"),
    }
    text = read(client, CINTRA)
    assert "Formalised supervising body, as UMI 3288" in text
    assert "Declared partner" in text


def test_labels_of_both_generations_are_kept(client):
    rows = csv_rows(client, f"{CINTRA}tables/history.csv")
    assert {row["text"] for row in rows if row["what"] == "label"} == {"IRL 3288", "UMI 3288"}


def test_an_institute_that_a_source_states_is_declared(client):
    text = read(client, CINTRA)
    assert "Declared INSIS, Institute of Engineering and Systems Sciences" in text
    assert "proposed" not in text.split("Its institute or centre")[1].split("Where it stands")[0].replace(
        "How an attachment is proposed", ""
    )


def test_an_institute_that_is_only_proposed_says_why_and_how_sure(client):
    text = read(client, IPAL)
    assert "Detected INS2I, Institute for Information Sciences and Technologies (proposed)" in text
    assert "field 9 of the registry" in text
    assert "confidence." in text
    assert "No source states its institute: the one shown is proposed from its field." in text


def test_the_country_says_by_what_it_is_known(client):
    text = read(client, CINTRA)
    assert "Singapore . Read from the dated list of the organisation pack." in text
    assert "How the country is read" in text


def test_what_is_not_known_is_said(client):
    text = read(client, CINTRA).split("What is not known")[1]
    assert "No source loaded gives its publications, so none are counted." in text


def test_institutes_and_offices_have_pages_of_their_own(client):
    assert client.get("/laboratories/insis/")["Location"] == "/organisation/institutes/insis/"
    assert client.get("/laboratories/office-singapore/")["Location"] == "/offices/office-singapore/"


@pytest.mark.parametrize("code", ["nothing", "dei", "cnrs", "rnsr-000000000X"])
def test_what_is_no_laboratory_is_not_found(client, code):
    assert client.get(f"/laboratories/{code}/").status_code == 404
    assert client.get(f"/laboratories/{code}/tables/history.csv").status_code == 404


def test_the_page_is_in_both_languages(client):
    french = page(client, CINTRA, language="fr")
    assert "Institut des sciences de l’ingénierie et des systèmes" in french


def test_one_party_or_three_cost_the_same(client):
    def party_count(path: str) -> int:
        return len(csv_rows(client, f"{path}tables/parties.csv"))

    assert party_count(CINTRA) == 3
    assert queries(client, CINTRA) <= 11
    assert (
        abs(queries(client, CINTRA) - queries(client, MAJULAB)) <= 1
    )  # a classification is read where there is a field

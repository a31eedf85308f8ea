"""The page of a country says what the sources say, with their dates, and plainly what they do not."""

import csv
import io
import re

import pytest
from django.test import Client
from django.utils.html import strip_tags

from portulan.foundations.tables.exports import read_back

pytestmark = [pytest.mark.usefixtures("site_data"), pytest.mark.django_db]


def page(client: Client, path: str, language: str = "en") -> str:
    response = client.get(path, headers={"accept-language": language})
    assert response.status_code == 200
    return response.content.decode()


def words(html: str) -> str:
    """The text of a page as it is read: no tag, no script, one space between words."""
    return re.sub(r"[ \n]+", " ", strip_tags(re.sub(r"<script.*?</script>", "", html, flags=re.DOTALL)))


@pytest.fixture
def singapore(client):
    return page(client, "/countries/SG/")


def laboratories(html: str) -> list[str]:
    part = html.split('class="lines laboratories"')[1].split("</ul>\n    <details", maxsplit=1)[0]
    return [words(f"<li{one}") for one in part.split("<h3")[1:]]


def test_singapore_has_exactly_the_four_joint_laboratories(singapore):
    names = re.findall(r'<h3>\s*<a href="/laboratories/rnsr-\w+/">(.+?)</a>', singapore)
    assert names == ["BMC2", "CINTRA", "IPAL", "MajuLab"]
    assert "4 joint laboratories: BMC2, CINTRA, IPAL and MajuLab." in words(singapore)


def test_cintra_shows_the_proof_of_the_registry_and_that_of_the_reference_text(singapore):
    cintra = next(one for one in laboratories(singapore) if "CINTRA" in one)
    assert "IRL 3288" in cintra
    assert "Since 2009" in cintra
    assert re.search(r"Formalised CNRS and Thales,? 2022 \(RNSR", cintra)
    assert re.search(r"Declared CNRS, Thales and NTU \(CNRS, « Le pilotage", cintra)


def test_institute_is_said_to_be_stated_or_proposed(singapore):
    found = {
        name: one for one in laboratories(singapore) for name in ("CINTRA", "BMC2", "MajuLab") if name in one
    }
    assert "Institute: INSIS (CNRS, « Le pilotage" in found["CINTRA"]
    assert "Institute, proposed: INSB" in found["BMC2"]
    assert "No institute is known." in found["MajuLab"]


def test_singapore_has_an_office_since_2014_with_its_source(singapore):
    text = words(singapore)
    assert "covered by CNRS office in Singapore" in text
    assert re.search(r"CNRS office in Singapore \(ASEAN\) since 2014", text)
    assert "By default of the organisation pack: no source names this country." in text


def test_co_authorship_with_france_by_year(singapore):
    text = words(singapore)
    assert "809 works in 2018, 349 in 2010." in text
    assert "95% interval: 754 to 867" in text
    assert "+13.0%" in text
    assert "4.8%" in text
    assert "809 of the 16,806 works with an author in Singapore." in text
    assert "as of August 2024" in text


def test_no_shared_project_is_said_with_what_the_data_cover(singapore):
    text = words(singapore)
    assert "The loaded projects hold none of CNRS with a partner in Singapore." in text
    assert "They are European projects that started in 2014–2018" in text


def test_what_is_not_known_comes_from_real_gaps(singapore):
    text = words(singapore.split('id="unknown"')[1])
    assert "Co-authorship by country is known for 1990–2018 only." in text
    assert "Our co-publications with this country: the organisation pack has no source of them." in text
    assert "the institute of: MajuLab." in text
    assert "portulan data build" not in text.split("Organisations there")[0], (
        "all sources of the pack are loaded"
    )


def test_organisations_there_by_type_and_name(singapore):
    part = singapore.split('id="table-organisations"')[1]
    names = re.findall(r'<th scope="row" class="link"><a href="/organisations/[^"]+">(.+?)</a>', part)
    assert names.index("Nanyang Technological University") < names.index("National University of Singapore")


def test_in_french(client):
    text = words(page(client, "/countries/SG/", "fr"))
    assert "Singapour" in text
    assert "Asie du Sud-Est" in text
    assert "+13,0" in text
    assert "16\u202f806" in text


def test_germany_shows_projects_and_partners_in_bands(client):
    html = page(client, "/countries/DE/")
    text = words(html)
    assert "361 shared European projects (started in 2014–2018)." in text
    assert (
        "361 projects with a partner in this country, of the 830 of ours that started in 2014–2018." in text
    )
    assert re.findall(r'class="band-(\w+)"', html) == ["ten", "five", "two", "one"]
    assert "https://cordis.europa.eu/project/rcn/" in html
    assert "Marie Skłodowska-Curie actions" in text
    assert "not recognised in the registry of organisations" in text


def test_japan_has_enough_for_counts_and_not_for_growth_of_projects(client):
    text = words(page(client, "/countries/JP/"))
    assert "14 shared European projects" in text
    assert "Not enough data" in text
    assert "10 needed." in text


def test_a_country_with_nothing_is_designed(client):
    text = words(page(client, "/countries/FJ/"))
    assert "No joint laboratory of ours stands in this country." in text
    assert "The loaded projects hold none of CNRS with a partner in Fiji." in text
    assert "works in 2018" in text


def test_antarctica_has_a_page(client):
    text = words(page(client, "/countries/AQ/"))
    assert "Antarctica" in text
    assert "What we do not know" in text


def test_the_home_country_is_not_co_authored_with_itself(client):
    text = words(page(client, "/countries/FR/"))
    assert re.search(r"This is the home country: [\d,]+ laboratories of ours stand here\.", text)
    assert "Works with an author in this country" in text
    assert "Co-authorship, France – France" not in text
    assert "Our joint laboratories 20" not in text


def test_small_letters_lead_to_the_same_page(client):
    response = client.get("/countries/sg/")
    assert (response.status_code, response["Location"]) == (301, "/countries/SG/")


@pytest.mark.parametrize("path", ["/countries/ZZ/", "/countries/SGP/", "/countries/SG/tables/none.csv",
                                  "/countries/SG/tables/coauthorship.pdf", "/countries/ZZ/tables/coauthorship.csv",
                                  "/countries/tables/none.csv"])  # fmt: skip
def test_what_does_not_exist_answers_as_any_unknown_address(client, path):
    response = client.get(path)
    assert response.status_code == 404
    assert response.content == client.get("/no-such-address/").content.replace(
        b"/no-such-address/", path.encode()
    )


def test_an_unknown_order_is_refused_with_those_there_are(client):
    response = client.get("/countries/SG/?table=organisations&sort=colour")
    assert response.status_code == 400


def test_co_authorship_as_csv_holds_years_intervals_and_provenance(client):
    response = client.get("/countries/SG/tables/coauthorship.csv")
    keys, rows = read_back(response.content)
    by_year = {row[0]: row for row in rows}
    assert keys[:4] == ["year", "works", "works_low", "works_high"]
    assert by_year["2018"][1] == "809"
    assert by_year["2010"][1] == "349"
    assert len(rows) == 29
    trailer = response.content.decode("utf-8-sig")
    assert "Co-authorship between countries" in trailer
    assert "http://testserver/countries/SG/" in trailer


@pytest.mark.parametrize("key", ["covered-by", "joint-laboratories", "coauthorship", "organisations"])
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_every_table_of_singapore_is_a_file(client, key, form):
    response = client.get(f"/countries/SG/tables/{key}.{form}")
    assert response.status_code == 200
    assert response["Content-Disposition"] == f'attachment; filename="{key}-SG.{form}"'


@pytest.mark.parametrize(
    "key", ["projects-by-year", "projects-by-programme", "projects", "partners-projects", "coauthorship"]
)
def test_every_table_of_germany_is_a_file_with_all_its_rows(client, key):
    content = client.get(f"/countries/DE/tables/{key}.csv").content.decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(content)))
    counts = {"projects": 361, "partners-projects": 370, "projects-by-year": 5, "coauthorship": 29}
    body = lines[1 : lines.index([])]
    assert len(body) == counts.get(key, len(body)) > 0


def test_the_joint_laboratories_file_has_one_row_per_proof(client):
    _keys, rows = read_back(client.get("/countries/SG/tables/joint-laboratories.csv").content)
    cintra = [row for row in rows if row[0] == "CINTRA"]
    assert {row[0] for row in rows} == {"BMC2", "CINTRA", "IPAL", "MajuLab"}
    assert sorted(row[7].split(",")[0] for row in cintra) == ["CNRS", "CNRS", "RNSR"]


def test_each_table_address_of_the_page_answers(client, singapore):
    for path in set(re.findall(r'href="(/countries/SG/tables/[^"?]+)', singapore)):
        assert client.get(path).status_code == 200, path


def test_every_figure_stands_with_its_source_and_method(singapore):
    for figure in re.findall(r'<div class="figure">.*?</div>', singapore, flags=re.DOTALL):
        assert "/sources/" in figure
        assert "/sources/methods/#" in figure


def test_a_table_one_asked_something_of_is_unfolded(client):
    folded, asked = (
        page(client, "/countries/DE/"),
        page(client, "/countries/DE/?table=partners-projects&sort=-count"),
    )
    assert '<details class="twin" open>' not in folded
    assert '<details class="twin" open>' in asked
    counts = [int(text) for text in re.findall(r'data-label="Shared projects">(?:<[^>]+>)*\s*(\d+)', asked)]
    assert len(counts) == 20
    assert counts == sorted(counts, reverse=True)

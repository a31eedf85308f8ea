"""The sample: made from whole files as its tool says, and as it stands in the project."""

import csv
import gzip
import hashlib
import io
import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from portulan.analytics.sources.catalogue import SOURCES
from portulan.analytics.sources.naming import may_be_person
from portulan.analytics.sources.source import Source
from sample_names import may_name_person, restored
from tools import whole
from tools.conftest import ROOT

SAMPLE = ROOT / "sample"
MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[a-z]{2,}", re.IGNORECASE)
NAMES = "cordis/h2020_organisation_names_2017.csv.gz"
PARTICIPATIONS = "cordis/h2020_participations_2014_2018.csv.gz"
STRUCTURES = "rnsr/fr_esr_research_structures_2022.csv.gz"
COAUTHORSHIP = "country_coauthorship/WrldCo_1990_2018.zip"


def run(*, raw: Path, to: Path, packs: Path) -> subprocess.CompletedProcess[str]:
    arguments = ("--from", str(raw), "--to", str(to), "--packs", str(packs))
    tool = (sys.executable, str(ROOT / "tools/reduce_sample.py"), *arguments)
    return subprocess.run(tool, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def reduced(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample of the invented folder, and beside it a second one made the same way."""
    folder = tmp_path_factory.mktemp("reduced")
    raw, packs = whole.write(folder / "raw"), folder / "packs"
    packs.mkdir()
    (packs / "parties.toml").write_text('key = "ror-0gggggg07"\n')
    for name in ("sample", "again"):
        done = run(raw=raw, to=folder / name, packs=packs)
        assert done.returncode == 0, done.stderr
    return folder / "sample"


def text(path: Path) -> str:
    return gzip.decompress(path.read_bytes()).decode()


def rows(path: Path, delimiter: str = ",") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text(path)), delimiter=delimiter))


def records(folder: Path) -> list[dict[str, object]]:
    return [
        json.loads(line) for path in sorted((folder / "ror").glob("*.gz")) for line in text(path).splitlines()
    ]


def files(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_same_input_gives_the_same_bytes(reduced: Path) -> None:
    assert files(reduced) == files(reduced.with_name("again"))


def test_projects_are_kept_whole(reduced: Path) -> None:
    assert [(row["rcn"], row["pic"]) for row in rows(reduced / PARTICIPATIONS)] == [
        ("1", whole.OURS["CNRS"]),
        ("1", "900000001"),
        ("1", "900000002"),
        ("1", "900000003"),
        ("2", whole.OURS["Inria"]),
        ("2", "900000004"),
        ("3", "900000003"),
    ]
    parts = rows(reduced / "cordis/h2020_programme_parts.csv.gz")
    assert [row["rcn"] for row in parts] == ["1", "2", "3"]


def test_names_of_persons_are_left_out(reduced: Path) -> None:
    kept = {row["pic"]: (row["name"], row["short_name"]) for row in rows(reduced / NAMES)}
    assert kept == {
        whole.OURS["CNRS"]: ("US", "US"),
        "900000002": ("Meer Technik GmbH", ""),
        "900000003": ("THE STRAIT UNIVERSITY OF SCIENCE", "SUS"),
    }


def test_structures_of_ours_and_those_that_took_one_up(reduced: Path) -> None:
    kept = rows(reduced / STRUCTURES, ";")
    assert [row["numero_national_de_structure"] for row in kept] == ["200000001A", "200000003C"]
    assert [row["site_web"] for row in kept] == ["", "http://took"]
    assert "adresse" not in kept[0]


def test_addresses_and_mail_are_left_out_of_copublications(reduced: Path) -> None:
    kept = rows(reduced / "copublications/hal_inria_bordeaux_sophia_2018_2024.csv.gz")
    assert [row["Ville"] for row in kept] == ["Town", ""]
    assert {"Adresse", "Mots-cles", "Latitude", "Longitude"}.isdisjoint(kept[0])


def test_records_that_a_name_may_mean_are_kept_with_their_family(reduced: Path) -> None:
    kept = {str(one["id"])[-9:] for one in records(reduced)}
    related, exact, near, predecessor = "0aaaaaa01", "0cccccc03", "0bbbbbb02", "0dddddd04"
    body, alone, by_a_pack = "0hhhhhh08", "0ffffff06", "0gggggg07"
    assert {"02feahw73", related, exact, near, predecessor, body, alone, by_a_pack} <= kept
    small = {f"0eeeee{number:03}" for number in range(100, 115)}
    assert len(kept & small) == 11  # with the institute, twelve active ones of Germany
    assert not any({"email_address", "ip_addresses"} & one.keys() for one in records(reduced))


def test_institutions_have_no_picture(reduced: Path) -> None:
    kept = rows(reduced / "openalex/institutions_full.csv.gz")
    assert [row["display_name"] for row in kept] == ["Strait", "Alone"]
    assert {"homepage_url", "image_url"}.isdisjoint(kept[0])


def test_networks_keep_the_diagonal_and_the_works_of_france(reduced: Path) -> None:
    with zipfile.ZipFile(reduced / COAUTHORSHIP) as archive:
        assert archive.namelist() == [f"WrldCo{year}.net" for year in range(2013, 2019)]
        content = archive.read("WrldCo2013.net").decode()
        recent = {archive.read(f"WrldCo{year}.net").decode() for year in range(2014, 2019)}
    assert content.startswith("\ufeff% by hand\r\n")
    arcs = content.partition("*arcs\r\n")[2].splitlines()
    assert arcs == ["1 1 100 ", "1 2 8 ", "2 1 8 ", "2 2 11 ", "3 3 2 "]
    (whole_one,) = recent
    assert "2 3 5 " in whole_one.splitlines()  # of the last five years, others' works together too


def test_countries_keep_the_box_of_their_largest_part(reduced: Path) -> None:
    (country,) = json.loads(text(reduced / "natural_earth/ne_50m_admin_0_countries.json.gz"))["features"]
    assert country["geometry"]["coordinates"] == [[[5, 40], [9, 40], [9, 50], [5, 50], [5, 40]]]
    assert "NAME_FR" not in country["properties"]
    labels = json.loads(text(reduced / "natural_earth/ne_10m_admin_0_label_points.json.gz"))["features"]
    assert [one["properties"]["scalerank"] for one in labels] == [0]


def test_provenance_counts_rows(reduced: Path) -> None:
    lines = (reduced / "PROVENANCE.md").read_text().splitlines()
    assert any(line.startswith(f"| `{PARTICIPATIONS}` |") and line.endswith("| 7 | 7 |") for line in lines)


def test_a_folder_without_the_whole_files_is_refused(tmp_path: Path) -> None:
    done = run(raw=tmp_path, to=tmp_path / "sample", packs=tmp_path)
    assert done.returncode == 1
    assert "lacks" in done.stderr
    assert "--from" in done.stderr
    assert not (tmp_path / "sample").exists()


@pytest.mark.parametrize(
    ("name", "left_out"),
    [
        ("SOMEBODY ANNA", True),
        ("A.B. Somebody", True),
        ("Maria Anna de Somebody e Somebody Else", True),
        ("Somebody & Somebody", True),
        ("SOMEBODY ANNA CONSULTANTS", True),
        ("SOMEBODY", False),
        ("Somebody S.p.A.", False),
        ("SOMEBODY A/S", False),
        ("Sihtasutus Meri", False),
    ],
)
def test_a_private_name_must_show_an_organisation(name: str, left_out: bool) -> None:
    assert may_name_person(name, "PRC") is left_out
    assert not may_name_person(name, "HES")


# The sample as it stands in the project.


def data_files() -> list[str]:
    return sorted(name for name in files(SAMPLE) if name.endswith((".gz", ".zip")))


def test_the_sample_is_small() -> None:
    assert sum(map(len, files(SAMPLE).values())) < 8_000_000


def test_every_file_has_its_line_and_its_sum() -> None:
    sums = dict(reversed(line.split("  ")) for line in (SAMPLE / "SHA256SUMS").read_text().splitlines())
    assert sums == {name: hashlib.sha256((SAMPLE / name).read_bytes()).hexdigest() for name in data_files()}
    told = re.findall(r"^\| `([^`]+)` \|", (SAMPLE / "PROVENANCE.md").read_text(), re.MULTILINE)
    assert told == data_files()


@pytest.mark.parametrize("name", [name for name in data_files() if name.endswith(".gz")])
def test_no_mail_address(name: str) -> None:
    assert MAIL.findall(text(SAMPLE / name)) == []


def test_no_name_of_cordis_may_be_a_persons() -> None:
    private = [row for row in rows(SAMPLE / NAMES) if row["activity_type"] not in {"HES", "REC", "PUB"}]
    assert len(private) > 900
    for row in private:
        for name in (row["name"], row["short_name"]):
            plain = restored(name)
            assert plain is not None
            assert not may_name_person(name, row["activity_type"])
            assert not may_be_person(plain)


def test_the_four_joint_laboratories_in_singapore_are_there() -> None:
    kept = {
        row["numero_national_de_structure"]: row["sigle"] or row["libelle"]
        for row in rows(SAMPLE / STRUCTURES, ";")
    }
    found = {kept[number] for number in ("200919745C", "200619753Z", "201420852J", "201420851H")}
    assert found == {"CINTRA", "IPAL", "MajuLab", "BMC2"}


def test_their_parties_are_there() -> None:
    kept = {str(one["id"])[-9:] for one in records(SAMPLE)}
    ntu, nus, thales, nice, sorbonne = "02e7b5302", "01tgyzw49", "04emwm605", "019tgvf94", "02en5vm52"
    assert {"02feahw73", "02kvxyf05", ntu, nus, thales, nice, sorbonne} <= kept


@pytest.mark.parametrize(("year", "works"), [(2010, 349), (2018, 809)])
def test_works_that_france_and_singapore_share(year: int, works: int) -> None:
    with zipfile.ZipFile(SAMPLE / COAUTHORSHIP) as archive:
        content = archive.read(f"WrldCo{year}.net").decode("utf-8-sig")
    numbers = {label: number for number, label in re.findall(r'^(\d+) "(FR|SG)"', content, re.MULTILINE)}
    assert re.search(rf"^{numbers['FR']} {numbers['SG']} {works}\s*$", content, re.MULTILINE)
    assert re.search(rf"^{numbers['SG']} {numbers['FR']} {works}\s*$", content, re.MULTILINE)


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.key)
def test_every_source_has_its_page_and_its_licence(source: Source) -> None:
    page = (ROOT / f"docs/sources/{source.key}.md").read_text(encoding="utf-8")
    assert f"`{source.folder}/`" in page
    assert (ROOT / f"LICENSES/{source.licence}.txt").is_file()
    assert f"| `{source.key}` |" in (ROOT / "LICENSES/README.md").read_text(encoding="utf-8")
    assert f"[`{source.key}`]({source.key}.md)" in (ROOT / "docs/sources/README.md").read_text(
        encoding="utf-8"
    )

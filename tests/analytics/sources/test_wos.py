"""Web of Science's exports: tags, addresses with names in brackets. All invented."""

from pathlib import Path

import pytest

from analytics.sources.reading import read
from portulan.analytics.sources.wos import SOURCE, country
from portulan.analytics.tables.publication_row import Affiliation, Author, Subject, opaque
from portulan.analytics.tables.refusal import UnusableError

START = "FN Clarivate Analytics Web of Science\nVR 1.0\n"
RECORD = """PT J
AU Somebody, IN
   Other, A
   Third, T
AF Somebody, Invented N.
   Other, Another
   Third, Tertius
TI A title that goes on
   over two lines
DT Article; Proceedings Paper
C1 [Somebody, Invented N.; Other, Another] Univ Town, Lab, Town, France.
   [Other, Another] Univ Lake, Lake, CA 94305 USA.
RP Other, A (corresponding author), Univ Lake, Lake, CA 94305 USA.
EM other@example.org
OI Somebody, Invented/0000-0002-1825-0097; Other, Another/0000-0000-0000-0018
TC 12
PY 2024
DI 10.1000/ABC
WC Ecology; Geography, Physical
DA 2026-01-31
UT WOS:000000000000001
ER

"""
TOWN = Affiliation("Univ Town, Lab, Town, France", country="FR")
LAKE = Affiliation("Univ Lake, Lake, CA 94305 USA", country="US")


def test_a_record_and_all_that_is_said_of_it(tmp_path: Path) -> None:
    (work,) = read(SOURCE, tmp_path, f"\ufeff{START}{RECORD}EF\n".replace("\n", "\r\n")).works
    assert (work.source, work.source_id, work.doi, work.row) == (
        "wos",
        "WOS:000000000000001",
        "10.1000/abc",
        3,
    )
    assert (work.title, work.year, work.cited) == ("A title that goes on over two lines", 2024, 12)
    assert (work.kind, work.updated) == ("article", "2026-01-31")
    assert work.authors == (
        Author("", False, (TOWN,)),
        Author(opaque("orcid", "0000-0000-0000-0018"), True, (TOWN, LAKE)),
        Author("", False),
    )
    assert work.subjects == (Subject("wos", "Ecology", main=True), Subject("wos", "Geography, Physical"))
    assert "Somebody" not in repr(work)
    assert "@" not in repr(work)


def test_an_address_without_names_is_claimed_for_all(tmp_path: Path) -> None:
    text = RECORD.replace("[Somebody, Invented N.; Other, Another] ", "").replace("[Other, Another] ", "")
    (work,) = read(SOURCE, tmp_path, START + text).works
    assert {one.affiliations for one in work.authors} == {(TOWN, LAKE)}


def test_the_table_separated_by_tabs(tmp_path: Path) -> None:
    cells = {
        "PT": "J",
        "AU": "Somebody, IN; Other, A",
        "AF": "Somebody, Invented N.; Other, Another",
        "TI": "A title",
        "C1": "[Somebody, Invented N.] Univ Town, Town, France; [Other, Another] Univ Lake, Lake, England",
        "PY": "2024",
        "DI": "10.1000/abc",
        "UT": "WOS:000000000000001",
    }
    found = read(SOURCE, tmp_path, "\t".join(cells) + "\n" + "\t".join(cells.values()) + "\n")
    (work,) = found.works
    countries = [[place.country for place in one.affiliations] for one in work.authors]
    assert (work.title, countries) == ("A title", [["FR"], ["GB"]])


def test_bad_records_are_refused_and_the_others_read(tmp_path: Path) -> None:
    bad = [
        RECORD.replace("UT WOS:000000000000001", "UT "),
        RECORD.replace("PY 2024", "PY 20x4"),
        RECORD.replace("DI 10.1000/ABC", "DI nothing of the kind"),
    ]
    found = read(SOURCE, tmp_path, START + RECORD + "".join(bad) + RECORD.replace("ER\n", ""))
    assert (found.read, len(found.works)) == (5, 1)
    assert [(column, code) for _, column, code in found.refused] == [
        ("UT", "missing"),
        ("PY", "not_a_date"),
        ("DI", "pattern"),
        ("ER", "truncated"),
    ]


def test_a_record_without_end_is_not_held(tmp_path: Path) -> None:
    with pytest.raises(UnusableError, match="no line ER ends"):
        read(SOURCE, tmp_path, START + "PT J\nAB " + ("word " * 200 + "\n   ") * 5000)


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("Univ, Town, Peoples R China.", "CN"),
        ("Univ, Town, Scotland", "GB"),
        ("Univ, MA 02139 USA.", "US"),
        ("Univ, Town, Turkiye.", "TR"),
        ("Univ, Town, Nowhere", ""),
        ("", ""),
    ],
)
def test_countries_in_its_own_words(address: str, code: str) -> None:
    assert country(address) == code

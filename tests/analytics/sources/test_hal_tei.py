"""HAL's export in TEI, its structures after its works. All invented."""

from pathlib import Path

import pytest

from analytics.sources.reading import read
from portulan.analytics.sources.hal_works import SOURCE
from portulan.analytics.tables.publication_row import Affiliation, Author, Subject, opaque
from portulan.analytics.tables.refusal import UnusableError

OPENING = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<TEI xmlns="http://www.tei-c.org/ns/1.0" '
    'xmlns:hal="http://hal.archives-ouvertes.fr/"><text><body><listBibl>'
)
WORK = """
<biblFull>
 <titleStmt><title xml:lang="en">A <hi>work</hi></title>
  <author role="aut"><persName><surname>Somebody</surname></persName><email type="md5">0123</email>
   <idno type="idhal" notation="string">somebody</idno><idno type="idhal" notation="numeric">34</idno>
   <affiliation ref="#struct-1001"/><orgName ref="#struct-9999"/></author>
  <author role="crp"><persName><surname>Other</surname></persName></author>
  <author role="trl"><persName><surname>Translator</surname></persName></author>
 </titleStmt>
 <editionStmt><edition><date type="whenModified">2026-01-31 10:00:00</date>
  <date type="whenProduced">2019</date></edition></editionStmt>
 <publicationStmt><idno type="halId">HAL_ID</idno></publicationStmt>
 <sourceDesc><biblStruct><monogr><imprint><date type="datePub">2021-03-03</date></imprint></monogr>
  <idno type="doi">10.1000/ABC</idno></biblStruct></sourceDesc>
 <profileDesc><textClass><classCode scheme="halDomain" n="info.info-lo">x</classCode>
  <classCode scheme="halTypology" n="ART">x</classCode></textClass></profileDesc>
</biblFull>"""
CLOSING = """
</listBibl></body><back><listOrg type="structures">
 <org type="laboratory" xml:id="struct-1001"><idno type="RNSR">199512345A</idno>
  <idno type="ROR">https://ror.org/02feahw73</idno><orgName>A laboratory</orgName>
  <desc><address><addrLine>1 street</addrLine><country key="FR"/></address></desc></org>
</listOrg></back></text></TEI>"""


def tei(*identifiers: str) -> str:
    return OPENING + "".join(WORK.replace("HAL_ID", one) for one in identifiers) + CLOSING


def test_a_work_and_the_structures_it_names(tmp_path: Path) -> None:
    (work,) = read(SOURCE, tmp_path, tei("hal-01234567")).works
    assert (work.source_id, work.hal_id, work.doi, work.title) == (
        "hal-01234567",
        "hal-01234567",
        "10.1000/abc",
        "A work",
    )
    assert (work.year, work.kind, work.updated) == (2021, "article", "2026-01-31")
    lab = Affiliation("A laboratory", "1001", "02feahw73", "FR", "rnsr-199512345A")
    unknown = Affiliation(institution="9999", structure="halstruct-9999")
    assert work.authors == (Author(opaque("hal", "34"), False, (lab, unknown)), Author("", True))
    assert work.subjects == (Subject("hal", "info", "info.info-lo", True),)
    assert "Somebody" not in repr(work)


def test_many_works_and_a_bad_one(tmp_path: Path) -> None:
    found = read(SOURCE, tmp_path, tei("hal-00000001", "", "hal-00000002", "wrong"))
    assert [work.source_id for work in found.works] == ["hal-00000001", "hal-00000002"]
    assert found.read == 4
    assert [(column, code) for _, column, code in found.refused] == [
        ("idno[@type='halId']", "missing"),
        ("idno[@type='halId']", "pattern"),
    ]
    assert all(row > 1 for row, *_ in found.refused)


def test_a_work_not_published_is_dated_by_its_making(tmp_path: Path) -> None:
    text = tei("hal-00000001").replace('<date type="datePub">2021-03-03</date>', "")
    assert read(SOURCE, tmp_path, text).works[0].year == 2019


def test_cut_short(tmp_path: Path) -> None:
    with pytest.raises(UnusableError, match="well-formed"):
        read(SOURCE, tmp_path, tei("hal-00000001")[:-40])

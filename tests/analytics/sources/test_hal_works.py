"""HAL's answers: authors told by their number, structures by theirs. All invented."""

import json
from pathlib import Path
from typing import Any

from analytics.sources.reading import read
from portulan.analytics.sources.hal_works import SOURCE, person_key
from portulan.analytics.tables.publication_row import Affiliation, Author, Subject, opaque

DOC: dict[str, Any] = {
    "docid": "1",
    "uri_s": "https://hal.science/hal-01234567",
    "halId_s": "hal-01234567",
    "doiId_s": "10.1000/ABC",
    "en_title_s": ["A work"],
    "docType_s": "COUV",
    "publicationDate_s": "2021-05-06",
    "modifiedDate_tdate": "2026-01-31T00:00:00Z",
    "authQuality_s": ["aut", "edt", "crp"],
    "authFullNameFormIDPersonIDIDHal_fs": [
        "Invented Somebody_FacetSep_12-34_FacetSep_invented-somebody",
        "Invented Editor_FacetSep_56-0_FacetSep_",
        "Invented Other_FacetSep_78-0_FacetSep_",
    ],
    "authIdHasStructure_fs": [
        "12-34_FacetSep_Invented Somebody_JoinSep_1001_FacetSep_A  laboratory",
        "12-34_FacetSep_Invented Somebody_JoinSep_1002_FacetSep_A university",
        "78-0_FacetSep_Invented Other_JoinSep_1001_FacetSep_A  laboratory",
        "78-0_FacetSep_Invented Other_JoinSep_1001_FacetSep_A  laboratory",
    ],
    "structId_i": [1001, 1002],
    "structCountry_s": ["fr", "sg"],
    "primaryDomain_s": "info.info-lo",
    "domainAllCode_s": ["info", "info.info-lo", "math"],
}
LAB = Affiliation("A laboratory", "1001", country="FR", structure="halstruct-1001")
UNIVERSITY = Affiliation("A university", "1002", country="SG", structure="halstruct-1002")


def answer(*docs: dict[str, Any]) -> str:
    return json.dumps({"response": {"numFound": len(docs), "start": 0, "docs": docs}})


def test_a_work_its_authors_and_where_they_stood(tmp_path: Path) -> None:
    (work,) = read(SOURCE, tmp_path, answer(DOC)).works
    assert (work.source, work.source_id, work.hal_id, work.doi) == (
        "hal",
        "hal-01234567",
        "hal-01234567",
        "10.1000/abc",
    )
    assert (work.title, work.year, work.kind, work.updated) == ("A work", 2021, "book-chapter", "2026-01-31")
    assert work.authors == (Author(opaque("hal", "34"), False, (LAB, UNIVERSITY)), Author("", True, (LAB,)))
    assert work.subjects == (Subject("hal", "info", "info.info-lo", True), Subject("hal", "math", "math"))
    assert "Somebody" not in repr(work)


def test_a_person_not_claimed_has_no_key() -> None:
    assert person_key("12-34") == opaque("hal", "34")
    assert [person_key(form) for form in ("12-0", "12", "", "12-x")] == [""] * 4


def test_countries_are_left_out_where_there_are_not_as_many(tmp_path: Path) -> None:
    (work,) = read(SOURCE, tmp_path, answer({**DOC, "structCountry_s": ["fr"]})).works
    assert {place.country for author in work.authors for place in author.affiliations} == {""}


def test_editors_count_where_there_is_no_author(tmp_path: Path) -> None:
    (work,) = read(SOURCE, tmp_path, answer({**DOC, "authQuality_s": ["edt", "edt", "edt"]})).works
    assert [one.corresponding for one in work.authors] == [None] * 3


def test_authors_are_counted_where_only_names_are_given(tmp_path: Path) -> None:
    bare = {key: value for key, value in DOC.items() if not key.startswith("auth")}
    (work,) = read(
        SOURCE, tmp_path, answer({**bare, "authFullName_s": ["Invented Somebody", "Invented Other"]})
    ).works
    assert work.authors == (Author(), Author())


def test_bad_records_are_refused(tmp_path: Path) -> None:
    bad = [
        {**DOC, "halId_s": "1-wrong"},
        {**DOC, "doiId_s": "doi/123"},
        {**DOC, "authQuality_s": ["aut"]},
        {**DOC, "publicationDate_s": "someday"},
        {**DOC, "authQuality_s": {"a": 1}},
    ]
    found = read(SOURCE, tmp_path, answer(DOC, *bad))
    assert (found.read, len(found.works)) == (6, 1)
    assert found.refused == [
        (2, "halId_s", "pattern"),
        (3, "doiId_s", "pattern"),
        (4, "authQuality_s", "parallel"),
        (5, "publicationDate_s", "not_a_date"),
        (6, "authQuality_s", "type"),
    ]

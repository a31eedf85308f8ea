"""Every file is known by its content; every real file at hand is read with its count, or refused with its reason."""

import gzip
import os
import zipfile
from collections import Counter
from pathlib import Path

import pytest

from analytics.sources.reading import file_of
from analytics.tables.checking import check
from portulan.analytics.engine.embedded import Engine
from portulan.analytics.sources.publication_catalogue import HELD_BY_PEOPLE, PUBLICATION_SOURCES, recognised
from portulan.analytics.sources.raw import RawFile
from portulan.analytics.sources.source import BoundedIntake
from portulan.analytics.tables.publication_row import Publication, number_of
from portulan.analytics.tables.publications import WORKS
from portulan.analytics.tables.refusal import UnusableError

ROOT = Path(__file__).resolve().parents[3]
FORMATS = Path(os.environ.get("PORTULAN_SHARED", ROOT.parent / "shared")) / "data/formats"
PATTERN, MISSING = "pattern", "missing"
OTHERS = 150

# Every file of a kind that is read: source, records, works, and the codes of what was refused.
EXPECTED: dict[str, tuple[str, int, int, dict[str, int]]] = {
    "bibliometrix/lens_sample.csv": ("lens", 8, 8, {}),
    "bibliometrix/openalex_sample.csv": ("openalex", 8, 8, {}),
    "bibliometrix/scopus_sample.csv": ("scopus", 8, 8, {}),
    "bibliometrix/wos_sample.txt": ("wos", 8, 8, {}),
    "hal-01821474.xml": ("hal", 1, 1, {}),
    "hal_tei_exemples/all-validationODD.xml": ("hal", 1, 0, {MISSING: 1}),  # a form to fill in, without identifier
    "hal_tei_exemples/all.xml": ("hal", 1, 0, {MISSING: 1}),
    "hal_tei_exemples/document-validationODD.xml": ("hal", 1, 1, {}),
    "hal_tei_exemples/document.xml": ("hal", 1, 1, {}),
    "svp_harvester/hal_api/doc_for_hash_1.json": ("hal", 1, 1, {}),
    "svp_harvester/hal_api/doc_for_hash_2.json": ("hal", 1, 1, {}),
    "svp_harvester/hal_api/docs_for_researcher.json": ("hal", 1, 0, {PATTERN: 1}),  # "doi/1234"
    "svp_harvester/hal_api/docs_for_researcher_version_1.json": ("hal", 3, 0, {PATTERN: 3}),  # "1-will-not-change"
    "svp_harvester/hal_api/docs_for_researcher_version_2.json": ("hal", 3, 0, {PATTERN: 3}),
    "svp_harvester/hal_api/docs_for_researcher_with_collection_codes.json": ("hal", 1, 1, {}),
    "svp_harvester/hal_api/docs_for_researcher_with_uris.json": ("hal", 4, 4, {}),
    "svp_harvester/hal_api/docs_with_contributor_identifiers.json": ("hal", 2, 2, {}),
    "svp_harvester/hal_api/docs_with_contributors_version_1.json": ("hal", 7, 0, {PATTERN: 7}),
    "svp_harvester/hal_api/docs_with_contributors_version_2.json": ("hal", 6, 0, {PATTERN: 6}),
    "svp_harvester/hal_api/docs_with_date_inconsistency.json": ("hal", 1, 1, {}),
    "svp_harvester/hal_api/docs_with_date_invalid_format.json": ("hal", 1, 1, {}),
    "svp_harvester/hal_api/docs_with_inconsistent_contributors.json": ("hal", 1, 1, {}),
    "svp_harvester/hal_api/docs_with_inconsistent_structured_names.json": ("hal", 1, 1, {}),
    "svp_harvester/hal_api/docs_with_keyword_collision_controlled_concept.json": ("hal", 1, 0, {PATTERN: 1}),
    "svp_harvester/hal_api/docs_with_same_kw_twice.json": ("hal", 2, 2, {}),
    "svp_harvester/open_alex_api/open_alex_work_response.json": ("openalex", 1, 1, {}),
    "svp_harvester/open_alex_api/open_alex_work_to_hash.json": ("openalex", 1, 1, {}),
    "svp_harvester/open_alex_api/open_alex_work_to_hash_2.json": ("openalex", 1, 1, {}),
    "svp_harvester/open_alex_api/open_alex_work_with_hal_locations.json": ("openalex", 1, 1, {}),
    "svp_harvester/open_alex_api/open_alex_work_with_various_locations.json": ("openalex", 1, 1, {}),
    **{
        f"svp_harvester/scanr_api/{name}.json": ("scanr", 1, 1, {})
        for name in (
            "scanr_api_doc_hash_1",
            "scanr_api_doc_hash_2",
            "scanr_api_publication_authors_dupe",
            "scanr_api_publication_doc",
            "scanr_api_publication_doc_book",
            "scanr_api_publication_doc_concepts",
            "scanr_api_publication_with_default_dupe_doc",
            "scanr_publication_doc_with_anon_author",
            "scanr_publication_doc_with_identical_keywords_domains",
            "scanr_publication_doc_with_identical_sudoc_and_keywords_domains",
            "scanr_publication_doc_with_journal_with_title",
            "scanr_publication_doc_with_journal_without_title",
            "scanr_publication_doc_with_keywords_domains",
            "scanr_publication_doc_with_sudoc_domains",
            "scanr_publication_doc_with_wikidata_domains",
        )
    },
    "svp_harvester/scopus_api/scopus_document.xml": ("scopus", 1, 1, {}),
    "svp_harvester/scopus_api/scopus_document_book.xml": ("scopus", 1, 1, {}),
}  # fmt: skip


@pytest.fixture(scope="module")
def formats() -> Path:
    if not FORMATS.is_dir():
        pytest.skip(f"the development data is not there: {FORMATS} (name its folder in PORTULAN_SHARED)")
    return FORMATS


def read(path: Path, name: str) -> tuple[tuple[str, int, int, dict[str, int]] | str, list[Publication]]:
    """Source, records, works and refusals of a file, or the code with which the whole of it is refused."""
    file, intake = RawFile(path, name), BoundedIntake()
    try:
        source = recognised(file)
        works = [one for one in source.records(file, intake) if isinstance(one, Publication)]
    except UnusableError as error:
        return error.refusal.code, []
    return (source.key, intake.read, len(works), dict(intake.reasons)), works


def test_every_real_file_is_read_with_its_count_or_refused_with_its_reason(formats: Path) -> None:
    files = {str(path.relative_to(formats)): path for path in sorted(formats.rglob("*")) if path.is_file()}
    found = {name: read(path, name)[0] for name, path in files.items()}
    assert {name: what for name, what in found.items() if not isinstance(what, str)} == EXPECTED
    refused = Counter(what for what in found.values() if isinstance(what, str))
    assert refused == {
        "unknown_format": OTHERS,
        "encoding": 1,
    }  # feeds, calendars, people, RDF; one holds a NUL


def test_what_is_read_of_real_files_keeps_the_contract(formats: Path, engine: Engine) -> None:
    works = [work for name in EXPECTED for work in read(formats / name, name)[1]]
    rows = {}
    for one in works:
        number = str(number_of(one.source, one.source_id))
        rows[number] = {
            "work": number, "source": one.source, "source_id": one.source_id, "doi": one.doi, "hal_id": one.hal_id,
            "title": one.title, "year": str(one.year), "type": one.kind, "authors": str(len(one.authors)),
            "countries": "", "cited": "" if one.cited is None else str(one.cited), "hyper": "", "retracted": "",
            "updated": one.updated,
        }  # fmt: skip
    accepted, faults = check(engine, WORKS, rows.values())
    assert faults == []
    assert len(accepted) == len(rows) > 40


def test_no_name_and_no_mail_of_real_files_comes_through(formats: Path) -> None:
    """Family names are looked for in all that a work says, but its title; the names are printed nowhere."""
    for name in (
        "bibliometrix/scopus_sample.csv",
        "bibliometrix/wos_sample.txt",
        "bibliometrix/lens_sample.csv",
    ):
        works = read(formats / name, name)[1]
        said = repr([(one.source_id, one.authors, one.subjects) for one in works])
        assert "@" not in said, name
        text = (formats / name).read_text("utf-8-sig")
        mails = {word.strip(".,;") for word in text.split() if "@" in word}
        assert not any(mail in said for mail in mails), name
        assert all(len(author.key) in {0, 16} for one in works for author in one.authors), name


def test_each_source_is_whole_and_known_by_one_key() -> None:
    keys = [one.key for one in HELD_BY_PEOPLE]
    assert keys == ["openalex", "hal", "scanr", "scopus", "wos", "crossref", "lens", "ris", "bibtex"]
    assert [one.key for one in PUBLICATION_SOURCES] == keys[1:]
    assert all(
        one.title and one.publisher and one.url.startswith("https://") and one.licence
        for one in HELD_BY_PEOPLE
    )
    pages = {"openalex": "openalex_files", "hal": "hal_works"}
    named = [ROOT / f"docs/sources/{pages.get(key, key)}.md" for key in keys]
    assert [page.name for page in named if not page.is_file()] == []


@pytest.mark.parametrize(
    ("content", "code", "said"),
    [
        (b"", "empty", "Fetch the file again"),
        (b" \n\t", "empty", "Export the file again"),
        (b"some words", "unknown_format", "Web of Science"),
        ("id;ñ".encode("utf-16"), "encoding", "UTF-16"),
        ("{}".encode("utf-16-le"), "encoding", "UTF-16"),
        (b"\x89PNG\r\n\x1a\n\0\0", "encoding", "no text at all"),
        (gzip.compress(b"some words"), "unknown_format", "Web of Science"),
        (gzip.compress(b"[" * 1000)[:-10], "truncated", "stopped too early"),
        (b"<!DOCTYPE TEI><TEI/>", "not_allowed", "DOCTYPE"),
        (b"[" * 60_000, "unknown_format", "OpenAlex"),
    ],
    ids=[
        "empty",
        "blank",
        "words",
        "UTF-16",
        "UTF-16 unmarked",
        "image",
        "gzip words",
        "gzip cut",
        "DTD",
        "brackets",
    ],
)
def test_what_is_no_file_of_references_says_so(tmp_path: Path, content: bytes, code: str, said: str) -> None:
    with pytest.raises(UnusableError, match=said) as refused:
        recognised(file_of(tmp_path, content))
    assert refused.value.refusal.code == code


def test_a_zip_is_to_be_unpacked(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr("[Content_Types].xml", "x" * 1_000_000)
    with pytest.raises(UnusableError, match="unpack it, or save the table as CSV"):
        recognised(RawFile(tmp_path / "a.xlsx", "a.xlsx"))

"""The same work under different writings of its identifiers and title; different works stay apart."""

import time
import unicodedata
from dataclasses import dataclass

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from portulan.analytics.tables.identity import doi, fingerprint, hal, near_fingerprints, same_work, title_key

SUFFIXES = st.text(
    st.characters(min_codepoint=33, max_codepoint=126, exclude_characters="&%"), min_size=1, max_size=30
)
DOIS = st.builds(
    lambda prefix, suffix: f"10.{prefix}/{suffix}",
    st.integers(1000, 999_999_999),
    SUFFIXES.map(lambda text: f"x{text}x"),
)
WRITINGS = ("", "https://doi.org/", "http://dx.doi.org/", "doi.org/", "doi:", "DOI: ", "DOI ", "urn:doi:", "info:doi/",
            "https://doi.org/doi:", "https://www.doi.org/")  # fmt: skip
LETTERS = st.text(st.characters(categories=["L", "N", "Zs", "P"]), max_size=80)
HALS = st.builds(
    lambda name, number: f"{name}-{number:08d}",
    st.sampled_from(["hal", "tel", "halshs", "inria", "in2p3"]),
    st.integers(0, 99_999_999),
)


@dataclass(frozen=True)
class Record:
    doi: str = ""
    hal_id: str = ""
    title: str = ""
    year: int | None = None
    authors: tuple[int, ...] = ()


RECORDS = st.builds(
    Record,
    doi=st.sampled_from(["", "10.1000/a", "https://doi.org/10.1000/A", "10.1000/b"]),
    hal_id=st.sampled_from(["", "hal-00000001", "hal-00000001v2", "hal-00000002"]),
    title=st.sampled_from(
        ["", "Editorial", "A title that is long enough to tell", "a TITLE, that is long enough: to tell"]
    ),
    year=st.sampled_from([None, 2019, 2020, 2021]),
    authors=st.sampled_from([(), (1,), (1, 2)]),
)


@given(DOIS, st.sampled_from(WRITINGS), st.sampled_from(["", " ", ".", ";", " ,"]))
def test_a_doi_however_written(plain: str, before: str, after: str) -> None:
    assert doi(f"{before}{plain}{after}") == doi(plain) == plain.lower()
    assert doi(f"{before}{plain.upper()}") == plain.lower()


@given(st.text(max_size=60))
def test_a_normal_form_is_its_own_normal_form(text: str) -> None:
    assert doi(doi(text)) == doi(text)
    assert hal(hal(text)) == hal(text)
    assert title_key(title_key(text)) == title_key(text)


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("https://doi.org/10.1002%2F%28SICI%29x", "10.1002/(sici)x"),
        (
            "10.1002/(SICI)1097-4571(199806)49:8&lt;693::AID-ASI4&gt;3.0.CO;2-O",
            "10.1002/(sici)1097-4571(199806)49:8<693::aid-asi4>3.0.co;2-o",
        ),
        ("10.1000.10/123", "10.1000.10/123"),
        ("\u200b10.1000/x\ufeff", "10.1000/x"),
        *(
            (text, "")
            for text in (
                "",
                "NA",
                "doi/1234",
                "10.1/x",
                "10.1000/",
                "10.1000/a b",
                "https://example.org/10.1000/x",
                "11.1000/x",
            )
        ),
    ],
)
def test_dois_seen_and_what_is_none(written: str, plain: str) -> None:
    assert doi(written) == plain


@given(
    HALS,
    st.sampled_from(
        [
            "",
            "https://hal.science/",
            "https://hal.archives-ouvertes.fr/",
            "http://hal.inria.fr/",
            "https://hal.science/INRIA/",
        ]
    ),
    st.sampled_from(["", "v1", "v12", "/document", "v2/file/a.pdf", "?x=1"]),
)
def test_a_hal_identifier_however_written(plain: str, before: str, after: str) -> None:
    assert hal(before + plain + after) == hal(plain) == plain
    assert hal((before + plain).upper()) in {plain, ""}


@pytest.mark.parametrize(
    "text", ["", "hal", "hal-123", "1-will-not-change", "https://arxiv.org/abs/2401.00001", "hal-0123456x"]
)
def test_what_is_no_hal_identifier(text: str) -> None:
    assert hal(text) == ""


@given(LETTERS)
def test_titles_are_the_same_in_any_case_composition_and_pointing(title: str) -> None:
    key = title_key(title)
    assert (
        title_key(unicodedata.normalize("NFD", title))
        == title_key(unicodedata.normalize("NFC", title))
        == key
    )
    assert title_key(f"  {title}. ") == key
    assert title_key(f"<i>{title}</i>") == key
    assert all(one.isalnum() for one in key)


def test_titles_seen() -> None:
    assert title_key("L&#39;<i>Étude</i> &amp; la fin : β-lactames") == "letudelafinβlactames"
    assert title_key("ΣΊΣΥΦΟΣ") == title_key("σίσυφος")


def test_a_fingerprint_needs_a_title_that_tells_a_year_and_authors() -> None:
    good = fingerprint(title="A title that is long enough", year=2020, authors=2)
    assert len(good) == 20
    assert fingerprint(title="Editorial", year=2020, authors=2) == ""
    assert fingerprint(title="A title that is long enough", year=None, authors=2) == ""
    assert fingerprint(title="A title that is long enough", year=2020, authors=0) == ""
    assert fingerprint(title="A title that is long enough", year=2020, authors=3) != good
    assert near_fingerprints(title="A title that is long enough", year=2021, authors=2)[1] == good


@given(RECORDS, RECORDS)
def test_sameness_is_symmetric_and_dois_decide(one: Record, other: Record) -> None:
    assert same_work(one, other) == same_work(other, one)
    if one.doi and other.doi:
        assert same_work(one, other) == (doi(one.doi) == doi(other.doi))
    elif one.hal_id and other.hal_id:
        assert same_work(one, other) == (hal(one.hal_id) == hal(other.hal_id))


@given(RECORDS)
def test_a_record_is_itself_when_anything_tells_it(one: Record) -> None:
    assume(one.doi or one.hal_id or fingerprint(title=one.title, year=one.year, authors=len(one.authors)))
    assert same_work(one, one)


def test_years_one_apart_are_the_same_work_two_apart_are_not() -> None:
    title = "A title that is long enough"
    dated = [Record(title=title, year=year, authors=(1,)) for year in (2019, 2020, 2021)]
    assert same_work(dated[0], dated[1])
    assert same_work(dated[1], dated[2])
    assert not same_work(dated[0], dated[2])
    assert not same_work(
        Record(title="Editorial", year=2020, authors=(1,)), Record(title="Editorial", year=2020, authors=(1,))
    )
    assert same_work(
        Record(doi="10.1000/a", title=title, year=2020, authors=(1,)),
        Record(hal_id="hal-00000001", title=title, year=2020, authors=(2,)),
    )


def test_texts_made_to_take_long_take_no_time() -> None:
    began = time.monotonic()
    assert doi("&" + "amp;" * 1_000_000) == ""
    assert hal("hal" + "-a" * 1_000_000) == ""
    assert title_key("&" + "amp;" * 1_000_000 + "x") != "x"
    assert time.monotonic() - began < 2

"""What analytics says in English is known to the catalogues: a new reason or title fails here first."""

import re
from pathlib import Path

from django.utils.functional import Promise

from house.floors import PACKAGE
from portulan.analytics.jobs import build as build_job
from portulan.analytics.sources.catalogue import SOURCES
from portulan.analytics.tables.refusal import REASONS
from portulan.pages.sources import phrases

FILES_ALONE = {
    "too_large",
    "truncated",
    "empty",
    "wrong_source",
    "busy",
    "unknown_format",
}  # refuse a whole file: never a row


def test_every_reason_of_a_refused_row_is_a_sentence_here():
    assert set(REASONS) - FILES_ALONE - set(phrases.REASONS) == set()
    assert all(isinstance(sentence, Promise) for sentence in phrases.REASONS.values())


def test_every_title_of_a_source_is_marked():
    assert {source.title for source in SOURCES} - set(phrases.TITLES) == set()


def test_every_step_of_a_build_is_marked():
    assert set(build_job._LAST_STEPS) - set(phrases.STEPS) == set()
    assert phrases.step_in_words(f"Read {SOURCES[0].title}") == f"Reading {SOURCES[0].title}"


def test_every_remedy_of_a_contract_is_marked():
    said = {column.remedy for source in SOURCES for one in source.contracts for column in one.columns}
    assert said - set(phrases.REMEDIES) == set()


def test_every_remedy_given_at_sight_is_marked():
    files = (PACKAGE / "analytics" / "sources").glob("*.py")
    said = {text for file in files for text in remedies_at_sight(Path(file).read_text())}
    assert said - set(phrases.REMEDIES) == set()


def remedies_at_sight(source: str) -> set[str]:
    """The sentences handed to ``intake.refuse``, as they stand in the code."""
    calls = re.findall(r"intake\.refuse\(\s*[^()]*?\)", source, flags=re.DOTALL)
    direct = {text for call in calls for text in re.findall(r'"([A-Z][^"]+\.)"', call)}
    named = set(re.findall(r'remedy = "([A-Z][^"]+\.)"\s*\n\s*(?:self\._)?intake\.refuse', source))
    return direct | named


def test_an_unknown_code_is_shown_as_it_is():
    assert phrases.reason_in_words("new_code") == "new_code"
    assert phrases.how_in_words("by hand") == "by hand"
    assert phrases.in_words("") == ""

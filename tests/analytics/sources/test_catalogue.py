"""The sources there are; every table of every source has a whole contract."""

import re

from portulan.analytics.sources import decisions
from portulan.analytics.sources.catalogue import SOURCES
from portulan.analytics.tables.contract import Contract

CONTRACTS: list[Contract] = [*decisions.CONTRACTS, *(one for source in SOURCES for one in source.contracts)]


def test_the_order_of_pages() -> None:
    assert [source.key for source in SOURCES] == [
        "coauthorship",
        "cordis",
        "hal",
        "rnsr",
        "ror",
        "openalex_institutions",
        "natural_earth",
    ]


def test_no_two_sources_share_a_folder() -> None:
    assert len({source.folder for source in SOURCES}) == len(SOURCES)


def test_every_source_says_where_it_comes_from() -> None:
    for source in SOURCES:
        assert source.url.startswith("https://"), source.key
        assert all((source.title, source.publisher, source.licence)), source.key
        assert re.fullmatch(r"\d{4}(-\d{2}){0,2}", source.as_of), source.key


def test_names_are_unique() -> None:
    names_of_all = [contract.name for contract in CONTRACTS]
    assert len(names_of_all) == len(set(names_of_all))


def test_keys_are_columns_and_every_column_says_what_it_is() -> None:
    for contract in CONTRACTS:
        columns = {column.name for column in contract.columns}
        assert set(contract.key) <= columns, contract.name
        assert contract.about.endswith("."), contract.name
        assert all(column.about for column in contract.columns), contract.name


def test_main_tables_are_tables_of_the_source() -> None:
    for source in SOURCES:
        assert set(source.main) <= {contract.name for contract in source.contracts}, source.key


def test_numbers_that_are_years_or_counts_have_a_unit_and_bounds() -> None:
    for contract in CONTRACTS:
        for column in contract.columns:
            if column.unit:
                assert column.low is not None or column.high is not None, (contract.name, column.name)

"""Every table of every source has a whole contract."""

from portulan.analytics.sources import decisions
from portulan.analytics.sources.catalogue import SOURCES
from portulan.analytics.tables.contract import Contract
from portulan.analytics.tables.countries import CODES, english, names

CONTRACTS: list[Contract] = [*decisions.CONTRACTS, *(one for source in SOURCES for one in source.contracts)]


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


def test_countries() -> None:
    assert len(CODES) == 250
    assert {"NA", "GR", "GB", "XK", "SG"} <= set(CODES)
    assert english("NA") == "Namibia"
    assert names()["namibia"] == "NA"
    assert set(names().values()) == set(CODES)

"""Fixtures for every test: a pytest plugin, named by tests/conftest.py."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test import TransactionTestCase

if TYPE_CHECKING:
    from portulan.domains.people.services import Created

_GUARDED = ("journal_entry", "journal_personalvalue")


@contextmanager
def journal_unguarded() -> Iterator[None]:
    """Lift the triggers of the journal, which refuse that a test database be emptied, then put them back."""
    lift, put_back = _lift_on_postgresql() if connection.vendor == "postgresql" else _lift_on_sqlite()
    _run(lift)
    try:
        yield
    finally:
        _run(put_back)


def _lift_on_postgresql() -> tuple[list[str], list[str]]:
    return (
        [f"ALTER TABLE {table} DISABLE TRIGGER USER" for table in _GUARDED],
        [f"ALTER TABLE {table} ENABLE TRIGGER USER" for table in _GUARDED],
    )


def _lift_on_sqlite() -> tuple[list[str], list[str]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'journal%%'")
        triggers = cursor.fetchall()
    return [f"DROP TRIGGER {name}" for name, _ in triggers], [sql for _, sql in triggers]


def _run(statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


@pytest.fixture(autouse=True, scope="session")
def _tests_may_empty_the_journal() -> Iterator[None]:
    teardown = TransactionTestCase._fixture_teardown

    def guarded(self: TransactionTestCase) -> None:
        with journal_unguarded():
            teardown(self)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", guarded)
        yield


@pytest.fixture
def member(db: None) -> "Callable[[str], Created]":
    """Somebody of the cast by name (cast.people.CAST), made when first asked for in the test."""
    from cast import people  # noqa: PLC0415 - models can be imported once Django is ready, 2026-11-23

    return cache(people.make)

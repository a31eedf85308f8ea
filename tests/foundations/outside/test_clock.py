from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from portulan.foundations.outside.clock import FixedClock, at, clock, day_of, system_clock

NEW_YEAR_EVE = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)


def test_now_is_aware_and_in_utc() -> None:
    assert system_clock.now().utcoffset() == timedelta(0)


def test_the_day_depends_on_the_zone() -> None:
    assert day_of(NEW_YEAR_EVE, zone="Europe/Paris") == date(2027, 1, 1)
    assert day_of(NEW_YEAR_EVE, zone="America/New_York") == date(2026, 12, 31)


def test_a_fixed_clock_gives_utc_whatever_it_was_given() -> None:
    fixed = FixedClock(datetime(2026, 1, 1, 8, tzinfo=timezone(timedelta(hours=8))))
    assert fixed.now() == datetime(2026, 1, 1, tzinfo=UTC)
    assert fixed.now().tzinfo is UTC


def test_a_naive_instant_is_refused() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        FixedClock(datetime(2026, 1, 1))  # noqa: DTZ001 - the mistake under test


def test_the_clock_in_use_is_replaced_for_a_block_and_given_back() -> None:
    with at(NEW_YEAR_EVE) as fixed:
        assert clock().now() == NEW_YEAR_EVE
        assert clock().today() == date(2027, 1, 1)
        fixed.instant += timedelta(days=1)
        assert clock().now() == NEW_YEAR_EVE + timedelta(days=1)
    assert clock() is system_clock


def test_the_clock_is_given_back_after_a_failure() -> None:
    with pytest.raises(KeyError), at(NEW_YEAR_EVE):
        raise KeyError
    assert clock() is system_clock

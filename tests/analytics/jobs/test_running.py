"""What a run may use, unless told otherwise."""

from portulan.analytics.jobs.running import Built, Settings


def test_a_run_uses_this_process_and_a_gigabyte() -> None:
    one = Settings()
    assert (one.memory, one.threads, one.engine, one.anew) == ("1GB", 2, "duckdb", False)
    assert Built("v", unchanged=True).unchanged

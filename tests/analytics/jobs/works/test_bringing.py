"""What a run finds to do."""

from analytics.jobs.works.conftest import Lake
from analytics.works_extract import put, work
from portulan.analytics.jobs.works import bringing, state


def test_what_is_due(lake: Lake) -> None:
    held = state.read({"works": lake.works()})
    assert held is not None
    where = {"raw": lake.raw, "home": "FR", "sources": ()}
    first = bringing.due(state_=None, ours=[], **where)
    assert (len(first.plan.batches), first.recount, first.nothing) == (1, False, False)
    moved = bringing.due(state_=held, ours=[("other", "other")], **where)
    assert (moved.plan.batches, moved.recount) == ((), True)  # who we are has changed: all is counted anew
    put(lake.raw, "b.gz", [work(9)], date="2026-02-28")
    more = bringing.due(state_=held, ours=[], **where)
    assert [part.file.path.name for part in more.plan.batches[0]] == ["b.gz"]
    anew = bringing.due(state_=held, ours=[], anew=True, **where)
    assert (anew.state, len(anew.plan.batches[0])) == (None, 2)


def test_code_and_libraries_are_told() -> None:
    reading, _, counting = bringing.code().partition("+")
    assert len(reading) == len(counting) == 16
    assert {"duckdb", "ibis-framework"} <= set(bringing.libraries())

"""Records given row by row: their tables, and one work from several sources."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from analytics.jobs.works.conftest import Lake
from analytics.works_extract import BAY, OURS, STRAIT, put, work
from portulan.analytics.engine.bulk import BulkEngine
from portulan.analytics.engine.embedded import Engine
from portulan.analytics.jobs.works import bringing, live, parts, rows
from portulan.analytics.jobs.works.bringing import Job
from portulan.analytics.jobs.works.state import State
from portulan.analytics.sources.publications import PublicationSource
from portulan.analytics.sources.raw import RawFile
from portulan.analytics.sources.source import Intake
from portulan.analytics.tables.publication_row import (
    Affiliation,
    Author,
    Publication,
    Retirement,
    Subject,
    number_of,
)

SG = Author(affiliations=(Affiliation(text="Bay, x@y.org", ror=BAY, country="SG"),))
TEAM = Author(key="1", corresponding=True, affiliations=(Affiliation(country="FR", structure="team-tide"),))
LONG = "A very long title about tides"


def record(number: str, **more: object) -> Publication:
    told = {"title": LONG, "year": 2020, "file": "a", "row": 1, "authors": (TEAM, SG), **more}
    return Publication("hal", number, **told)  # type: ignore[arg-type]


RECORDS = [
    record("hal-1", doi="10.5555/one"),
    record("hal-2", title="On the tides  of the STRAIT!", authors=(TEAM, SG)),
    record("hal-3", title="Another title altogether", subjects=(Subject("hal", "info", "info.info-lg"),)),
    record("hal-4", year=None),
    Retirement("hal", "hal-5", "a", 5),
]


def source(records: Sequence[Publication | Retirement]) -> PublicationSource:
    def read(file: RawFile, intake: Intake) -> Iterator[Publication | Retirement]:
        for one in records:
            intake.read += 1
            yield one

    return PublicationSource("hal", "HAL", "CCSD", "https://hal.science", "open", lambda head: True, read)


def given(raw: Path) -> None:
    path = raw / "publications" / "hal" / "a.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("{}")


def test_records_become_rows_of_all_tables(engine: Engine, tmp_path: Path) -> None:
    given(tmp_path)
    hal = source(RECORDS)
    batch = parts.plan(parts.found(tmp_path, [hal]), []).batches[0]
    taken, retired = rows.take_in(engine, hal, batch, number=1, folder=tmp_path / "out")
    assert (taken.rows["works"], taken.rows["authorships"], taken.rows["affiliations"]) == (3, 6, 6)
    assert [(one.code, one.column) for one in taken.refusals] == [("missing", "year")]
    assert [row["source_id"] for row in retired] == ["hal-5"]
    works = {row["source_id"]: row for row in engine.rows(engine.read_parquets([tmp_path / "out" / "works"]))}
    assert works["hal-3"]["field"] == "hal-info"
    places = engine.rows(engine.read_parquets([tmp_path / "out" / "authorships"]))
    assert {text for row in places for text in row["texts"]} == {"Bay,"}


def _brought(lake: Path, raw: Path, hal: PublicationSource, engine: BulkEngine) -> State:
    job = Job(
        raw=raw,
        lake=lake,
        product=lake / "product",
        scratch=lake / "scratch",
        version="v",
        home="FR",
        ours=[(OURS, "us"), ("team-tide", "us"), ("team-tide", "team-tide")],
        engine=lambda: engine,
        advance=lambda label: None,
        sources=(hal,),
    )
    todo = bringing.due(raw=raw, state_=None, ours=job.ours, home="FR", sources=(hal,))
    found = bringing.bring(job, todo)
    assert found is not None
    return found


def test_a_work_told_by_two_sources_is_one_work(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    given(lake.raw)
    put(
        lake.raw,
        "a.gz",
        [
            work(1, [(OURS,), (STRAIT,)], doi="10.5555/one", title="Something else"),
            work(2, [(OURS,), (STRAIT,)], title="On the tides of the strait"),
        ],
    )
    (lake.path / "product").mkdir(parents=True)
    with Engine(scratch=tmp_path / "scratch", memory="256MB", threads=1) as engine:
        found = _brought(lake.path, lake.raw, source(RECORDS), _Open(engine))  # type: ignore[arg-type]
        assert (found.works, found.records) == (3, 5)
        same = engine.rows(engine.read_parquets([lake.path / "product" / "works" / "same"]))
        assert sorted((row["record"], row["work"], row["how"]) for row in same) == sorted(
            [(number_of("hal", "hal-1"), 1, "doi"), (number_of("hal", "hal-2"), 2, "title")]
        )
        with engine.served(lake.path / "product" / "works.duckdb", "partner_years") as cube:
            counts = {(row["unit"], row["partner"]): 0 for row in engine.rows(cube)}
            for row in engine.rows(cube):
                counts[row["unit"], row["partner"]] += row["works"]
    assert counts == {("us", STRAIT): 2, ("us", BAY): 3, ("team-tide", BAY): 3, ("team-tide", STRAIT): 2}
    assert live.SHORTEST == 15


class _Open:
    """An engine that a run does not close, so that the test may look."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def __enter__(self) -> Engine:
        return self._engine

    def __exit__(self, *_: object) -> None:
        return

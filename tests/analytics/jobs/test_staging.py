"""A source from rows to checked tables: what is read, kept, refused and merged, and no row lost."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import ibis.expr.types as ir

from portulan.analytics.engine.embedded import Engine
from portulan.analytics.jobs.staging import Checked, take_in, take_in_stage
from portulan.analytics.sources.finding import Holdings
from portulan.analytics.sources.raw import RawFile
from portulan.analytics.sources.source import Found, Intake, Source, Stage
from portulan.analytics.tables.contract import Column, Contract
from portulan.analytics.tables.refusal import Refusal
from portulan.analytics.tables.selection import first_of

THINGS = Contract(
    name="things",
    about="Things.",
    key=("code",),
    columns=(
        Column("code", "string", "code", required=True),
        Column("size", "int64", "size", unit="m", low=0),
        Column("day", "string", "day"),
    ),
)
COLUMNS = dict.fromkeys(("code", "size", "day"), "string")
FOUND = Found(RawFile(Path("/nowhere/b.csv"), "b.csv"), "things")  # named, never opened: rows are given


def source(*rows: tuple[str, str, str], **more: Any) -> Source:
    """A source whose files give ``rows``, and one more that is refused at sight; the same code once."""

    def read(files: Sequence[Found], intake: Intake) -> Iterator[Stage]:
        yield Stage("things", COLUMNS, given(intake) if files else [])

    def given(intake: Intake) -> Iterator[tuple[Any, ...]]:
        intake.read += 1
        intake.refuse("b.csv", 2, "cells", "Mend it.")
        for place, row in enumerate(rows, start=3):
            intake.read += 1
            yield "b.csv", place, *row

    def drafts(staged: Mapping[str, ir.Table]) -> dict[str, ir.Table]:
        table = staged["things"]
        return {"things": first_of(table, by=["code"], order=[table.row])}

    facts = {"key": "things", "as_of": "2020", "kinds": (), "contracts": (THINGS,), "main": ("things",)}
    texts = dict.fromkeys(("title", "publisher", "url", "licence", "folder"), "")
    return Source(**{**facts, **texts, "stages": read, "drafts": drafts, **more})


def counts(checked: Checked) -> tuple[int, int, int, int]:
    return checked.read, checked.kept, checked.refused, checked.merged


def test_what_is_read_is_kept_refused_or_merged(engine: Engine) -> None:
    one = source(("a", "1", ""), ("a", "2", ""), ("b", "-1", ""), ("", "many", ""))
    checked = take_in(engine, one, Holdings((FOUND,), "2021"))
    assert engine.rows(checked.tables["things"]) == [{"code": "a", "size": 1, "day": ""}]
    assert counts(checked) == (5, 1, 3, 1)
    usual = THINGS.columns[0].remedy
    assert checked.refusals == [
        Refusal("b.csv", 2, "", "", "cells", "Mend it."),
        Refusal("b.csv", 5, "size", "-1", "out_of_range", usual),
        Refusal("b.csv", 6, "code", "", "missing", usual),
        Refusal("b.csv", 6, "size", "many", "not_a_number", usual),
    ]
    assert checked.reasons == {"cells": 1, "out_of_range": 1, "missing": 1, "not_a_number": 1}
    assert (checked.as_of, checked.missing) == ("2021", False)


def test_an_absent_source_gives_empty_tables(engine: Engine) -> None:
    checked = take_in(engine, source(("a", "1", "")), Holdings((), "2021"))
    assert (checked.missing, checked.as_of, counts(checked)) == (True, "2021", (0, 0, 0, 0))
    assert engine.rows(checked.tables["things"]) == []
    assert checked.tables["things"].columns == ("code", "size", "day")


def test_a_table_may_tell_the_date(engine: Engine) -> None:
    one = source(("a", "1", "2024-05"), ("b", "1", "2023-01"), ("c", "1", ""), as_of_column=("things", "day"))
    assert take_in(engine, one, Holdings((FOUND,), "2021")).as_of == "2024-05"
    silent = source(("a", "1", ""), as_of_column=("things", "day"))
    assert take_in(engine, silent, Holdings((FOUND,), "2021")).as_of == "2021"


def test_no_row_is_lost_between_batches(engine: Engine) -> None:
    rows = [("b.csv", place, f"code-{place}", str(place), "") for place in range(45_000)]
    checked = take_in_stage(engine, THINGS, Stage("things", COLUMNS, rows))
    table = checked.tables["things"]
    assert engine.scalar(table.count()) == 45_000
    assert engine.scalar(table["size"].sum()) == 45_000 * 44_999 // 2

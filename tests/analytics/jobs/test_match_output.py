"""Answers on disk: a block, then the state; cut off after the state, gone on with by the same run alone."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from portulan.analytics.jobs.match_output import COLUMNS, OnDisk, OnStream, OutputError, identity_of, rendered


def answer(row: int, *rors: str) -> dict[str, Any]:
    matches = [
        {"ror": ror, "name": f"N{ror}", "probability": 0.9, "span": [0, 2], "reason": {"key": "k"}}
        for ror in rors
    ]
    told = {"row": row, "input": f"in {row}", "matches": matches, "abstained": "" if rors else "no name"}
    return told | {"registry": "v1", "model": "m"}


def test_csv_joins_several_matches_in_one_row() -> None:
    (cells,) = csv.reader(io.StringIO(rendered([answer(1, "a", "b")], "csv")))
    told = dict(zip(COLUMNS, cells, strict=True))
    assert (told["rors"], told["names"], told["spans"], told["probabilities"]) == (
        "a; b", "Na; Nb", "0-2; 0-2", "0.9; 0.9",
    )  # fmt: skip
    assert json.loads(told["reasons"]) == [{"key": "k"}, {"key": "k"}]


def test_a_stream_has_a_heading_only_as_csv() -> None:
    for form, first in (("csv", ",".join(COLUMNS)), ("jsonl", '{"row": 1')):
        stream = io.BytesIO()
        OnStream(form, stream).write([answer(1)])
        assert stream.getvalue().decode().startswith(first)


def lines(path: Path) -> list[int]:
    return [json.loads(line)["row"] for line in path.read_text().splitlines()]


def test_what_was_written_after_the_state_is_cut_off_and_the_run_goes_on(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    with OnDisk(out, "jsonl", {"x": 1}) as first:
        first.write([answer(1), answer(2)])
    with out.open("a") as stream:
        stream.write('{"row": 3, "half')
    with OnDisk(out, "jsonl", {"x": 1}) as again:
        assert (again.done, again.complete) == (2, False)
        again.write([answer(3)])
        again.finish()
    assert lines(out) == [1, 2, 3]
    with OnDisk(out, "jsonl", {"x": 1}) as done:
        assert (done.done, done.complete) == (3, True)


def test_another_run_or_a_file_of_another_is_not_gone_on_with(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    with OnDisk(out, "jsonl", {"x": 1}) as first:
        first.write([answer(1)])
    with pytest.raises(OutputError):
        OnDisk(out, "jsonl", {"x": 2})
    out.with_name("out.jsonl.state").write_text("{")
    with pytest.raises(OutputError, match="cannot be read"):
        OnDisk(out, "jsonl", {"x": 1})
    foreign = tmp_path / "mine.txt"
    foreign.write_text("precious")
    with pytest.raises(OutputError):
        OnDisk(foreign, "jsonl", {"x": 1})
    assert foreign.read_text() == "precious"


def test_two_runs_do_not_write_one_file(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    with OnDisk(out, "jsonl", {"x": 1}), pytest.raises(OutputError):
        OnDisk(out, "jsonl", {"x": 1})


def test_an_input_is_known_by_its_size_and_both_ends(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("one")
    before = identity_of(str(path))
    path.write_text("two")
    assert identity_of(str(path)) != before
    assert identity_of("-") == {"input": "-"}

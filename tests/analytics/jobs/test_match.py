"""Streams of rows: every form of input, errors of rows apart, counts that add up, runs that go on."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from openpyxl import Workbook

from analytics.matching import registry_of_ours as ours
from portulan.analytics.jobs import match_input, match_output
from portulan.analytics.jobs.match import Settings, Summary, run
from portulan.analytics.jobs.match_input import InputError, Row
from portulan.analytics.jobs.match_output import OnDisk, OnStream, OutputError
from portulan.analytics.matching.build import build

STRINGS = ["Velmar University, Velmar, France", "", "Haoyun University, Beijing, China", "nobody"]


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder = tmp_path_factory.mktemp("registry")
    build(files=[ours.write(folder)], out=folder / "ours.portulan")
    return Settings(folder / "ours.portulan")


def answered(
    settings: Settings, rows: Iterator[Row], **options: int
) -> tuple[Summary, list[dict[str, object]]]:
    stream = io.BytesIO()
    summary = run(
        rows=rows, output=OnStream("jsonl", stream), settings=settings, tell=lambda done: None, **options
    )
    return summary, [json.loads(line) for line in stream.getvalue().splitlines()]


def written(folder: Path, form: str) -> tuple[str, str]:
    """The same four strings in each form; the path, and the column to ask for."""
    path = folder / f"in.{form}"
    if form == "csv":
        with path.open("w", newline="") as stream:
            csv.writer(stream).writerows(
                [["id", "affiliation"], *((n, text) for n, text in enumerate(STRINGS))]
            )
    elif form == "jsonl":
        path.write_text("".join(json.dumps({"id": 1, "affiliation": text}) + "\n" for text in STRINGS))
    elif form == "txt":
        path.write_text("\n".join(STRINGS) + "\n")
        return str(path), ""
    elif form == "parquet":
        pq.write_table(pa.table({"id": [1, 2, 3, 4], "affiliation": STRINGS}), path)
    else:
        book = Workbook()
        for cells in (["id", "affiliation"], *([n, text] for n, text in enumerate(STRINGS))):
            book.active.append(cells)
        book.save(path)
    return str(path), "affiliation"


@pytest.mark.parametrize("form", ["csv", "jsonl", "txt", "parquet", "xlsx"])
def test_every_form_gives_one_answer_a_row_in_order(settings: Settings, tmp_path: Path, form: str) -> None:
    summary, found = answered(settings, match_input.rows(*written(tmp_path, form)))
    assert [one["input"] for one in found] == STRINGS
    assert [one["row"] for one in found] == [1, 2, 3, 4]
    assert (summary.rows, summary.matched, summary.abstained, summary.errors) == (4, 2, 2, 0)
    assert found[0]["matches"][0]["ror"] == f"https://ror.org/{ours.ror(ours.VELMAR)}"  # type: ignore[index]
    assert found[0]["registry"] == "v9.1 (2026-01-02)"
    assert found[0]["model"]


def test_workers_give_the_same_answers_in_the_same_order(settings: Settings) -> None:
    rows = [Row(n + 1, STRINGS[n % 4] + " " * (n % 7)) for n in range(1200)]
    assert answered(settings, iter(rows), workers=2)[1] == answered(settings, iter(rows))[1]


def test_a_bad_row_is_its_own_error_and_the_counts_add_up(settings: Settings, tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    long = b"x" * 100_000
    path.write_bytes(
        b"affiliation,id\nVelmar University France,1\n\xff\xfe\xfa,2\n"
        + long
        + b",3\nonly one cell\na\x00b,5\n"
    )
    summary, found = answered(settings, match_input.rows(str(path), "affiliation"))
    assert [one.get("error", "")[:9] for one in found] == [
        "",
        "not UTF-8",
        "longer th",
        "1 cells w",
        "holds a n",
    ]  # type: ignore[index]
    assert summary.rows == summary.matched + summary.abstained + summary.errors == 5
    assert summary.errors == 4


def test_bad_json_lines_are_errors_of_their_rows(settings: Settings, tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text(
        '{"affiliation": "Velmar University"}\n{oops\n[1]\n{"other": 1}\n{"affiliation": 3}\n{"affiliation": null}\n'
    )
    summary, found = answered(settings, match_input.rows(str(path), "affiliation"))
    wanted = ["", "not JSON", "not a JSON object", "no key 'affiliation'", "not a text", ""]
    assert [one.get("error", "") for one in found] == wanted
    assert summary.errors == 4


@pytest.mark.parametrize(
    ("content", "why"),
    [(b"id,name\n1,2\n", "no column 'affiliation'"), (b"\x89PNG\r\n", "binary"), (b"ab\0cd\n", "binary")],
)
def test_what_is_no_table_of_strings_is_refused(tmp_path: Path, content: bytes, why: str) -> None:
    path = tmp_path / "in.csv"
    path.write_bytes(content)
    with pytest.raises(InputError, match=why):
        list(match_input.rows(str(path), "affiliation"))


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="not a file") as refusal:
        list(match_input.rows(str(tmp_path / "absent")))
    assert refusal.value.wrong_use


def test_csv_has_one_row_an_answer(settings: Settings, tmp_path: Path) -> None:
    stream = io.BytesIO()
    output = OnStream("csv", stream)
    run(
        rows=match_input.rows(*written(tmp_path, "csv")),
        output=output,
        settings=settings,
        tell=lambda done: None,
    )
    found = list(csv.DictReader(io.StringIO(stream.getvalue().decode())))
    assert [one["input"] for one in found] == STRINGS
    assert found[0]["names"] == "Université de Velmar"
    assert found[1]["abstained"] == "empty"


def broken(rows: list[Row], after: int) -> Iterator[Row]:
    yield from rows[:after]
    raise InputError("broken off")


@pytest.mark.parametrize("form", match_output.FORMATS)
def test_a_run_that_was_cut_goes_on_and_every_row_is_there_once(
    settings: Settings, tmp_path: Path, form: str
) -> None:
    rows = [Row(n + 1, f"Velmar University {n}") for n in range(1500)]
    whole, cut = tmp_path / "whole", tmp_path / "cut"

    def answer(path: Path, some: Iterator[Row]) -> Summary:
        with OnDisk(path, form, {"input": "same"}) as output:
            return run(rows=some, output=output, settings=settings, tell=lambda done: None)

    answer(whole, iter(rows))
    with pytest.raises(InputError):
        answer(cut, broken(rows, 700))
    with cut.open("ab") as stream:
        stream.write(b'{"row": 701, "inp')  # what a killed process left after the last block
    summary = answer(cut, iter(rows))
    assert (summary.resumed, summary.rows) == (700, 800)
    assert cut.read_bytes() == whole.read_bytes()
    assert answer(cut, iter(rows)).rows == 0
    assert cut.read_bytes() == whole.read_bytes()


def test_an_answer_of_another_run_is_not_gone_on_with(tmp_path: Path) -> None:
    out = tmp_path / "out"
    with OnDisk(out, "jsonl", {"input": "one"}), pytest.raises(OutputError, match="Another run"):
        OnDisk(out, "jsonl", {"input": "one"})
    with pytest.raises(OutputError, match="another input"):
        OnDisk(out, "jsonl", {"input": "two"})
    stranger = tmp_path / "stranger"
    stranger.write_text("mine")
    with pytest.raises(OutputError, match="not an unfinished answer"):
        OnDisk(stranger, "jsonl", {})
    assert stranger.read_text() == "mine"

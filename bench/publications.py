"""Publications: from OpenAlex-like files to tables, cubes and figures, on two cores.

Each step is a process of its own. WORKS=1000000 sets the size, FULL=1 adds four times as many, and eight from Parquet.
Files are made once, under BENCH_FOLDER (var/bench), and kept.
"""

import argparse
import json
import os
import resource
import shutil
import statistics
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import openalex_like
import simdjson
from data_build import ROOT, Run, _run
from isal import igzip
from plain_publications import plain
from run import Measure

from portulan.analytics.engine.embedded import Engine
from portulan.analytics.engine.layout import Lines
from portulan.analytics.jobs import disk
from portulan.analytics.jobs.build import build as build_lake
from portulan.analytics.jobs.works import cubing, history, intake, parts
from portulan.analytics.jobs.works.run import update as update_lake
from portulan.analytics.sources import lines as json_lines
from portulan.analytics.sources import openalex_works
from portulan.insight.progress import Silent
from portulan.insight.publications import in_use

FOLDER = Path(os.environ.get("BENCH_FOLDER", ROOT / "var" / "bench"))
WORKS = int(os.environ.get("WORKS", "1000000"))
FULL = os.environ.get("FULL") == "1"
SHARES = (0.005, 0.01, 0.02)
DECISIONS = {
    "focal": {"pack": "bench", "name": "Bench", "ror": openalex_like.rors()[0], "home_country": "FR"}
}


def measure() -> list[Measure]:
    """All measures of publications; the curve is written to docs/publications-scaling.svg."""
    sizes = [WORKS // 4, WORKS // 2, WORKS, *([4 * WORKS] if FULL else [])]
    raws = {size: made(size) for size in sizes}
    builds = {size: step("build", raws[size], lake(size)) for size in sizes}
    whole, most = builds[WORKS], builds[sizes[-1]]
    floor, tables = step("floor", raws[WORKS]), step("tables", raws[WORKS], FOLDER / "tables")
    cubes, loop = step("cubes", lake(WORKS)), step("plain", raws[WORKS])
    as_parquet(raws[WORKS])
    columns = step("parquet", raws[WORKS], FOLDER / "parquet")
    growth = (most.wall / builds[sizes[0]].wall) / (sizes[-1] / sizes[0])
    found = [
        Measure(f"{WORKS:,} works, igzip and simdjson alone (floor)", floor.wall, "s"),
        Measure(
            "gzip JSON to tables, to the floor",
            tables.wall / floor.wall,
            "times",
            5,
            tables.wall / floor.wall,
        ),
        Measure(
            "the same, in seconds of the processors",
            tables.cpu / floor.cpu,
            "times",
            5,
            tables.cpu / floor.cpu,
        ),
        Measure("gzip JSON to tables, wall", tables.wall, "s"),
        Measure("tables to all cubes, wall", cubes.wall, "s"),
        Measure("the whole build, wall", whole.wall, "s", None, whole.wall / loop.wall),
        Measure("pandas and orjson, the same cubes, wall", loop.wall, "s"),
        Measure(
            "the loop to the whole build must be 2.5; its inverse", whole.wall / loop.wall, "times", 1 / 2.5
        ),
        Measure("Parquet to tables, wall", columns.wall, "s", None, columns.wall / tables.wall),
        Measure(f"time {sizes[0]:,} to {sizes[-1]:,} works, to linear", growth, "times", 1.1),
        Measure(f"largest memory of {sizes[-1]:,} works", most.memory, "MB", 2000),
    ]
    found += _updates(sizes[-1], raws[sizes[-1]], most)
    found += _profile(sizes[-1])
    _plot({size: run.cpu for size, run in builds.items()})
    return found


def made(works: int) -> Path:
    """A raw folder of ``works`` works, made once; larger ones share the parts of smaller ones."""
    folder = FOLDER / f"raw-{works}"
    done = folder / "whole"
    if not done.exists():
        shutil.rmtree(folder, ignore_errors=True)
        openalex_like.snapshot(folder / "openalex_works", works)
        done.touch()
    return folder


def lake(works: int) -> Path:
    return FOLDER / f"lake-{works}"


def step(name: str, *paths: Path) -> Run:
    """One step in a process of its own."""
    return _run([sys.executable, str(Path(__file__)), name, *map(str, paths)])


def _updates(works: int, raw: Path, whole: Run) -> list[Measure]:
    found = []
    for share in SHARES:
        folder = FOLDER / f"raw-{works}-{share}"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(raw, folder, copy_function=os.link)
        openalex_like.changes(folder / "openalex_works", works, share=share, updated="2026-03-31")
        copy = FOLDER / "lake-update"
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(lake(works), copy)
        one = step("update", folder, copy)
        part = 100 * one.wall / whole.wall
        budget = 15 if share == 0.01 else None
        found.append(Measure(f"update of {share:.1%} of {works:,} works, of a build", part, "%", budget))
        shutil.rmtree(folder)
    return found


def _profile(works: int) -> list[Measure]:
    told = FOLDER / "profile.json"
    step("profile", lake(works), told)
    times = json.loads(told.read_text())
    budget = 20 if works > 1_000_000 else 15
    return [
        Measure(f"figures of a country at {works:,} works, p50", times["p50"], "ms"),
        Measure(f"figures of a country at {works:,} works, p95", times["p95"], "ms", budget),
    ]


# Steps, each run in a process of its own


def build(raw: str, where: str) -> None:

    shutil.rmtree(where, ignore_errors=True)
    build_lake(raw=Path(raw), lake=Path(where), decisions=DECISIONS, progress=Silent())


def update(raw: str, where: str) -> None:

    update_lake(raw=Path(raw), lake=Path(where), progress=Silent())


def tables(raw: str, where: str) -> None:

    shutil.rmtree(where, ignore_errors=True)
    plan = parts.plan(parts.found(Path(raw)), [])
    with Engine(scratch=Path(where) / "scratch") as engine:
        for number, batch in enumerate(plan.batches):
            intake.take_in(engine, batch, number=number, folder=Path(where) / str(number))


def parquet(raw: str, where: str) -> None:
    """The same from Parquet; the files are made first, by a process that is not counted."""
    columns = Path(f"{raw}-parquet")
    if not columns.exists():
        raise SystemExit("make the Parquet files first")
    tables(str(columns), where)


def as_parquet(raw: Path) -> None:
    """Write the works of ``raw`` as Parquet beside it, once."""

    columns = Path(f"{raw}-parquet")
    if columns.exists():
        return
    whole = columns.with_name(columns.name + "-making")
    shutil.rmtree(whole, ignore_errors=True)
    with Engine(scratch=whole / "scratch") as engine:
        for part in parts.found(raw):
            one = Lines(part.file.name, part.file.path, partial(json_lines.quick, part.file))
            table = engine.stage_lines("raw", columns=openalex_works.RAW, parts=[one]).drop("file")
            engine.write_folder(table, whole / "openalex_works" / part.file.path.stem)
    shutil.rmtree(whole / "scratch")
    whole.rename(columns)


def cubes(where: str) -> None:

    folder = FOLDER / "cubes"
    shutil.rmtree(folder, ignore_errors=True)
    version = str(disk.current(Path(where)))
    ours = [(DECISIONS["focal"]["ror"], f"ror-{DECISIONS['focal']['ror']}")]
    with Engine(scratch=folder / "scratch") as engine:
        held = history.held_of(engine, Path(where), version)
        staged = cubing.staged_ours(engine, ours)
        cubing.write_whole(engine, held, folder / "works.duckdb", ours=staged, home="FR", scratch=folder)


def floor(raw: str) -> None:
    """Unpack and parse, two processes, nothing built and nothing written."""
    files = sorted(Path(raw).rglob("*.gz"))
    with ProcessPoolExecutor(2) as pool:
        sum(pool.map(_parsed, files))


def _parsed(path: Path) -> int:

    parser, rest, count = simdjson.Parser(), b"", 0
    with igzip.open(path, "rb") as handle:
        while block := handle.read(8 << 20):
            *lines, rest = (rest + block).split(b"\n")
            for line in lines:
                parser.parse(line)
                count += 1
    return count


def profile(where: str, told: str) -> None:
    """The figures of a country page, each country in turn, from a version opened once."""

    figures = in_use(Path(where))
    assert figures is not None
    times = []
    for country in [one for one in openalex_like.COUNTRIES if one != "FR"] * 3:
        began = time.perf_counter()
        figures.with_country(country)
        times.append(1000 * (time.perf_counter() - began))
    cut = statistics.quantiles(times, n=20)
    Path(told).write_text(json.dumps({"p50": cut[9], "p95": cut[18]}))


def _plot(walls: dict[int, float]) -> None:
    """The curve of seconds of the processors by works, which load changes little, drawn without a library."""
    wide, high, most = 560, 260, max(walls.values())
    largest = max(walls)
    points = [
        (60 + 460 * size / largest, 220 - 190 * wall / most, size, wall)
        for size, wall in sorted(walls.items())
    ]
    line = " ".join(f"{x:.0f},{y:.0f}" for x, y, _, _ in points)
    marks = "".join(
        f'<circle cx="{x:.0f}" cy="{y:.0f}" r="4"/><text x="{x:.0f}" y="{y - 10:.0f}">{wall:.0f} s</text>'
        f'<text x="{x:.0f}" y="238">{size / 1e6:g} M</text>'
        for x, y, size, wall in points
    )
    (ROOT / "docs" / "publications-scaling.svg").write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" font-family="sans-serif" font-size="12" '
        f'text-anchor="middle" fill="#16213A"><title>Seconds of the processors of a build</title>'
        f'<path d="M60 20V220H530" fill="none" stroke="#54607A"/><polyline points="60,220 {line}" fill="none" '
        f'stroke="#1D4F7C" stroke-width="2"/>{marks}<text x="290" y="256">works; processor seconds</text></svg>\n'
    )


STEPS: dict[str, Callable[..., Any]] = {
    one.__name__: one for one in (build, update, tables, parquet, cubes, floor, profile, plain)
}


if __name__ == "__main__":
    asked = argparse.ArgumentParser()
    asked.add_argument("step", choices=STEPS)
    asked.add_argument("paths", nargs="*")
    given = asked.parse_args()
    STEPS[given.step](*given.paths)
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, "MB", file=sys.stderr)

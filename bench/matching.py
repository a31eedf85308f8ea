"""How good, quick and small the matcher is, beside BM25 and fuzzy comparison on the same rows in the same call.

Run: ``python bench/matching.py [--rows N]``, N rows of each set for a quick look. It reads the development sets
and the registry beside the project (PORTULAN_SHARED, else ../shared) and prints figures only, never a string.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import tantivy
from rapidfuzz import fuzz, utils
from rich.console import Console
from rich.table import Table
from run import Measure, table_of

from portulan.analytics.jobs import training
from portulan.analytics.matching import labels, scoring
from portulan.analytics.matching.build import build
from portulan.analytics.matching.dump import read
from portulan.analytics.matching.index import Registry
from portulan.analytics.matching.learning import Lesson, learn
from portulan.analytics.matching.matcher import Matcher
from portulan.analytics.matching.model import SHIPPED, load
from portulan.analytics.matching.suggestions import Suggester

SHARED = Path(os.environ.get("PORTULAN_SHARED") or "../shared")
_BATCH = 512
_MOST = 13_000
_LEAST = {"affiliations": 4_000, "names": 12_000}
_KINDS = {
    "crossref": "curated Crossref strings",
    "springer": "publisher strings",
    "s2aff": "expert strings",
    "queries": "short user queries",
    "names": "plain partner names",
}
_AT = [round(0.02 * step, 2) for step in range(1, 50)] + [0.985, 0.99, 0.995]


class Baseline:
    """BM25 over every name (tantivy), the twenty best compared by rapidfuzz; one answer a string."""

    def __init__(self, files: Sequence[Path]) -> None:
        schema = tantivy.SchemaBuilder()
        schema.add_text_field("name", stored=True)
        schema.add_text_field("ror", stored=True, tokenizer_name="raw")
        self._index = tantivy.Index(schema.build())
        writer = self._index.writer(50_000_000, 1)
        for record in read(files).records.values():
            for text, _, _ in record.names:
                writer.add_document(tantivy.Document(name=text, ror=record.ror))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        self._searcher = self._index.searcher()

    def best(self, text: str) -> tuple[str, float]:
        """The nearest organisation and how near, 0 to 1."""
        words = " ".join(re.findall(r"\w+", text)[:60]).lower()
        if not words:
            return "", 0.0
        query, _ = self._index.parse_query_lenient(words, ["name"])
        plain = utils.default_process(text)
        best, ror = 0.0, ""
        for _, address in self._searcher.search(query, 20).hits:
            found = self._searcher.doc(address)
            name = utils.default_process(found["name"][0])
            score = (fuzz.token_set_ratio(name, plain) + fuzz.partial_ratio(name, plain)) / 200
            if score > best:
                best, ror = score, found["ror"][0]
        return ror, best


def quality(lesson: Lesson, sure: np.ndarray, source: str, least: float, *, strict: bool) -> scoring.Counts:
    """Counts of a set."""
    return training.counts(lesson, sure, least, training.rows_of(lesson, source), strict=strict)


def tried(lesson: Lesson) -> np.ndarray:
    """Probabilities of every candidate by a forest that saw no row of its set; names are seen by none."""
    sources = sorted(set(lesson.sources))
    folds = np.array([sources.index(one) for one in lesson.sources])
    raw = training.out_of_fold(lesson, folds)
    sure = np.zeros(len(raw))
    for fold in range(len(sources)):
        held = folds[lesson.row] == fold
        rest = training.calibrated(lesson, np.where(held, -1e9, raw))
        sure[held] = np.interp(raw[held], *rest)
    return sure


def baseline_counts(
    lesson: Lesson, found: list[tuple[int, float]], source: str, least: float
) -> scoring.Counts:
    """Counts of a set for the baseline's answers."""
    rows = training.rows_of(lesson, source)
    given = [{found[row][0]} if found[row][1] >= least else set() for row in rows]
    return scoring.counted(given, [lesson.wanted[row] for row in rows])


def speed(work: Callable[[Sequence[str]], object], texts: Sequence[str]) -> float:
    """Strings a second of processor time."""
    began = time.process_time()
    for start in range(0, len(texts), _BATCH):
        work(texts[start : start + _BATCH])
    return len(texts) / (time.process_time() - began)


# Asked of a small process: what a large one starts is reported as large as itself.
_WATCHED = """
import resource, subprocess, sys, time
began = time.monotonic()
with subprocess.Popen(sys.argv[1:], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as one:
    one.stdout.readline()
    seconds = time.monotonic() - began
    while one.stdout.read(1 << 20):
        pass
print(seconds, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)
"""


def first_answer(registry: Path) -> tuple[float, float]:
    """Seconds until the first row comes out of the command, and the memory of the process at its largest, in MB."""
    given = registry.with_name("given.txt")
    lines = (
        f"Laboratory {n}, Department of Optics, University of Bordeaux, Talence, France"
        for n in range(20_000)
    )
    given.write_text("\n".join(lines))
    command = [sys.executable, "-m", "portulan.site.cli", "match", str(given), "--registry", str(registry)]
    told = subprocess.run(
        [sys.executable, "-c", _WATCHED, *command], capture_output=True, text=True, check=True
    ).stdout
    seconds, memory = map(float, told.split())
    return seconds, memory


def show_quality(console: Console, lesson: Lesson, sure: np.ndarray, found: list[tuple[int, float]]) -> None:
    """The table of quality, each set tried by a forest that saw none of it."""
    least = float(load().card["threshold"])
    table = Table(title="Quality, by sets not learnt from (95 % intervals)", title_justify="left")
    for name in (
        "Kind",
        "Rows",
        "P",
        "R",
        "F1",
        "Unsaid left out",
        "R at P .98",
        "Baseline F1",
        "Ratio of errors",
    ):
        table.add_column(name, justify="left" if name == "Kind" else "right")
    reach, heard = [], lesson.as_heard(sure, least)
    for source, kind in _KINDS.items():
        if not training.rows_of(lesson, source):
            continue
        strict = scoring.quality(quality(lesson, heard, source, least, strict=True))
        loose = scoring.quality(quality(lesson, heard, source, least, strict=False))
        recall, _ = scoring.recall_at(
            0.98, lambda at, s=source: quality(lesson, sure, s, at, strict=False), _AT
        )
        reach.append(recall)
        tuned = max(_AT, key=lambda at, s=source: _f1(baseline_counts(lesson, found, s, at)))
        plain = scoring.quality(baseline_counts(lesson, found, source, tuned))
        ratio = (1 - plain.f1) / max(1e-9, 1 - strict.f1)
        shown = (
            f"{strict.precision:.3f}",
            f"{strict.recall:.3f}",
            _between(strict),
            _between(loose),
            f"{recall:.3f}",
        )
        table.add_row(kind, f"{strict.rows:,}", *shown, _between(plain), f"{ratio:.1f}")
    console.print(table)
    four = [one for source, one in zip(_KINDS, reach, strict=False) if source != "queries"]
    console.print(f"Recall at precision .98, mean of four: {np.mean(four):.3f}")


def _f1(counts: scoring.Counts) -> float:
    return float(scoring.f1_of(counts.sum(axis=0).astype(float)))


def _between(one: scoring.Quality) -> str:
    return f"{one.f1:.3f} ({one.low:.3f}-{one.high:.3f})"


def show_speed(
    console: Console, registry: Path, matcher: Matcher, baseline: Baseline, texts: dict[str, list[str]]
) -> list[Measure]:
    """Strings a second on one core, beside the baseline on the same strings; sizes, memory, typing-ahead."""
    found = []
    for name, some in texts.items():
        fresh = Matcher(matcher.registry, matcher.model)
        fresh.match(texts["warm"][:2000])
        ours = max(speed(fresh.match, some), speed(Matcher(matcher.registry, matcher.model).match, some))
        if name == "warm":
            continue
        theirs = speed(lambda batch: [baseline.best(one) for one in batch], some[:500])
        mean = sum(map(len, some)) / len(some)
        what = f"{name} of {mean:.0f} characters, one core"
        found.append(Measure(what, ours, "strings/s", None, ours / theirs, _LEAST[name]))
    seconds, memory = first_answer(registry)
    size = (registry.stat().st_size + SHIPPED.stat().st_size) / 1e6
    middle, late = typing(Suggester(matcher.registry), texts["names"][:300])
    return [
        *found,
        Measure("first row of portulan match", seconds, "s", 1),
        Measure("memory of portulan match", memory, "MB", 250),
        Measure("registry file and model", size, "MB", 40),
        Measure("typing-ahead, the middle answer", middle, "ms"),
        Measure("typing-ahead, 95 of 100 answers within", late, "ms", 30),
    ]


def typing(suggester: Suggester, names: Sequence[str]) -> tuple[float, float]:
    """Milliseconds of processor time of a suggestion: the median and the 95th percentile, over names half typed."""
    taken = []
    for name in names:
        for typed in (name[: max(3, len(name) // 3)], name[: len(name) // 2] + "x", name):
            began = time.process_time()
            suggester.suggest(typed)
            taken.append(1000 * (time.process_time() - began))
    return float(np.quantile(taken, 0.5)), float(np.quantile(taken, 0.95))


def measure() -> list[Measure]:
    """Everything, on all rows; nothing where the data beside the project is absent."""
    return measured(0)


def measured(rows: int) -> list[Measure]:
    """Print quality; give speed, sizes and memory. ``rows`` of each set, 0 for all."""
    console = Console(width=150)
    dumps = sorted((SHARED / "data/ror").glob("*.jsonl.gz"))
    if not dumps:
        console.print(f"Nothing to measure of matching: {SHARED}/data is absent. Set PORTULAN_SHARED.")
        return []
    with tempfile.TemporaryDirectory() as folder:
        registry = Path(folder) / "registry.portulan"
        began = time.monotonic()
        built = build(files=dumps, out=registry)
        took = time.monotonic() - began
        console.print(f"Registry {built.release}: {built.organisations:,} organisations in {took:.1f} s")
        return _measured(console, registry, dumps, rows)


def _measured(console: Console, registry: Path, dumps: Sequence[Path], rows: int) -> list[Measure]:
    matcher = Matcher(Registry(registry), load())
    every = list(labels.read(SHARED / "data/affiliations"))
    kept = {source: [one for one in every if one.source == source] for source in _KINDS}
    every = [one for some in kept.values() for one in some[: rows or _MOST]]
    baseline = Baseline(dumps)
    number = matcher.numbers()
    nearest = [baseline.best(one.text) for one in every]
    found = [(matcher.registry.current(number[ror]) if ror else -1, score) for ror, score in nearest]
    lesson = learn(every, matcher)
    show_quality(console, lesson, tried(lesson), found)
    texts = {
        "warm": [one.text for one in every if one.source == "crossref"],
        "affiliations": [one.text for one in every if one.source == "springer"][:4000],
        "names": [one.text for one in every if one.source == "names"],
    }
    return show_speed(console, registry, matcher, baseline, texts)


def main() -> int:
    """Print everything; 1 where a budget is passed or the data beside the project is absent."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=0, help="of each set, for a quick look (default: all)")
    options = parser.parse_args()
    found = measured(options.rows)
    Console(width=150).print(table_of("Matching", found))
    return int(not found or any(one.passed for one in found))


if __name__ == "__main__":
    sys.exit(main())

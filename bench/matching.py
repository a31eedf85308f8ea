"""How good, quick and small the matcher is, beside BM25 and fuzzy comparison on the same rows in the same call.

Run: ``python bench/matching.py [--rows N]``, N rows of each set for a quick look. It reads the development sets
and the registry beside the project (PORTULAN_SHARED, else ../shared) and prints figures only, never a string.
"""

import argparse
import os
import re
import resource
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

from portulan.analytics.jobs import training
from portulan.analytics.matching import labels, scoring
from portulan.analytics.matching.build import build
from portulan.analytics.matching.dump import read
from portulan.analytics.matching.index import Registry
from portulan.analytics.matching.learning import Lesson, learn
from portulan.analytics.matching.matcher import Matcher
from portulan.analytics.matching.model import SHIPPED, load

SHARED = Path(os.environ.get("PORTULAN_SHARED") or "../shared")
_BATCH = 512
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


def first_answer(registry: Path) -> tuple[float, float]:
    """Seconds until the first row comes out of the command, and the memory of the process at its end, in MB."""
    given = registry.with_name("given.txt")
    given.write_text("Department of Optics, University of Bordeaux, Talence, France\n" * 5000)
    command = [sys.executable, "-m", "portulan.site.cli", "match", str(given), "--registry", str(registry)]
    began = time.monotonic()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as one:
        assert one.stdout
        one.stdout.readline()
        seconds = time.monotonic() - began
        one.stdout.read()
    return seconds, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


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
    reach = []
    for source, kind in _KINDS.items():
        if not training.rows_of(lesson, source):
            continue
        strict = scoring.quality(quality(lesson, sure, source, least, strict=True))
        loose = scoring.quality(quality(lesson, sure, source, least, strict=False))
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
) -> None:
    """Strings a second on one core, beside the baseline on the same strings; sizes and memory."""
    table = Table(title="Speed on one core, strings a second", title_justify="left")
    for name in ("Strings", "Mean length", "Matcher", "Baseline", "Ratio"):
        table.add_column(name, justify="left" if name == "Strings" else "right")
    for name, some in texts.items():
        ours = speed(matcher.match, some)
        theirs = speed(lambda batch: [baseline.best(one) for one in batch], some[:500])
        mean = sum(map(len, some)) / len(some)
        table.add_row(name, f"{mean:.0f}", f"{ours:,.0f}", f"{theirs:,.0f}", f"{ours / theirs:.1f}")
    console.print(table)
    seconds, memory = first_answer(registry)
    size = (registry.stat().st_size + SHIPPED.stat().st_size) / 1e6
    console.print(
        f"First row after {seconds:.2f} s; memory {memory:.0f} MB; registry and model {size:.1f} MB."
    )


def main() -> int:
    """Print everything; 0, or 1 where the data beside the project is absent."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=0, help="of each set, for a quick look (default: all)")
    options = parser.parse_args()
    console = Console(width=150)
    dumps = sorted((SHARED / "data/ror").glob("*.jsonl.gz"))
    if not dumps:
        console.print(f"Nothing to measure: {SHARED}/data is absent. Set PORTULAN_SHARED.")
        return 1
    with tempfile.TemporaryDirectory() as folder:
        registry = Path(folder) / "registry.portulan"
        began = time.monotonic()
        built = build(files=dumps, out=registry)
        took = time.monotonic() - began
        console.print(f"Registry {built.release}: {built.organisations:,} organisations in {took:.1f} s")
        measure(console, registry, dumps, options.rows)
    return 0


def measure(console: Console, registry: Path, dumps: Sequence[Path], rows: int) -> None:
    """Quality, then speed."""
    matcher = Matcher(Registry(registry), load())
    every = list(labels.read(SHARED / "data/affiliations"))
    if rows:
        kept = {source: [one for one in every if one.source == source][:rows] for source in _KINDS}
        every = [one for some in kept.values() for one in some]
    baseline = Baseline(dumps)
    number = matcher.numbers()
    nearest = [baseline.best(one.text) for one in every]
    found = [(matcher.registry.current(number[ror]) if ror else -1, score) for ror, score in nearest]
    lesson = learn(every, matcher)
    show_quality(console, lesson, tried(lesson), found)
    affiliations = [one.text for one in every if one.source == "springer"][:4000]
    names = [one.text for one in every if one.source == "names"]
    show_speed(console, registry, matcher, baseline, {"affiliations": affiliations, "names": names})


if __name__ == "__main__":
    sys.exit(main())

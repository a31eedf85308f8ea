"""Match a stream of rows: in order, in constant memory, in one process or several."""

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, fields
from itertools import islice
from pathlib import Path
from typing import Any

from portulan.analytics.jobs.match_input import Row
from portulan.analytics.jobs.match_output import Output
from portulan.analytics.matching.index import Registry
from portulan.analytics.matching.matcher import Answer, Match, Matcher, Reason
from portulan.analytics.matching.model import SHIPPED, load
from portulan.analytics.matching.pins import Pins
from portulan.analytics.matching.pins import load as load_pins

_FIRST, _BLOCK = 16, 512
_REMEMBERED = 20_000
_ROR = "https://ror.org/"
_REASON = tuple(one.name for one in fields(Reason))


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run needs to open its own matcher. ``threshold`` None is the model's own."""

    registry: Path
    model: Path = SHIPPED
    threshold: float | None = None
    country: str = ""
    explain: bool = False
    pins: Path | None = None


@dataclass(slots=True)
class Summary:
    """Rows answered: each is matched, abstained or an error. ``organisations``: matches; ``resumed``: rows skipped."""

    rows: int = 0
    matched: int = 0
    abstained: int = 0
    errors: int = 0
    organisations: int = 0
    resumed: int = 0

    def add(self, answers: Sequence[dict[str, Any]]) -> None:
        for one in answers:
            self.rows += 1
            self.organisations += len(one["matches"])
            self.errors += bool(one.get("error"))
            self.matched += bool(one["matches"])
            self.abstained += not one["matches"] and not one.get("error")


class Answering:
    """Answers blocks of rows as plain values; remembers the strings met last."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._matcher = Matcher(Registry(settings.registry), load(settings.model))
        self._pins = load_pins(settings.pins) if settings.pins else Pins()
        self._known: dict[str, Answer] = {}

    def answers(self, rows: Sequence[Row]) -> list[dict[str, Any]]:
        """One dictionary for each row, as it is written."""
        new = list(dict.fromkeys(row.text for row in rows if not row.error and row.text not in self._known))
        if len(self._known) + len(new) > _REMEMBERED:
            self._known.clear()
            new = list(dict.fromkeys(row.text for row in rows if not row.error))
        set_ = self._settings
        found = self._matcher.match(
            new, threshold=set_.threshold, country=set_.country, explain=set_.explain, pins=self._pins
        )
        self._known.update(zip(new, found, strict=True))
        return [self._written(row) for row in rows]

    def _written(self, row: Row) -> dict[str, Any]:
        answer = Answer(error=row.error) if row.error else self._known[row.text]
        told: dict[str, Any] = {
            "row": row.number,
            "input": row.text if len(row.text) <= 10_000 else row.text[:1000],
        }
        told["matches"] = [plain(one) for one in answer.matches]
        told["abstained"] = answer.abstained
        if answer.error:
            told["error"] = answer.error
        if self._settings.explain:
            told["considered"] = [plain(one) for one in answer.considered]
        matcher = self._matcher
        return {**told, "registry": matcher.registry.release, "model": matcher.model.version}


def plain(match: Match) -> dict[str, Any]:
    """A match as plain values; what is empty is left out, identifiers are addresses."""
    reason = match.reason
    told: dict[str, Any] = {
        "ror": _ROR + match.ror,
        "name": match.name,
        "probability": match.probability,
        "span": list(match.span),
        "reason": {name: getattr(reason, name) for name in _REASON},
    }
    more = {
        "country": match.country,
        "status": match.status,
        "met": match.met and _ROR + match.met,
        "met_name": match.met_name,
        "parents": [_ROR + one for one in match.parents],
        "children": [_ROR + one for one in match.children],
    }
    return told | {key: value for key, value in more.items() if value}


def run(
    *, rows: Iterable[Row], output: Output, settings: Settings, workers: int = 1, tell: Callable[[int], None]
) -> Summary:
    """Answer every row that ``output`` does not hold yet; ``tell`` learns how many rows are done.

    Raises what opening the registry or the model raises, and what reading the rows raises: what was answered before
    stays written.
    """
    summary = Summary(resumed=output.done)
    if output.complete:
        return summary
    for _ in islice(rows, output.done):
        pass
    for answers in _answered(_blocks(rows), settings, workers):
        output.write(answers)
        summary.add(answers)
        tell(summary.rows + summary.resumed)
    output.finish()
    return summary


def _blocks(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """Small at first, so that the first answer is soon there."""
    stream, size = iter(rows), _FIRST
    held: list[Row] = []
    error: Exception | None = None
    while error is None:
        try:
            held = []
            for row in islice(stream, size):
                held.append(row)
        except Exception as failure:
            error = failure
        if held:
            yield held
        elif error is None:
            return
        size = _BLOCK
    raise error


def _answered(
    blocks: Iterator[list[Row]], settings: Settings, workers: int
) -> Iterator[list[dict[str, Any]]]:
    if workers <= 1:
        answering = Answering(settings)
        yield from map(answering.answers, blocks)
        return
    load(settings.model)
    Registry(settings.registry)
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, context, initializer=_open, initargs=(settings,)) as pool:
        waiting: deque[Future[list[dict[str, Any]]]] = deque()
        for block in blocks:
            waiting.append(pool.submit(_answer, block))
            if len(waiting) > 2 * workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


class _Process:
    """What a worker process holds."""

    answering: Answering


def _open(settings: Settings) -> None:
    _Process.answering = Answering(settings)


def _answer(rows: list[Row]) -> list[dict[str, Any]]:
    return _Process.answering.answers(rows)

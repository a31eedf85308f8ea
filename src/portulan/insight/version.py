"""One published version, opened: its manifest, its file of figures, and a bounded memory of what was asked."""

import csv
import json
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from itertools import islice
from pathlib import Path
from threading import Lock
from typing import Any, Concatenate, ParamSpec, TypeVar

from portulan.analytics.engine.serving import Store

REMEMBERED = 4096  # answers kept in memory for a version

P = ParamSpec("P")
R = TypeVar("R")
S = TypeVar("S", bound="Opened")


class Opened:
    """A version's files, read-only. Answers are kept until the version is let go."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._manifest: dict[str, Any] = json.loads((folder / "manifest.json").read_text("utf-8"))
        self._store = Store(folder / "figures.duckdb")
        self._answers: OrderedDict[Any, Any] = OrderedDict()
        self._lock = Lock()

    def _rows(
        self,
        table: str,
        columns: Sequence[str],
        where: Mapping[str, Any] | None = None,
        *,
        order: Sequence[str] = (),
        limit: int | None = None,
        offset: int = 0,
    ) -> list[tuple[Any, ...]]:
        return self._store.rows(table, columns, where=where, order=order, limit=limit, offset=offset)

    def _has(self, table: str) -> bool:
        return self._store.has(table)

    def _refused_rows(self, file: str | None, limit: int) -> list[list[str]]:
        """Rows of the file of refused rows; none when there is no such file, or the version was pruned meanwhile."""
        path = self._folder / (file or "")
        if file is None or not path.is_file():
            return []
        with path.open(encoding="utf-8-sig", newline="") as handle:
            reader = csv.reader(handle)
            next(reader)
            return list(islice(reader, limit))


def remembered(method: Callable[Concatenate[S, P], R]) -> Callable[Concatenate[S, P], R]:
    """Answer once for each question of a version; a list is handed out as a copy, so that nobody alters it."""

    @wraps(method)
    def asked(self: S, /, *args: P.args, **kwargs: P.kwargs) -> R:
        question = (method.__name__, args, tuple(sorted(kwargs.items())))
        with self._lock:
            known = question in self._answers
            if known:
                self._answers.move_to_end(question)
                answer = self._answers[question]
        if not known:
            answer = method(self, *args, **kwargs)
            _remember(self, question, answer)
        return list(answer) if isinstance(answer, list) else answer  # type: ignore[return-value]

    return asked


def _remember(opened: Opened, question: Any, answer: Any) -> None:
    with opened._lock:
        opened._answers[question] = answer
        while len(opened._answers) > REMEMBERED:
            opened._answers.popitem(last=False)

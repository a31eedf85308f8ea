"""What long work tells while it runs: to a terminal, to a callback, to nobody."""

from collections.abc import Callable
from typing import Protocol

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar


class Progress(Protocol):
    """Told how many steps are to come, which one begins, and the end, good or bad."""

    def start(self, total: int) -> None:
        """``total`` steps are to come."""

    def advance(self, label: str) -> None:
        """A step begins; ``label`` is short English: "Read ROR"."""

    def done(self) -> None:
        """All is over, well or badly."""


class Silent:
    """Tells nobody."""

    def start(self, total: int) -> None: ...

    def advance(self, label: str) -> None: ...

    def done(self) -> None: ...


class Told:
    """Tells a function: steps begun, steps in all, what is being done."""

    def __init__(self, tell: Callable[[int, int, str], None]) -> None:
        self._tell, self._begun, self._total = tell, 0, 0

    def start(self, total: int) -> None:
        self._begun, self._total = 0, total

    def advance(self, label: str) -> None:
        self._begun += 1
        self._tell(self._begun, self._total, label)

    def done(self) -> None:
        self._tell(self._total, self._total, "")


class OnTerminal:
    """A bar on a terminal; one plain line for each step where the output is a file or a pipe."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._bar: Bar | None = None

    def start(self, total: int) -> None:
        if not self._console.is_terminal:
            return
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        self._bar = Bar(*columns, console=self._console, transient=True)
        self._task = self._bar.add_task("", total=total)
        self._bar.start()

    def advance(self, label: str) -> None:
        if self._bar is None:
            self._console.print(label, highlight=False)
            return
        begun = self._bar.tasks[self._task].description != ""
        self._bar.update(self._task, description=label, advance=1 if begun else 0)

    def done(self) -> None:
        if self._bar is not None:
            self._bar.stop()
            self._bar = None

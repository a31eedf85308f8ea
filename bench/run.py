"""Measure what has a budget, and print each measure beside its budget and, as a ratio, beside a plain way.

    make bench            all benches
    python bench/run.py data_build

Ends with 1 when a budget is passed.
"""

import importlib
import sys
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

HERE = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Measure:
    """One figure: what, in which unit, at most ``budget`` or at least ``least``; ``ratio`` to the plain way if any."""

    what: str
    value: float
    unit: str
    budget: float | None = None
    ratio: float | None = None
    least: float | None = None

    @property
    def passed(self) -> bool:
        """Whether it is over its budget, or under what it must reach."""
        over = self.budget is not None and self.value > self.budget
        return over or (self.least is not None and self.value < self.least)


def benches() -> list[str]:
    """Modules of this folder that can be measured: those that define ``measure``."""
    texts = {path.stem: path.read_text("utf-8") for path in sorted(HERE.glob("*.py"))}
    return [name for name, text in texts.items() if "\ndef measure()" in text]


def main(argv: list[str]) -> int:
    """Run the benches named, or all."""
    sys.path.insert(0, str(HERE))
    console = Console()
    over = False
    for name in argv or benches():
        module = importlib.import_module(name)
        found: list[Measure] = module.measure()
        console.print(table_of(str(module.__doc__).splitlines()[0], found))
        over |= any(one.passed for one in found)
    return int(over)


def table_of(title: str, found: list[Measure]) -> Table:
    """Measures as a table: red where a budget is passed."""
    table = Table(title=title, title_justify="left")
    for name in ("Measure", "Value", "Budget", "To the plain way"):
        table.add_column(name, justify="left" if name == "Measure" else "right")
    for one in found:
        budget = "" if one.budget is None else f"{one.budget:,.0f} {one.unit}"
        budget = budget if one.least is None else f"at least {one.least:,.0f} {one.unit}"
        ratio = "" if one.ratio is None else f"{one.ratio:.2f}"
        said = f"{one.value:,.2f} {one.unit}"
        table.add_row(one.what, f"[red]{said}[/red]" if one.passed else said, budget, ratio)
    return table


if __name__ == "__main__":
    sys.modules["run"] = sys.modules["__main__"]  # so that benches share its Measure
    sys.exit(main(sys.argv[1:]))

"""Progress to a terminal, to a pipe, to a function."""

import io

from rich.console import Console

from portulan.insight.progress import OnTerminal, Progress, Silent, Told


def go(progress: Progress) -> None:
    progress.start(2)
    progress.advance("Read one")
    progress.advance("Read two")
    progress.done()


def test_told() -> None:
    heard: list[tuple[int, int, str]] = []
    go(Told(lambda *told: heard.append(told)))
    assert heard == [(1, 2, "Read one"), (2, 2, "Read two"), (2, 2, "")]


def test_a_pipe_gets_plain_lines() -> None:
    out = io.StringIO()
    go(OnTerminal(Console(file=out)))
    assert out.getvalue() == "Read one\nRead two\n"


def test_a_terminal_gets_a_bar() -> None:
    out = io.StringIO()
    go(OnTerminal(Console(file=out, force_terminal=True, width=80)))
    assert "Read two" in out.getvalue()


def test_silence() -> None:
    go(Silent())

"""Tasks declared for the tests only."""

import time

from portulan.foundations.tasks.registry import Work, task

DONE: list[str] = []


@task("sample.note")
def note(work: Work, *, word: str) -> str:
    DONE.append(word)
    return f"{work.by.label} said {word}"


@task("sample.fail", attempts=3)
def fail(work: Work) -> None:
    raise ValueError(f"no luck at attempt {work.attempt}")


@task("sample.count")
def count(work: Work) -> None:
    for step in range(1, 5):
        work.progress(done=step, total=4, label=f"step {step}")


@task("sample.sleep")
def sleep(work: Work, *, seconds: float) -> str:
    """Says that it started, then takes its time unless it is a second attempt."""
    work.progress(done=1, total=2, label="asleep")
    until = time.monotonic() + (seconds if work.attempt == 1 else 0)
    while time.monotonic() < until:
        time.sleep(0.05)
    return f"awake at attempt {work.attempt}"

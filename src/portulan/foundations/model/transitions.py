"""States and what leads from one to another, read from one table."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

Words = str | Promise


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition:
    """From any of ``sources`` to ``target``; ``label`` is the act in words, ``reason``: whether one must be given."""

    sources: frozenset[str]
    target: str
    label: Words
    reason: bool = False


class NoTransitionError(ValueError):
    """No line of the table leads from the present state to the one asked; ``allowed`` are the states it leads to."""

    def __init__(self, *, state: str, asked: str, allowed: Sequence[str]) -> None:
        self.state, self.asked, self.allowed = state, asked, tuple(allowed)
        super().__init__(f"{state} does not lead to {asked}; it leads to: {', '.join(allowed) or 'nothing'}")


def open_from(table: Iterable[Transition], state: str) -> tuple[Transition, ...]:
    """The transitions that a state allows, in the order of the table."""
    return tuple(one for one in table if state in one.sources)


def transition(table: Iterable[Transition], *, state: str, asked: str) -> Transition:
    """The transition from ``state`` to ``asked``; raises NoTransitionError where the table has none."""
    possible = open_from(table, state)
    found = next((one for one in possible if one.target == asked), None)
    if found is None:
        raise NoTransitionError(state=state, asked=asked, allowed=[one.target for one in possible])
    return found

"""Random values, as an object that tests replace."""

from dataclasses import dataclass, field
from random import Random, SystemRandom

_READABLE = "abcdefghjkmnpqrstuvwxyz23456789"  # no i, l, o, 0, 1: a person copies it by hand


@dataclass(frozen=True, slots=True)
class Chance:
    """Draws from the machine's own randomness, or from ``source`` in tests."""

    source: Random = field(default_factory=SystemRandom)

    def password(self) -> str:
        """Twenty readable characters in groups of five, 99 bits."""
        return "-".join("".join(self.source.choices(_READABLE, k=5)) for _ in range(4))

    def secret(self) -> bytes:
        """Thirty-two bytes that nobody guesses."""
        return self.source.randbytes(32)


system_chance = Chance()

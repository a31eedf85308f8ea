"""A mistake of a pack, told so that its author can mend it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Mistake:
    """Where (file, key, line when it is known), what is wrong, and what is allowed."""

    file: str
    key: str
    problem: str
    allowed: str = ""
    line: int | None = None

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.file, self.line) if part)
        said = ": ".join(part for part in (place, self.key, self.problem) if part)
        return f"{said} {_('Allowed:')} {self.allowed}" if self.allowed else said


@dataclass(frozen=True, slots=True)
class Problem:
    """A mistake inside one document, before its line is looked for: ``path`` is ("office", 2, "city")."""

    path: tuple[str | int, ...]
    problem: str
    allowed: str = ""

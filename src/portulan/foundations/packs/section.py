"""A section: one file of a pack, declared by the domain that reads it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from portulan.foundations.packs.mistake import Problem
from portulan.foundations.packs.visit import Visit

Documents = Mapping[str, BaseModel]


@dataclass(frozen=True, slots=True)
class Section:
    """A file of a pack.

    ``schema`` says what it may hold; every field of it has a default unless the file is ``required``.
    ``check`` looks across files: it gets the document and all documents that could be read, by file name.
    ``load`` brings the rows of its domain to what the document says, through the visit.
    """

    file: str
    schema: type[BaseModel]
    load: Callable[[Any, Visit], None]
    check: Callable[[Any, Documents], Iterable[Problem]] | None = None
    required: bool = False


_SECTIONS: dict[str, Section] = {}


def register(*sections: Section) -> None:
    """Declare sections, from ``AppConfig.ready``; they are loaded in the order of INSTALLED_APPS."""
    _SECTIONS.update({section.file: section for section in sections})


def sections() -> tuple[Section, ...]:
    """All sections, in the order they are loaded."""
    return tuple(_SECTIONS.values())

"""Read a whole pack and gather every mistake at once; needs no database."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from pydantic import BaseModel, ValidationError

from portulan.foundations.packs.entries import DatedEntry, Sources
from portulan.foundations.packs.explaining import problems
from portulan.foundations.packs.mistake import Mistake, Problem
from portulan.foundations.packs.places import line_of
from portulan.foundations.packs.reading import Text, files_of, read
from portulan.foundations.packs.section import Section, sections
from portulan.foundations.packs.visit import SOURCES_FILE


@dataclass(slots=True)
class Reading:
    """A pack as read: the documents that hold, all mistakes, and the digest of the bytes."""

    documents: dict[str, BaseModel] = field(default_factory=dict)
    mistakes: list[Mistake] = field(default_factory=list)
    digest: str = ""


def read_pack(directory: Path) -> Reading:
    """Read and check every file; documents are complete when there is no mistake."""
    reading = Reading()
    texts = _texts(directory, reading)
    if texts is None:
        return reading
    reading.digest = _digest(texts)
    schemas: dict[str, type[BaseModel]] = {SOURCES_FILE: Sources}
    schemas.update({section.file: section.schema for section in sections()})
    reading.mistakes.extend(_unknown_files(texts, schemas))
    for file, schema in schemas.items():
        _take(file, schema, texts.get(file), reading, required=file in _required())
    _cross_check(texts, reading)
    reading.mistakes.sort(key=lambda mistake: (mistake.file, mistake.line or 0))
    return reading


def _required() -> set[str]:
    return {section.file for section in sections() if section.required}


def _texts(directory: Path, reading: Reading) -> dict[str, Text] | None:
    files = files_of(directory)
    if isinstance(files, Mistake):
        reading.mistakes.append(files)
        return None
    texts: dict[str, Text] = {}
    for path in files:
        text = read(path)
        if isinstance(text, Mistake):
            reading.mistakes.append(text)
        else:
            texts[path.name] = text
    return texts


def _digest(texts: dict[str, Text]) -> str:
    total = hashlib.sha256()
    for name in sorted(texts):
        total.update(name.encode() + b"\0" + hashlib.sha256(texts[name].raw).digest())
    return total.hexdigest()


def _unknown_files(texts: dict[str, Text], schemas: dict[str, type[BaseModel]]) -> Iterator[Mistake]:
    for name in texts:
        if name not in schemas:
            yield Mistake(name, "", _("This file belongs to no section of a pack."), ", ".join(schemas))


def _take(file: str, schema: type[BaseModel], text: Text | None, reading: Reading, *, required: bool) -> None:
    refused = any(mistake.file == file for mistake in reading.mistakes)
    if text is None and (required or refused):
        if not refused:
            reading.mistakes.append(Mistake(file, "", _("This file is missing; a pack needs it.")))
        return
    values = text.values if text else {}
    try:
        reading.documents[file] = schema.model_validate(values)
    except ValidationError as error:
        found = problems(error, schema=schema)
        reading.mistakes.extend(_placed(file, text, problem) for problem in found)


def _cross_check(texts: dict[str, Text], reading: Reading) -> None:
    """What only shows across files; a section whose file was refused is not looked at again."""
    for section in sections():
        document = reading.documents.get(section.file)
        if document is None:
            continue
        found = [
            *_across(section, document, reading.documents),
            *_unknown_sources(document, reading.documents),
        ]
        text = texts.get(section.file)
        reading.mistakes.extend(_placed(section.file, text, problem) for problem in found)


def _across(section: Section, document: BaseModel, documents: dict[str, BaseModel]) -> Iterable[Problem]:
    return section.check(document, documents) if section.check else ()


def _unknown_sources(document: BaseModel, documents: dict[str, BaseModel]) -> Iterator[Problem]:
    sources = documents.get(SOURCES_FILE)
    if not isinstance(sources, Sources):
        return
    for path, entry in _dated_entries(document, ()):
        if entry.source is not None and entry.source not in sources.source:
            problem = _("No source is called “%(key)s”.") % {"key": entry.source}
            yield Problem((*path, "source"), problem, _("a key of sources.toml"))


def _dated_entries(
    value: Any, path: tuple[str | int, ...]
) -> Iterator[tuple[tuple[str | int, ...], DatedEntry]]:
    if isinstance(value, DatedEntry):
        yield path, value
    if isinstance(value, BaseModel):
        parts: Iterable[tuple[Any, Any]] = ((name, getattr(value, name)) for name in type(value).model_fields)
    elif isinstance(value, dict):
        parts = value.items()
    elif isinstance(value, list):
        parts = enumerate(value)
    else:
        return
    for name, part in parts:
        yield from _dated_entries(part, (*path, name))


def _placed(file: str, text: Text | None, problem: Problem) -> Mistake:
    line = line_of(text.lines, problem.path) if text else None
    return Mistake(file, _key(problem.path, text), problem.problem, problem.allowed, line)


def _key(path: tuple[str | int, ...], text: Text | None) -> str:
    """``office[3] (office-tokyo).city``: people count from one, and know an entry by its code."""
    said = ""
    value: Any = text.values if text else None
    for step in path:
        value = _inside(value, step)
        if isinstance(step, int):
            named = value.get("code") if isinstance(value, dict) else None
            said += f"[{step + 1}]" + (f" ({named})" if isinstance(named, str) else "")
        else:
            said += f".{step}" if said else step
    return said


def _inside(value: Any, step: str | int) -> Any:
    try:
        return value[step]
    except (KeyError, IndexError, TypeError):
        return None

"""A file of a source, written and read: what came of it."""

import gzip
from dataclasses import dataclass
from pathlib import Path

from portulan.analytics.sources.publications import PublicationSource
from portulan.analytics.sources.raw import RawFile
from portulan.analytics.sources.records.objects import head_of
from portulan.analytics.sources.source import Intake
from portulan.analytics.tables.publication_row import Publication


@dataclass(frozen=True, slots=True)
class Read:
    """Publications, records read, and refusals as line, field, code."""

    works: list[Publication]
    read: int
    refused: list[tuple[int, str, str]]


def file_of(folder: Path, content: str | bytes, name: str = "export") -> RawFile:
    """A file with that content; text is written in UTF-8."""
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return RawFile(path, name)


def read(source: PublicationSource, folder: Path, content: str | bytes) -> Read:
    """Read a file of the source, plain and again packed with gzip: both give the same."""
    text = content.encode() if isinstance(content, str) else content
    found = [
        _read(source, file_of(folder, one, name))
        for one, name in ((text, "plain"), (gzip.compress(text), "packed"))
    ]
    assert [one.read for one in found] == [found[0].read] * 2
    assert [one.refused for one in found] == [found[0].refused] * 2
    assert len(found[0].works) == len(found[1].works)
    return found[0]


def _read(source: PublicationSource, file: RawFile) -> Read:
    assert source.recognises(head_of(file))
    intake = Intake()
    works = [one for one in source.records(file, intake) if isinstance(one, Publication)]
    return Read(works, intake.read, [(one.row, one.column, one.code) for one in intake.at_sight])

"""Files of references that a person holds, read into works: the format is known by the content, not by the name."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from portulan.analytics.sources.publication_catalogue import recognised
from portulan.analytics.sources.publications import PublicationSource
from portulan.analytics.sources.raw import RawFile
from portulan.analytics.sources.source import BoundedIntake
from portulan.analytics.tables.author_keys import with_salt
from portulan.analytics.tables.publication_row import Publication
from portulan.analytics.tables.refusal import COLUMNS as REFUSAL_COLUMNS
from portulan.analytics.tables.refusal import Refusal, UnusableError

__all__ = ["REFUSAL_COLUMNS", "Publication", "Refusal", "UnusableError", "WorksFile", "read_works"]


@dataclass(slots=True)
class WorksFile:
    """Works of one file, given one by one to whoever iterates; each iteration reads the file anew.

    ``key`` and ``title`` name the source. After an iteration: ``read`` records, ``kept`` works, ``refused`` records,
    with the number of each code in ``reasons``; ``refusals`` holds the first 10,000. None of them names a person.
    """

    key: str
    title: str
    read: int
    kept: int
    reasons: Counter[str]
    refusals: list[Refusal]
    _file: RawFile
    _source: PublicationSource
    _salt: bytes

    @property
    def refused(self) -> int:
        return self.reasons.total()

    def __iter__(self) -> Iterator[Publication]:
        """Raises UnusableError where the file turns out to be damaged; what came before was given."""
        intake = BoundedIntake()
        self.kept, self.reasons, self.refusals = 0, intake.reasons, intake.at_sight
        for found in self._source.records(self._file, intake):
            self.read = intake.read
            if isinstance(found, Publication):
                self.kept += 1
                yield with_salt(found, self._salt) if self._salt else found
        self.read = intake.read


def read_works(file: Path, *, salt: bytes = b"") -> WorksFile:
    """The works of an export: OpenAlex, HAL, scanR, Crossref, Web of Science, Scopus, Lens, RIS or BibTeX.

    Memory does not grow with the file. With a ``salt`` (16 to 64 secret bytes) the keys of authors lead back to nobody
    for who has it not; without, they are hashes of public numbers: do not hand them on. Raises UnusableError when the
    format is none we know or the file cannot be read: the text says which line, why, and what to do; OSError when
    there is no such file.
    """
    raw = RawFile(file, file.name)
    source = recognised(raw)
    return WorksFile(source.key, source.title, 0, 0, Counter(), [], raw, source, salt)

"""Sources of publications that are read row by row: what each is, how its files are known, the records they give.

OpenAlex's snapshot is not among them: it is read in bulk, see ``openalex_works``. The sources themselves are listed in
``publication_catalogue``.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from portulan.analytics.sources.raw import RawFile
from portulan.analytics.sources.source import Head, Intake
from portulan.analytics.tables.publication_row import Publication, Retirement

FOLDER = "publications"  # of the raw folder; each source has a folder of its own in it


@dataclass(frozen=True, slots=True)
class PublicationSource:
    """A source of publications. Its files lie in ``publications/<key>/`` of the raw folder.

    ``recognises`` tells its files by their head; ``records`` gives the records of one file, counts each one in
    ``intake.read`` and refuses a bad one with ``intake.refuse``; a file that is wholly useless raises UnusableError
    (``raw.refuse``). Records come in the order of the file, so that a second reading gives the same.
    """

    key: str
    title: str
    publisher: str
    url: str
    licence: str
    recognises: Callable[[Head], bool]
    records: Callable[[RawFile, Intake], Iterator[Publication | Retirement]]

"""What a country's page draws from the published figures only; made once per version, language and country."""

from dataclasses import dataclass
from functools import lru_cache

from portulan.foundations.tables.view import TableView
from portulan.foundations.text.formats import language
from portulan.pages.country import coauthorship, copublications, organisations, partners, projects
from portulan.pages.country.subject import Asked, Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """The parts of the page that no row of the database changes; None where the source was not read."""

    coauthorship: coauthorship.Coauthorship
    projects: projects.Projects | None
    partners: tuple[partners.Partners, ...]
    copublications: copublications.Copublications | None
    organisations: TableView | None


def drawn(subject: Subject, asked: Asked) -> Drawn:
    """The parts for one reader. As the page opens they are kept; an order or a page a reader asks for is made anew."""
    return _made(subject, asked) if asked.query else _kept(subject, asked.path, language())


@lru_cache(maxsize=256)  # pages as they open, each in one language
def _kept(subject: Subject, path: str, _language: str) -> Drawn:
    return _made(subject, Asked(query={}, path=path))


def _made(subject: Subject, asked: Asked) -> Drawn:
    there = organisations.table(subject)
    return Drawn(
        coauthorship=coauthorship.coauthorship(subject, asked),
        projects=projects.projects(subject, asked),
        partners=partners.partners(subject, asked),
        copublications=copublications.copublications(subject, asked),
        organisations=asked.view(there) if there else None,
    )

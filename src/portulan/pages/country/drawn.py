"""What a country's page draws from the published figures only; made once per version, language and country.

These parts are most of the page, and no row of the database changes them: they are kept as they are written.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from portulan.foundations.text.formats import language
from portulan.foundations.ui.components import Figure
from portulan.pages.country import (
    coauthorship,
    copublications,
    organisations,
    partners,
    projects,
    together_works,
)
from portulan.pages.country.subject import Asked, Subject
from portulan.pages.country.works import Works

HEAD = 4  # figures at the head of the page


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """The parts as written, empty where there is nothing to say, and what the head of the page takes from them.

    ``has_partners``: organisations there are listed because we work with them.
    """

    head: tuple[Figure, ...]
    sentences: tuple[str, ...]
    curve: SafeString
    activities: SafeString
    organisations: SafeString
    has_partners: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Parts:
    works: coauthorship.Coauthorship
    projects: projects.Projects | None
    partners: tuple[partners.Partners, ...]
    copublications: copublications.Copublications | None
    publications: Works | None

    def figures(self, taken: int) -> tuple[tuple[Figure, ...], tuple[Figure, ...]]:
        """The figures at the head, ``taken`` places of which are not ours, and those left for beside the curve."""
        first = [part.figures[:1] for part in (self.works, self.copublications, self.projects) if part]
        head = tuple(figure for figures in first for figure in figures)
        rest = self.works.figures[1:]
        room = max(0, HEAD - taken - len(head))
        return (*head, *rest[:room]), rest[room:]

    @property
    def sentences(self) -> tuple[str, ...]:
        said = (
            self.works.sentence,
            self.copublications.sentence if self.copublications else "",
            self.projects.brief if self.projects else "",
        )
        return tuple(sentence for sentence in said if sentence)


def drawn(subject: Subject, asked: Asked) -> Drawn:
    """The parts for one reader. As the page opens they are kept; an order or a page a reader asks for is made anew."""
    return _made(subject, asked) if asked.query else _kept(subject, asked.path, language())


@lru_cache(maxsize=128)  # pages as they open, each in one language
def _kept(subject: Subject, path: str, _language: str) -> Drawn:
    return _made(subject, Asked(query={}, path=path))


def _made(subject: Subject, asked: Asked) -> Drawn:
    parts = _Parts(
        works=coauthorship.coauthorship(subject, asked),
        projects=projects.projects(subject, asked),
        partners=partners.partners(subject, asked),
        copublications=copublications.copublications(subject, asked),
        publications=together_works.publications(subject, asked),
    )
    head, beside = parts.figures(taken=0 if subject.is_home else 1)
    there = organisations.table(subject)
    return Drawn(
        head=head,
        sentences=parts.sentences,
        curve=_written("coauthorship", {"part": parts.works, "beside": beside})
        if parts.works.chart
        else SafeString(),
        activities=_written("activities", {"parts": parts}),
        organisations=_written("organisations", {"table": asked.view(there)}) if there else SafeString(),
        has_partners=bool(parts.partners),
    )


def _written(name: str, context: Mapping[str, object]) -> SafeString:
    return render_to_string(f"country/{name}.html", dict(context))

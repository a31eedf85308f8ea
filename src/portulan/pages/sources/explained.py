"""The methods as a page shows them: each with the sources it reads, at their dates."""

from dataclasses import dataclass

from portulan.foundations.tables.table import SourceNote
from portulan.insight.figures import Figures
from portulan.pages.sources.citing import notes
from portulan.pages.sources.methods import CHAPTERS, Chapter, Method, Words


@dataclass(frozen=True, slots=True)
class Explained:
    method: Method
    sources: tuple[SourceNote, ...]


@dataclass(frozen=True, slots=True)
class ExplainedChapter:
    title: Words
    methods: tuple[Explained, ...]


def chapters(figures: Figures | None) -> tuple[ExplainedChapter, ...]:
    """Every method; without published figures, without sources."""
    return tuple(_chapter(chapter, figures) for chapter in CHAPTERS)


def _chapter(chapter: Chapter, figures: Figures | None) -> ExplainedChapter:
    methods = (Explained(method, notes(figures, *method.sources)) for method in chapter.methods)
    return ExplainedChapter(chapter.title, tuple(methods))

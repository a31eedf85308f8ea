"""Texts of the last build that are worth a person's look: the most frequent and the least sure first."""

from pathlib import Path

from portulan.insight.figures import published
from portulan.insight.results import Candidate, TextToCheck

__all__ = ["Candidate", "TextToCheck", "texts_to_check"]


def texts_to_check(lake: Path, limit: int = 50) -> list[TextToCheck]:
    """Texts by how many rows of a wrong answer they may stand for, highest first; none before the first build.

    What an identifier or a person's answer tied is not among them. Raises LakeBrokenError.
    """
    figures = published(lake)
    return [] if figures is None else figures.texts_to_check(limit)

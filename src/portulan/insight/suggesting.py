"""Typing-ahead of organisations, over the registry file of the version in use."""

from pathlib import Path
from typing import NamedTuple

from portulan.analytics.matching.index import RegistryError
from portulan.analytics.matching.suggestions import Suggester
from portulan.insight.matching import registry_of, shared

__all__ = ["RegistryError", "Suggestion", "suggest"]


class Suggestion(NamedTuple):
    """An organisation that may be meant.

    ``key``: "ror-" and nine characters, as everywhere in insight. ``matched``: the name, web address or identifier that
    was met; ``why``: "name" (the very name), "begins", "spelling", "identifier" or "site". ``country`` is ISO alpha-2.
    ``met_name``: the closed record that was met, where the organisation is what succeeds it. ``score`` (0 to 1)
    orders suggestions and is no probability.
    """

    key: str
    name: str
    matched: str
    country: str
    city: str
    status: str
    score: float
    why: str
    met_name: str


def suggest(lake: Path, text: str, *, country: str = "", limit: int = 8) -> list[Suggestion]:
    """Organisations of the registry that may be meant by what is typed so far, best first.

    Forgives typing mistakes; knows acronyms, ROR identifiers (or their beginning), GRID, ISNI, Wikidata and Funder
    identifiers, web addresses, and names in every script. ``country`` (alpha-2) is a hint: it comes first. Empty for
    a text too short to say anything, and where nothing is built or the version in use has no registry. At most 30 ms
    of one core. Raises LakeBrokenError.
    """
    registry = registry_of(lake)
    if registry is None:
        return []
    found = shared(registry, Suggester).suggest(text, country=country, limit=limit)
    return [
        Suggestion(
            key=f"ror-{one.ror}",
            name=one.name,
            matched=one.matched,
            country=one.country,
            city=one.city,
            status=one.status,
            score=one.score,
            why=one.why,
            met_name=one.met_name,
        )
        for one in found
    ]

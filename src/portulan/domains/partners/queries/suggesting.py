"""Typing-ahead of organisations: people's answers, then our partners the reader may know of, then the registry."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

from portulan.domains.geography import queries as geography_queries
from portulan.domains.organisation.access import Reach
from portulan.domains.partners import access
from portulan.domains.partners.models import Partner
from portulan.domains.partners.queries.index import names_of_partners
from portulan.domains.partners.queries.pins import pin_for
from portulan.domains.partners.vocabulary import SHOWN_NAME, domain_of
from portulan.insight import suggesting as insight
from portulan.insight.figures import published
from portulan.methods.similarity.names import normal_form

LONGEST = 300  # characters of what is typed that are read
SHORTEST = 2
CERTAIN = 0.74  # from here our own partners stand before the registry's
_CONSIDERED = 40
_BEGUN = 0.9
_ELSEWHERE = 0.7  # what is left of the score of a partner that stands in another country than the one asked


@dataclass(frozen=True, slots=True)
class Choice:
    """An organisation that may be meant.

    ``key`` is what a form sends back. ``matched`` is the name, number or address that was met; ``why`` is pin, name,
    begins, spelling, identifier or site. ``ours`` is a partner of the register, ``provisional`` one that no registry
    has. ``met_name`` is the closed record that was met, where ``name`` succeeds it.
    """

    key: str
    name: str
    matched: str
    country: str
    city: str
    why: str
    score: float
    ours: bool = False
    provisional: bool = False
    met_name: str = ""
    status: str = ""


class Typed(NamedTuple):
    """What is typed, and its normal form."""

    text: str
    normal: str


def suggest(
    text: str, *, reach: Reach, lake: Path, country: str = "", limit: int = 8, own: bool = True
) -> tuple[Choice, ...]:
    """Organisations that may be meant by what is typed so far, best first; none for too little.

    Any of their names with typing mistakes, in any script, an acronym, a ROR identifier or an address of their site.
    ``country`` (ISO alpha-2) comes first. Without ``own`` the names of our partners are not compared: for who looks
    for organisations that are none.
    """
    typed = Typed(text.strip()[:LONGEST], normal_form(text[:LONGEST]))
    if len(typed.normal) < SHORTEST and typed.text.isascii():
        return ()
    pinned = _pinned(typed, country, lake)
    asked: dict[str, Any] = {"reach": reach, "lake": lake, "limit": limit, "own": own}
    found = _found(typed, country=country, **asked)
    without, place = _placed(typed.normal)
    if place and not any(one.score >= _BEGUN for one in found):
        here = _found(Typed(without, without), country=place, **asked)
        found = [*(one for one in here if one.country == place), *found]
    return _once([*pinned, *found])[:limit]


def _found(typed: Typed, *, reach: Reach, lake: Path, country: str, limit: int, own: bool) -> list[Choice]:
    """Partners of ours that are surely near, then all by how near they are."""
    ours = _ours(typed, reach) if own else []
    known = _told_ours(registry_choices(typed.text, lake=lake, country=country, limit=limit * 2), reach)
    both = sorted(_nearer([*ours, *known], country), key=lambda one: -one.score)
    return [*_own(both), *both]


def _nearer(found: list[Choice], country: str) -> list[Choice]:
    """With a country asked, those that stand elsewhere count for less, unless it is their very name."""
    if not country:
        return found
    here = [one.country == country or one.score == 1.0 for one in found]
    return [
        one if near else replace(one, score=one.score * _ELSEWHERE)
        for one, near in zip(found, here, strict=True)
    ]


def _placed(normal: str) -> tuple[str, str]:
    """A text that ends with the name of a country, without it, and the code: "ntu singapore" is ("ntu", "SG")."""
    words = normal.split()
    names = countries_by_name()
    for length in (4, 3, 2, 1):
        code = names.get(" ".join(words[-length:])) if length < len(words) else None
        if code:
            return " ".join(words[:-length]), code
    return normal, ""


def _own(found: list[Choice]) -> list[Choice]:
    return [one for one in found if one.ours and one.score >= CERTAIN]


def _once(found: list[Choice]) -> tuple[Choice, ...]:
    seen: dict[str, Choice] = {}
    for one in found:
        seen.setdefault(one.key, one)
    return tuple(seen.values())


def _pinned(typed: Typed, country: str, lake: Path) -> list[Choice]:
    """The organisations that somebody answered for this very text."""
    pin = pin_for(typed.text, country)
    if pin is None:
        return []
    choices = (choice_of(key, lake=lake) for key in pin.keys)
    return [replace(one, matched=pin.text[:SHOWN_NAME], why="pin", score=1.0) for one in choices if one]


def choice_of(key: str, *, lake: Path, reach: Reach | None = None) -> Choice | None:
    """One organisation as a choice, by its key; with ``reach`` also a partner of ours that the reader may know of."""
    if reach is not None:
        rows = Partner.objects.filter(access.visible_to(reach), key=key, merged_into__isnull=True)
        if row := rows.select_related("country").first():
            return _of_row(row, matched=row.name, score=1.0, why="name")
    figures = published(lake)
    one = figures.organisation(key) if figures else None
    if one is None:
        return None
    return Choice(
        one.key,
        one.name[:SHOWN_NAME],
        one.name[:SHOWN_NAME],
        one.country,
        one.city,
        "name",
        1.0,
        status=one.status,
    )


def _ours(typed: Typed, reach: Reach) -> list[Choice]:
    """Partners whose name is near or whose site or number is the one typed; rights before anything is counted."""
    rows = Partner.objects.filter(access.visible_to(reach), merged_into__isnull=True)
    among = None if access.sees_all(reach) else frozenset(rows.values_list("pk", flat=True))
    near = names_of_partners.near(typed.normal, limit=_CONSIDERED, among=among) if typed.normal else []
    best: dict[int, tuple[str, float]] = {}
    for name, score in near:
        best.setdefault(name.partner, (name.text, score))
    domain, rows = _domain(typed.text), rows.select_related("country")
    found = [
        _of_row(row, matched=best[row.pk][0], score=best[row.pk][1], why=_why(best[row.pk][1]))
        for row in rows.filter(pk__in=best)
    ]
    if domain:
        found += [
            _of_row(row, matched=row.website, score=1.0, why="site") for row in rows.filter(domain=domain)[:8]
        ]
    return sorted(found, key=lambda one: (-one.score, one.name))


def _domain(text: str) -> str:
    return domain_of(text) if "." in text and " " not in text else ""


def _why(score: float) -> str:
    return "name" if score == 1.0 else "begins" if score >= 0.9 else "spelling"


def _of_row(row: Partner, *, matched: str, score: float, why: str) -> Choice:
    return Choice(
        key=row.key,
        name=row.name[:SHOWN_NAME],
        matched=matched[:SHOWN_NAME],
        country=row.country.code if row.country else "",
        city=row.city,
        why=why,
        score=score,
        ours=True,
        provisional=row.is_provisional,
        status=row.status,
    )


def _told_ours(found: list[Choice], reach: Reach) -> list[Choice]:
    """Organisations of the registry that are partners the reader may know of say so."""
    keys = [one.key for one in found]
    rows = Partner.objects.filter(access.visible_to(reach), key__in=keys, merged_into__isnull=True)
    ours = set(rows.values_list("key", flat=True)) if keys else set()
    return [replace(one, ours=one.key in ours) for one in found]


def registry_choices(text: str, *, lake: Path, country: str, limit: int) -> list[Choice]:
    """Organisations of the published registry; the only place that asks insight for what is typed."""
    found = insight.suggest(lake, text, country=country, limit=limit)
    return [
        Choice(
            key=one.key,
            name=one.name[:SHOWN_NAME],
            matched=one.matched[:SHOWN_NAME],
            country=one.country,
            city=one.city,
            why=one.why,
            score=one.score,
            met_name=one.met_name[:SHOWN_NAME],
            status=one.status,
        )
        for one in found
    ]


def warm(*, lake: Path) -> None:
    """Make what typing ahead reads, so that the first who types does not wait for it; for the start of a process."""
    names_of_partners.near("warm", limit=1)
    countries_by_name()
    insight.suggest(lake, "warm")


_countries: dict[str, str] = {}


def countries_by_name() -> dict[str, str]:
    """Codes of countries by the normal form of their French and English names; read once, for they do not change."""
    if not _countries:
        for one in geography_queries.countries():
            _countries.update(dict.fromkeys((normal_form(one.name_fr), normal_form(one.name_en)), one.code))
    return _countries

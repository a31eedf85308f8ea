"""Cooperations that the data show and nobody has answered yet, for whoever may answer them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from portulan.domains.cooperations.access import answerable_by, visible_to
from portulan.domains.cooperations.models import Cooperation, Finding
from portulan.domains.cooperations.queries.views import Named
from portulan.domains.cooperations.vocabulary import Answer, Refusal
from portulan.domains.geography.queries import country_ids
from portulan.domains.organisation.access import Reach, covers, may
from portulan.domains.organisation.models import Unit
from portulan.domains.organisation.queries import Names, names_of
from portulan.domains.organisation.queries.below import unit_numbers_below
from portulan.domains.organisation.queries.views import Page
from portulan.domains.organisation.vocabulary import Verb
from portulan.domains.partners.queries import joint_laboratories as laboratories_with_parties
from portulan.foundations.tables.order import folded
from portulan.insight.figures import Figures
from portulan.insight.figures import Found as Shown

PROJECTS, WORKS, REGISTRY = "cordis", "hal", "rnsr"
SOURCES = (PROJECTS, WORKS, REGISTRY)
_MOST = 5_000  # lines that are ordered in memory


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundLine:
    """One cooperation that a source shows. ``unit`` is None where the source names none of ours.

    ``count`` is of projects ("cordis"), works ("hal") or bodies ("rnsr": this one). ``token`` names it in a form.
    """

    source: str
    unit: Named | None
    key: str
    name: str
    country: str
    count: int
    first_year: int | None
    last_year: int | None
    label: str
    aliases: tuple[str, ...]

    @property
    def token(self) -> str:
        return f"{self.source}:{self.unit.code if self.unit else ''}:{self.key}"


@dataclass(frozen=True, slots=True)
class Missing:
    """Why a list is shorter than it could be: the source that is not there. ``source`` is its key, or empty."""

    reason: str  # nothing-built, not-counted, no-source, whole-only, no-mandate
    source: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedLine:
    """What somebody answered "not ours", with the reason; to take it back."""

    uid: UUID
    source: str
    unit: Named | None
    name: str
    reason: str
    reason_text: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class _Place:
    """A unit whose findings the reader may answer."""

    pk: int
    named: Named
    country: str


def found(
    *,
    reach: Reach,
    figures: Figures | None,
    at: date,
    unit: str = "",
    country: str = "",
    text: str = "",
    limit: int = 50,
    offset: int = 0,
) -> Page[FoundLine]:
    """What the reader may answer and nobody has, most shared first; of a unit and what is below it, or of all."""
    lines = [
        line
        for line in _shown(reach, figures, at, unit)
        if (not country or line.country == country) and folded(text) in folded(line.name)
    ]
    answered = _answered(reach)
    left = [line for line in lines if not answered.have(line)]
    left.sort(key=lambda line: (-line.count, line.name.casefold(), line.token))
    return Page(rows=tuple(left[offset : offset + limit]), total=len(left), limit=limit, offset=offset)


def found_one(*, reach: Reach, figures: Figures | None, at: date, token: str) -> FoundLine | None:
    """One finding by its token, answered or not; None for what no source shows, or the reader may not answer."""
    source, _colon, rest = token.partition(":")
    unit, _colon, key = rest.partition(":")
    lines = _shown(reach, figures, at, unit, sources=(source,))
    for line in lines:
        if line.key == key and (line.unit.code if line.unit else "") == unit:
            return line
    return None


def found_with(*, key: str, figures: Figures | None, at: date) -> tuple[FoundLine, ...]:
    """All that the sources show with one organisation: public figures, the same for everybody."""
    if figures is None:
        return ()
    lines = [_line(one, None) for one in figures.found(PROJECTS, key=key)]
    shown = figures.found(WORKS, key=key)
    teams = _teams([one.team_key for one in shown], at)
    lines += [_line(one, teams[one.team_key]) for one in shown if one.team_key in teams]
    return (*lines, *(line for line in _of_laboratories(figures, at, "") if line.key == key))


def missing(*, reach: Reach, figures: Figures | None, at: date, unit: str = "") -> tuple[Missing, ...]:
    """The sources that could show more and are not there, or say nothing of these units."""
    if figures is None:
        return (Missing("nothing-built"),)
    if not may(reach, Verb.COOPERATION_DECLARE):
        return (Missing("no-mandate"),)
    return tuple(_missing(reach, figures, unit))


def _missing(reach: Reach, figures: Figures, unit: str) -> Iterator[Missing]:
    if not figures.counts_found():
        yield Missing("not-counted")
    for key in (PROJECTS, REGISTRY):
        report = figures.source(key)
        if report.missing:
            yield Missing("no-source", key, report.title)
    if not figures.source(PROJECTS).missing and (unit or not _whole(reach)):
        yield Missing("whole-only", PROJECTS, figures.source(PROJECTS).title)
    works = figures.source(WORKS)
    if works.missing or not figures.focal.has_copublications:
        yield Missing("no-source", WORKS, works.title)


def refused(*, reach: Reach, at: date, limit: int = 100) -> tuple[RefusedLine, ...]:
    """What was answered "not ours" among what the reader may answer, the latest first; two queries."""
    rows = Finding.objects.filter(answerable_by(reach), answer=Answer.REFUSED).select_related("unit")
    found_rows = list(rows.order_by("-at", "-id")[:limit])
    names = names_of([row.unit_id for row in found_rows if row.unit_id is not None], at)
    return tuple(_refused(row, names) for row in found_rows)


def _refused(row: Finding, names: dict[int, Names]) -> RefusedLine:
    return RefusedLine(
        uid=row.uid,
        source=row.source_key,
        unit=_named(row.unit.code, names.get(row.unit.pk, Names())) if row.unit else None,
        name=row.partner_name,
        reason=str(Refusal(row.reason).label) if row.reason else "",
        reason_text=row.reason_text,
        by=row.by_label,
        at=row.at,
    )


class _Answers:
    """All answers, asked by every key an organisation has."""

    def __init__(self, rows: Iterable[tuple[str, str | None, list[str]]]) -> None:
        self._known = {(source, unit or "", key) for source, unit, keys in rows for key in keys}

    def have(self, line: FoundLine) -> bool:
        unit = line.unit.code if line.unit else ""
        return any((line.source, unit, key) in self._known for key in (line.key, *line.aliases))


def _answered(reach: Reach) -> _Answers:
    """Answers that the reader may know of: a confirmation in a hidden cooperation tells nothing."""
    seen = Q(cooperation=None) | Q(cooperation__in=Cooperation.objects.filter(visible_to(reach)))
    return _Answers(Finding.objects.filter(seen).values_list("source_key", "unit__code", "keys"))


def _whole(reach: Reach) -> bool:
    return any(scope.units is None for scope in reach.scopes(Verb.COOPERATION_DECLARE))


def _shown(
    reach: Reach, figures: Figures | None, at: date, unit: str, sources: Sequence[str] = SOURCES
) -> list[FoundLine]:
    """Everything the sources show that the reader may answer."""
    if figures is None or not may(reach, Verb.COOPERATION_DECLARE):
        return []
    countries = country_ids()
    lines = []
    if PROJECTS in sources and not unit:
        lines += [_line(one, None) for one in figures.found(PROJECTS)]
    if WORKS in sources:
        lines += list(_of_teams(figures, at, unit))
    if REGISTRY in sources:
        lines += list(_of_laboratories(figures, at, unit))
    rows = _numbers(lines)
    return [
        line
        for line in lines[:_MOST]
        if covers(
            reach,
            Verb.COOPERATION_DECLARE,
            units=[rows[line.unit.code]] if line.unit else [],
            countries=[countries[line.country]] if line.country in countries else [],
        )
    ]


def _numbers(lines: Iterable[FoundLine]) -> dict[str, int]:
    codes = {line.unit.code for line in lines if line.unit}
    return dict(Unit.objects.filter(code__in=codes).values_list("code", "id"))


def _of_teams(figures: Figures, at: date, unit: str) -> Iterator[FoundLine]:
    rows = Unit.objects.filter(code__in=figures.teams_found())
    if unit:
        rows = rows.filter(pk__in=unit_numbers_below([unit], at))
    teams = _teams(list(rows.values_list("code", flat=True)), at)
    for one in figures.found(WORKS, teams=tuple(sorted(teams))):
        yield _line(one, teams[one.team_key])


def _teams(codes: Sequence[str], at: date) -> dict[str, Named]:
    """Teams of the register by code."""
    numbers = dict(Unit.objects.filter(code__in=codes).values_list("code", "id"))
    names = names_of(numbers.values(), at)
    return {code: _named(code, names.get(number, Names())) for code, number in numbers.items()}


def _named(code: str, names: Names) -> Named:
    name = names.best(code)
    return Named(code, name.name_fr, name.name_en, name.short_name)


def _line(one: Shown, unit: Named | None) -> FoundLine:
    return FoundLine(
        source=one.source,
        unit=unit,
        key=one.key,
        name=one.name,
        country=one.country,
        count=one.count,
        first_year=one.first_year,
        last_year=one.last_year,
        label="",
        aliases=one.aliases,
    )


def _of_laboratories(figures: Figures, at: date, unit: str) -> Iterator[FoundLine]:
    """The parties abroad of our joint laboratories, as the registry of structures says."""
    inside = _codes_below(unit, at) if unit else None
    home = figures.focal.home_country
    for one in laboratories_with_parties(at):
        if inside is not None and one.unit.code not in inside:
            continue
        named = Named(one.unit.code, one.unit.name_fr, one.unit.name_en, one.unit.short_name)
        for party in one.parties:
            country = party.country or one.unit.country
            if country and country != home:
                since = next((proof.since for proof in party.proofs if proof.since), one.unit.since)
                year = since.year if since else None
                yield FoundLine(
                    source=REGISTRY,
                    unit=named,
                    key=party.key,
                    name=party.name,
                    country=country,
                    count=1,
                    first_year=year,
                    last_year=None,
                    label=party.label or one.unit.label,
                    aliases=(),
                )


def _codes_below(unit: str, at: date) -> set[str]:
    numbers = unit_numbers_below([unit], at)
    return set(Unit.objects.filter(pk__in=numbers).values_list("code", flat=True))

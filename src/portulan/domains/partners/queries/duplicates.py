"""Records that may be one organisation, each with why; and provisional ones that the registry may know by now."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.db.models import QuerySet

from portulan.domains.organisation.access import Reach
from portulan.domains.organisation.vocabulary import Verb
from portulan.domains.partners import access
from portulan.domains.partners.models import Distinction, Identifier, Partner, PartnerName
from portulan.domains.partners.queries.index import names_of_partners
from portulan.domains.partners.queries.suggesting import Choice, registry_choices
from portulan.domains.partners.vocabulary import SHOWN_NAME, NameKind, PartnerOrigin, Reason
from portulan.methods.similarity.names import closeness, differ, initials, normal_form, suspicions, weighty

NEAR_ENOUGH = 0.88
LARGEST_GROUP = 40  # records that share a rare word: more of them, and the word says nothing
_SAME = {Reason.IDENTIFIER: 1.0, Reason.SITE: 0.5, Reason.PLACE: 0.15, Reason.COUNTRY: 0.1}


@dataclass(frozen=True, slots=True)
class Why:
    """One reason, in words of the reader's language."""

    code: str
    words: str


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two records."""

    uid: str
    key: str
    name: str
    country: str
    city: str
    website: str
    ror: str
    provisional: bool
    suspicious: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records that may be one, the one to keep first."""

    kept: Side
    absorbed: Side
    score: float
    why: tuple[Why, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A record that no registry had, and the record that may be its own there."""

    partner: Side
    choice: Choice


@dataclass(slots=True)
class _Known:
    row: Partner
    normals: set[str]
    acronyms: set[str]
    numbers: set[tuple[str, str]]
    texts: dict[str, str] = field(default_factory=dict)

    def said(self, normal: str) -> str:
        """A normal form as it was given."""
        return self.texts.get(normal, self.row.name)[:SHOWN_NAME]


def duplicates(*, reach: Reach, limit: int = 50) -> tuple[Pair, ...]:
    """Pairs that the reader may join, the surest first; a fixed number of queries.

    The same number, the same or a near name in the same country, an acronym that is the other's initials, the same
    site. What somebody told apart is left out.
    """
    rows = Partner.objects.filter(access.partners_for(reach, Verb.PARTNER_MERGE), merged_into__isnull=True)
    known = _known(rows)
    apart = _told_apart()
    pairs = []
    for one, other in sorted(_candidates(known)):
        left, right = known[one], known[other]
        if frozenset((left.row.key, right.row.key)) in apart or (left.row.ror and right.row.ror):
            continue
        if found := _compared(left, right):
            pairs.append(found)
    return tuple(sorted(pairs, key=lambda pair: (-pair.score, pair.kept.name))[:limit])


def near_partners(
    *, name: str, country: str, website_domain: str, reach: Reach, limit: int = 5
) -> tuple[Side, ...]:
    """Partners that may be the one about to be made, for who may know of them."""
    scored = {
        known.partner: score for known, score in reversed(names_of_partners.near(normal_form(name), limit=30))
    }
    rows = Partner.objects.filter(access.visible_to(reach), merged_into__isnull=True).select_related(
        "country"
    )
    near = [row for row in rows.filter(pk__in=scored) if scored[row.pk] >= 0.75]
    near.sort(
        key=lambda row: (
            -(scored[row.pk] + 0.1 * (row.country is not None and row.country.code == country)),
            row.pk,
        )
    )
    same_site = list(rows.filter(domain=website_domain)) if website_domain else []
    found = {row.pk: row for row in (*same_site, *near)}
    return tuple(side_of(row) for row in list(found.values())[:limit])


def registry_proposals(*, reach: Reach, lake: Path, limit: int = 30) -> tuple[Proposal, ...]:
    """Records made by hand for which the registry holds one that may be theirs; the reader may join them."""
    rows = Partner.objects.filter(
        access.partners_for(reach, Verb.PARTNER_EDIT) | access.partners_for(reach, Verb.PARTNER_MERGE),
        origin=PartnerOrigin.PROVISIONAL,
        ror__isnull=True,
        merged_into__isnull=True,
    )
    apart = _told_apart()
    found = []
    for row in rows.select_related("country").order_by("-made_at", "-id")[: limit * 4]:
        choice = _in_registry(row, lake, apart)
        if choice:
            found.append(Proposal(side_of(row), choice))
    return tuple(found[:limit])


def registry_proposal(row: Partner, *, lake: Path) -> Choice | None:
    """The record of the registry that may be this one's; None for one that has its ROR."""
    return None if row.ror else _in_registry(row, lake, _told_apart())


def _in_registry(row: Partner, lake: Path, apart: set[frozenset[str]]) -> Choice | None:
    country = row.country.code if row.country else ""
    asked = [row.website] if row.domain else []
    for text in (*asked, row.name):
        for choice in registry_choices(text, lake=lake, country=country, limit=4):
            near = choice.why in ("site", "identifier") or closeness_of(row.name, choice) >= NEAR_ENOUGH
            if near and choice.country in ("", country) and frozenset((row.key, choice.key)) not in apart:
                return choice
    return None


def closeness_of(name: str, choice: Choice) -> float:
    """How close a name is to the one that was met."""
    return max(closeness(normal_form(name), normal_form(met)) for met in (choice.matched, choice.name))


def _known(rows: QuerySet[Partner]) -> dict[int, _Known]:
    found = rows.select_related("country").order_by("id")
    known = {row.pk: _Known(row, {weighty(row.normal)} - {""}, set(), set()) for row in found}
    names = PartnerName.objects.filter(partner__in=rows.values("pk"))
    for number, normal, kind, text in names.values_list("partner_id", "normal", "kind", "text"):
        (known[number].acronyms if kind == NameKind.ACRONYM else known[number].normals).add(weighty(normal))
        known[number].texts[weighty(normal)] = text
    numbers = Identifier.objects.filter(partner__in=rows.values("pk"))
    for number, register, value in numbers.values_list("partner_id", "kind", "value"):
        known[number].numbers.add((register, value))
    for one in known.values():
        if one.row.short_name:
            one.acronyms.add(weighty(one.row.short_name.casefold()))
    return known


def _told_apart() -> set[frozenset[str]]:
    return {frozenset(pair) for pair in Distinction.objects.values_list("partner__key", "other_key")}


def _candidates(known: dict[int, _Known]) -> set[tuple[int, int]]:
    """Pairs that share a number, a site, a whole name, an acronym with initials, or a rare word in a country."""
    groups: dict[tuple[str, ...], set[int]] = defaultdict(set)
    for number, one in known.items():
        for mark in _marks(one):
            groups[mark].add(number)
    return {
        (one, other)
        for mark, group in groups.items()
        if len(group) <= LARGEST_GROUP
        for one in group
        for other in group
        if one < other
    }


def _marks(one: _Known) -> Iterator[tuple[str, ...]]:
    country = str(one.row.country_id or "")
    for kind, value in one.numbers:
        yield ("number", kind, value)
    if one.row.domain:
        yield ("site", one.row.domain)
    for normal in one.normals:
        yield ("name", normal)
        if letters := initials(normal):
            yield ("letters", letters, country)
        for word in normal.split():
            if len(word) > 3:
                yield ("word", word, country)
    for letters in one.acronyms:
        yield ("letters", letters, country)


def _compared(one: _Known, other: _Known) -> Pair | None:
    reasons = list(_reasons(one, other))
    score = sum(weight for _code, _value, weight in reasons)
    strong = any(code not in (Reason.PLACE, Reason.COUNTRY) for code, _value, _weight in reasons)
    if not strong or score < NEAR_ENOUGH:
        return None
    kept, absorbed = _kept_first(one.row, other.row)
    why = tuple(Why(code.value, str(code.label) % {"value": value}) for code, value, _weight in reasons)
    return Pair(side_of(kept), side_of(absorbed), min(1.0, score), why)


def _reasons(one: _Known, other: _Known) -> Iterator[tuple[Reason, str, float]]:
    for kind, value in sorted(one.numbers & other.numbers):
        yield Reason.IDENTIFIER, f"{kind.upper()} {value}", _SAME[Reason.IDENTIFIER]
    yield from _name_reasons(one, other)
    if one.row.domain and one.row.domain == other.row.domain:
        yield Reason.SITE, one.row.domain, _SAME[Reason.SITE]
    if one.row.city and one.row.city.casefold() == other.row.city.casefold():
        yield Reason.PLACE, one.row.city, _SAME[Reason.PLACE]
    if one.row.country_id and one.row.country_id == other.row.country_id:
        yield Reason.COUNTRY, "", _SAME[Reason.COUNTRY]


def _name_reasons(one: _Known, other: _Known) -> Iterator[tuple[Reason, str, float]]:
    if same := sorted(one.normals & other.normals):
        yield Reason.SAME_NAME, one.said(same[0]), 0.9
        return
    pairs = ((closeness(a, b), b) for a in one.normals for b in other.normals if not differ(a, b))
    score, near = max(pairs, default=(0.0, ""))
    if score >= NEAR_ENOUGH:
        yield Reason.NEAR_NAME, other.said(near), score * 0.9
        return
    letters = {initials(normal) for normal in one.normals} & other.acronyms
    letters |= {initials(normal) for normal in other.normals} & one.acronyms
    letters |= one.acronyms & other.acronyms
    if letters - {""}:
        yield Reason.ACRONYM, sorted(letters - {""})[0].upper(), 0.5


def _kept_first(one: Partner, other: Partner) -> tuple[Partner, Partner]:
    """The record of the registry is kept, else the one that is not provisional, else the older one."""
    rank = {row.pk: (row.ror is None, row.is_provisional, row.pk) for row in (one, other)}
    return (one, other) if rank[one.pk] <= rank[other.pk] else (other, one)


def side_of(row: Partner) -> Side:
    """A record as a proposal shows it."""
    return Side(
        uid=str(row.uid),
        key=row.key,
        name=row.name[:SHOWN_NAME],
        country=row.country.code if row.country else "",
        city=row.city,
        website=row.website,
        ror=row.ror or "",
        provisional=row.is_provisional,
        suspicious=suspicions(row.name),
    )

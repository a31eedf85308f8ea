"""Who may see a cooperation, change it, write on it, declare one: on one object, and as a filter, in pairs."""

from collections.abc import Collection
from dataclasses import replace

from django.db.models import Q
from django.utils.functional import Promise

from portulan.domains.cooperations.models import (
    Cooperation,
    CooperationCountry,
    CooperationUnit,
    Draft,
    Finding,
    Member,
)
from portulan.domains.cooperations.vocabulary import (
    IT_IS_PUBLIC,
    NO_PERSON,
    NOT_DECLARABLE,
    NOT_EDITABLE,
    NOT_FOLLOWABLE,
    NOT_READABLE,
    YOU_ARE_NAMED,
    Confidentiality,
    Right,
)
from portulan.domains.organisation.access import NO_ROW, Links, Reach, Why, covered_by, covers, may, why
from portulan.domains.organisation.vocabulary import Verb

LINKS = Links(units=CooperationUnit, countries=CooperationCountry, row="cooperation")
_OF_FEW = replace(LINKS, few=True)
FOUND = Links(units="unit_id", countries="country_id")
_NARROW = 20  # units of a scope
FOLLOWING = (Right.FOLLOW.value, Right.EDIT.value)


class CooperationRefusedError(PermissionError):
    """The person may not; the message says why, to the person."""

    def __init__(self, reason: str | Promise) -> None:
        super().__init__(str(reason))


class UnknownCooperationError(CooperationRefusedError):
    """The person may not even know that it exists: answered as what does not exist."""


def covered(reach: Reach, verb: Verb, *, few: bool = False) -> Q:
    """Cooperations that a scope of the verb covers: one of its units and one of its countries.

    Here and below, ``few`` gives the same rows, faster where few are asked: one dossier, one page, one's own.
    """
    return covered_by(reach, verb, _OF_FEW if few else LINKS)


def is_wide(reach: Reach, verb: Verb) -> bool:
    """Whether the first rows in the order of a list are soon met in reach: then each is asked for itself, until a page
    is full; else the few of the reach are met first, as a set. It changes the plan, never what is found."""
    return all(scope.units is None or len(scope.units) > _NARROW for scope in reach.scopes(verb))


def _is_covered(reach: Reach, verb: Verb, cooperation: Cooperation) -> bool:
    """The pair of ``covered``; two queries."""
    units = list(cooperation.unit_links.values_list("unit_id", flat=True))
    countries = list(cooperation.country_links.values_list("country_id", flat=True))
    return covers(reach, verb, units=units, countries=countries)


def named(reach: Reach, *rights: str) -> Q:
    """Cooperations that name the person, with one of the rights where some are given."""
    if reach.person is None:
        return NO_ROW
    rows = Member.objects.filter(person=reach.person)
    return Q(pk__in=(rows.filter(right__in=rights) if rights else rows).values("cooperation"))


def _is_named(reach: Reach, cooperation: Cooperation, *rights: str) -> bool:
    if reach.person is None:
        return False
    rows = cooperation.members.filter(person=reach.person)
    return (rows.filter(right__in=rights) if rights else rows).exists()


def _by_mandate(reach: Reach, verb: Verb, *, few: bool = False) -> Q:
    """No mandate opens what is known to the people named only."""
    return ~Q(confidentiality=Confidentiality.NEED_TO_KNOW) & covered(reach, verb, few=few)


def _has_mandate(reach: Reach, verb: Verb, cooperation: Cooperation) -> bool:
    closed = cooperation.confidentiality == Confidentiality.NEED_TO_KNOW
    return not closed and may(reach, verb) and _is_covered(reach, verb, cooperation)


def visible_to(reach: Reach, *, few: bool = False) -> Q:
    """Cooperations the reader may see: public ones, covered ones, those that name them; the pair of ``may_read``."""
    public = Q(confidentiality=Confidentiality.PUBLIC)
    return public | _by_mandate(reach, Verb.COOPERATION_READ, few=few) | named(reach)


def may_read(reach: Reach, cooperation: Cooperation) -> bool:
    return (
        cooperation.confidentiality == Confidentiality.PUBLIC
        or _is_named(reach, cooperation)
        or _has_mandate(reach, Verb.COOPERATION_READ, cooperation)
    )


def editable_by(reach: Reach, *, few: bool = False) -> Q:
    """Cooperations the person may change; the pair of ``may_edit``."""
    return _by_mandate(reach, Verb.COOPERATION_EDIT, few=few) | named(reach, Right.EDIT)


def may_edit(reach: Reach, cooperation: Cooperation) -> bool:
    return _is_named(reach, cooperation, Right.EDIT) or _has_mandate(
        reach, Verb.COOPERATION_EDIT, cooperation
    )


def followable_by(reach: Reach, *, few: bool = False) -> Q:
    """Cooperations the person may write on: follow-up and next steps; the pair of ``may_follow``."""
    return _by_mandate(reach, Verb.COOPERATION_FOLLOW, few=few) | named(reach, *FOLLOWING)


def may_follow(reach: Reach, cooperation: Cooperation) -> bool:
    return _is_named(reach, cooperation, *FOLLOWING) or _has_mandate(
        reach, Verb.COOPERATION_FOLLOW, cooperation
    )


def why_read(reach: Reach, cooperation: Cooperation) -> Why:
    """What to tell a reader who asks why the cooperation is shown."""
    rules = []
    if cooperation.confidentiality == Confidentiality.PUBLIC:
        rules.append(str(IT_IS_PUBLIC))
    if _is_named(reach, cooperation):
        rules.append(str(YOU_ARE_NAMED))
    if cooperation.confidentiality == Confidentiality.NEED_TO_KNOW:
        return Why(rules=tuple(rules))
    units = list(cooperation.unit_links.values_list("unit_id", flat=True))
    countries = list(cooperation.country_links.values_list("country_id", flat=True))
    return why(reach, Verb.COOPERATION_READ, units=units, countries=countries, rules=rules)


def may_follow_some(reach: Reach) -> bool:
    """Whether the person may write on some cooperation by a mandate: several at once are offered then."""
    return may(reach, Verb.COOPERATION_FOLLOW)


def may_read_within(reach: Reach, cooperation: Cooperation) -> bool:
    """Follow-up, people, journal: for who reads it by a mandate or is named; not for who sees it as public."""
    return _is_named(reach, cooperation) or _has_mandate(reach, Verb.COOPERATION_READ, cooperation)


def reads_within(
    reach: Reach, *, confidentiality: str, units: Collection[int], countries: Collection[int], named: bool
) -> bool:
    """The same of a cooperation whose links were read with it (row numbers), and whether it names the person."""
    closed = confidentiality == Confidentiality.NEED_TO_KNOW
    return named or (not closed and covers(reach, Verb.COOPERATION_READ, units=units, countries=countries))


def read_within_by(reach: Reach, *, few: bool = False) -> Q:
    """The pair of ``may_read_within``."""
    return _by_mandate(reach, Verb.COOPERATION_READ, few=few) | named(reach)


def may_declare(reach: Reach) -> bool:
    """Whether the person may declare anything at all."""
    return reach.person is not None and may(reach, Verb.COOPERATION_DECLARE)


def may_declare_for(reach: Reach, *, units: Collection[int], countries: Collection[int]) -> bool:
    """Whether the person may declare a cooperation of these units with these countries."""
    return reach.person is not None and covers(
        reach, Verb.COOPERATION_DECLARE, units=units, countries=countries
    )


def may_edit_for(reach: Reach, *, units: Collection[int], countries: Collection[int]) -> bool:
    """Whether a mandate to change cooperations covers these units and countries."""
    return covers(reach, Verb.COOPERATION_EDIT, units=units, countries=countries)


def answerable_by(reach: Reach) -> Q:
    """Answers about what the data show that the person may give anew; the pair of ``may_answer``."""
    return NO_ROW if reach.person is None else covered_by(reach, Verb.COOPERATION_DECLARE, FOUND)


def may_answer(reach: Reach, finding: Finding) -> bool:
    """Whether a mandate to declare covers the unit and the country of this finding."""
    units = [finding.unit_id] if finding.unit_id is not None else []
    countries = [finding.country_id] if finding.country_id is not None else []
    return reach.person is not None and covers(
        reach, Verb.COOPERATION_DECLARE, units=units, countries=countries
    )


def drafts_of(reach: Reach) -> Q:
    """A draft is its author's; the pair of ``may_open_draft``."""
    return NO_ROW if reach.person is None else Q(author=reach.person)


def may_open_draft(reach: Reach, draft: Draft) -> bool:
    return reach.person is not None and draft.author_id == reach.person


def require_read(reach: Reach, cooperation: Cooperation) -> None:
    """Raise UnknownCooperationError unless the person may see it."""
    if not may_read(reach, cooperation):
        raise UnknownCooperationError(NOT_READABLE)


def require_edit(reach: Reach, cooperation: Cooperation) -> None:
    """Raise UnknownCooperationError or CooperationRefusedError unless the person may change it."""
    if not may_edit(reach, cooperation):
        require_read(reach, cooperation)
        raise CooperationRefusedError(NOT_EDITABLE)


def require_follow(reach: Reach, cooperation: Cooperation) -> None:
    """Raise UnknownCooperationError or CooperationRefusedError unless the person may write on it."""
    if not may_follow(reach, cooperation):
        require_read(reach, cooperation)
        raise CooperationRefusedError(NOT_FOLLOWABLE)


def require_declare_for(reach: Reach, *, units: Collection[int], countries: Collection[int]) -> None:
    """Raise CooperationRefusedError unless a mandate to declare covers these units and countries."""
    if not may_declare_for(reach, units=units, countries=countries):
        raise CooperationRefusedError(NOT_DECLARABLE)


def require_person(reach: Reach) -> int:
    """The person who acts; raises CooperationRefusedError for a process or an anonymous reader."""
    if reach.person is None:
        raise CooperationRefusedError(NO_PERSON)
    return reach.person

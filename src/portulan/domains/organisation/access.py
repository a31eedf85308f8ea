"""What a person may do: the mandates of the day, read once, as one immutable value."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import Q

from portulan.domains.organisation.models import Unit
from portulan.domains.organisation.vocabulary import Verb
from portulan.foundations.journal.actor import Actor


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a verb holds: units (row numbers, with all below them) and countries; None means everywhere.

    Both must agree: a unit of the scope that stands in a country of the scope.
    """

    units: frozenset[int] | None = None
    countries: frozenset[int] | None = None

    def covers(self, unit: Unit) -> bool:
        within = self.units is None or unit.pk in self.units
        return within and (self.countries is None or unit.country_id in self.countries)

    def as_filter(self) -> Q:
        """The same rule as ``covers``, on rows of units."""
        rule = Q()
        if self.units is not None:
            rule &= Q(pk__in=self.units)
        if self.countries is not None:
            rule &= Q(country_id__in=self.countries)
        return rule


@dataclass(frozen=True, slots=True)
class MandateView:
    """A mandate as the journal and pages name it."""

    uid: str
    role: str
    name_fr: str
    name_en: str


@dataclass(frozen=True, slots=True)
class Reach:
    """All a person may do on a day: scopes by verb, and the mandates these come from."""

    verbs: Mapping[Verb, tuple[Scope, ...]] = field(default_factory=dict)
    mandates: tuple[MandateView, ...] = ()
    person: int | None = None  # the row number of the person, for dossiers that name them


NOBODY = Reach()


def may(reach: Reach, verb: Verb) -> bool:
    """Whether the verb is allowed anywhere."""
    return bool(reach.verbs.get(verb))


def may_on(reach: Reach, verb: Verb, unit: Unit) -> bool:
    """Whether the verb is allowed on this unit; the pair of ``units_for``."""
    return any(scope.covers(unit) for scope in reach.verbs.get(verb, ()))


def units_for(reach: Reach, verb: Verb) -> Q:
    """The units on which the verb is allowed, as a filter; the pair of ``may_on``."""
    rule = Q(pk__in=())
    for scope in reach.verbs.get(verb, ()):
        rule |= scope.as_filter() if scope.as_filter() else Q(pk__isnull=False)
    return rule


def may_give_mandates(by: Actor, reach: Reach) -> bool:
    """Processes such as the administrator's shell, and who manages the organisation."""
    return by.is_system or may(reach, Verb.ORGANISATION_MANAGE)

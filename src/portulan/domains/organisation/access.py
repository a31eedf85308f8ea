"""What a person may do: the mandates of the day, read once, as one immutable value.

Filters and predicates come in pairs that agree: ``units_for`` and ``may_on`` for units, ``covered_by`` and ``covers``
for the rows of a higher domain that name units and countries through link rows.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import BooleanField, F, Func, Model, Q

from portulan.domains.organisation.models import Mandate, Unit
from portulan.domains.organisation.vocabulary import MandateKind, Verb
from portulan.domains.organisation.vocabulary.mandates import BEYOND_ANY_SCOPE
from portulan.foundations.journal.actor import Actor

Numbers = Collection[int] | None
EVERY_ROW = Q(pk__isnull=False)  # an empty Q would vanish beside an "or"
NO_ROW = Q(pk__in=())
_GIVING = (Verb.ORGANISATION_MANAGE, Verb.MANDATE_GIVE)


@dataclass(frozen=True, slots=True)
class MandateView:
    """A mandate as the journal and pages name it.

    When it is held as a deputy, ``acting_for`` names the holder and ``stands_for`` is the uid of the holder's mandate.
    """

    uid: str
    role: str
    name_fr: str
    name_en: str
    kind: str = MandateKind.GIVEN.value
    acting_for: str = ""
    stands_for: str = ""


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a verb holds: units (row numbers, with all below them) and countries; None means everywhere.

    The sites of a mandate are read as the units that stand there. Both parts must agree.
    """

    units: frozenset[int] | None = None
    countries: frozenset[int] | None = None
    mandate: MandateView | None = field(default=None, compare=False)  # where it comes from

    @property
    def is_whole(self) -> bool:
        return self.units is None and self.countries is None

    def covers(self, unit: Unit) -> bool:
        """Whether the unit is in the scope and stands in one of its countries."""
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

    def meets(self, units: Numbers, countries: Numbers) -> bool:
        """Whether something that names these units and countries is in the scope: one of each part that limits it.

        What names no unit is in scopes without units only; None is for what has no such part and is not limited by it.
        """
        return _agrees(self.units, units) and _agrees(self.countries, countries)

    def contains(self, other: "Scope") -> bool:
        """Whether all that ``other`` covers is covered by this one."""
        return _within(other.units, self.units) and _within(other.countries, self.countries)

    def shared_with(self, other: "Scope") -> "Scope":
        """What both cover; names the mandate of this one."""
        units, countries = _shared(self.units, other.units), _shared(self.countries, other.countries)
        return Scope(units, countries, self.mandate)


def _agrees(limit: frozenset[int] | None, named: Numbers) -> bool:
    return limit is None or named is None or not limit.isdisjoint(named)


def _within(inner: frozenset[int] | None, outer: frozenset[int] | None) -> bool:
    return outer is None or (inner is not None and inner <= outer)


def _shared(one: frozenset[int] | None, other: frozenset[int] | None) -> frozenset[int] | None:
    if one is None or other is None:
        return other if one is None else one
    return one & other


@dataclass(frozen=True, slots=True)
class Reach:
    """All a person may do on a day: scopes by verb, and the mandates these come from."""

    verbs: Mapping[Verb, tuple[Scope, ...]] = field(default_factory=dict)
    mandates: tuple[MandateView, ...] = ()
    person: int | None = None  # the row number of the person, for dossiers that name them

    def scopes(self, verb: Verb) -> tuple[Scope, ...]:
        return self.verbs.get(verb, ())


NOBODY = Reach()


@dataclass(frozen=True, slots=True)
class Links:
    """Where a higher domain keeps the units and countries of its rows.

    A part is a link model, whose key to the row is ``row``; or the name of a column of the row itself ("country_id");
    or None where these rows have no such part, which then does not limit them. Index a link model by (unit, row) and
    by (row, unit), the same for countries. ``few``: the filter is put to few rows (one dossier, one page), each of
    which is asked for itself; else to all, which are met as a set.
    """

    units: type[Model] | str | None = None
    countries: type[Model] | str | None = None
    row: str = ""
    unit: str = "unit"
    country: str = "country"
    few: bool = False


def may(reach: Reach, verb: Verb) -> bool:
    """Whether the verb is allowed anywhere."""
    return bool(reach.scopes(verb))


def may_on(reach: Reach, verb: Verb, unit: Unit) -> bool:
    """Whether the verb is allowed on this unit; the pair of ``units_for``."""
    return any(scope.covers(unit) for scope in reach.scopes(verb))


def units_for(reach: Reach, verb: Verb) -> Q:
    """The units on which the verb is allowed, as a filter; the pair of ``may_on``."""
    rule = NO_ROW
    for scope in reach.scopes(verb):
        rule |= scope.as_filter() if scope.as_filter() else EVERY_ROW
    return rule


def covering(
    reach: Reach, verb: Verb, *, units: Numbers = None, countries: Numbers = None
) -> tuple[MandateView, ...]:
    """The mandates that allow the verb on something that names these units and countries; as ``covers`` reads them."""
    met = (scope.mandate for scope in reach.scopes(verb) if scope.meets(units, countries))
    return tuple(dict.fromkeys(mandate for mandate in met if mandate is not None))


def covers(reach: Reach, verb: Verb, *, units: Numbers = None, countries: Numbers = None) -> bool:
    """Whether the verb is allowed on something that names these units and countries (row numbers).

    The pair of ``covered_by``: None stands for a part that ``Links`` lacks, an empty one for a row that names none.
    """
    return any(scope.meets(units, countries) for scope in reach.scopes(verb))


@dataclass(frozen=True, slots=True)
class Why:
    """Why a reader sees something: the mandates that cover it, and sentences of its own domain ("It is public.")."""

    mandates: tuple[MandateView, ...] = ()
    rules: tuple[str, ...] = ()


def why(
    reach: Reach, verb: Verb, *, units: Numbers = None, countries: Numbers = None, rules: Iterable[str] = ()
) -> Why:
    """What to show with ``organisation/why.html``; units and countries as ``covers`` reads them."""
    return Why(covering(reach, verb, units=units, countries=countries), tuple(rules))


def covered_by(reach: Reach, verb: Verb, links: Links) -> Q:
    """The rows of a higher domain on which the verb is allowed, as a filter on them; the pair of ``covers``."""
    rule = NO_ROW
    for scope in _joined(_asked(reach.scopes(verb), links)):
        if scope.is_whole:
            return EVERY_ROW
        rule |= _linked(scope, links)
    return rule


def _asked(scopes: Iterable[Scope], links: Links) -> list[Scope]:
    """The scopes without the parts these rows do not have."""
    units, countries = links.units is not None, links.countries is not None
    return [Scope(scope.units if units else None, scope.countries if countries else None) for scope in scopes]


def _joined(scopes: Iterable[Scope]) -> list[Scope]:
    """Scopes of one part only are one scope: fewer conditions for the database."""
    whole, units, countries, both = False, frozenset[int](), frozenset[int](), []
    for scope in scopes:
        if scope.is_whole:
            whole = True
        elif scope.countries is None:
            units |= scope.units or frozenset()
        elif scope.units is None:
            countries |= scope.countries
        else:
            both.append(scope)
    if whole:
        return [Scope()]
    one_part = [Scope(units=units)] if units else []
    one_part += [Scope(countries=countries)] if countries else []
    return [*one_part, *both]


def _linked(scope: Scope, links: Links) -> Q:
    """Sets of row numbers, for a condition tied to each row would make SQLite read 100,000 rows one by one; but such
    a condition where few rows are asked, for the set may hold tens of thousands."""
    return _part(scope.units, links.units, links.unit, links) & _part(
        scope.countries, links.countries, links.country, links
    )


def _part(numbers: frozenset[int] | None, kept: type[Model] | str | None, column: str, links: Links) -> Q:
    if numbers is None or kept is None:
        return Q()
    if isinstance(kept, str):
        return Q(**{f"{kept}__in": numbers})
    if not numbers:
        return NO_ROW
    return Q(_met(kept, links.row, column, numbers, tied=links.few))


# Not the column itself: SQLite would then look up every number of the scope for each row asked.
_TIED = 'EXISTS (SELECT 1 FROM "{table}" own WHERE own."{row}" = %(expressions)s AND own."{column}" + 0 IN ({numbers}))'
_SET = '%(expressions)s IN (SELECT own."{row}" FROM "{table}" own WHERE own."{column}" IN ({numbers}))'


def _met(kept: type[Model], row: str, column: str, numbers: frozenset[int], *, tied: bool) -> Func:
    """Rows with a link to one of the numbers. Written out, numbers too: it stands several times in the question of
    every page, and building it of hundreds of parameters took longer than answering it."""
    columns = {one.name: one.column for one in kept._meta.concrete_fields}
    sql = (_TIED if tied else _SET).format(
        table=kept._meta.db_table,
        row=columns[row],
        column=columns[column],
        numbers=", ".join(str(int(number)) for number in sorted(numbers)),
    )
    return Func(F("pk"), template=sql, output_field=BooleanField())


def may_give_mandates(by: Actor, reach: Reach) -> bool:
    """Processes such as the administrator's shell, who manages the organisation, and who gives mandates somewhere."""
    return by.is_system or may(reach, Verb.ORGANISATION_MANAGE) or may(reach, Verb.MANDATE_GIVE)


def may_give(by: Actor, reach: Reach, *, verbs: Iterable[Verb], scope: Scope) -> bool:
    """Whether a mandate that allows these verbs there may be given, or ended: see ``gives_scope`` and ``withheld``."""
    return gives_scope(by, reach, scope) and not withheld(by, reach, verbs=verbs, scope=scope)


def gives_scope(by: Actor, reach: Reach, scope: Scope) -> bool:
    """Whether all of a scope is where the actor gives mandates."""
    return by.is_system or any(held.contains(scope) for verb in _GIVING for held in reach.scopes(verb))


def withheld(by: Actor, reach: Reach, *, verbs: Iterable[Verb], scope: Scope) -> list[Verb]:
    """The verbs the actor may not hand on: those that reach beyond any scope and that the actor does not hold there."""
    if by.is_system or _all_of(reach, Verb.ORGANISATION_MANAGE, scope):
        return []
    beyond = sorted(frozenset(verbs) & BEYOND_ANY_SCOPE)
    return [verb for verb in beyond if not _all_of(reach, verb, scope)]


def _all_of(reach: Reach, verb: Verb, scope: Scope) -> bool:
    return any(held.contains(scope) for held in reach.scopes(verb))


def holds(reach: Reach, mandate: Mandate) -> bool:
    """Whether the mandate is the person's own, or one that the person stands in for today."""
    return reach.person is not None and (
        mandate.person_id == reach.person or str(mandate.uid) in {one.stands_for for one in reach.mandates}
    )


def mandates_for(reach: Reach) -> Q:
    """The mandates a person may see, as a filter: the holder, who gave it, the holder of what it comes from, and who
    gives mandates for all its scope. The pair of ``may_see_mandate``."""
    if reach.person is None:
        return NO_ROW
    if any(scope.is_whole for verb in _GIVING for scope in reach.scopes(verb)):
        return EVERY_ROW
    mine = Q(person=reach.person) | Q(giver=reach.person) | Q(parent__person=reach.person)
    stood_for = [one.stands_for for one in reach.mandates if one.stands_for]
    mine |= Q(uid__in=stood_for) | Q(parent__uid__in=stood_for)
    for verb in _GIVING:
        for scope in reach.scopes(verb):
            mine |= _all_within(scope)
    return mine


def may_see_mandate(reach: Reach, mandate: Mandate) -> bool:
    """Whether a person may see one mandate: the rule of ``mandates_for``, asked of it."""
    return Mandate.objects.filter(mandates_for(reach), pk=mandate.pk).exists()


def _all_within(scope: Scope) -> Q:
    """Mandates whose own units and countries all lie in the scope, or those of what they come from."""
    rule = EVERY_ROW
    for numbers, link, column in (
        (scope.units, Mandate.units.through, "unit"),
        (scope.countries, Mandate.countries.through, "country"),
    ):
        if numbers is not None:
            inside = link._default_manager.filter(**{f"{column}__in": numbers}).values("mandate")
            outside = link._default_manager.exclude(**{f"{column}__in": numbers}).values("mandate")
            own = Q(pk__in=inside) & ~Q(pk__in=outside)
            above = Q(parent__in=inside) & ~Q(parent__in=outside)
            rule &= own | above
    return rule

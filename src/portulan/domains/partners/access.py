"""Who may read and change partners and the people around them.

An organisation is public knowledge; the record of one that no registry has, its contacts and who holds the relation
are not. A scope covers a partner by its countries; it covers a contact or a holder by the partner's countries and
by the unit that keeps it, where the scope names units. What no unit keeps is covered by scopes without units only.
"""

from collections.abc import Iterable

from django.db.models import Q

from portulan.domains.organisation.access import Reach, Scope, may
from portulan.domains.organisation.vocabulary import Verb
from portulan.domains.partners.models import Contact, Holder, Partner, PartnerCountry
from portulan.domains.partners.vocabulary import PartnerOrigin
from portulan.foundations.journal.actor import Actor

_NONE = Q(pk__in=())
_ALL = Q(pk__isnull=False)
PUBLIC = (PartnerOrigin.PACK, PartnerOrigin.BODIES)  # what the pack and the public registry tell everybody


def partners_for(reach: Reach, verb: Verb) -> Q:
    """Partners on which the verb is allowed, as a filter; the pair of ``may_on_partner``."""
    return _any_of(_in_countries(scope) for scope in reach.verbs.get(verb, ()))


def may_on_partner(reach: Reach, verb: Verb, partner: Partner) -> bool:
    """Whether the verb is allowed on this partner; the pair of ``partners_for``."""
    scopes = reach.verbs.get(verb, ())
    if any(scope.countries is None for scope in scopes):
        return True
    countries = _countries_of(partner) if scopes else set()
    return any(countries & (scope.countries or frozenset()) for scope in scopes)


def visible_to(reach: Reach) -> Q:
    """Records a person may know of: those everybody may, those they made, those in reach; the pair of ``may_read``."""
    rule = Q(origin__in=PUBLIC) | partners_for(reach, Verb.PARTNER_READ)
    return rule | Q(made_by=reach.person) if reach.person is not None else rule


def sees_all(reach: Reach) -> bool:
    """Whether ``visible_to`` leaves no record out."""
    return any(scope.countries is None for scope in reach.verbs.get(Verb.PARTNER_READ, ()))


def may_read(reach: Reach, partner: Partner) -> bool:
    """Whether a person may know of this record; the pair of ``visible_to``."""
    if partner.origin in PUBLIC or (reach.person is not None and partner.made_by_id == reach.person):
        return True
    return may_on_partner(reach, Verb.PARTNER_READ, partner)


def kept_for(reach: Reach, verb: Verb) -> Q:
    """Contacts or holders on which the verb is allowed, as a filter; the pair of ``may_on_kept``."""
    return _any_of(_kept_in(scope) for scope in reach.verbs.get(verb, ()))


def may_on_kept(reach: Reach, verb: Verb, row: Contact | Holder) -> bool:
    """Whether the verb is allowed on this contact or holder; the pair of ``kept_for``."""
    return may_keep(reach, verb, row.partner, row.unit_id)


def may_keep(reach: Reach, verb: Verb, partner: Partner, unit: int | None) -> bool:
    """Whether the verb is allowed on what ``unit`` (a row number, None for the whole organisation) keeps."""
    scopes = [scope for scope in reach.verbs.get(verb, ()) if _has_unit(scope, unit)]
    if any(scope.countries is None for scope in scopes):
        return True
    countries = _countries_of(partner) if scopes else set()
    return any(countries & (scope.countries or frozenset()) for scope in scopes)


def may_make(by: Actor, reach: Reach) -> bool:
    """Who writes about partners or declares cooperations makes the record that is needed for it."""
    return by.is_system or may(reach, Verb.PARTNER_EDIT) or may(reach, Verb.COOPERATION_DECLARE)


def may_edit(by: Actor, reach: Reach, partner: Partner) -> bool:
    """Processes, who edits partners there, and the maker of a provisional record as long as it is one."""
    mine = partner.is_provisional and reach.person is not None and partner.made_by_id == reach.person
    return by.is_system or mine or may_on_partner(reach, Verb.PARTNER_EDIT, partner)


def may_merge(by: Actor, reach: Reach, one: Partner, other: Partner) -> bool:
    """Both records must be in reach."""
    within = (may_on_partner(reach, Verb.PARTNER_MERGE, partner) for partner in (one, other))
    return by.is_system or all(within)


def may_pin(by: Actor, reach: Reach) -> bool:
    """Answers hold for the whole organisation, so any scope of the verb will do."""
    return by.is_system or may(reach, Verb.MATCH_PIN)


def _any_of(rules: Iterable[Q]) -> Q:
    found = _NONE
    for rule in rules:
        found |= rule
    return found


def _in_countries(scope: Scope) -> Q:
    if scope.countries is None:
        return _ALL
    others = PartnerCountry.objects.filter(country__in=scope.countries, until__isnull=True)
    return Q(country__in=scope.countries) | Q(pk__in=others.values("partner"))


def _kept_in(scope: Scope) -> Q:
    rule = _ALL if scope.units is None else Q(unit__in=scope.units)
    if scope.countries is None:
        return rule
    others = PartnerCountry.objects.filter(country__in=scope.countries, until__isnull=True)
    here = Q(partner__country__in=scope.countries) | Q(partner__in=others.values("partner"))
    return rule & here


def _has_unit(scope: Scope, unit: int | None) -> bool:
    return scope.units is None or unit in scope.units


def _countries_of(partner: Partner) -> set[int]:
    others = partner.other_countries.filter(until__isnull=True).values_list("country_id", flat=True)
    return {country for country in (partner.country_id, *others) if country is not None}

"""The mandate under which a person acts on a cooperation, for the journal."""

from collections.abc import Collection
from dataclasses import replace

from portulan.domains.cooperations.models import Cooperation
from portulan.domains.organisation.access import Reach, covering
from portulan.domains.organisation.queries.acting import mandate_label
from portulan.domains.organisation.vocabulary import Verb
from portulan.foundations.journal.actor import Actor


def under(by: Actor, reach: Reach | None, verb: Verb, cooperation: Cooperation) -> Actor:
    """The actor under the mandate that allows the verb here; alone where none does: the person is named on it."""
    if reach is None or by.mandate_uid or by.is_system or not reach.scopes(verb):
        return by
    units = list(cooperation.unit_links.values_list("unit_id", flat=True))
    countries = list(cooperation.country_links.values_list("country_id", flat=True))
    return under_for(by, reach, verb, units=units, countries=countries)


def under_for(
    by: Actor, reach: Reach, verb: Verb, *, units: Collection[int], countries: Collection[int]
) -> Actor:
    """The same for units and countries of what is about to be made; a person's own mandate before a deputy's."""
    mandates = covering(reach, verb, units=units, countries=countries)
    if by.mandate_uid or by.is_system or not mandates:
        return by
    chosen = min(mandates, key=lambda mandate: bool(mandate.acting_for))
    return replace(by, mandate_uid=chosen.uid, mandate_label=mandate_label(chosen))

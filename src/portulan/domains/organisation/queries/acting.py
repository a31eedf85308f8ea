"""A person as an actor of the journal, under the mandate that allows the act."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from portulan.domains.organisation.access import MandateView
from portulan.domains.people.models import Person
from portulan.domains.people.queries import actor_of
from portulan.foundations.journal.actor import Actor
from portulan.foundations.text import formats


def actor_under(person: Person, mandates: Sequence[MandateView] = ()) -> Actor:
    """The actor for the journal: a person's own mandate before one held as a deputy, which names the holder too.

    ``mandates`` are those that allow the act, as ``access.covering`` gives them; without any, the person alone.
    """
    if not mandates:
        return actor_of(person)
    chosen = min(mandates, key=lambda mandate: bool(mandate.acting_for))
    return actor_of(person, mandate_uid=chosen.uid, mandate_label=mandate_label(chosen))


def mandate_label(mandate: MandateView) -> str:
    """The role, and for a deputy whose: "Institute referent, for Régis Balise"; in the active language."""
    role = formats.named(mandate, "name")
    if not mandate.acting_for:
        return role
    return _("%(role)s, for %(holder)s") % {"role": role, "holder": mandate.acting_for}

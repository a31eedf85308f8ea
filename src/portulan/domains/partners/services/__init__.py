"""What changes partners: taking in what the pack and registries say, and what people write, join and answer."""

from portulan.domains.partners.services.completing import complete
from portulan.domains.partners.services.conflicts import find_conflicts, settle_conflict
from portulan.domains.partners.services.editing import (
    add_country,
    add_identifier,
    add_name,
    add_parent,
    edit_partner,
    end_row,
)
from portulan.domains.partners.services.joining import join_registry, undo_join
from portulan.domains.partners.services.making import make_partner, make_provisional
from portulan.domains.partners.services.merging import bring_late_children, merge, tell_apart, undo_merge
from portulan.domains.partners.services.people import (
    add_contact,
    add_holder,
    confirm_contact,
    edit_contact,
    end_contact,
    end_holder,
)
from portulan.domains.partners.services.pins import pin, withdraw_pin
from portulan.domains.partners.services.refusal import ChangedMeanwhileError, PartnerRefusedError
from portulan.domains.partners.services.registry import declare, take_in_bodies

__all__ = [
    "ChangedMeanwhileError",
    "PartnerRefusedError",
    "add_contact",
    "add_country",
    "add_holder",
    "add_identifier",
    "add_name",
    "add_parent",
    "bring_late_children",
    "complete",
    "confirm_contact",
    "declare",
    "edit_contact",
    "edit_partner",
    "end_contact",
    "end_holder",
    "end_row",
    "find_conflicts",
    "join_registry",
    "make_partner",
    "make_provisional",
    "merge",
    "pin",
    "settle_conflict",
    "take_in_bodies",
    "tell_apart",
    "undo_join",
    "undo_merge",
    "withdraw_pin",
]

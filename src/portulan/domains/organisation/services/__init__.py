"""What changes the organisation: loading a pack, taking in registered structures, giving mandates."""

from portulan.domains.organisation.services.mandates import (
    MandateRefusedError,
    delegate_mandate,
    end_mandate,
    give_mandate,
    may_end,
    name_deputy,
)
from portulan.domains.organisation.services.registry import (
    NothingToTakeInError,
    Taken,
    take_in_structures,
    take_in_teams,
)

__all__ = [
    "MandateRefusedError",
    "NothingToTakeInError",
    "Taken",
    "delegate_mandate",
    "end_mandate",
    "give_mandate",
    "may_end",
    "name_deputy",
    "take_in_structures",
    "take_in_teams",
]

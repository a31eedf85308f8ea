"""What changes the organisation: loading a pack, taking in registered structures, giving mandates."""

from portulan.domains.organisation.services.mandates import MandateRefusedError, give_mandate
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
    "give_mandate",
    "take_in_structures",
    "take_in_teams",
]

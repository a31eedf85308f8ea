"""What changes the organisation: the loading of a pack, and the taking in of registered structures."""

from portulan.domains.organisation.services.registry import (
    NothingToTakeInError,
    Taken,
    take_in_structures,
    take_in_teams,
)

__all__ = ["NothingToTakeInError", "Taken", "take_in_structures", "take_in_teams"]

"""What changes partners: taking in what the pack and registries say, and what people write, join and answer."""

from portulan.domains.partners.services.making import make_partner, make_provisional
from portulan.domains.partners.services.refusal import ChangedMeanwhileError, PartnerRefusedError
from portulan.domains.partners.services.registry import declare, take_in_bodies

__all__ = [
    "ChangedMeanwhileError",
    "PartnerRefusedError",
    "declare",
    "make_partner",
    "make_provisional",
    "take_in_bodies",
]

"""Partners, their parties and people, and what was answered about texts; always for somebody where it is not public."""

from portulan.domains.partners.queries.finding import PartnerLine, partners_by_id
from portulan.domains.partners.queries.keys import partner_by_uid, partner_row
from portulan.domains.partners.queries.parties import (
    JointLaboratory,
    PartnerUnit,
    PartnerView,
    PartyView,
    ProofView,
    joint_laboratories,
    parties_by_partner,
    parties_of,
    partner,
    partner_for,
)
from portulan.domains.partners.queries.pins import PinView, decisions, pin_for, pins_for
from portulan.domains.partners.queries.suggesting import Choice, choice_of, suggest, warm

__all__ = [
    "Choice",
    "JointLaboratory",
    "PartnerLine",
    "PartnerUnit",
    "PartnerView",
    "PartyView",
    "PinView",
    "ProofView",
    "choice_of",
    "decisions",
    "joint_laboratories",
    "parties_by_partner",
    "parties_of",
    "partner",
    "partner_by_uid",
    "partner_for",
    "partner_row",
    "partners_by_id",
    "pin_for",
    "pins_for",
    "suggest",
    "warm",
]

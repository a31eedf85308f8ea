"""The partner organisations of a cooperation: made on first use, from the figures or as a person describes them."""

from dataclasses import dataclass
from datetime import date, datetime

from portulan.domains.cooperations.services.checking import Given
from portulan.domains.organisation.access import Reach
from portulan.domains.partners.queries.keys import live_ids
from portulan.domains.partners.services import make_partner, make_provisional
from portulan.foundations.journal.actor import Actor
from portulan.insight.figures import Figures


@dataclass(frozen=True, slots=True)
class NewPartner:
    """An organisation that no registry has, described where it is needed."""

    name: str
    country: str  # ISO alpha-2
    website: str = ""


def partners_met(
    given: Given,
    new: NewPartner | None,
    figures: Figures | None,
    *,
    by: Actor,
    reach: Reach,
    at: datetime,
    today: date,
    key: str,
) -> list[str]:
    """Keys of live records, made where this is their first use."""
    known = live_ids(given.partners)
    keys = list(given.partners)
    if figures is not None:
        keys = [
            one
            if one in known
            else make_partner(key=one, figures=figures, by=by, at=at, today=today, reach=reach).key
            for one in keys
        ]
    if new is not None:
        asked = f"coop-{key}"[:64] if key else ""
        made = make_provisional(
            name=new.name,
            country=new.country,
            website=new.website,
            request_key=asked,
            by=by,
            at=at,
            reach=reach,
        )
        keys.append(made.key)
    return keys

"""What is known of one organisation: from the public registry, from the register, from what we share."""

from dataclasses import dataclass
from datetime import date

from portulan.domains.geography import queries as geography_queries
from portulan.domains.geography.queries import CountryView
from portulan.domains.organisation.access import NOBODY, Reach
from portulan.domains.partners import queries as partner_queries
from portulan.domains.partners.queries import PartnerUnit, PartnerView
from portulan.foundations.text import formats
from portulan.insight.figures import Figures
from portulan.insight.results import Organisation


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """``organisation`` is None for one that only the register knows."""

    key: str
    organisation: Organisation
    partner: PartnerView | None
    units: tuple[PartnerUnit, ...]
    country: CountryView | None
    figures: Figures | None
    at: date

    @property
    def name(self) -> str:
        """Its own name, or the number by which its only source knows it."""
        return own_name(self.organisation.name, self.key)

    @property
    def country_name(self) -> str:
        return formats.named(self.country, "name") if self.country else ""

    @property
    def is_focal(self) -> bool:
        return self.figures is not None and self.figures.focal.key == self.key


def own_name(name: str, key: str) -> str:
    """The name; where the source gives only a number, the number and what it is: ``PIC 999997930``."""
    kind, _, number = key.partition("-")
    return f"{kind.upper()} {number}" if not name or name in (number, key) else name


def read(*, key: str, figures: Figures | None, at: date, reach: Reach | None = NOBODY) -> Subject | None:
    """The organisation with this key, or with another of its keys; None when nobody the reader may ask knows it.

    A record that was joined to another leads to that one. Without ``reach`` the caller has asked otherwise.
    """
    known = figures.organisation(key) if figures else None
    partner = _partner(known.key if known else key, reach)
    if known is None and partner is None:
        return None
    if partner is not None and (known is None or known.key != partner.key):
        known = figures.organisation(partner.key) if figures else None
    organisation = known or _from_register(partner)
    code = organisation.country or (partner.country if partner else "")
    return Subject(
        key=organisation.key,
        organisation=organisation,
        partner=partner,
        units=partner_queries.parties_by_partner(partner.key, at) if partner else (),
        country=geography_queries.country(code) if code else None,
        figures=figures,
        at=at,
    )


def _partner(key: str, reach: Reach | None) -> PartnerView | None:
    return partner_queries.partner(key) if reach is None else partner_queries.partner_for(key, reach=reach)


def _from_register(partner: PartnerView | None) -> Organisation:
    if partner is None:
        raise ValueError("an organisation that neither the figures nor the register know has no page")
    return Organisation(
        key=partner.key,
        name=partner.name,
        country=partner.country,
        city=partner.city,
        website=partner.website,
        types=partner.types,
        source="register",
    )

"""What a measure speaks of: a partner, a country, a team, or all that we share."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from portulan.domains.geography import queries as geography_queries
from portulan.domains.organisation import queries as organisation_queries
from portulan.foundations.text import formats
from portulan.insight.figures import Figures

SIDES = {"partners": "key", "countries": "country", "teams": "team", "all": "whole"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """``kind`` is the word of the address, ``side`` that of the figures; ``key`` is empty for all that we share."""

    kind: str
    key: str
    name: str
    ours: str
    figures: Figures

    @property
    def side(self) -> str:
        return SIDES[self.kind]

    @property
    def path(self) -> str:
        return reverse("measures_of", args=[self.kind, self.key or "ours"])

    @property
    def home_url(self) -> str:
        """The page of the thing itself."""
        routes = {"partners": "partner", "countries": "country", "teams": "laboratory"}
        route = routes.get(self.kind)
        return reverse(route, args=[self.key]) if route else reverse("organisation")


def read(*, kind: str, key: str, figures: Figures | None, at: date) -> Measured | None:
    """The subject of an address; None where nobody knows it, or nothing has been built."""
    if figures is None or kind not in SIDES:
        return None
    pack = organisation_queries.pack()
    ours = pack.short_name if pack else figures.focal.name
    name = _name(kind, key, figures, at)
    if name is None:
        return None
    known = "" if kind == "all" else key
    return Measured(kind=kind, key=known, name=name, ours=ours, figures=figures)


def _name(kind: str, key: str, figures: Figures, at: date) -> str | None:
    if kind == "all":
        return _("All that we share") if key == "ours" else None
    if kind == "countries":
        country = geography_queries.country(key)
        return formats.named(country, "name") if country else None
    if kind == "teams":
        unit = organisation_queries.unit(key, at) if key.startswith("team-") else None
        return formats.named(unit.line, "name") if unit else None
    organisation = figures.organisation(key)
    return (organisation.name or organisation.key) if organisation else None

"""One name for a town that registries write in many ways."""

import re

from portulan.foundations.tables.order import folded

_AFTER_TOWN = re.compile(r"\bcedex\b.*$|[\s-]+\d+\s*$", re.IGNORECASE)
_SAINT = re.compile(r"\bst(e?)\b")


def town_of(city: str) -> str:
    """The town without postal words: "PARIS CEDEX 05" is "PARIS"."""
    return _AFTER_TOWN.sub("", city.strip()).strip(" -,")


def site_code(country: str, city: str) -> str:
    """The code of the site of a town, "fr-saint-martin-d-heres"; empty when the country or the town is not known."""
    town = _SAINT.sub(r"saint\1", folded(town_of(city)))
    slug = re.sub(r"[^a-z0-9]+", "-", town).strip("-")
    return f"{country.lower()}-{slug}"[:140] if country and slug else ""


def site_name(city: str) -> str:
    """The town as a reader writes it: what a registry shouts is put in small letters."""
    town = town_of(city)
    return (town.title() if town.isupper() else town)[:120]

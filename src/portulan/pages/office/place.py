"""Places in words."""

from django.urls import reverse

from portulan.domains.geography.queries import CountryView
from portulan.foundations.tables.table import Link
from portulan.foundations.text import formats


def place_of(city: str, country: CountryView | None) -> str:
    """``Pretoria, South Africa``; the country alone where it says the same."""
    name = formats.named(country, "name") if country else ""
    return ", ".join(dict.fromkeys(part for part in (city, name) if part))


def shortened(name: str, *, most: int = 30) -> str:
    """A name that a list of choices can hold on a narrow screen."""
    return name if len(name) <= most else f"{name[: most - 1].rstrip()}…"


def country_link(country: CountryView) -> Link:
    return Link(formats.named(country, "name"), reverse("country", args=[country.code]))

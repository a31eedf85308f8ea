"""``{% load cooperations %}``: names of what a cooperation joins, filters that go on."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.utils.translation import gettext

from portulan.domains.cooperations.queries.filters import Filters
from portulan.domains.cooperations.queries.views import Named, PartnerRef
from portulan.domains.cooperations.tables import country_names, named, partner_name, some_of

register = template.Library()


@register.filter
def names(several: Sequence[Named]) -> str:
    return some_of([named(one) for one in several])


@register.filter
def partner_names(several: Sequence[PartnerRef]) -> str:
    return some_of([partner_name(one) for one in several])


@register.filter
def hidden_filters(filters: Filters) -> list[tuple[str, str]]:
    """Filters that the sentence has no control for, so that sending it keeps them."""
    kept = {
        "unit": filters.units,
        "partner": filters.partners,
        "field": filters.subjects,
        "origin": filters.origins,
        "who": filters.confidentialities,
        "country": filters.countries[1:],
        "stage": filters.stages[1:],
    }
    return [(name, value) for name, values in kept.items() for value in values]


@register.filter
def translated(text: str) -> str:
    """The title of a source, in the active language where the catalogue knows it."""
    return gettext(text) if text else ""


@register.filter
def country_of(code: str) -> str:
    """A country by its code, in the active language."""
    return country_names().get(code, code)


@register.filter
def at(words: dict[str, str], key: str) -> str:
    return words[key]


@register.filter
def refused_rows(tried: Any) -> int:
    """How many rows of a trial are refused."""
    return int(tried.count("refused"))

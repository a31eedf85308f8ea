"""``{% load portulan %}``: words, numbers and dates as a reader writes them, in the active language."""

from datetime import date
from typing import Any

from django import template

from portulan.foundations.model.softdate import SoftDate
from portulan.foundations.text import formats

register = template.Library()


@register.simple_tag
def text(thing: Any, field: str) -> str:
    """``{% text unit "name" %}``: the column in the active language, else in the other one."""
    return formats.named(thing, field)


@register.filter
def country_name(country: Any) -> str:
    """The name of a country (anything with ``name_fr`` and ``name_en``) in the active language."""
    return formats.named(country, "name")


@register.filter
def number(value: formats.Number | None, digits: int | None = None) -> str:
    return formats.number(value, digits)


@register.filter
def share(value: formats.Number | None, digits: int | None = None) -> str:
    return formats.share(value, digits)


@register.filter
def growth(value: formats.Number | None) -> str:
    return formats.growth(value)


@register.filter
def softdate(value: SoftDate | date | str | None) -> str:
    return formats.softdate(value)


@register.filter
def since(value: SoftDate | date | str | None) -> str:
    return formats.since(value)


@register.filter
def until(value: SoftDate | date | str | None) -> str:
    return formats.until(value)


@register.filter
def as_of(value: SoftDate | date | str | None) -> str:
    return formats.as_of(value)


@register.filter
def interval(thing: Any, form: str = "number") -> str:
    """The interval of anything with ``low`` and ``high``."""
    return formats.interval(getattr(thing, "low", None), getattr(thing, "high", None), form)


@register.filter
def listed(items: list[str]) -> str:
    return formats.listed([str(item) for item in items])


@register.simple_tag
def years(first: int | None, last: int | None) -> str:
    return formats.years(first, last)

"""``{% load sources %}``: the title of a source in the active language."""

from django import template

from portulan.pages.sources import phrases

register = template.Library()


@register.filter
def in_words(text: str) -> str:
    """``{{ rule.source|in_words }}``."""
    return phrases.in_words(text)

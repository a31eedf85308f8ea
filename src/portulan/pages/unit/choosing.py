"""The sentence in which a reader chooses laboratories: its controls stand where the language puts them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

LONGEST_TEXT = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    value: str
    label: str
    chosen: bool


def sentence(*, text: str, countries: Sequence[Option], institutes: Sequence[Option]) -> SafeString:
    """One sentence around three controls; written here because a template cannot let a language order them."""
    controls = {
        "country": _select("country", _("Country"), _("any country"), countries),
        "institute": _select("institute", _("Institute or centre"), _("any institute or centre"), institutes),
        "text": _search(text),
    }
    words = escape(
        _("Laboratories in %(country)s, of %(institute)s, with %(text)s in their name, label or town")
    )
    return mark_safe(words % controls)  # noqa: S308  the words are escaped, the controls are built escaped


def _select(name: str, label: str, none: str, options: Sequence[Option]) -> SafeString:
    chosen = mark_safe(" selected")
    rows = ((option.value, chosen if option.chosen else "", option.label) for option in options)
    listed = format_html_join("", '<option value="{}"{}>{}</option>', rows)
    select = '<select name="{}" aria-label="{}"><option value="">{}</option>{}</select>'
    return format_html(select, name, label, none, listed)


def _search(text: str) -> SafeString:
    control = '<input type="search" name="text" value="{}" maxlength="{}" aria-label="{}" placeholder="{}">'
    return format_html(control, text, LONGEST_TEXT, _("Words of the name, label or town"), _("any words"))

"""Numbers, shares, intervals and half-known dates as a reader writes them, in the active language."""

from datetime import date, datetime
from functools import lru_cache
from typing import Any

from babel import Locale
from babel.dates import format_date
from django.utils.translation import get_language, gettext, pgettext

from portulan.foundations.model.softdate import SoftDate

Number = float  # and whole numbers
NARROW_NO_BREAK = "\u202f"
MINUS = "\u2212"


def language() -> str:
    """The active language as a two-letter code; English where none is active."""
    return (get_language() or "en")[:2]


@lru_cache(maxsize=8)
def _locale(code: str) -> Locale:
    return Locale.parse("en_GB" if code == "en" else code)


@lru_cache(maxsize=8)
def _signs(code: str) -> dict[int, str]:
    """From Python's own ``-1,234.5`` to the signs of a language, read from CLDR."""
    symbols = _locale(code).number_symbols["latn"]
    return str.maketrans({",": symbols["group"], ".": symbols["decimal"], "-": MINUS})


def _written(value: Number, digits: int) -> str:
    unsigned_zero = round(value, digits) + 0  # no "-0.0"
    return f"{unsigned_zero:,.{digits}f}".translate(_signs(language()))


def number(value: Number | None, digits: int | None = None) -> str:
    """A number in the active language; unknown is an empty string, never zero.

    ``digits`` fixes the decimals; otherwise whole numbers show none and others at most two.
    """
    if value is None:
        return ""
    if digits is None:
        digits = 0 if value == int(value) or abs(value) >= 100 else (1 if abs(value) >= 10 else 2)
    return _written(value, digits)


def share(value: Number | None, digits: int | None = None) -> str:
    """A part of one as a percentage: ``0.123`` is ``12.3%`` in English and ``12,3 %`` in French.

    Below one percent two decimals are shown, so that a small share is not written as none.
    """
    if value is None:
        return ""
    if digits is None:
        digits = 0 if value == 0 or abs(value) >= 0.9995 else (1 if abs(value) >= 0.0095 else 2)
    return _written(value * 100, digits) + (f"{NARROW_NO_BREAK}%" if language() == "fr" else "%")


def growth(value: Number | None) -> str:
    """A yearly rate with its sign: ``0.042`` is ``+4.2%``."""
    if value is None:
        return ""
    return ("+" if value > 0 else "") + share(value, digits=1)


_FORMS = {"number": number, "share": share, "growth": growth}


def as_form(value: Number | None, form: str = "number") -> str:
    """``value`` as a ``number``, a ``share`` or a ``growth``."""
    return _FORMS[form](value)


def interval(low: Number | None, high: Number | None, form: str = "number") -> str:
    """``320 to 378``; empty where either bound is unknown."""
    if low is None or high is None:
        return ""
    return gettext("%(low)s to %(high)s") % {"low": as_form(low, form), "high": as_form(high, form)}


def years(first: int | None, last: int | None) -> str:
    """``2010–2018``, or one year where both are the same."""
    if first is None or last is None:
        return str(first or last or "")
    return str(first) if first == last else f"{first}–{last}"


def softdate(value: SoftDate | date | str | None) -> str:
    """A half-known date in words: ``2009``, ``March 2009``, ``12 March 2009``; an instant loses its hour."""
    if not value:
        return ""
    if isinstance(value, datetime):
        value = value.date()
    known = value if isinstance(value, SoftDate) else SoftDate.parse(str(value))
    return _in_words(known, language())


@lru_cache(maxsize=4096)
def _in_words(known: SoftDate, code: str) -> str:
    if len(known.text) == 4:
        return known.text
    day = len(known.text) == 10
    text = format_date(known.earliest, format="d MMMM y" if day else "MMMM y", locale=_locale(code))
    return text.replace("1 ", "1er ", 1) if day and code == "fr" and known.earliest.day == 1 else text


def since(value: SoftDate | date | str | None) -> str:
    """``since 12 March 2024``; a language that needs an article before a day has a phrase of its own for it."""
    phrases = {
        "day": pgettext("a day", "since %(date)s"),
        "month": pgettext("a month", "since %(date)s"),
        "year": pgettext("a year", "since %(date)s"),
    }
    return _after(phrases, value)


def until(value: SoftDate | date | str | None) -> str:
    """``until 12 March 2024``."""
    phrases = {
        "day": pgettext("a day", "until %(date)s"),
        "month": pgettext("a month", "until %(date)s"),
        "year": pgettext("a year", "until %(date)s"),
    }
    return _after(phrases, value)


def as_of(value: SoftDate | date | str | None) -> str:
    """``as of 12 March 2024``."""
    phrases = {
        "day": pgettext("a day", "as of %(date)s"),
        "month": pgettext("a month", "as of %(date)s"),
        "year": pgettext("a year", "as of %(date)s"),
    }
    return _after(phrases, value)


def _after(phrases: dict[str, str], value: SoftDate | date | str | None) -> str:
    """The phrase for a date as far as it is known; empty where it is not."""
    if not value:
        return ""
    precision = {4: "year", 7: "month"}.get(len(str(value)), "day")
    return phrases[precision] % {"date": softdate(value)}


def named(thing: Any, field: str) -> str:
    """The column of ``thing`` in the active language (``name_fr`` or ``name_en``), else in the other one."""
    first, other = ("fr", "en") if language() == "fr" else ("en", "fr")
    for code in (first, other):
        value = _read(thing, f"{field}_{code}")
        if value:
            return str(value)
    return str(_read(thing, field) or "")


def _read(thing: Any, name: str) -> Any:
    if isinstance(thing, dict):
        return thing.get(name)
    return getattr(thing, name, None)


def by_year(counts: dict[int, int]) -> str:
    """``2016: 3; 2017: 12``, as the language writes it."""
    one = gettext("%(year)s: %(count)s")
    told = [one % {"year": year, "count": number(count)} for year, count in counts.items()]
    return pgettext("between counts of years", "; ").join(told)


def listed(items: list[str]) -> str:
    """``a, b and c``."""
    if len(items) < 2:
        return "".join(items)
    return gettext("%(first)s and %(last)s") % {"first": ", ".join(items[:-1]), "last": items[-1]}

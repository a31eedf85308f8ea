"""An organisation that may be meant, in words, in the active language."""

from collections.abc import Sequence
from pathlib import Path

from django.utils.translation import gettext as _

from portulan.domains.geography import queries as geography_queries
from portulan.domains.partners.queries.suggesting import Choice
from portulan.foundations.text import formats
from portulan.insight.figures import published

_names: dict[str, dict[str, str]] = {}


def told(choice: Choice) -> dict[str, str]:
    """What a list of suggestions shows: key, name, what tells it from others, what it is to us."""
    return {"key": choice.key, "name": choice.name, "detail": detail(choice), "note": note(choice)}


def detail(choice: Choice) -> str:
    """``Singapore, met as NTU``."""
    places = dict.fromkeys((choice.city, country_name(choice.country)))
    place = ", ".join(part for part in places if part)
    return " · ".join(part for part in (place, _met(choice)) if part)


def _met(choice: Choice) -> str:
    if choice.met_name:
        return _("took over from %(name)s") % {"name": choice.met_name}
    if choice.why in ("identifier", "site") or choice.matched == choice.name:
        return choice.matched if choice.why in ("identifier", "site") else ""
    return _("also %(name)s") % {"name": choice.matched}


def note(choice: Choice) -> str:
    """What it is to us: an answer of somebody, a partner, one that no registry has, an ended one."""
    if choice.why == "pin":
        return _("answered by one of us")
    if choice.provisional:
        return _("our partner, not in the registry")
    ended = {"inactive": _("ended"), "withdrawn": _("withdrawn by the registry")}.get(choice.status, "")
    return ended or (_("our partner") if choice.ours else "")


def country_name(code: str) -> str:
    """The name of a country in the active language; the code where it is unknown."""
    language = formats.language()
    if not _names.get(language):  # countries are loaded once, and do not change while the process lives
        _names[language] = {one.code: formats.named(one, "name") for one in geography_queries.countries()}
    return _names[language].get(code, code)


def names_of_keys(keys: Sequence[str], *, lake: Path) -> dict[str, str]:
    """Names of organisations by key, as the published registry has them."""
    figures = published(lake)
    return (
        {key: one.name for key, one in figures.standing(sorted(set(keys))).items()}
        if figures and keys
        else {}
    )

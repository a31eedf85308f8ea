"""Measures as other pages show them, made once per version, language and subject: no row of ours changes them."""

from datetime import date
from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from portulan.foundations.text.formats import language
from portulan.insight.figures import Figures
from portulan.pages.measures import show
from portulan.pages.measures.subject import read


def of_partner(key: str, *, figures: Figures | None, at: date) -> SafeString:
    """What can be said of one partner; empty for ourselves."""
    if figures is None or figures.focal.key == key:
        return SafeString()
    return _written("partners", key, figures, at, language())


def of_country(code: str, *, figures: Figures | None, at: date) -> SafeString:
    return _written("countries", code, figures, at, language()) if figures else SafeString()


def of_team(code: str, *, figures: Figures | None, at: date) -> SafeString:
    return _written("teams", code, figures, at, language()) if figures else SafeString()


@lru_cache(maxsize=128)
def _written(kind: str, key: str, figures: Figures, at: date, _language: str) -> SafeString:
    subject = read(kind=kind, key=key, figures=figures, at=at)
    if subject is None:
        return SafeString()
    return render_to_string(
        "measures/sections.html", {"sections": show.sections(subject), "subject": subject}
    )

"""The reference list of countries: ISO 3166-1 and XK, with the regions of UN M49; readable without a database.

``reference/countries.csv`` says where each column comes from in ``reference/PROVENANCE.md``.
"""

import csv
import functools
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from babel import Locale
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from pydantic import AfterValidator

from portulan.foundations.packs.entries import refuse

_FILE = Path(__file__).parent / "reference" / "countries.csv"
_WRONG = {"EL": "GR", "UK": "GB"}  # the European Commission's codes, which are not ISO's


@dataclass(frozen=True, slots=True)
class CountryReference:
    """One line of the reference: codes of ISO 3166-1, region and most precise sub-region of M49, degrees."""

    code: str
    alpha3: str
    m49: str
    region: str
    subregion: str
    latitude: float
    longitude: float


@functools.cache
def country_references() -> dict[str, CountryReference]:
    """The 250 countries and territories, by alpha-2 code."""
    with _FILE.open(encoding="utf-8", newline="") as file:
        lines = [_reference(line) for line in csv.DictReader(file)]
    return {line.code: line for line in lines}


def named(code: str) -> str:
    """A country as one names it in a message, in the language in use: "Germany (DE)"."""
    language = (get_language() or "en").partition("-")[0]
    return f"{Locale(language).territories.get(code, code)} ({code})"


def _reference(line: dict[str, str]) -> CountryReference:
    places = {name: float(line.pop(name)) for name in ("latitude", "longitude")}
    return CountryReference(**line, **places)  # type: ignore[arg-type]  # the remaining columns are texts


def _known_country(code: str) -> str:
    if code in _WRONG:
        refuse(_("“%(code)s” is not a code of ISO 3166-1.") % {"code": code}, _WRONG[code])
    if code not in country_references():
        allowed = _("two capital letters of ISO 3166-1 alpha-2, such as SG; XK for Kosovo")
        refuse(_("“%(code)s” is not a country.") % {"code": code[:40]}, allowed)
    return code


CountryCode = Annotated[str, AfterValidator(_known_country)]

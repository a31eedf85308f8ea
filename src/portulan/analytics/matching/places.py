"""Names of countries, in the languages that affiliations are written in, and what the registry's places add."""

from collections.abc import Iterator, Mapping

from babel import Locale
from babel.core import UnknownLocaleError

_LANGUAGES = [
    "en",
    "fr",
    "de",
    "es",
    "it",
    "pt",
    "nl",
    "sv",
    "da",
    "nb",
    "fi",
    "pl",
    "cs",
    "sk",
    "hu",
    "ro",
    "tr",
    "ru",
    "uk",
    "el",
    "ar",
    "he",
    "fa",
    "zh",
    "ja",
    "ko",
    "id",
    "vi",
]

_ALSO = {
    "US": ("usa", "u s a", "united states america", "united states", "us", "estados unidos", "etats unis"),

    "GB": (
        "uk", "u k", "great britain", "britain", "england", "scotland", "wales", "northern ireland",
        "united kingdom",
    ),

    "CN": (
        "pr china", "p r china", "prc", "peoples republic china", "people republic china", "china",
        "p r c", "mainland china",
    ),
    "TW": ("taiwan", "taiwan r o c", "roc", "republic china taiwan", "chinese taipei"),
    "KR": ("korea", "south korea", "republic korea", "rok", "s korea"),
    "KP": ("north korea",),
    "RU": ("russia", "russian federation"),
    "IR": ("iran", "islamic republic iran", "ir iran"),
    "CZ": ("czech republic", "czechia", "ceska republika"),
    "NL": ("netherlands", "holland"),
    "TR": ("turkey", "turkiye"),
    "VN": ("vietnam", "viet nam"),
    "BR": ("brazil",),
    "DE": ("germany", "fr germany", "deutschland"),
    "SA": ("saudi arabia", "kingdom saudi arabia", "ksa"),
    "AE": ("uae", "u a e", "united arab emirates"),
    "CI": ("ivory coast", "cote ivoire"),
    "CD": ("dr congo", "democratic republic congo"),
    "HK": ("hong kong", "hong kong sar", "hksar"),
    "MO": ("macau", "macao"),
    "MM": ("burma",),
    "MK": ("macedonia", "north macedonia"),
    "SY": ("syria",),
    "LA": ("laos",),
    "MD": ("moldova",),
    "BO": ("bolivia",),
    "VE": ("venezuela",),
    "TZ": ("tanzania",),
    "PS": ("palestine", "gaza strip", "west bank"),
    "BN": ("brunei",),
    "NZ": ("aotearoa",),
}  # fmt: skip

# Countries whose research is often signed with the name of another, or of a part: no contradiction between them.
ALIKE = (
    frozenset({"CN", "HK", "MO", "TW"}),
    frozenset({"US", "PR", "VI", "GU"}),
    frozenset({"FR", "GP", "MQ", "RE", "GF", "NC", "PF", "YT"}),
    frozenset({"GB", "IM", "JE", "GG", "GI"}),
    frozenset({"DK", "GL", "FO"}),
    frozenset({"NL", "CW", "AW", "SX"}),
)

US_STATES = [
    "AL",
    "AK",
    "AZ",
    "AR",
    "CA",
    "CO",
    "CT",
    "DE",
    "FL",
    "GA",
    "HI",
    "ID",
    "IL",
    "IN",
    "IA",
    "KS",
    "KY",
    "LA",
    "ME",
    "MD",
    "MA",
    "MI",
    "MN",
    "MS",
    "MO",
    "MT",
    "NE",
    "NV",
    "NH",
    "NJ",
    "NM",
    "NY",
    "NC",
    "ND",
    "OH",
    "OK",
    "OR",
    "PA",
    "RI",
    "SC",
    "SD",
    "TN",
    "TX",
    "UT",
    "VT",
    "VA",
    "WA",
    "WV",
    "WI",
    "WY",
    "DC",
]
CA_PROVINCES = ["ON", "QC", "BC", "AB", "MB", "SK", "NS", "NB", "NL", "PE"]
AU_STATES = ["NSW", "VIC", "QLD", "WA", "SA", "TAS", "ACT"]
ABBREVIATED = {
    **dict.fromkeys(US_STATES, "US"),
    **{code: "CA" for code in CA_PROVINCES if code not in US_STATES},
    **{code: "AU" for code in AU_STATES if code not in US_STATES},
}


def country_names(codes: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Pairs of name and country for the countries given (code to English name), from CLDR and from use."""
    for code, english in sorted(codes.items()):
        yield english, code
        for name in _ALSO.get(code, ()):
            yield name, code
        for language in _LANGUAGES:
            if name := _in(language, code):
                yield name, code


def _in(language: str, code: str) -> str:
    try:
        return Locale.parse(language).territories.get(code, "")
    except (UnknownLocaleError, ValueError):
        return ""

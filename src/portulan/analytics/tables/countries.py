"""Countries as sources write them, turned into ISO 3166-1 alpha-2."""

from functools import cache

from babel import Locale

# ISO 3166-1 alpha-2 as of 2024, and XK, the user-assigned code that CLDR and the European Union use for Kosovo.
CODES: tuple[str, ...] = tuple(
    """
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ
    CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO
    FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE
    JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO
    MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW
    PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM
    TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW
    """.split()  # noqa: SIM905 - a block of codes reads better than a list of strings
)

# The European Commission's codes for Greece and the United Kingdom.
EU_CODES = {"EL": "GR", "UK": "GB"}

_INFORMAL = {
    "bolivia": "BO",
    "bosnia and herzegovina": "BA",
    "brunei": "BN",
    "burma": "MM",
    "cape verde": "CV",
    "congo": "CG",
    "czech republic": "CZ",
    "dr congo": "CD",
    "great britain": "GB",
    "holland": "NL",
    "hong kong": "HK",
    "ivory coast": "CI",
    "cote d'ivoire": "CI",
    "korea": "KR",
    "republic of korea": "KR",
    "macao": "MO",
    "macau": "MO",
    "macedonia": "MK",
    "moldavia": "MD",
    "palestine": "PS",
    "republic of ireland": "IE",
    "russian federation": "RU",
    "scotland": "GB",
    "swaziland": "SZ",
    "the netherlands": "NL",
    "trinidad and tobago": "TT",
    "turkey": "TR",
    "u.k.": "GB",
    "u.s.a.": "US",
    "uk": "GB",
    "united states of america": "US",
    "usa": "US",
    "viet nam": "VN",
    "wales": "GB",
}


@cache
def names() -> dict[str, str]:
    """English names, formal (CLDR) and informal, in lower case, to codes."""
    territories = Locale("en").territories
    formal = {territories[code].casefold(): code for code in CODES if code in territories}
    return {**formal, **_INFORMAL}


def english(code: str) -> str:
    """The English name of a code (CLDR)."""
    return str(Locale("en").territories[code])

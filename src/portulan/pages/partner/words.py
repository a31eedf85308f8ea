"""Codes of the registry of organisations in words."""

from babel import Locale
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portulan.foundations.text import formats

STATUSES: dict[str, Promise] = {
    "active": _("active"),
    "inactive": _("inactive: it has ended, or become another"),
    "withdrawn": _("withdrawn: the registry says this record should not be used"),
    "unregistered": _("not in the registry of organisations"),
}

KINDS: dict[str, Promise] = {
    "parent": _("is part of"),
    "child": _("holds"),
    "related": _("is related to"),
    "predecessor": _("came from"),
    "successor": _("became"),
}

NAME_KINDS: dict[str, Promise] = {
    "ror_display": _("name shown"),
    "label": _("name"),
    "alias": _("other name"),
    "acronym": _("acronym"),
}

SOURCES: dict[str, Promise] = {
    "cordis": _("European projects"),
    "hal": _("co-publications"),
    "rnsr": _("registry of structures"),
    "ror": _("registry of organisations"),
    "openalex": _("OpenAlex"),
    "openalex_institutions": _("OpenAlex"),
}

IDENTIFIERS = {
    "ror": ("ROR", "https://ror.org/{}"),
    "wikidata": ("Wikidata", "https://www.wikidata.org/wiki/{}"),
    "isni": ("ISNI", "https://isni.org/isni/{}"),
    "grid": ("GRID", ""),
    "fundref": ("Crossref Funder ID", ""),
    "pic": ("PIC", ""),
    "hal": ("AuréHAL", "https://aurehal.archives-ouvertes.fr/structure/read/id/{}"),
    "openalex": ("OpenAlex", "https://openalex.org/{}"),
}


def word(known: dict[str, Promise], code: str) -> str:
    """A code in the active language; the code itself where it is new."""
    return str(known.get(code.casefold(), code))


def language_name(code: str) -> str:
    """The language of a name in the active language; empty where the registry does not say."""
    return Locale.parse(formats.language()).languages.get(code, code) if code else ""


def identifier(kind: str, value: str) -> tuple[str, str]:
    """What an identifier is called, and where it leads."""
    name, address = IDENTIFIERS.get(kind.casefold(), (kind, ""))
    return name, address.format(value.replace(" ", "")) if address else ""

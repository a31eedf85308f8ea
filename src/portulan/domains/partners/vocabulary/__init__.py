"""How an organisation is party to a unit, where its record comes from, and what people may say of it."""

from urllib.parse import urlsplit

from django.db import models
from django.utils.translation import gettext_lazy as _

STALE_AFTER = 365  # days after which what is known of a person must be asked again
LONGEST_NAME = 5_000  # characters
NORMAL_LENGTH = 300  # characters of a normal form that are kept to find a name again
SHOWN_NAME = 300  # characters of a name that a list or a line shows
RECENT_UNDO = 50  # merges shown with what undoes them


class PartyRole(models.TextChoices):
    SUPERVISING = "supervising", _("supervising body")
    PARTICIPATING = "participating", _("participating body")
    PARTNER = "partner", _("partner")


class PartnerOrigin(models.TextChoices):
    """What made the record."""

    PACK = "pack", _("organisation pack")
    BODIES = "bodies", _("registry of structures")
    REGISTRY = "registry", _("registry of organisations")
    PROVISIONAL = "provisional", _("made by hand, not in the registry")


class NameKind(models.TextChoices):
    DISPLAY = "display", _("name shown")
    LABEL = "label", _("name")
    ALIAS = "alias", _("other name")
    ACRONYM = "acronym", _("acronym")
    FORMER = "former", _("former name")


class IdentifierKind(models.TextChoices):
    """Registers that give an organisation a number; ROR is a column of the record itself."""

    PIC = "pic", "PIC"
    SIREN = "siren", "SIREN"
    SIRET = "siret", "SIRET"
    RNSR = "rnsr", "RNSR"
    UAI = "uai", "UAI"
    WIKIDATA = "wikidata", "Wikidata"
    ISNI = "isni", "ISNI"
    GRID = "grid", "GRID"
    FUNDREF = "fundref", "Crossref Funder ID"
    HAL = "hal", "AuréHAL"
    OPENALEX = "openalex", "OpenAlex"
    VAT = "vat", _("VAT number")
    OTHER = "other", _("other number")


SHAPES = {
    IdentifierKind.PIC: (r"[0-9]{9}", "999997930"),
    IdentifierKind.SIREN: (r"[0-9]{9}", "180089013"),
    IdentifierKind.SIRET: (r"[0-9]{14}", "18008901303720"),
    IdentifierKind.RNSR: (r"[0-9]{9}[A-Z]", "200919745C"),
    IdentifierKind.UAI: (r"[0-9]{7}[A-Z]", "0753639Y"),
    IdentifierKind.WIKIDATA: (r"Q[0-9]{1,12}", "Q280413"),
    IdentifierKind.ISNI: (r"[0-9]{15}[0-9X]", "0000000122597504"),
    IdentifierKind.GRID: (r"grid\.[0-9]{1,7}\.[0-9a-f]{1,3}", "grid.4444.0"),
}


class HolderKind(models.TextChoices):
    HOLDS = "holds", _("holds the relation")
    KNOWS = "knows", _("is in touch")


class ConflictKind(models.TextChoices):
    """What a source now says against what the register holds; a person decides, nothing is overwritten."""

    IDENTIFIER_REUSED = "reused", _("a number now belongs to another organisation")
    RECORD_WITHDRAWN = "withdrawn", _("the registry withdrew the record")
    RECORD_INACTIVE = "inactive", _("the registry says that the organisation has ended")
    RECORD_GONE = "gone", _("the registry has the record no longer")


class Settlement(models.TextChoices):
    KEPT = "kept", _("what we had was kept")
    TAKEN = "taken", _("what the source says was taken")


class Verdict(models.TextChoices):
    """What a person says of the organisation found for a text."""

    CONFIRMED = "confirmed", _("confirmed")
    CORRECTED = "corrected", _("corrected")
    REFUSED = "refused", _("names no organisation")


class Suspicion(models.TextChoices):
    """What makes a name look like another: told, never refused."""

    MIXED_SCRIPTS = "mixed_scripts", _("a word mixes letters of several scripts")
    DIRECTION = "direction", _("hidden signs turn the direction of reading")
    INVISIBLE = "invisible", _("it holds signs that cannot be seen")


class Reason(models.TextChoices):
    """Why two records may be the same organisation."""

    IDENTIFIER = "identifier", _("the same number: %(value)s")
    SAME_NAME = "same_name", _("the same name: %(value)s")
    NEAR_NAME = "near_name", _("a name close to it: %(value)s")
    ACRONYM = "acronym", _("the same acronym: %(value)s")
    SITE = "site", _("the same site: %(value)s")
    PLACE = "place", _("the same town: %(value)s")
    COUNTRY = "country", _("the same country")


COMPLETE = "partner.complete"
MAKE, EDIT, NAME_ADD, NAME_END = "partner.make", "partner.edit", "partner.name_add", "partner.name_end"
IDENTIFIER_ADD, IDENTIFIER_END = "partner.identifier_add", "partner.identifier_end"
COUNTRY_ADD, COUNTRY_END = "partner.country_add", "partner.country_end"
PARENT_ADD, PARENT_END = "partner.parent_add", "partner.parent_end"
JOIN, SEPARATE = "partner.join_registry", "partner.leave_registry"
MERGE, UNMERGE, DISTINCT = "partner.merge", "partner.unmerge", "partner.distinct"
BRING_LATE = "partner.bring_late"
CONFLICT_FIND, CONFLICT_SETTLE = "partner.conflict_find", "partner.conflict_settle"
CONTACT_ADD, CONTACT_EDIT = "contact.add", "contact.edit"
CONTACT_CONFIRM, CONTACT_END = "contact.confirm", "contact.end"
HOLDER_ADD, HOLDER_END = "holder.add", "holder.end"
PIN_SET, PIN_WITHDRAW = "pin.set", "pin.withdraw"


def domain_of(website: str) -> str:
    """The domain of an address, without "www."; empty where there is none."""
    try:
        host = urlsplit(website if "://" in website else f"//{website}").hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")[:200]

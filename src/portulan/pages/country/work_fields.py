"""The fields of science of publications, in words: the 26 fields that OpenAlex takes from Scopus (ASJC)."""

from django.utils.translation import gettext_lazy as _

ASJC = {
    "11": _("Agricultural and biological sciences"),
    "12": _("Arts and humanities"),
    "13": _("Biochemistry, genetics and molecular biology"),
    "14": _("Business, management and accounting"),
    "15": _("Chemical engineering"),
    "16": _("Chemistry"),
    "17": _("Computer science"),
    "18": _("Decision sciences"),
    "19": _("Earth and planetary sciences"),
    "20": _("Economics, econometrics and finance"),
    "21": _("Energy"),
    "22": _("Engineering"),
    "23": _("Environmental science"),
    "24": _("Immunology and microbiology"),
    "25": _("Materials science"),
    "26": _("Mathematics"),
    "27": _("Medicine"),
    "28": _("Neuroscience"),
    "29": _("Nursing"),
    "30": _("Pharmacology, toxicology and pharmaceutics"),
    "31": _("Physics and astronomy"),
    "32": _("Psychology"),
    "33": _("Social sciences"),
    "34": _("Veterinary science"),
    "35": _("Dentistry"),
    "36": _("Health professions"),
}


def field_name(code: str) -> str:
    """``asjc-17`` in words; the code itself of another scheme; "no field" for none."""
    if not code:
        return str(_("No field"))
    scheme, _dash, number = code.partition("-")
    return str(ASJC.get(number, code)) if scheme == "asjc" else code

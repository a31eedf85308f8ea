"""The fields of science of publications, in words: the 26 fields that OpenAlex takes from Scopus (ASJC)."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

ASJC = {
    "11": lazy("Agricultural and biological sciences"),
    "12": lazy("Arts and humanities"),
    "13": lazy("Biochemistry, genetics and molecular biology"),
    "14": lazy("Business, management and accounting"),
    "15": lazy("Chemical engineering"),
    "16": lazy("Chemistry"),
    "17": lazy("Computer science"),
    "18": lazy("Decision sciences"),
    "19": lazy("Earth and planetary sciences"),
    "20": lazy("Economics, econometrics and finance"),
    "21": lazy("Energy"),
    "22": lazy("Engineering"),
    "23": lazy("Environmental science"),
    "24": lazy("Immunology and microbiology"),
    "25": lazy("Materials science"),
    "26": lazy("Mathematics"),
    "27": lazy("Medicine"),
    "28": lazy("Neuroscience"),
    "29": lazy("Nursing"),
    "30": lazy("Pharmacology, toxicology and pharmaceutics"),
    "31": lazy("Physics and astronomy"),
    "32": lazy("Psychology"),
    "33": lazy("Social sciences"),
    "34": lazy("Veterinary science"),
    "35": lazy("Dentistry"),
    "36": lazy("Health professions"),
}


def field_name(code: str) -> str:
    """``asjc-17`` in words; the code itself of another scheme; "no field" for none."""
    if not code:
        return _("No field")
    scheme, _dash, number = code.partition("-")
    return str(ASJC.get(number, code)) if scheme == "asjc" else code

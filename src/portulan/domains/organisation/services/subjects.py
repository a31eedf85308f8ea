"""Load the versioned lists of subjects and the crosswalks between them and the levels."""

from typing import Any

from portulan.domains.organisation.models import Classification, Correspondence, Term
from portulan.domains.organisation.services.units import unit_ids
from portulan.domains.organisation.vocabulary.subjects import (
    ClassificationEntry,
    ClassificationsFile,
    CrosswalkEntry,
    CrosswalksFile,
)
from portulan.foundations.packs.visit import Visit

_Terms = dict[tuple[str, str, str], int]


def load_classifications(document: ClassificationsFile, visit: Visit) -> None:
    """classifications.toml: every version of every list."""
    wanted = [
        {
            "code": entry.code,
            "version": entry.version,
            "name_fr": entry.name.fr,
            "name_en": entry.name.en,
            **visit.dated(entry),
        }
        for entry in document.classification
    ]
    visit.keep(Classification.objects.all(), wanted, key=("code", "version"))
    lists = {(row.code, row.version): row.pk for row in Classification.objects.all()}
    terms = [
        term
        for entry in document.classification
        for term in _terms(visit, entry, lists[entry.code, entry.version])
    ]
    visit.keep(Term.objects.all(), terms, key=("classification_id", "code"))


def _terms(visit: Visit, entry: ClassificationEntry, list_id: int) -> list[dict[str, Any]]:
    named = {term.code: term.name for term in entry.term}
    return [
        {
            "classification_id": list_id,
            "code": code,
            "name_fr": named[code].fr if code in named else "",
            "name_en": named[code].en if code in named else "",
            "rank": rank,
            **visit.dated(entry),
        }
        for rank, code in enumerate(entry.all_codes())
    ]


def load_crosswalks(document: CrosswalksFile, visit: Visit) -> None:
    """crosswalks.toml: subjects to levels, or to subjects of another list."""
    columns = ("classification__code", "classification__version", "code", "id")
    terms = {
        (code, version, term): number for code, version, term, number in Term.objects.values_list(*columns)
    }
    units = unit_ids()
    wanted = [line for entry in document.crosswalk for line in _lines(visit, entry, terms, units)]
    key = ("crosswalk", "version", "term_id", "unit_id", "other_id")
    called = {number: f"{code} {version} {term}" for (code, version, term), number in terms.items()}
    visit.keep(Correspondence.objects.all(), wanted, key=key, called=lambda row: called[row.term_id])


def _lines(visit: Visit, entry: CrosswalkEntry, terms: _Terms, units: dict[str, int]) -> list[dict[str, Any]]:
    return [
        {
            "crosswalk": entry.code,
            "version": entry.version,
            "term_id": terms[entry.from_list, entry.from_version, line.term],
            "unit_id": None if entry.to else units[target],
            "other_id": terms[entry.to, entry.to_version or "", target] if entry.to else None,
            "confidence": line.confidence.value,
            **visit.dated(entry),
        }
        for line in entry.line
        for target in line.to
    ]

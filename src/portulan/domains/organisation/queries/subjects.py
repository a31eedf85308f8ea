"""Lists of subjects, and what the data build must know."""

from datetime import date
from typing import Any

from django.db.models import Count

from portulan.domains.organisation.models import Classification, StructureCountry, Term
from portulan.domains.organisation.queries.levels import pack
from portulan.domains.organisation.queries.views import ClassificationView, TermView, dated
from portulan.foundations.model.base import in_force


def classifications(at: date) -> tuple[ClassificationView, ...]:
    """Versions of lists of subjects in force on ``at``."""
    rows = Classification.objects.at(at).annotate(size=Count("terms")).order_by("code", "version")
    return tuple(
        ClassificationView(
            code=row.code,
            version=row.version,
            name_fr=row.name_fr,
            name_en=row.name_en,
            terms=row.size,
            **dated(row),
        )
        for row in rows
    )


def terms(code: str, version: str) -> tuple[TermView, ...]:
    """The subjects of one version, in its order; empty when there is no such version."""
    rows = Term.objects.filter(classification__code=code, classification__version=version)
    return tuple(_term(row) for row in rows.order_by("rank", "id"))


def term_names(code: str) -> dict[str, TermView]:
    """Subjects by code; where versions differ, as the newest names them."""
    rows = Term.objects.filter(classification__code=code).order_by("classification__version", "rank")
    return {row.code: _term(row) for row in rows}


def decisions(at: date) -> dict[str, Any]:
    """What the next data build must know: the organisation's identifiers, and countries of structures.

    Empty before a pack was loaded.
    """
    present = pack()
    if present is None:
        return {}
    known = {
        "pack": present.code,
        "name": present.name_en,
        "home_country": present.home_country,
        **present.focal,
    }
    rows = StructureCountry.objects.filter(in_force(at)).select_related("country").order_by("rnsr", "id")
    return {"focal": known, "structure_countries": [_structure_country(row) for row in rows]}


def _structure_country(row: StructureCountry) -> dict[str, str]:
    as_of = row.source_as_of.text if row.source_as_of else ""
    return {"rnsr": row.rnsr, "country": row.country.code, "source": row.source, "as_of": as_of}


def _term(row: Term) -> TermView:
    return TermView(code=row.code, name_fr=row.name_fr, name_en=row.name_en)

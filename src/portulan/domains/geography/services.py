"""Load the reference list of countries."""

from datetime import datetime
from typing import Any

from babel import Locale
from django.db import transaction

from portulan.domains.geography.models import Country
from portulan.domains.geography.vocabulary import CountryReference, country_references
from portulan.foundations.journal.actor import Actor
from portulan.foundations.journal.services import Change, record_many
from portulan.foundations.model.keeping import keep
from portulan.foundations.search import services as search


@transaction.atomic
def load_countries(*, by: Actor, at: datetime) -> int:
    """Bring the table of countries to the reference list and give back how many rows changed; idempotent."""
    french, english = Locale("fr").territories, Locale("en").territories
    wanted = [_columns(line, french, english) for line in country_references().values()]
    outcome = keep(Country.objects.all(), wanted, key=("code",), today=at.date())
    changes = [Change(kept.row, kept.before, kept.after) for kept in outcome.touched]
    search.tell(kind="country", numbers=[kept.row.pk for kept in outcome.touched])
    return record_many(by=by, verb="geography.load", changes=changes, at=at)


def _columns(line: CountryReference, french: Any, english: Any) -> dict[str, Any]:
    return {
        "code": line.code,
        "alpha3": line.alpha3,
        "m49": line.m49,
        "name_fr": french[line.code],
        "name_en": english[line.code],
        "region": line.region,
        "subregion": line.subregion,
        "latitude": line.latitude,
        "longitude": line.longitude,
    }

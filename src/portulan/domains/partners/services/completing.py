"""Fill in what a record lacks and the registry tells: town, types, site. What is there already stays."""

from datetime import datetime
from typing import Any

from django.db import transaction

from portulan.domains.partners.models import Partner
from portulan.domains.partners.vocabulary import COMPLETE, domain_of
from portulan.foundations.journal.actor import Actor
from portulan.foundations.journal.services import Change, record_many
from portulan.foundations.search import services as search
from portulan.insight.figures import Figures
from portulan.insight.results import OrganisationFacts

_BATCH = 500


def complete(*, figures: Figures, by: Actor, at: datetime) -> int:
    """Fill in the records that have a ROR; gives how many were touched. The same registry again touches none."""
    rows = list(Partner.objects.filter(ror__isnull=False, merged_into__isnull=True).order_by("id"))
    told = figures.described([f"ror-{row.ror}" for row in rows])
    changes: list[Change] = []
    touched: list[Partner] = []
    for row in rows:
        facts = told.get(f"ror-{row.ror}")
        wanted = _lacking(row, facts) if facts else {}
        if wanted:
            changes.append(Change(row, {name: getattr(row, name) for name in wanted}, wanted))
            touched.append(row)
            for name, value in wanted.items():
                setattr(row, name, value)
    with transaction.atomic():
        Partner.objects.bulk_update(touched, ["city", "types", "website", "domain"], batch_size=_BATCH)
        record_many(by=by, verb=COMPLETE, changes=changes, at=at)
        search.tell(kind="partner", numbers=[row.pk for row in touched])
    return len(touched)


def _lacking(row: Partner, facts: OrganisationFacts) -> dict[str, Any]:
    """What the record lacks and the registry tells."""
    website = facts.website if len(facts.website) <= 500 else ""
    told = {
        "city": facts.city[:200],
        "types": list(facts.types),
        "website": website,
        "domain": domain_of(row.website or website),
    }
    return {name: value for name, value in told.items() if value and not getattr(row, name)}

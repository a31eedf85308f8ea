"""What a source shows, kept beside a cooperation: the proof, and the answer that later builds respect."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q

from portulan.domains.cooperations.access import visible_to
from portulan.domains.cooperations.models import Cooperation, Finding
from portulan.domains.cooperations.queries.found import REGISTRY, FoundLine
from portulan.domains.cooperations.services.proving import record_proof
from portulan.domains.cooperations.vocabulary import CONFIRM_FOUND, REFUSE_FOUND, Answer, ProofKind
from portulan.domains.geography.queries import country_ids
from portulan.domains.organisation.access import Reach
from portulan.domains.organisation.models import Unit
from portulan.domains.partners.models import Partner
from portulan.foundations.journal.acted import columns
from portulan.foundations.journal.actor import Actor
from portulan.foundations.journal.services import record
from portulan.foundations.model.softdate import SoftDate
from portulan.insight.figures import Figures


def answer_to(line: FoundLine, reach: Reach) -> Finding | None:
    """The answer there is, under whatever key the organisation had that day.

    A confirmation in a cooperation that the person may not see is none: it must not tell that there is one.
    """
    unit = Q(unit__code=line.unit.code) if line.unit else Q(unit=None)
    seen = Q(cooperation=None) | Q(cooperation__in=Cooperation.objects.filter(visible_to(reach)))
    rows = Finding.objects.filter(unit, seen, source_key=line.source).select_related("cooperation")
    keys = {line.key, *line.aliases}
    return next((row for row in rows.order_by("id") if keys & set(row.keys)), None)


def source_words(line: FoundLine, figures: Figures | None) -> str:
    return figures.source(line.source).title if figures is not None else line.source


def prove(
    line: FoundLine,
    cooperation: Cooperation,
    figures: Figures | None,
    *,
    by: Actor,
    reach: Reach,
    at: datetime,
) -> None:
    """Record what the source shows as a proof: formalised where the registry says so, else detected."""
    report = figures.source(line.source) if figures is not None else None
    record_proof(
        cooperation=cooperation,
        kind=(ProofKind.FORMALISED if line.source == REGISTRY else ProofKind.DETECTED).value,
        by=by,
        reach=reach,
        at=at,
        label=line.label,
        key=f"{line.source}:{line.key}"[:200],
        source_key=line.source,
        count=None if line.source == REGISTRY else line.count,
        since=SoftDate(str(line.first_year)) if line.first_year else None,
        source=report.title if report else "",
        source_as_of=SoftDate.parse(report.as_of) if report and report.as_of else None,
    )


def keep_answer(
    held: Finding | None,
    line: FoundLine,
    partner: Partner | None,
    *,
    by: Actor,
    at: datetime,
    answer: Answer,
    cooperation: Cooperation | None = None,
    reason: str = "",
    reason_text: str = "",
) -> Finding:
    """Write the answer, over the one there was (``held``)."""
    row = held or Finding(
        source_key=line.source,
        unit=Unit.objects.get(code=line.unit.code) if line.unit else None,
        partner_key=line.key,
    )
    row.country_id = country_ids().get(line.country)
    before = {"answer": held.answer, "reason": held.reason} if held is not None else None
    row.partner_name, row.keys = line.name[:300], _all_keys(row.keys, line, partner)
    row.partner, row.answer, row.cooperation = partner, answer.value, cooperation
    row.reason, row.reason_text, row.at = reason, reason_text, at
    for name, value in columns(by).items():
        setattr(row, name, value)
    row.save()
    after = {"answer": row.answer, "reason": reason, "token": line.token}
    if cooperation is not None:
        after["cooperation"] = str(cooperation.uid)
    verb = REFUSE_FOUND if answer == Answer.REFUSED else CONFIRM_FOUND
    record(by=by, verb=verb, on=row, at=at, before=before, after=after)
    return row


def _all_keys(held: Iterable[str], line: FoundLine, partner: Partner | None) -> list[str]:
    known = {*held, line.key, *line.aliases}
    return sorted(known | ({partner.key} if partner is not None else set()))

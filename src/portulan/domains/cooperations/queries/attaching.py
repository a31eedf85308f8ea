"""Where a finding may be added: cooperations that exist; and those to which one was added, to take it back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q

from portulan.domains.cooperations.access import answerable_by, followable_by
from portulan.domains.cooperations.models import (
    Cooperation,
    CooperationCountry,
    CooperationPartner,
    CooperationUnit,
    Finding,
)
from portulan.domains.cooperations.queries.found import FoundLine
from portulan.domains.cooperations.queries.reading import lines_of
from portulan.domains.cooperations.queries.views import CooperationLine
from portulan.domains.cooperations.vocabulary import Answer
from portulan.domains.organisation.access import Reach
from portulan.domains.partners.queries.keys import live_ids
from portulan.foundations.tables.order import folded

_NEAR, _OTHERS = 10, 20


@dataclass(frozen=True, slots=True)
class Homes:
    """``likely``: with the partner of the finding, those of its unit first; ``others``: as asked, the latest first."""

    likely: tuple[CooperationLine, ...]
    others: tuple[CooperationLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachedLine:
    """A finding that somebody added to a cooperation that existed."""

    uid: UUID
    name: str
    cooperation: UUID
    number: str
    title: str
    by: str
    at: datetime


def homes(*, line: FoundLine, reach: Reach, at: date, text: str = "") -> Homes:
    """Cooperations on which the reader may write, to take the finding as a proof; without ``text``, the others are of
    its unit, or in its country where it has none."""
    rows = Cooperation.objects.filter(followable_by(reach))
    near = _with_partner(list({line.key, *line.aliases}))
    unit = line.unit.code if line.unit else ""
    ours = Exists(CooperationUnit.objects.filter(cooperation=OuterRef("pk"), unit__code=unit))
    likely = rows.filter(near).annotate(ours=ours).order_by("-ours", "-changed_at", "-id")
    wanted = _asked(text, unit, line.country)
    others = rows.filter(wanted).exclude(near).order_by("-changed_at", "-id")
    return Homes(lines_of(likely[:_NEAR], reach=reach, at=at), lines_of(others[:_OTHERS], reach=reach, at=at))


def _with_partner(keys: Sequence[str]) -> Q:
    numbers = list(live_ids(keys).values())
    return Q(pk__in=CooperationPartner.objects.filter(partner__in=numbers).values("cooperation"))


def _asked(text: str, unit: str, country: str) -> Q:
    if text.strip():
        return Q(folded__contains=folded(text.strip())) | Q(number__iexact=text.strip())
    if unit:
        return Q(pk__in=CooperationUnit.objects.filter(unit__code=unit).values("cooperation"))
    return Q(pk__in=CooperationCountry.objects.filter(country__code=country).values("cooperation"))


def is_attached(row: Finding) -> bool:
    """Whether the finding was added to a cooperation that existed; one it made, or was declared with, holds it."""
    there = row.cooperation
    return row.answer == Answer.CONFIRMED and there is not None and there.declared_at < row.at


def attached(*, reach: Reach, limit: int = 100) -> tuple[AttachedLine, ...]:
    """What was added to cooperations on which the reader may write, the latest first; one query."""
    rows = Finding.objects.filter(
        answerable_by(reach),
        answer=Answer.CONFIRMED,
        cooperation__in=Cooperation.objects.filter(followable_by(reach)),
        cooperation__declared_at__lt=F("at"),
    )
    rows = rows.select_related("cooperation").order_by("-at", "-id")
    return tuple(_attached(row, row.cooperation) for row in rows[:limit] if row.cooperation)


def _attached(row: Finding, there: Cooperation) -> AttachedLine:
    return AttachedLine(
        uid=row.uid,
        name=row.partner_name,
        cooperation=there.uid,
        number=there.number,
        title=there.title,
        by=row.by_label,
        at=row.at,
    )

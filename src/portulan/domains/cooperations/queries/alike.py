"""Cooperations that look like one about to be declared."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Exists, OuterRef
from rapidfuzz import fuzz

from portulan.domains.cooperations.access import visible_to
from portulan.domains.cooperations.models import Cooperation, CooperationPartner, CooperationUnit
from portulan.domains.cooperations.queries.reading import by_pk
from portulan.domains.cooperations.queries.views import CooperationLine
from portulan.domains.organisation.access import Reach
from portulan.domains.partners.queries.keys import live_ids
from portulan.foundations.tables.order import folded

ALIKE = 70.0  # of 100: words in common of two titles, in any order
_LOOKED_AT = 300


def alike(
    *, reach: Reach, at: date, title: str, partners: Sequence[str], units: Sequence[str], limit: int = 5
) -> tuple[CooperationLine, ...]:
    """Those the reader may see, with one of the partners, and either one of the units or a similar title.

    The most alike first; those that share a unit before those that do not.
    """
    numbers = list(live_ids(partners).values()) if partners else []
    if not numbers:
        return ()
    with_them = CooperationPartner.objects.filter(partner__in=numbers).values("cooperation")
    of_us = CooperationUnit.objects.filter(cooperation=OuterRef("pk"), unit__code__in=units)
    rows = Cooperation.objects.filter(visible_to(reach)).filter(pk__in=with_them)
    rows = rows.annotate(of_us=Exists(of_us)).order_by("-of_us", "-changed_at", "-id")
    looked_at = rows.values_list("pk", "folded", "of_us")[:_LOOKED_AT]
    scored = [(-int(of_us), -_score(text, title), number) for number, text, of_us in looked_at]
    near = sorted(one for one in scored if one[0] or one[1] <= -ALIKE)[:limit]
    known = by_pk(Cooperation.objects.filter(pk__in=[number for *_, number in near]), reach=reach, at=at)
    return tuple(known[number] for *_, number in near if number in known)


def _score(text: str, title: str) -> float:
    return fuzz.token_set_ratio(text, folded(title)) if title.strip() else 0.0

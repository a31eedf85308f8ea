"""Names of our partners, indexed in the process and kept up to date by a stamp of their tables."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from threading import Lock
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from django.db.models import Count, Max, Sum
from django.db.models.functions import Coalesce

from portulan.domains.partners.models import Partner, PartnerName
from portulan.methods.similarity.names import normal_form
from portulan.methods.similarity.nearness import NameIndex, Near, nearness, ranked

TAIL = 400  # names added since the index was made, looked at one by one


class Stamp(NamedTuple):
    """What changes when a name does: rows added, and rows changed."""

    partners: int
    names: int
    last_partner: int
    last_name: int
    edits: int
    ended: int
    joined: int


class Known(NamedTuple):
    """A name of a partner: its normal form, the row number of the partner, the name as given."""

    normal: str
    partner: int
    text: str


@dataclass(frozen=True, slots=True)
class _Held:
    stamp: Stamp
    base: Stamp
    index: NameIndex
    known: tuple[Known, ...]
    partners: npt.NDArray[np.int64]  # of each known name
    tail: tuple[Known, ...]


class NamesOfPartners:
    """One for the process; a name that was added is found at once, an index is made anew when one changed."""

    def __init__(self) -> None:
        self._held: _Held | None = None
        self._lock = Lock()

    def near(
        self, text: str, *, limit: int, among: Collection[int] | None = None
    ) -> list[tuple[Known, float]]:
        """Names near a normal form that is being typed, best first; several may be of one partner.

        ``among``: row numbers of the partners that count, None for all; the others are as if they were not there.
        """
        held = self._fresh()
        marked = None if among is None else np.isin(held.partners, np.fromiter(among, np.int64, len(among)))
        near = held.index.near(text, limit=limit, among=marked)
        found = [(held.known[one.place], one.score) for one in near]
        tail = [
            Near(place, nearness(text, name.normal))
            for place, name in enumerate(held.tail)
            if among is None or name.partner in among
        ]
        found += [(held.tail[one.place], one.score) for one in ranked(tail, limit=limit)]
        return sorted(found, key=lambda one: -one[1])[:limit]

    def _fresh(self) -> _Held:
        stamp, held = _stamp(), self._held
        if held is not None and held.stamp == stamp:
            return held
        with self._lock:
            self._held = _renewed(self._held, stamp)
            return self._held


def _renewed(held: _Held | None, stamp: Stamp) -> _Held:
    if held is not None and stamp[4:] == held.base[4:] and stamp >= held.base:
        tail = tuple(_names(held.base.last_partner, held.base.last_name))
        if len(tail) <= TAIL:
            return _Held(stamp, held.base, held.index, held.known, held.partners, tail)
    known = tuple(_names(0, 0))
    partners = np.array([name.partner for name in known], dtype=np.int64)
    return _Held(stamp, stamp, NameIndex([name.normal for name in known]), known, partners, ())


def _stamp() -> Stamp:
    partners = Partner.objects.aggregate(
        count=Count("id"), last=Max("id"), versions=Sum("version"), joined=Count("merged_into")
    )
    names = PartnerName.objects.aggregate(count=Count("id"), last=Max("id"), ended=Count("until"))
    count = partners["count"]
    return Stamp(
        partners=count,
        names=names["count"],
        last_partner=partners["last"] or 0,
        last_name=names["last"] or 0,
        edits=(partners["versions"] or 0) - count,
        ended=names["ended"],
        joined=partners["joined"],
    )


def _names(after_partner: int, after_name: int) -> Iterator[Known]:
    """Names of the records, those joined to another included, then the others; former names too: people keep them."""
    live = Coalesce("merged_into_id", "id")
    own = Partner.objects.filter(id__gt=after_partner).annotate(live=live)
    for number, name, short, normal in own.values_list("live", "name", "short_name", "normal"):
        yield Known(normal or normal_form(name), number, name)
        if short:
            yield Known(normal_form(short), number, short)
    rows = PartnerName.objects.filter(id__gt=after_name)
    rows = rows.annotate(live=Coalesce("partner__merged_into_id", "partner_id"))
    for normal, number, text in rows.values_list("normal", "live", "text"):
        yield Known(normal, number, text)


names_of_partners = NamesOfPartners()

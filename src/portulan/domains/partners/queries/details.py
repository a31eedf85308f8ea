"""Names, numbers, countries and relatives of one partner, as the register holds them."""

from dataclasses import dataclass
from datetime import date

from django.db.models import F

from portulan.domains.partners.models import Identifier, Membership, Partner, PartnerCountry, PartnerName
from portulan.domains.partners.vocabulary import SHOWN_NAME, IdentifierKind, NameKind
from portulan.foundations.model.softdate import SoftDate
from portulan.foundations.text import formats
from portulan.methods.similarity.names import suspicions


@dataclass(frozen=True, slots=True)
class Held:
    """A dated thing the register holds of a partner. ``ended``: it holds no longer."""

    uid: str
    kind: str
    kind_label: str
    text: str
    language: str
    since: SoftDate | None
    until: SoftDate | None
    source: str
    ended: bool
    suspicious: tuple[str, ...] = ()
    key: str = ""


@dataclass(frozen=True, slots=True)
class Details:
    """All of one partner; what holds first."""

    names: tuple[Held, ...]
    identifiers: tuple[Held, ...]
    countries: tuple[Held, ...]
    parents: tuple[Held, ...]
    children: tuple[Held, ...]

    @property
    def known(self) -> bool:
        """Whether the register holds anything beside the record itself."""
        return bool(self.names or self.identifiers or self.countries or self.parents or self.children)


def details_of(partner: Partner, *, at: date) -> Details:
    """Five queries; the caller has asked who may know of this partner."""
    ended_last = (F("until").desc(nulls_first=True), "id")
    names = PartnerName.objects.filter(partner=partner).order_by(*ended_last)
    numbers = Identifier.objects.filter(partner=partner).order_by(*ended_last)
    countries = PartnerCountry.objects.filter(partner=partner).select_related("country").order_by(*ended_last)
    parents = Membership.objects.filter(child=partner).select_related("parent").order_by(*ended_last)
    children = Membership.objects.filter(parent=partner).select_related("child").order_by(*ended_last)
    return Details(
        tuple(_name(row, at) for row in names),
        tuple(_number(row, at) for row in numbers),
        tuple(_country(row, at) for row in countries),
        tuple(_relative(row, row.parent, at) for row in parents),
        tuple(_relative(row, row.child, at) for row in children),
    )


def _name(row: PartnerName, at: date) -> Held:
    return Held(
        uid=str(row.uid),
        kind=row.kind,
        kind_label=str(NameKind(row.kind).label),
        text=row.text[:SHOWN_NAME],
        language=row.language,
        since=row.since,
        until=row.until,
        source=row.source,
        ended=not row.holds_at(at),
        suspicious=suspicions(row.text),
    )


def _number(row: Identifier, at: date) -> Held:
    return Held(
        uid=str(row.uid),
        kind=row.kind,
        kind_label=str(IdentifierKind(row.kind).label),
        text=row.value,
        language="",
        since=row.since,
        until=row.until,
        source=row.source,
        ended=not row.holds_at(at),
    )


def _country(row: PartnerCountry, at: date) -> Held:
    return Held(
        uid=str(row.uid),
        kind="country",
        kind_label="",
        text=formats.named(row.country, "name"),
        language="",
        since=row.since,
        until=row.until,
        source="",
        ended=not row.holds_at(at),
    )


def _relative(row: Membership, other: Partner, at: date) -> Held:
    return Held(
        uid=str(row.uid),
        kind="parent",
        kind_label="",
        text=other.name[:SHOWN_NAME],
        language="",
        since=row.since,
        until=row.until,
        source=row.source,
        ended=not row.holds_at(at),
        key=other.key,
    )

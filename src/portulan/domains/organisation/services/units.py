"""Bring the pack's units, their names and their attachments to what a pack says."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from portulan.domains.geography.queries import country_ids
from portulan.domains.organisation.models import Attachment, Unit, UnitName
from portulan.domains.organisation.services.sites import sites_of
from portulan.domains.organisation.vocabulary import AttachmentKind, UnitKind, UnitOrigin
from portulan.domains.organisation.vocabulary.pack import UnitNameEntry
from portulan.foundations.model.keeping import Kept
from portulan.foundations.packs.visit import Visit
from portulan.foundations.search import services as search
from portulan.foundations.tables.order import folded


@dataclass(frozen=True, slots=True)
class WantedUnit:
    """A unit as a pack wants it: its columns, its names in order, and where it belongs."""

    columns: dict[str, Any]
    names: Sequence[UnitNameEntry]
    parent: str | None = None
    parent_provenance: dict[str, Any] | None = None

    @property
    def code(self) -> str:
        return str(self.columns["code"])


def keep_units(visit: Visit, wanted: Sequence[WantedUnit], *, kinds: Collection[UnitKind]) -> None:
    """Bring the pack's units of these kinds, with names and attachments, to what is wanted."""
    columns = _placed(visit, [{"origin": UnitOrigin.PACK.value, **unit.columns} for unit in wanted])
    touched = visit.keep(Unit.objects.filter(origin=UnitOrigin.PACK, kind__in=kinds), columns, key=("code",))
    codes = unit_ids()
    touched += _keep_names(visit, wanted, kinds, codes)
    touched += _keep_parents(visit, wanted, kinds, codes)
    search.tell(kind="unit", numbers=units_of(touched))


def units_of(touched: Iterable[Kept]) -> set[int]:
    """The row numbers of the units that units, names, labels and attachments are about."""
    rows: Iterable[Any] = (kept.row for kept in touched)
    return {int(row.pk if isinstance(row, Unit) else row.unit_id) for row in rows}


def _placed(visit: Visit, columns: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each unit that stands in a town with the site of that town."""
    places = [(unit.get("country_id"), unit.get("city", "")) for unit in columns]
    sites = sites_of(places, visit.once(country_ids))
    return [{**unit, "site_id": sites.get(place)} for unit, place in zip(columns, places, strict=True)]


def unit_ids() -> dict[str, int]:
    """Row numbers of all units by code."""
    return dict(Unit.objects.values_list("code", "id"))


def folded_name(name_fr: str, name_en: str, short_name: str) -> str:
    """What a name is sorted and found by, the same on every database."""
    return folded(" ".join(dict.fromkeys(part for part in (name_fr, name_en, short_name) if part)))[:700]


def name_columns(visit: Visit, entry: UnitNameEntry, *, unit_id: int, rank: int) -> dict[str, Any]:
    """The columns of one name of the pack."""
    return {
        "unit_id": unit_id,
        "origin": UnitOrigin.PACK.value,
        "name_fr": entry.fr,
        "name_en": entry.en,
        "short_name": entry.short,
        "folded": folded_name(entry.fr, entry.en, entry.short),
        "rank": rank,
        **visit.dated(entry),
    }


def attachment_columns(unit_id: int, parent_id: int, provenance: dict[str, Any]) -> dict[str, Any]:
    """The columns of an attachment stated by the pack."""
    return {
        "unit_id": unit_id,
        "parent_id": parent_id,
        "kind": AttachmentKind.STATED.value,
        "origin": UnitOrigin.PACK.value,
        **provenance,
    }


def _keep_names(
    visit: Visit, wanted: Sequence[WantedUnit], kinds: Collection[UnitKind], codes: dict[str, int]
) -> list[Kept]:
    names = [
        name_columns(visit, entry, unit_id=codes[unit.code], rank=rank)
        for unit in wanted
        for rank, entry in enumerate(unit.names)
    ]
    rows = UnitName.objects.filter(unit__origin=UnitOrigin.PACK, unit__kind__in=kinds, origin=UnitOrigin.PACK)
    return visit.keep(rows, names, key=("unit_id", "name_fr"))


def _keep_parents(
    visit: Visit, wanted: Sequence[WantedUnit], kinds: Collection[UnitKind], codes: dict[str, int]
) -> list[Kept]:
    parents = [
        attachment_columns(codes[unit.code], codes[unit.parent], unit.parent_provenance or {})
        for unit in wanted
        if unit.parent
    ]
    called = {number: code for code, number in codes.items()}
    rows = Attachment.objects.filter(origin=UnitOrigin.PACK, unit__kind__in=kinds)
    return visit.keep(
        rows,
        parents,
        key=("unit_id", "parent_id"),
        called=lambda row: f"{called[row.unit_id]} in {called[row.parent_id]}",
    )

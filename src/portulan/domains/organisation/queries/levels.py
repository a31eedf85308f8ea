"""The organisation itself, and the tree of its levels."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from portulan.domains.organisation.models import Attachment, Pack, Unit
from portulan.domains.organisation.queries.reading import Names, with_names
from portulan.domains.organisation.queries.views import DATED, Level, PackView, dated, kind_label
from portulan.domains.organisation.vocabulary import AttachmentKind, UnitOrigin
from portulan.domains.organisation.vocabulary.pack import LEVEL_KINDS
from portulan.foundations.model.base import in_force

_LEVEL = ("code", "kind", "website", "note_fr", "note_en", *DATED)
_Children = Mapping[int | None, Sequence[Any]]


def pack() -> PackView | None:
    """The organisation this database is for; None before a pack was loaded."""
    row = Pack.objects.select_related("home_country").first()
    if row is None:
        return None
    return PackView(
        code=row.code,
        name_fr=row.name_fr,
        name_en=row.name_en,
        short_name=row.short_name,
        home_country=row.home_country.code,
        ror=row.focal.get("ror", ""),
        copublications=bool(row.focal.get("copublications")),
        focal=row.focal,
        loaded_at=row.loaded_at,
        digest=row.digest,
    )


def levels(at: date) -> tuple[Level, ...]:
    """The roots of the tree of levels that exist on ``at``, in the order of the pack; two queries."""
    rows = Unit.objects.at(at).filter(kind__in=LEVEL_KINDS, origin=UnitOrigin.PACK)
    units = with_names(rows, at, *_LEVEL)
    names = {row.pk: known for row, known in units}
    above = dict(
        Attachment.objects.filter(
            in_force(at), kind=AttachmentKind.STATED, origin=UnitOrigin.PACK, unit__kind__in=LEVEL_KINDS
        ).values_list("unit_id", "parent_id")
    )
    children: dict[int | None, list[Any]] = defaultdict(list)
    for row, _names in units:
        parent = above.get(row.pk)
        children[parent if parent in names else None].append(row)
    return tuple(_level(row, children, names) for row in children[None])


def _level(row: Any, children: _Children, names: Mapping[int, Names]) -> Level:
    known = names.get(row.pk, Names())
    name = known.best(row.code)
    return Level(
        code=row.code,
        kind=row.kind,
        kind_label=kind_label(row.kind),
        name_fr=name.name_fr,
        name_en=name.name_en,
        short_name=name.short_name,
        website=row.website,
        note_fr=row.note_fr,
        note_en=row.note_en,
        also=known.held[1:],
        former=tuple(one for one in known.other if one != name),
        children=tuple(_level(child, children, names) for child in children.get(row.pk, ())),
        **dated(row),
    )

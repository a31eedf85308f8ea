"""Join two records that are one organisation, keep all that hung on either, and undo it exactly or say why not."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from portulan.domains.organisation.access import NOBODY, Reach
from portulan.domains.partners import access
from portulan.domains.partners.models import Distinction, Merge, Partner
from portulan.domains.partners.services.children import children_of, move_back, move_children, strays
from portulan.domains.partners.services.refusal import PartnerRefusedError, refuse_access
from portulan.domains.partners.vocabulary import BRING_LATE, DISTINCT, MERGE, UNMERGE
from portulan.foundations.journal.acted import columns
from portulan.foundations.journal.actor import Actor
from portulan.foundations.journal.services import Change, record, record_many
from portulan.foundations.search import services as search

FILLED = ("short_name", "country_id", "city", "website", "domain", "status")  # empty in the kept record only


def merge(
    *, kept: Partner, absorbed: Partner, why: str = "", by: Actor, at: datetime, reach: Reach = NOBODY
) -> Merge:
    """Join ``absorbed`` to ``kept``: its children move, its keys lead there, what ``kept`` lacks is filled in.

    Raises PermissionError unless both are in reach, and PartnerRefusedError for a record joined already, for the same
    record twice, or for two different records of the registry.
    """
    with transaction.atomic():
        kept, absorbed = _locked(kept, absorbed)
        _check(kept, absorbed, by=by, reach=reach)
        moves, changes = move_children(from_=absorbed, to=kept)
        filled = _fill(kept, absorbed)
        _set_joined(absorbed, kept)
        done = Merge.objects.create(
            kept=kept, absorbed=absorbed, at=at, why=why[:500], moves=moves, filled=filled, **columns(by)
        )
        told = {
            "kept": kept.key,
            "absorbed": absorbed.key,
            "why": why,
            "children": len(moves),
            "filled": filled,
        }
        joined = Change(absorbed, {"merged_into": None}, {"merged_into": kept.key})
        record_many(by=by, verb=MERGE, changes=[Change(kept, None, told), joined, *changes], at=at)
        search.tell(kind="partner", numbers=[kept.pk, absorbed.pk], joined=[kept.pk])
    return done


def _locked(kept: Partner, absorbed: Partner) -> tuple[Partner, Partner]:
    """Both rows as they are now, held until the transaction ends, always in the same order."""
    numbers = {kept.pk, absorbed.pk}
    rows = {row.pk: row for row in Partner.objects.select_for_update().filter(pk__in=numbers).order_by("pk")}
    return rows[kept.pk], rows[absorbed.pk]


def _check(kept: Partner, absorbed: Partner, *, by: Actor, reach: Reach) -> None:
    if not access.may_merge(by, reach, kept, absorbed):
        refuse_access()
    if kept.pk == absorbed.pk:
        raise PartnerRefusedError(_("These are the same record already."))
    for one in (kept, absorbed):
        if one.merged_into_id is not None:
            raise PartnerRefusedError(
                _("“%(name)s” is joined to another record already.") % {"name": one.name[:200]}
            )
    if kept.ror and absorbed.ror:
        raise PartnerRefusedError(
            _(
                "Each has its own record in the registry (%(kept)s and %(absorbed)s): they are two organisations "
                "there. Tell the registry if they are one."
            )
            % {"kept": kept.ror, "absorbed": absorbed.ror}
        )


def _fill(kept: Partner, absorbed: Partner) -> dict[str, dict[str, Any]]:
    """What the kept record lacks and the other has; a ROR leaves the other, for it stands once."""
    filled = {
        name: {"before": getattr(kept, name), "after": getattr(absorbed, name)}
        for name in FILLED
        if not getattr(kept, name) and getattr(absorbed, name)
    }
    if absorbed.ror and not kept.ror:
        filled["ror"] = {"before": None, "after": absorbed.ror}
        Partner.objects.filter(pk=absorbed.pk).update(ror=None)
    _write(kept, {name: change["after"] for name, change in filled.items()})
    return filled


def _write(partner: Partner, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(partner, name, value)
    partner.version += 1
    Partner.objects.filter(pk=partner.pk).update(**values, version=partner.version)


def _set_joined(absorbed: Partner, kept: Partner | None) -> None:
    absorbed.merged_into = kept
    Partner.objects.filter(pk=absorbed.pk).update(merged_into=kept)


def undo_merge(*, uid: UUID, by: Actor, at: datetime, reach: Reach = NOBODY) -> Partner:
    """Take a merge back exactly; what was added to the kept record since stays there. Gives the record set free.

    Raises PermissionError, and PartnerRefusedError with what stands in the way: undone already, joined further since,
    a child that went elsewhere, a value that somebody changed. Nothing is changed then.
    """
    with transaction.atomic():
        done = Merge.objects.select_for_update().filter(uid=uid).first()
        if done is None:
            refuse_access()
        kept, absorbed = _locked(done.kept, done.absorbed)
        if not access.may_merge(by, reach, kept, absorbed):
            refuse_access()
        _check_undo(done, kept, absorbed)
        changes = _take_back(done, kept, absorbed)
        done.undone_at, done.undone_by = at, by.label[:250]
        done.save(update_fields=["undone_at", "undone_by"])
        told = {"kept": kept.key, "absorbed": absorbed.key, "children": len(done.moves)}
        freed = Change(absorbed, {"merged_into": kept.key}, {"merged_into": None})
        record_many(by=by, verb=UNMERGE, changes=[Change(kept, None, told), freed, *changes], at=at)
        search.tell(kind="partner", numbers=[kept.pk, absorbed.pk], joined=[kept.pk, absorbed.pk])
    return absorbed


def _check_undo(done: Merge, kept: Partner, absorbed: Partner) -> None:
    if done.undone_at is not None:
        raise PartnerRefusedError(_("This was undone already."))
    if kept.merged_into_id is not None:
        raise PartnerRefusedError(
            _("“%(name)s” was itself joined to another record since: undo that first.")
            % {"name": kept.name[:200]}
        )
    changed = [name for name, change in done.filled.items() if getattr(kept, name) != change["after"]]
    if changed:
        raise PartnerRefusedError(
            _("Somebody changed since what was filled in: %(names)s. Undoing would lose it.")
            % {"names": ", ".join(changed)}
        )
    if gone := strays(done.moves, to=kept):
        raise PartnerRefusedError(
            _("%(count)s of what was moved went elsewhere since, or is gone: it cannot be put back exactly.")
            % {"count": len(gone)}
        )


def _take_back(done: Merge, kept: Partner, absorbed: Partner) -> list[Change]:
    _write(kept, {name: change["before"] for name, change in done.filled.items()})
    ror = done.filled.get("ror", {}).get("after")
    Partner.objects.filter(pk=absorbed.pk).update(merged_into=None, **({"ror": ror} if ror else {}))
    absorbed.refresh_from_db()
    try:
        with transaction.atomic():
            return move_back(done.moves, from_=kept, to=absorbed)
    except IntegrityError as clash:
        raise PartnerRefusedError(
            _(
                "Something was added since that cannot stand beside what would be put back. Nothing was changed."
            )
        ) from clash


def late_children(partner: Partner) -> dict[str, int]:
    """Rows that came to records joined to this one after they were joined, by model: readers follow, and are told."""
    found: dict[str, int] = {}
    for done in Merge.objects.filter(kept=partner, undone_at__isnull=True).select_related("absorbed"):
        left = {(move[0], move[1]) for move in done.moves if move[3] == "left"}
        for label, count in children_of(done.absorbed).items():
            late = count - sum(1 for model, _number in left if model == label)
            if late > 0:
                found[label] = found.get(label, 0) + late
    return found


def bring_late_children(*, partner: Partner, by: Actor, at: datetime, reach: Reach = NOBODY) -> int:
    """Move what came late to joined records; it then belongs to the merge, and its undo. Gives how many rows."""
    brought = 0
    with transaction.atomic():
        merges = Merge.objects.select_for_update().filter(kept=partner, undone_at__isnull=True)
        for done in merges.select_related("absorbed"):
            if not access.may_merge(by, reach, partner, done.absorbed):
                refuse_access()
            known = {(move[0], move[1]) for move in done.moves}
            moves, changes = move_children(from_=done.absorbed, to=partner)
            new = [move for move in moves if (move[0], move[1]) not in known]
            if new:
                done.moves = [*done.moves, *new]
                done.save(update_fields=["moves"])
                told = Change(partner, None, {"absorbed": done.absorbed.key, "children": len(new)})
                record_many(by=by, verb=BRING_LATE, changes=[told, *changes], at=at)
            brought += len(new)
    return brought


def tell_apart(
    *, partner: Partner, other_key: str, why: str = "", by: Actor, at: datetime, reach: Reach = NOBODY
) -> None:
    """Say that two records are two organisations: they are not proposed again."""
    other = Partner.objects.filter(key=other_key).first()
    if not access.may_merge(by, reach, partner, other or partner):
        refuse_access()
    with transaction.atomic():
        row, made = Distinction.objects.get_or_create(
            partner=partner, other_key=other_key[:120], defaults={"why": why[:500], "at": at, **columns(by)}
        )
        if made:
            record(
                by=by,
                verb=DISTINCT,
                on=row,
                at=at,
                after={"partner": partner.key, "other": other_key, "why": why},
            )

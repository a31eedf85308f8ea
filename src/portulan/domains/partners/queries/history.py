"""What was done to a partner, from the journal, as far as the reader may know: personal values by right only."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from portulan.domains.organisation.access import Reach
from portulan.domains.organisation.vocabulary import Verb
from portulan.domains.partners import access
from portulan.domains.partners.models import Contact, Holder, Join, Merge, Partner
from portulan.domains.partners.vocabulary import RECENT_UNDO
from portulan.foundations.journal.models import Entry

SHOWN = 100


@dataclass(frozen=True, slots=True)
class Act:
    """One act: when, who, what in words, and the values that changed as (what, before, after)."""

    at: datetime
    by: str
    words: str
    changes: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Done:
    """A merge or a join that can be undone, or was. ``kind`` is merge or join."""

    uid: str
    kind: str
    at: datetime
    by: str
    words: str
    undone_at: datetime | None
    undone_by: str


def history_of(partner: Partner, *, reach: Reach, limit: int = SHOWN) -> tuple[Act, ...]:
    """Acts on a partner and on the people around it that the reader may know of, the latest first.

    None for who holds no right of reading there.
    """
    if not access.may_on_partner(reach, Verb.PARTNER_READ, partner):
        return ()
    kept = access.kept_for(reach, Verb.PARTNER_READ)
    contacts = Contact.objects.filter(kept, partner=partner)
    people: dict[UUID, str] = {row.uid: str(row) for row in contacts}
    held = dict(Holder.objects.filter(kept, partner=partner).values_list("uid", "person__family_name"))
    joined = list(Partner.objects.filter(merged_into=partner).values_list("uid", flat=True))
    rows = Entry.objects.filter(Q(object_uid__in=[partner.uid, *joined, *people, *held]))
    found = rows.order_by("-at", "-id").prefetch_related("personal_values")[:limit]
    return tuple(_act(entry, people, held) for entry in found)


def _act(entry: Entry, people: dict[UUID, str], held: dict[UUID, str]) -> Act:
    who = people.get(entry.object_uid) or held.get(entry.object_uid, "")
    words = act_in_words(entry.verb)
    told = _("%(words)s: %(who)s") % {"words": words, "who": who} if who else words
    before, after = dict(entry.before or {}), dict(entry.after or {})
    for value in entry.personal_values.all():
        if value.field != "label":
            before[value.field], after[value.field] = value.before, value.after
    names = [name for name in dict.fromkeys((*before, *after)) if before.get(name) != after.get(name)]
    changes = tuple(
        (field_in_words(name), _plain(before.get(name)), _plain(after.get(name)))
        for name in names
        if name in _FIELDS and (_plain(before.get(name)) or _plain(after.get(name)))
    )
    return Act(entry.at, entry.by_label, told, changes)


def _plain(value: Any) -> str:
    if value is None or isinstance(value, dict | list):
        return ", ".join(map(str, value)) if isinstance(value, list) else ""
    return str(value)


_FIELDS = (
    "name",
    "short_name",
    "city",
    "website",
    "status",
    "text",
    "kind",
    "value",
    "language",
    "since",
    "until",
    "parent",
    "given_name",
    "family_name",
    "function",
    "email",
    "phone",
    "confirmed_on",
    "why",
    "absorbed",
    "kept",
)


def field_in_words(name: str) -> str:
    """A column in the active language."""
    return {
        "name": _("name"),
        "short_name": _("short name"),
        "city": _("town"),
        "website": _("site"),
        "status": _("state in the registry"),
        "text": _("name"),
        "kind": _("kind"),
        "value": _("number"),
        "language": _("language"),
        "since": _("from"),
        "until": _("until"),
        "parent": _("is part of"),
        "given_name": _("given name"),
        "family_name": _("family name"),
        "function": _("function"),
        "email": _("e-mail"),
        "phone": _("telephone"),
        "confirmed_on": _("confirmed on"),
        "why": _("why"),
        "absorbed": _("record joined"),
        "kept": _("record kept"),
    }[name]


def act_in_words(verb: str) -> str:
    """A verb of the journal in the active language; the verb itself where it is another domain's."""
    return {
        "registry.take_in": _("Read from the registry of structures"),
        "pack.load": _("Read from the organisation pack"),
        "partner.make": _("Record made"),
        "partner.complete": _("Filled in from the registry"),
        "partner.edit": _("Record changed"),
        "partner.name_add": _("Name added"),
        "partner.name_end": _("Name ended"),
        "partner.identifier_add": _("Number added"),
        "partner.identifier_end": _("Number ended"),
        "partner.parent_add": _("Said to be part of another"),
        "partner.parent_end": _("No longer part of another"),
        "partner.join_registry": _("Tied to its record of the registry"),
        "partner.leave_registry": _("Untied from the registry"),
        "partner.merge": _("Two records joined"),
        "partner.unmerge": _("Two records set apart again"),
        "partner.bring_late": _("What came late was brought along"),
        "partner.distinct": _("Told apart from another"),
        "partner.conflict_find": _("A source says otherwise"),
        "partner.conflict_settle": _("What a source says was settled"),
        "contact.add": _("Person added"),
        "contact.edit": _("Person changed"),
        "contact.confirm": _("Person confirmed"),
        "contact.end": _("Person gone"),
        "holder.add": _("One of us holds the relation"),
        "holder.end": _("One of us holds the relation no longer"),
    }.get(verb, verb)


def undoable_of(partner: Partner, *, reach: Reach) -> tuple[Done, ...]:
    """Merges and joins of a partner that the reader may undo, the latest first."""
    may_join = access.may_on_partner(reach, Verb.PARTNER_EDIT, partner)
    if not access.may_on_partner(reach, Verb.PARTNER_MERGE, partner):
        return _joins(partner) if may_join else ()
    merges = Merge.objects.filter(kept=partner).select_related("absorbed").order_by("-at", "-id")
    found = [
        Done(
            str(row.uid),
            "merge",
            row.at,
            row.by_label,
            _("“%(name)s” was joined to this record.") % {"name": row.absorbed.name[:200]},
            row.undone_at,
            row.undone_by,
        )
        for row in merges[:RECENT_UNDO]
    ]
    return tuple(sorted([*found, *_joins(partner)], key=lambda one: one.at, reverse=True))


def _joins(partner: Partner) -> tuple[Done, ...]:
    rows = Join.objects.filter(partner=partner).order_by("-at", "-id")[:RECENT_UNDO]
    return tuple(
        Done(
            str(row.uid),
            "join",
            row.at,
            row.by_label,
            _("This record was tied to the registry: %(key)s.") % {"key": row.after.get("key", "")},
            row.undone_at,
            row.undone_by,
        )
        for row in rows
    )

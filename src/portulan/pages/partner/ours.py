"""What the register holds of an organisation, for who may know it: people, relations, history, what waits."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.urls import reverse
from django.utils.translation import gettext as _

from portulan.domains.organisation.vocabulary import Verb
from portulan.domains.partners import access
from portulan.domains.partners.queries import partner_row
from portulan.domains.partners.queries.details import Details, details_of
from portulan.domains.partners.queries.duplicates import registry_proposal
from portulan.domains.partners.queries.history import Act, Done, history_of, undoable_of
from portulan.domains.partners.queries.people import ContactView, HolderView, contacts_of, holders_of
from portulan.domains.partners.queries.pins import PinView, pin_for, pins_naming
from portulan.domains.partners.queries.review import ConflictView, conflicts_of
from portulan.domains.partners.queries.suggesting import Choice
from portulan.domains.partners.services.merging import late_children
from portulan.foundations.ui.components import Action, Notice
from portulan.methods.similarity.names import suspicions
from portulan.pages.partner.reader import Reader
from portulan.pages.partner.subject import Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class Ours:
    """What the register adds to the public page. ``reads``: the reader holds the right of reading there."""

    uid: str
    reads: bool
    provisional: bool
    details: Details | None
    contacts: tuple[ContactView, ...]
    holders: tuple[HolderView, ...]
    may_add_people: bool
    history: tuple[Act, ...]
    undoable: tuple[Done, ...]
    conflicts: tuple[ConflictView, ...]
    proposal: Choice | None
    late: int
    suspicious: tuple[str, ...]
    edit: Action | None


def ours(subject: Subject, *, reader: Reader, lake: Path, at: date) -> Ours | None:
    """The register's part of the page; None for an organisation of which the reader may know no record."""
    row = partner_row(subject.partner.key) if subject.partner and reader.by else None
    if row is None or not access.may_read(reader.reach, row):
        return None
    reads = access.may_on_partner(reader.reach, Verb.PARTNER_READ, row)
    edits = reader.by is not None and access.may_edit(reader.by, reader.reach, row)
    merges = reader.by is not None and access.may_merge(reader.by, reader.reach, row, row)
    mine = reader.reach.person is not None and row.made_by_id == reader.reach.person
    return Ours(
        uid=str(row.uid),
        reads=reads,
        provisional=row.is_provisional,
        details=details_of(row, at=at) if reads or mine else None,
        contacts=contacts_of(row, reach=reader.reach, at=at) if reads else (),
        holders=holders_of(row, reach=reader.reach, at=at) if reads else (),
        may_add_people=_adds_people(reader, row.country_id, edits),
        history=history_of(row, reach=reader.reach),
        undoable=undoable_of(row, reach=reader.reach),
        conflicts=conflicts_of(row) if edits else (),
        proposal=registry_proposal(row, lake=lake) if edits or merges else None,
        late=sum(late_children(row).values()) if merges else 0,
        suspicious=suspicions(row.name),
        edit=Action(_("Change the record"), reverse("partner_edit", args=[row.uid])) if edits else None,
    )


def _adds_people(reader: Reader, country: int | None, edits: bool) -> bool:
    """Whether the reader writes about people there; the maker of a record alone does not."""
    scopes = reader.reach.verbs.get(Verb.PARTNER_EDIT, ())
    return edits and any(scope.countries is None or country in scope.countries for scope in scopes)


def answered(subject: Subject) -> tuple[PinView, ...]:
    """Texts that people said name this organisation; known to everybody, as the figures that follow will be."""
    return pins_naming(subject.key)


def answer_notices(subject: Subject) -> Iterator[Notice]:
    """An organisation that only a source names, and of which somebody said who it is."""
    if subject.organisation.source == "ror":
        return
    pin = pin_for(subject.organisation.name)
    if pin is None or subject.key in pin.keys:
        return
    if not pin.keys:
        yield Notice(text=_("Somebody of ours said that this name names no organisation."), kind="attention")
    for key in pin.keys:
        text = _(
            "Somebody of ours said who this is. Pages and suggestions follow already; figures are counted there from "
            "the next build of the data on."
        )
        yield Notice(text=text, kind="attention", action=Action(_("See it"), reverse("partner", args=[key])))

"""Write the follow-up: notes, meetings, visits, files."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from portulan.domains.cooperations import access
from portulan.domains.cooperations.models import Cooperation, Enclosure, Entry
from portulan.domains.cooperations.services.acting import under
from portulan.domains.cooperations.services.changing import locked
from portulan.domains.cooperations.services.checking import CooperationInvalidError, check_text
from portulan.domains.cooperations.services.receipts import claim, keep
from portulan.domains.cooperations.vocabulary import FOLLOW_UP, WRITABLE, EntryKind
from portulan.domains.organisation.access import Reach
from portulan.domains.organisation.vocabulary import Verb
from portulan.foundations.documents.contents import Stream
from portulan.foundations.documents.services import store
from portulan.foundations.journal.acted import columns
from portulan.foundations.journal.actor import Actor
from portulan.foundations.journal.services import record

MOST_FILES = 10


@transaction.atomic
def write(
    *,
    uid: UUID,
    kind: str,
    on: date | None,
    text: str,
    by: Actor,
    reach: Reach,
    at: datetime,
    language: str = "",
    files: Sequence[tuple[str, Stream]] = (),
    key: str = "",
) -> Entry:
    """Add a line to the follow-up, with files (name, content).

    Raises CooperationRefusedError, CooperationInvalidError, SaidOtherwiseError, documents' RefusedFileError.
    """
    cooperation = locked(uid)
    access.require_follow(reach, cooperation)
    by = under(by, reach, Verb.COOPERATION_FOLLOW, cooperation)
    said = {"uid": str(uid), "kind": kind, "on": str(on), "text": text, "files": [name for name, _ in files]}
    receipt = claim(by=by, key=key, act=FOLLOW_UP, said=said, at=at)
    if receipt is not None and receipt.result is not None:
        return Entry.objects.get(uid=receipt.result)
    day = _checked(kind, on, text, files)
    entry = Entry.objects.create(
        cooperation=cooperation,
        kind=kind,
        on=day,
        text=text.strip(),
        language=language[:5],
        recorded_at=at,
        **columns(by),
    )
    names = [_enclose(entry, name, stream, by=by, at=at) for name, stream in files]
    touch(cooperation, at)
    after = {"entry": str(entry.uid), "kind": kind, "on": day, "files": names}
    record(by=by, verb=FOLLOW_UP, on=cooperation, at=at, after=after)
    keep(receipt, entry.uid)
    return entry


def _checked(kind: str, on: date | None, text: str, files: Sequence[tuple[str, Stream]]) -> date:
    errors: dict[str, str] = {}
    if kind not in {one.value for one in WRITABLE}:
        errors["kind"] = _("Choose a note, a meeting, a visit or a file.")
    if on is None:
        errors["on"] = _("Give a date.")
    if kind == EntryKind.FILE and not files:
        errors["files"] = _("Choose a file.")
    if not text.strip() and not files:
        errors["text"] = _("Write what happened.")
    if len(files) > MOST_FILES:
        errors["files"] = _("Give at most %(most)s files at once.") % {"most": MOST_FILES}
    check_text(errors, "text", text)
    if errors or on is None:
        raise CooperationInvalidError(errors)
    return on


def _enclose(entry: Entry, name: str, stream: Stream, *, by: Actor, at: datetime) -> str:
    stored = store(stream=stream, name=name, by=by, at=at)
    Enclosure.objects.create(entry=entry, stored=stored)
    return stored.name


def touch(cooperation: Cooperation, at: datetime) -> None:
    """Something happened on it that is not a part of the text people edit."""
    cooperation.changed_at = at
    cooperation.save(update_fields=("changed_at",))

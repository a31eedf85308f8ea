"""Check a pack, and load it: all or nothing, told to the journal, the same again for the same pack."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portulan.foundations.journal.actor import Actor
from portulan.foundations.journal.services import Change, record_many
from portulan.foundations.packs.checking import Reading, read_pack
from portulan.foundations.packs.mistake import Mistake
from portulan.foundations.packs.section import sections
from portulan.foundations.packs.visit import Visit

LOAD = "pack.load"


class PackRefusedError(ValueError):
    """The pack holds mistakes; nothing was written."""

    def __init__(self, mistakes: list[Mistake]) -> None:
        self.mistakes = mistakes
        count = len(mistakes)
        said = ngettext(
            "The pack holds %(count)d mistake; nothing was loaded.",
            "The pack holds %(count)d mistakes; nothing was loaded.",
            count,
        ) % {"count": count}
        super().__init__("\n".join([said, *map(str, mistakes)]))


@dataclass(frozen=True, slots=True)
class Difference:
    """What a load did, or would do: rows counted, and one line for each row that differs."""

    created: int
    changed: int
    closed: int
    unchanged: int
    lines: tuple[str, ...]

    def __str__(self) -> str:
        return _("%(created)d created, %(changed)d changed, %(closed)d closed, %(unchanged)d unchanged.") % {
            "created": self.created,
            "changed": self.changed,
            "closed": self.closed,
            "unchanged": self.unchanged,
        }


def check(directory: Path) -> list[Mistake]:
    """Every mistake of the pack in ``directory``, by file and line; empty when it can be loaded."""
    return read_pack(directory).mistakes


def load(directory: Path, *, dry_run: bool, by: Actor, at: datetime, today: date) -> Difference:
    """Bring the database to what the pack says, in one transaction.

    Rows are known by their natural keys: a second load of the same pack changes nothing. What the pack no longer
    names is closed with ``until=today``; nothing is deleted. ``dry_run`` gives the same difference and writes
    nothing. Raises PackRefusedError with every mistake; nothing is written then.
    """
    reading = read_pack(directory)
    if reading.mistakes:
        raise PackRefusedError(reading.mistakes)
    with transaction.atomic():
        visit = _loaded(reading, by=by, at=at, today=today)
        changes = [Change(kept.row, kept.before, kept.after) for kept in visit.outcome.touched]
        record_many(by=by, verb=LOAD, changes=changes, at=at)
        transaction.set_rollback(dry_run)
    return _difference(visit)


def _loaded(reading: Reading, *, by: Actor, at: datetime, today: date) -> Visit:
    visit = Visit(documents=reading.documents, digest=reading.digest, by=by, at=at, today=today)
    for section in sections():
        section.load(reading.documents[section.file], visit)
    return visit


def _difference(visit: Visit) -> Difference:
    done = visit.outcome
    return Difference(
        created=done.count("created"),
        changed=done.count("changed"),
        closed=done.count("closed"),
        unchanged=done.unchanged,
        lines=tuple(visit.lines),
    )

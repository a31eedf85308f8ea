"""One cooperation, for a reader."""

from collections import defaultdict
from datetime import date
from typing import Any
from uuid import UUID

from portulan.domains.cooperations.access import may_edit, may_follow, read_within_by, visible_to
from portulan.domains.cooperations.models import Cooperation, Draft, Enclosure, Entry, Proof
from portulan.domains.cooperations.queries.contacts import named_on
from portulan.domains.cooperations.queries.filters import marked
from portulan.domains.cooperations.queries.lists import draft_view
from portulan.domains.cooperations.queries.reading import fields_of, lines_of, members_of, person_ref
from portulan.domains.cooperations.queries.views import (
    ContestView,
    CooperationView,
    DraftView,
    EnclosureView,
    EntryView,
    ProofView,
)
from portulan.domains.cooperations.vocabulary import EntryKind, ProofKind
from portulan.domains.organisation.access import Reach
from portulan.foundations.documents.models import StoredFile
from portulan.foundations.journal import queries as journal
from portulan.foundations.journal.models import Entry as JournalEntry

ENTRIES = 50


def one(*, reach: Reach, uid: UUID, at: date, entries: int = ENTRIES) -> CooperationView | None:
    """One cooperation as this reader sees it; None for what the reader may not see, and for what is not."""
    row = row_of(reach=reach, uid=uid)
    return view_of(row, reach=reach, at=at, entries=entries) if row is not None else None


def view_of(row: Cooperation, *, reach: Reach, at: date, entries: int = ENTRIES) -> CooperationView:
    """The row that ``row_of`` gave this reader, with all that hangs on it."""
    within = row.is_within  # type: ignore[attr-defined]  # put there by ``marked``
    return CooperationView(
        line=lines_of(Cooperation.objects.filter(pk=row.pk), reach=reach, at=at)[0],
        summary=row.summary,
        language=row.language,
        origin_source=row.origin_source,
        version=row.version,
        author=person_ref(row.author) if within else None,
        holder=person_ref(row.holder) if within else None,
        fields=tuple(fields_of([row.pk])[row.pk]),
        proofs=proofs_of(row, within=within),
        members=members_of(row) if within else (),
        contacts=named_on(cooperation=row) if within else (),
        entries=entries_of(row, limit=entries) if within else (),
        entries_total=row.entries.count() if within else 0,
        may_edit=may_edit(reach, row),
        may_follow=may_follow(reach, row),
    )


def row_of(*, reach: Reach, uid: UUID) -> Cooperation | None:
    """The row itself, for services of higher domains; None for what the reader may not see. One query."""
    rows = marked(Cooperation.objects.filter(visible_to(reach, few=True), uid=uid), reach)
    return rows.select_related("next_step_owner", "author", "holder").first()


def proofs_of(cooperation: Cooperation, *, within: bool) -> tuple[ProofView, ...]:
    """Proofs from the oldest; who contests what is for those within only. Two queries."""
    rows = Proof.objects.filter(cooperation=cooperation).order_by("since", "id").prefetch_related("contests")
    return tuple(_proof(row, within=within) for row in rows)


def _proof(row: Proof, *, within: bool) -> ProofView:
    return ProofView(
        uid=row.uid,
        kind=row.kind,
        kind_label=str(ProofKind(row.kind).label),
        label=row.label,
        key=row.key,
        source_key=row.source_key,
        count=row.count,
        since=row.since,
        until=row.until,
        source=row.source,
        source_url=row.source_url,
        source_as_of=row.source_as_of,
        by=row.by_label if within else "",
        recorded_at=row.recorded_at,
        contests=tuple(_contest(one, within=within) for one in row.contests.all()),
    )


def _contest(row: Any, *, within: bool) -> ContestView:
    return ContestView(
        uid=row.uid,
        by=row.by_label if within else "",
        reason=row.reason if within else "",
        at=row.at,
        upheld=row.upheld,
        answer=row.answer if within else "",
        answered_by=row.answered_by if within else "",
        answered_at=row.answered_at,
    )


def entries_of(cooperation: Cooperation, *, limit: int = ENTRIES, offset: int = 0) -> tuple[EntryView, ...]:
    """Lines of the follow-up, the latest first; two queries. The caller has asked ``may_read_within``."""
    rows = list(Entry.objects.filter(cooperation=cooperation).order_by("-on", "-id")[offset : offset + limit])
    files: dict[int, list[EnclosureView]] = defaultdict(list)
    for one in Enclosure.objects.filter(entry__in=rows).select_related("stored").order_by("id"):
        stored = one.stored
        files[one.entry_id].append(
            EnclosureView(uid=one.uid, name=stored.name, size=stored.size, media_type=stored.media_type)
        )
    return tuple(_entry(row, files[row.pk]) for row in rows)


def _entry(row: Entry, files: list[EnclosureView]) -> EntryView:
    return EntryView(
        uid=row.uid,
        kind=row.kind,
        kind_label=str(EntryKind(row.kind).label),
        on=row.on,
        text=row.text,
        by=row.by_label,
        recorded_at=row.recorded_at,
        files=tuple(files),
    )


def file_of(*, reach: Reach, uid: UUID) -> StoredFile | None:
    """A file of the follow-up, to whoever may read the follow-up; one query, whether it is there or not."""
    inside = Cooperation.objects.filter(read_within_by(reach))
    rows = Enclosure.objects.filter(uid=uid, entry__cooperation__in=inside).select_related("stored")
    found = rows.first()
    return found.stored if found is not None else None


def journal_of(*, reach: Reach, uid: UUID, limit: int = 100) -> tuple[JournalEntry, ...] | None:
    """What was done to a cooperation, the latest first, to whoever reads it from within; None to others."""
    row = row_of(reach=reach, uid=uid)
    return journal_within(row, limit=limit) if row is not None else None


def journal_within(row: Cooperation, *, limit: int = 100) -> tuple[JournalEntry, ...] | None:
    """The same of the row that ``row_of`` gave this reader."""
    if not row.is_within:  # type: ignore[attr-defined]  # put there by ``marked``
        return None
    return tuple(journal.of(row.uid)[:limit])


def draft(*, reach: Reach, uid: UUID) -> DraftView | None:
    """A draft, to its author only."""
    if reach.person is None:
        return None
    row = Draft.objects.filter(uid=uid, author=reach.person).select_related("cooperation").first()
    return draft_view(row) if row else None

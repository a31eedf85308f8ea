"""What is one person's own: drafts, saved as one types, and lists with a name."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from portulan.domains.cooperations import access
from portulan.domains.cooperations.models import Cooperation, Draft, SavedList
from portulan.domains.cooperations.services.checking import CooperationInvalidError
from portulan.domains.cooperations.services.receipts import one_at_a_time
from portulan.domains.cooperations.vocabulary import LONGEST_TEXT
from portulan.domains.organisation.access import Reach

MOST_DRAFTS, MOST_LISTS = 50, 50


@transaction.atomic
def save_draft(
    *,
    values: Mapping[str, Any],
    reach: Reach,
    at: datetime,
    uid: UUID | None = None,
    cooperation: Cooperation | None = None,
) -> Draft:
    """Keep what was typed, complete or not, for its author alone; ``uid`` is the draft that goes on.

    A draft is not an act: the journal tells the declaration. Raises CooperationRefusedError, and
    CooperationInvalidError past 50 drafts or where the text does not fit.
    """
    person = access.require_person(reach)
    kept = {name[:40]: _fitting(value) for name, value in list(values.items())[:60]}
    held = Draft.objects.select_for_update().filter(uid=uid, author=person).first() if uid else None
    if held is not None:
        held.values, held.saved_at = kept, at
        held.save(update_fields=("values", "saved_at"))
        return held
    if Draft.objects.filter(author=person).count() >= MOST_DRAFTS:
        raise CooperationInvalidError({"draft": _("You have 50 drafts: finish or discard one first.")})
    free = uid is not None and not Draft.objects.filter(uid=uid).exists()
    chosen = {"uid": uid} if free else {}
    return Draft.objects.create(author_id=person, values=kept, saved_at=at, cooperation=cooperation, **chosen)


def _fitting(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return [str(one)[:300] for one in value[:200]]
    return str(value)[:LONGEST_TEXT]


def discard_draft(*, uid: UUID, reach: Reach) -> None:
    """Let a draft of one's own go."""
    person = access.require_person(reach)
    Draft.objects.filter(uid=uid, author=person).delete()


@transaction.atomic
def save_list(*, name: str, query: str, reach: Reach, at: datetime) -> SavedList:
    """Give the filters of a list a name; the same name again takes the new filters.

    Raises CooperationRefusedError, CooperationInvalidError.
    """
    person = access.require_person(reach)
    one_at_a_time(person)
    chosen = " ".join(name.split())[:80]
    if not chosen:
        raise CooperationInvalidError({"name": _("Give the list a name.")})
    if len(query) > 2000:
        raise CooperationInvalidError({"name": _("These filters are too long to be kept.")})
    rows = SavedList.objects.filter(person=person)
    if not rows.filter(name=chosen).exists() and rows.count() >= MOST_LISTS:
        raise CooperationInvalidError({"name": _("You have 50 lists: remove one first.")})
    values = {"query": query, "saved_at": at}
    return SavedList.objects.update_or_create(person_id=person, name=chosen, defaults=values)[0]


def forget_list(*, uid: UUID, reach: Reach) -> None:
    """Remove a list of one's own."""
    SavedList.objects.filter(uid=uid, person=access.require_person(reach)).delete()

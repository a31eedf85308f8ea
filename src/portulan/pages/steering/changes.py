"""What was done last to each cooperation, in words, from the journal."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from portulan.domains.cooperations import vocabulary as verbs
from portulan.foundations.journal import queries as journal

SAID = {
    verbs.DECLARE: _("declared"),
    verbs.EDIT: _("text or links changed"),
    verbs.STAGE: _("stage changed"),
    verbs.WHO_MAY_SEE: _("who may see it changed"),
    verbs.TAKE_OVER: _("taken up"),
    verbs.STEP_SET: _("next step set"),
    verbs.STEP_DONE: _("next step done"),
    verbs.FOLLOW_UP: _("follow-up written"),
    verbs.NAME_PERSON: _("a person named"),
    verbs.UNNAME_PERSON: _("a person taken off"),
    verbs.PROOF: _("a proof recorded"),
    verbs.CONTEST: _("a proof contested"),
    verbs.SETTLE: _("a contest settled"),
}
_OTHER = _("changed otherwise")


def latest(uids: Sequence[UUID]) -> dict[UUID, dict[str, Any]]:
    """The last act on each, by whom; the caller has asked who may read the journal of these. One query."""
    return {
        uid: {"what": str(SAID.get(entry.verb, _OTHER)), "who": entry.by_label}
        for uid, entry in journal.latest_of(uids).items()
    }

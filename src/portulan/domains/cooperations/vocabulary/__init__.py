"""Stages and what leads from one to another, who may see, where a cooperation comes from, what proves it."""

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from portulan.foundations.model.transitions import Transition


class Stage(models.TextChoices):
    IDEA = "idea", _("idea")
    EXPLORING = "exploring", _("exploring")
    EMERGING = "emerging", _("emerging")
    ESTABLISHED = "established", _("established")
    STRUCTURED = "structured", _("structured")
    DORMANT = "dormant", _("dormant")
    ENDED = "ended", _("ended")


STAGE_MEANINGS = {
    Stage.IDEA: _("Somebody thinks of it; the partner has not answered yet."),
    Stage.EXPLORING: _("Both sides talk and visit each other; no joint work yet."),
    Stage.EMERGING: _("First joint work, such as an emerging action between two teams."),
    Stage.ESTABLISHED: _("Proven joint work: shared projects, regular co-publications, a research network."),
    Stage.STRUCTURED: _("A structure carries it: an international laboratory, project or centre."),
    Stage.DORMANT: _("Nothing happens for now; it may be taken up again."),
    Stage.ENDED: _("It is over."),
}
AT_WORK = (Stage.EMERGING, Stage.ESTABLISHED, Stage.STRUCTURED)
OPEN = (Stage.IDEA, Stage.EXPLORING, *AT_WORK)


def _to(target: Stage, label: object, *sources: Stage, reason: bool = False) -> Transition:
    return Transition(sources=frozenset(sources), target=target.value, label=label, reason=reason)  # type: ignore[arg-type]


TRANSITIONS: tuple[Transition, ...] = (
    _to(Stage.EXPLORING, _("Begin to explore"), Stage.IDEA),
    _to(Stage.EMERGING, _("Joint work has begun"), Stage.IDEA, Stage.EXPLORING),
    _to(Stage.ESTABLISHED, _("Joint work is proven"), Stage.EXPLORING, Stage.EMERGING),
    _to(Stage.STRUCTURED, _("A structure carries it"), Stage.EMERGING, Stage.ESTABLISHED),
    _to(Stage.EXPLORING, _("Take up again: explore"), Stage.DORMANT, Stage.ENDED, reason=True),
    _to(Stage.EMERGING, _("Take up again: joint work goes on"), Stage.DORMANT, reason=True),
    _to(Stage.ESTABLISHED, _("Take up again: it stayed established"), Stage.DORMANT, reason=True),
    _to(Stage.ESTABLISHED, _("The structure is over, the work goes on"), Stage.STRUCTURED, reason=True),
    _to(Stage.DORMANT, _("Put to rest"), *OPEN, reason=True),
    _to(Stage.ENDED, _("End it"), *OPEN, Stage.DORMANT, reason=True),
)


class Confidentiality(models.TextChoices):
    PUBLIC = "public", _("public")
    ORGANISATION = "organisation", _("organisation")
    NEED_TO_KNOW = "need-to-know", _("need to know")


CONFIDENTIALITY_MEANINGS = {
    Confidentiality.PUBLIC: _("Everybody sees it, without signing in."),
    Confidentiality.ORGANISATION: _(
        "Who has a mandate that covers its units and countries, and the people named."
    ),
    Confidentiality.NEED_TO_KNOW: _("Only the people named on it; no mandate opens it."),
}


class Origin(models.TextChoices):
    DECLARED = "declared", _("declared by a person")
    DETECTED = "detected", _("found in the data")
    IMPORTED = "imported", _("imported from a file")
    RADAR = "radar", _("suggested by the radar")


class ProofKind(models.TextChoices):
    DECLARED = "declared", _("declared")
    DETECTED = "detected", _("detected")
    FORMALISED = "formalised", _("formalised")


class Part(models.TextChoices):
    """What one of our people does on a cooperation."""

    LEAD = "lead", _("leads it")
    MEMBER = "member", _("takes part")
    FOLLOWER = "follower", _("follows it")


class Right(models.TextChoices):
    """What one of our people may do on a cooperation that names them; each includes those before it."""

    READ = "read", _("reads")
    FOLLOW = "follow", _("reads and writes follow-up")
    EDIT = "edit", _("reads, follows and changes")


class EntryKind(models.TextChoices):
    """What a line of the follow-up tells."""

    NOTE = "note", _("note")
    MEETING = "meeting", _("meeting")
    VISIT = "visit", _("visit")
    FILE = "file", _("file")
    STEP = "step", _("step done")


WRITABLE = (EntryKind.NOTE, EntryKind.MEETING, EntryKind.VISIT, EntryKind.FILE)


class Answer(models.TextChoices):
    """What a person answered about a cooperation that the data show."""

    CONFIRMED = "confirmed", _("confirmed")
    REFUSED = "refused", _("not ours")


class Refusal(models.TextChoices):
    """Why something the data show is not a cooperation of ours."""

    NOT_OURS = "not-ours", _("It is the work of others: the source attaches it to us wrongly")
    WRONG_PARTNER = "wrong-partner", _("The partner is another organisation")
    CHANCE = "chance", _("The same large project or paper, but no work together")
    OVER = "over", _("It is over, and nothing is to be followed")
    OTHER = "other", _("Another reason, which I write")


# The verbs of the journal.
DECLARE, EDIT, STAGE, WHO_MAY_SEE = (
    "cooperation.declare",
    "cooperation.edit",
    "cooperation.stage",
    "cooperation.confidentiality",
)
TAKE_OVER, STEP_SET, STEP_DONE = "cooperation.take_over", "cooperation.step_set", "cooperation.step_done"
FOLLOW_UP, NAME_PERSON, UNNAME_PERSON = (
    "cooperation.follow_up",
    "cooperation.name_person",
    "cooperation.unname_person",
)
PROOF, CONTEST, SETTLE = "cooperation.proof", "cooperation.contest", "cooperation.settle"
CONFIRM_FOUND, REFUSE_FOUND, REOPEN_FOUND, IMPORT = (
    "cooperation.confirm_found",
    "cooperation.refuse_found",
    "cooperation.reopen_found",
    "cooperation.import",
)
DETACH_FOUND = "cooperation.detach_found"

NUMBER = "COOP-{year}-{rank:05d}"
SAME_ACT = timedelta(hours=1)  # the same person saying the same thing again within this time says it once
LONGEST_TEXT = 20_000  # characters of a summary or of a line of the follow-up
MOST_LINKS = 50  # units, partners, countries or fields of one cooperation
MOST_CHOSEN = 200  # cooperations changed at once

NOT_READABLE = _("There is no such cooperation.")
NOT_EDITABLE = _(
    "You may not change this cooperation: your mandates and your place on it do not allow it today."
)
NOT_FOLLOWABLE = _("You may not write on this cooperation: your mandates do not allow it today.")
NOT_DECLARABLE = _(
    "You may not declare a cooperation for these laboratories and countries: your mandates do not cover them today."
)
OUT_OF_REACH = _(
    "With these laboratories and countries you could no longer change it: keep one that your mandate covers."
)
IT_IS_PUBLIC = _("It is public.")
YOU_ARE_NAMED = _("You are named on it.")
NO_PERSON = _("Only a person may do this.")

ACTS = {  # what the journal tells, in words after the name of who acted
    DECLARE: _("declared it"),
    EDIT: _("changed it"),
    STAGE: _("brought it to another stage"),
    WHO_MAY_SEE: _("changed who may see it"),
    TAKE_OVER: _("took it up"),
    DETACH_FOUND: _("took back what was found in the data, with its proof"),
    STEP_SET: _("set the next step"),
    STEP_DONE: _("did the next step"),
    FOLLOW_UP: _("wrote in the follow-up"),
    NAME_PERSON: _("named a person"),
    UNNAME_PERSON: _("took a person off"),
    PROOF: _("recorded a proof"),
    CONTEST: _("contested a proof"),
    SETTLE: _("answered an objection"),
    IMPORT: _("imported it"),
}
CHANGED = {  # what an entry of the journal says was changed
    "title": _("title"),
    "summary": _("summary"),
    "stage": _("stage"),
    "confidentiality": _("who may see it"),
    "units": _("our units"),
    "partners": _("partners"),
    "countries": _("countries"),
    "fields": _("fields"),
    "next_step": _("next step"),
    "next_step_on": _("by"),
    "reason": _("reason"),
    "right": _("right"),
    "part": _("part"),
    "kind": _("kind"),
    "on": _("on"),
    "answer": _("answer"),
}

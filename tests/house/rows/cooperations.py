"""Addresses of cooperations. One is seen by who reads cooperations where it lies, and by the people it names."""

import io
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import uuid4

from cast.people import CINTRA, holding
from house.kinds import OK, SEE_OTHER, UNKNOWN, Callers, Row, held, public
from house.scoped import Placed, export, file, page, write
from portulan.domains.cooperations import services
from portulan.domains.cooperations.models import Enclosure
from portulan.domains.organisation.queries import reach_of
from portulan.domains.organisation.vocabulary import Verb
from portulan.domains.partners.models import Partner
from portulan.domains.people.queries import actor_of
from portulan.foundations.outside.clock import clock

READ, EDIT, FOLLOW = Verb.COOPERATION_READ, Verb.COOPERATION_EDIT, Verb.COOPERATION_FOLLOW
DECLARE = Verb.COOPERATION_DECLARE
WRITERS = (DECLARE, EDIT, FOLLOW)
NTU = "ror-02e7b5302"
NONE = "00000000-0000-4000-8000-000000000000"


def _acting(made) -> dict:
    return {
        "by": actor_of(made.person),
        "reach": reach_of(made.person, clock().today()),
        "at": datetime.now(UTC),
    }


def _declared():
    """Declared by the researcher of CINTRA with a partner in Singapore, with an objection and a file."""
    made, _mandate = holding("researcher", today=clock().today())
    assert Partner.objects.filter(key=NTU).exists()
    given = services.Given(title="Tides of the strait", units=[CINTRA], partners=[NTU])
    return services.declare(given=given, today=clock().today(), **_acting(made)), made


def a_cooperation() -> Placed:
    row, _made = _declared()
    return Placed(key=str(row.uid), absent=str(uuid4()), units=(CINTRA,), countries=("SG",))


def with_a_step() -> Placed:
    row, made = _declared()
    services.set_step(uid=row.uid, text="Call them", on=clock().today(), **_acting(made))
    return Placed(key=str(row.uid), absent=str(uuid4()), units=(CINTRA,), countries=("SG",))


def a_file() -> Placed:
    row, made = _declared()
    note = ("note.txt", io.BytesIO(b"What was said at the meeting."))
    services.write(uid=row.uid, kind="file", on=clock().today(), text="", files=[note], **_acting(made))
    uid = Enclosure.objects.get(entry__cooperation=row).uid
    return Placed(key=str(uid), absent=str(uuid4()), units=(CINTRA,), countries=("SG",))


def a_proof() -> Placed:
    row, _made = _declared()
    return _two(f"{row.uid}/proofs/{row.proofs.get(key='declared').uid}", f"{uuid4()}/proofs/{uuid4()}")


def an_objection() -> Placed:
    row, made = _declared()
    proof = row.proofs.get(key="declared")
    contest = services.contest(uid=proof.uid, reason="It began later.", **_acting(made))
    return _two(f"{row.uid}/contests/{contest.uid}", f"{uuid4()}/contests/{uuid4()}")


def _two(key: str, absent: str) -> Placed:
    return Placed(key=key, absent=absent, units=(CINTRA,), countries=("SG",))


@dataclass(frozen=True, slots=True)
class ForWriters(Row):
    """For who writes about cooperations anywhere, by one of several verbs."""

    def expected(self, *, signed_in: bool, verbs: set[str]) -> int:
        writes = signed_in and any(verb.value in verbs for verb in WRITERS)
        return self.holder if writes else UNKNOWN


def _looked_up(name: str) -> ForWriters:
    return ForWriters(
        f"cooperations/{name}", f"/cooperations/{name}?q=ci", Callers.HOLDERS, UNKNOWN, UNKNOWN, OK
    )


def _writing(last: str, *, does=FOLLOW, made=a_cooperation, holder=SEE_OTHER, **data: str):
    return write(
        f"cooperations/<uuid:uid>/{last}",
        f"/cooperations/{{key}}/{last}",
        made,
        sees=READ,
        does=does,
        holder=holder,
        **data,
    )


TODAY = clock().today().isoformat()
ROWS = (
    public("cooperations/", "/cooperations/"),
    public("cooperations/tables/<slug:key>.<slug:fmt>", "/cooperations/tables/cooperations.csv"),
    Row(
        "cooperations/lists/", "/cooperations/lists/", Callers.SIGNED_IN, UNKNOWN, SEE_OTHER, SEE_OTHER,
        method="post", data={"name": "Mine", "query": "country=SG"},
    ),
    Row(
        "cooperations/lists/<uuid:uid>/forget/", f"/cooperations/lists/{NONE}/forget/", Callers.SIGNED_IN,
        UNKNOWN, SEE_OTHER, SEE_OTHER, method="post",
    ),
    Row("cooperations/steps/", "/cooperations/steps/", Callers.SIGNED_IN, UNKNOWN, 422, 422, method="post"),
    held("cooperations/declare/", "/cooperations/declare/", DECLARE, OK),
    held("cooperations/declare/known/", "/cooperations/declare/known/", DECLARE, OK),
    held("cooperations/drafts/", "/cooperations/drafts/", DECLARE, OK),
    held("cooperations/drafts/save/", "/cooperations/drafts/save/", DECLARE, OK, method="post", title="Half"),
    held(
        "cooperations/drafts/<uuid:uid>/discard/", f"/cooperations/drafts/{NONE}/discard/", DECLARE, SEE_OTHER,
        method="post",
    ),
    held("cooperations/found/", "/cooperations/found/", DECLARE, OK),
    held("cooperations/found/attach/", "/cooperations/found/attach/?token=x", DECLARE, UNKNOWN),
    held(
        "cooperations/found/<uuid:uid>/detach/", f"/cooperations/found/{NONE}/detach/", DECLARE, UNKNOWN,
        method="post",
    ),
    held("cooperations/found/confirm/", "/cooperations/found/confirm/", DECLARE, UNKNOWN, method="post"),
    held("cooperations/found/refuse/", "/cooperations/found/refuse/", DECLARE, 422, method="post"),
    held(
        "cooperations/found/<uuid:uid>/reopen/", f"/cooperations/found/{NONE}/reopen/", DECLARE, UNKNOWN,
        method="post",
    ),
    _looked_up("units.json"),
    _looked_up("people.json"),
    held("cooperations/import/", "/cooperations/import/", DECLARE, OK),
)  # fmt: skip
SCOPED = (
    page("cooperations/<uuid:uid>/", "/cooperations/{key}/", a_cooperation, READ),
    export(
        "cooperations/<uuid:uid>/tables/<slug:key>.<slug:fmt>",
        "/cooperations/{key}/tables/journal.csv",
        a_cooperation,
        READ,
    ),
    file("cooperations/files/<uuid:uid>/", "/cooperations/files/{key}/", a_file, READ),
    _writing(
        "edit/",
        does=EDIT,
        version="1",
        title="Currents of the strait",
        partner_key=NTU,
        unit_key=CINTRA,
        countries="SG",
    ),
    _writing("step/", next_step="Call them", next_step_on=TODAY),
    _writing("step/done/", made=with_a_step, outcome="They answered."),
    _writing("follow-up/", kind="note", on=TODAY, text="They came to see us."),
    _writing("stage/", does=EDIT, stage="emerging"),
    _writing("who/", does=EDIT, confidentiality="public"),
    _writing("take-over/", does=EDIT),
    _writing("proofs/", kind="formalised", label="Letter of intent"),
    _writing("people/", does=EDIT, holder=422, person_key=NONE, part="member", right="follow"),
    _writing("contacts/", contact=NONE),
    write(
        "cooperations/<uuid:uid>/proofs/<uuid:proof>/contest/",
        "/cooperations/{key}/contest/",
        a_proof,
        sees=READ,
        reason="It began later.",
    ),
    write(
        "cooperations/<uuid:uid>/contests/<uuid:contest>/settle/",
        "/cooperations/{key}/settle/",
        an_objection,
        sees=READ,
        does=EDIT,
        upheld="yes",
        answer="So it is.",
    ),
    _writing("people/leave/", does=EDIT, person=NONE),
    _writing("contacts/leave/", contact=NONE),
)

"""Partners: the register is for everybody, each with what they may know; people around partners are scoped."""

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import uuid4

from house.kinds import OK, SEE_OTHER, UNKNOWN, Callers, Row, held, public
from house.scoped import Placed, ScopedRow, write
from portulan.domains.organisation.models import Unit
from portulan.domains.organisation.vocabulary import Verb
from portulan.domains.partners import services
from portulan.domains.people.models import Person
from portulan.foundations.journal.actor import Actor

NO_ONE = "00000000-0000-4000-8000-000000000000"
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
TESTS = Actor(uid="system:tests", label="tests")
CINTRA = "rnsr-200919745C"


@dataclass(frozen=True, slots=True)
class AnyVerb(Row):
    """For who holds one of several verbs; for others it does not exist."""

    verbs: tuple[Verb, ...] = ()

    def expected(self, *, signed_in: bool, verbs: set[str]) -> int:
        holds = signed_in and any(verb.value in verbs for verb in self.verbs)
        return self.holder if holds else UNKNOWN


def any_of(pattern: str, path: str, *verbs: Verb, holder: int = OK, method: str = "get") -> AnyVerb:
    return AnyVerb(pattern, path, Callers.HOLDERS, UNKNOWN, UNKNOWN, holder, method=method, verbs=verbs)


def act(pattern: str, path: str, verb: Verb, holder: int = UNKNOWN, **data: str) -> Row:
    """A write about what does not exist; what does is tried in the tests of its views, inside and outside."""
    return held(pattern, path, verb, holder, method="post", **data)


def _partner():
    return services.make_provisional(name="Institute of the tides", country="SG", by=TESTS, at=NOW)


def a_person() -> Placed:
    said = {"family_name": "Exemple", "given_name": "Aïssatou"}
    unit = Unit.objects.get(code=CINTRA)
    row = services.add_contact(partner=_partner(), unit=unit, said=said, by=TESTS, at=NOW, today=NOW.date())
    return Placed(key=str(row.uid), absent=str(uuid4()), units=(CINTRA,), countries=("SG",))


def a_holder() -> Placed:
    person = Person.objects.create(given_name="Holder", family_name="Example", fictitious=True)
    unit = Unit.objects.get(code=CINTRA)
    row = services.add_holder(partner=_partner(), person=person, kind="holds", unit=unit, by=TESTS, at=NOW)
    return Placed(key=str(row.uid), absent=str(uuid4()), units=(CINTRA,), countries=("SG",))


READ, EDIT, MERGE, PIN = Verb.PARTNER_READ, Verb.PARTNER_EDIT, Verb.PARTNER_MERGE, Verb.MATCH_PIN
PEOPLE = "partners/people/<uuid:uid>/"

SCOPED = (
    ScopedRow(PEOPLE, "/partners/people/{key}/", a_person, sees=(READ,), does=(EDIT,)),
    write(f"{PEOPLE}confirm/", "/partners/people/{key}/confirm/", a_person, sees=READ, does=EDIT),
    write(f"{PEOPLE}end/", "/partners/people/{key}/end/", a_person, sees=READ, does=EDIT),
    write("partners/holders/<uuid:uid>/end/", "/partners/holders/{key}/end/", a_holder, sees=READ, does=EDIT),
)

ROWS = (
    public("partners/", "/partners/"),
    public("partners/tables/<slug:key>.<slug:fmt>", "/partners/tables/partners.csv"),
    Row("partners/suggest.json", "/partners/suggest.json?q=nanyang", Callers.SIGNED_IN, UNKNOWN, OK, OK),
    held("partners/colleagues.json", "/partners/colleagues.json?q=balise", EDIT, OK),
    any_of("partners/new/", "/partners/new/", EDIT, Verb.COOPERATION_DECLARE),
    any_of("partners/review/", "/partners/review/", EDIT, MERGE, PIN),
    act("partners/review/merge/", "/partners/review/merge/", MERGE),
    act("partners/review/apart/", "/partners/review/apart/", MERGE),
    act("partners/review/join/", "/partners/review/join/", MERGE, partner=NO_ONE, key="ror-02e7b5302"),
    act("partners/review/not-there/", "/partners/review/not-there/", MERGE, partner=NO_ONE, key="x"),
    act("partners/review/undo/", "/partners/review/undo/", MERGE, row=NO_ONE, kind="merge"),
    act("partners/review/settle/", "/partners/review/settle/", EDIT, row=NO_ONE, settlement="kept"),
    held("partners/texts/", "/partners/texts/", PIN, OK),
    act("partners/texts/answer/", "/partners/texts/answer/", PIN, SEE_OTHER, text="n/a", verdict="refused"),
    act("partners/texts/withdraw/", "/partners/texts/withdraw/", PIN),
    held("partners/<uuid:uid>/edit/", f"/partners/{NO_ONE}/edit/", EDIT, UNKNOWN),
    act("partners/<uuid:uid>/add/<slug:part>/", f"/partners/{NO_ONE}/add/name/", EDIT),
    act("partners/<uuid:uid>/end/", f"/partners/{NO_ONE}/end/", EDIT),
    act("partners/<uuid:uid>/bring/", f"/partners/{NO_ONE}/bring/", MERGE),
    held("partners/<uuid:uid>/people/", f"/partners/{NO_ONE}/people/", EDIT, UNKNOWN),
    held("partners/<uuid:uid>/holders/", f"/partners/{NO_ONE}/holders/", EDIT, UNKNOWN),
)

"""Addresses of measures, of the radar, of priorities and ledgers."""

from datetime import UTC, datetime
from uuid import uuid4

from house.kinds import OK, UNKNOWN, Callers, Row, held, public
from house.scoped import Placed, page, write
from portulan.domains.geography.models import Country
from portulan.domains.organisation.vocabulary import Verb
from portulan.domains.partners.models import Partner
from portulan.domains.priorities.models import LedgerLine
from portulan.domains.priorities.vocabulary import Side
from portulan.foundations.journal.acted import columns
from portulan.foundations.journal.actor import Actor

TABLE = "tables/<slug:key>.<slug:fmt>"
NO_ONE = "00000000-0000-4000-8000-000000000000"
LINE = "00000000-0000-4000-8000-00000000060a"


def a_unit() -> Placed:
    """A laboratory in Singapore, for which the radar looks."""
    return Placed(
        key="rnsr-200919745C", absent="rnsr-000000000Z", units=("rnsr-200919745C",), countries=("SG",)
    )


def a_partner() -> Placed:
    country = Country.objects.get(code="SG")
    row, _made = Partner.objects.get_or_create(
        key="ror-02e7b5302",
        defaults={"ror": "02e7b5302", "name": "Nanyang Technological University", "country": country},
    )
    return Placed(key=row.key, absent=f"ror-{uuid4().hex[:9]}", countries=(row.country.code,))


def a_line() -> Placed:
    placed = a_partner()
    LedgerLine.objects.create(
        uid=LINE,
        partner=Partner.objects.get(key=placed.key),
        side=Side.values[0],
        kind="access",
        year=2026,
        text="A beamline, two weeks",
        at=datetime(2026, 11, 23, 9, tzinfo=UTC),
        **columns(Actor(uid="system:tests", label="tests")),
    )
    return placed


ROWS = (
    public("measures/", "/measures/"),
    public(f"measures/{TABLE}", "/measures/tables/expected-coauthorship.csv"),
    public("measures/<slug:kind>/<slug:key>/", "/measures/countries/DE/"),
    public(
        "measures/<slug:kind>/<slug:key>/tables/<slug:table>.<slug:fmt>",
        "/measures/countries/DE/tables/balance.csv",
    ),
    held("radar/", "/radar/", Verb.RADAR_READ, OK),
    public("radar/how-good/", "/radar/how-good/"),
    public("radar/how-good/<slug:name>/", "/radar/how-good/nothing/", UNKNOWN),
    Row("priorities/", "/priorities/", Callers.HOLDERS, UNKNOWN, UNKNOWN, OK, verb=Verb.STEERING_READ.value),
    held("priorities/versions/<int:number>/", "/priorities/versions/999/", Verb.STEERING_READ, UNKNOWN),
    held("priorities/edit/", "/priorities/edit/", Verb.PRIORITIES_EDIT, OK),
    held(f"priorities/{TABLE}", "/priorities/tables/nothing.csv", Verb.STEERING_READ, UNKNOWN),
)
SCOPED = (
    page("radar/units/<slug:code>/", "/radar/units/{key}/", a_unit, Verb.RADAR_READ),
    write(
        "radar/units/<slug:code>/decide/",
        "/radar/units/{key}/decide/",
        a_unit,
        sees=Verb.RADAR_READ,
        holder=422,
        level="",
        subject="",
        verdict="",
    ),
    write(
        "radar/units/<slug:code>/outcomes/<uuid:uid>/",
        f"/radar/units/{{key}}/outcomes/{NO_ONE}/",
        a_unit,
        sees=Verb.RADAR_READ,
        holder=422,
        outcome="",
        note="",
    ),
    page("priorities/ledger/<slug:key>/", "/priorities/ledger/{key}/", a_partner, Verb.PARTNER_READ),
    page(
        "priorities/ledger/<slug:key>/tables/<slug:table>.<slug:fmt>",
        "/priorities/ledger/{key}/tables/ledger.csv",
        a_partner,
        Verb.PARTNER_READ,
    ),
    write(
        "priorities/ledger/<slug:key>/<uuid:uid>/withdraw/",
        f"/priorities/ledger/{{key}}/{LINE}/withdraw/",
        a_line,
        sees=Verb.PARTNER_READ,
        does=Verb.PARTNER_EDIT,
    ),
)

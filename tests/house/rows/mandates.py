"""Addresses of mandates. One is seen by who gives mandates for all its scope, and by who has to do with it."""

from uuid import uuid4

from cast.people import CINTRA, holding
from house.kinds import OK, SEE_OTHER, UNKNOWN, Callers, Row, own
from house.scoped import Placed, page, write
from portulan.domains.organisation.vocabulary import Verb
from portulan.foundations.outside.clock import clock

GIVERS = (Verb.MANDATE_GIVE, Verb.ORGANISATION_MANAGE)


def a_mandate() -> Placed:
    """That of the correspondent: one laboratory, one country."""
    _made, mandate = holding("correspondent", today=clock().today())
    return Placed(key=str(mandate.uid), absent=str(uuid4()), units=(CINTRA,), countries=("SG",))


def its_person() -> Placed:
    made, _mandate = holding("correspondent", today=clock().today())
    return Placed(key=str(made.person.uid), absent=str(uuid4()), units=(CINTRA,), countries=("SG",))


ROWS = (
    Row(
        "mandates/give/",
        "/mandates/give/",
        Callers.SIGNED_IN,
        SEE_OTHER,
        UNKNOWN,
        OK,
        verb=Verb.MANDATE_GIVE.value,
    ),
    own("mandates/", "/mandates/"),
    own("mandates/tables/<slug:key>.<slug:fmt>", "/mandates/tables/mandates.csv"),
    own("mandates/units/<slug:code>/", "/mandates/units/insis/"),
)
SCOPED = (
    page("mandates/<uuid:uid>/", "/mandates/{key}/", a_mandate, *GIVERS, anonymous=SEE_OTHER),
    page("mandates/people/<uuid:uid>/", "/mandates/people/{key}/", its_person, *GIVERS, anonymous=SEE_OTHER),
    page(
        "mandates/<uuid:uid>/delegate/", "/mandates/{key}/delegate/", a_mandate, *GIVERS, anonymous=SEE_OTHER
    ),
    page("mandates/<uuid:uid>/deputy/", "/mandates/{key}/deputy/", a_mandate, *GIVERS, anonymous=SEE_OTHER),
    write(
        "mandates/<uuid:uid>/end/",
        "/mandates/{key}/end/",
        a_mandate,
        sees=GIVERS,
        anonymous=SEE_OTHER,
        why="left",
    ),
)

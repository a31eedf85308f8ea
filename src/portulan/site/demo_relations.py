"""Who stands on the other side of the fictitious cooperations: people of organisations that do not exist.

Nobody is invented beside a real organisation. Names, functions and addresses say that they are fictitious.
"""

from datetime import date, datetime

from django.db import transaction

from portulan.domains.cooperations import queries as cooperation_queries
from portulan.domains.organisation import queries as organisation_queries
from portulan.domains.partners import queries as partner_queries
from portulan.domains.partners import services
from portulan.domains.partners.models import Partner
from portulan.domains.partners.vocabulary import HolderKind
from portulan.domains.people import queries as people_queries
from portulan.domains.people.models import Person
from portulan.site.demo import DEMO_ACTOR, DOMAIN, FAMILY_NAME

HOLDER = "partnership-officer"
SAYS_SO = "ficti"  # in French and in English
FUNCTIONS = (
    "Direction des relations internationales (fictive / fictitious)",
    "Secrétariat scientifique (fictif / fictitious)",
    "Direction de laboratoire (fictive / fictitious)",
)
GIVEN_NAMES = ("Amer", "Brise", "Lagon")


def make_relations(*, at: datetime, today: date) -> str:
    """One person on the side of each fictitious partner, and who of us holds the relation; made once."""
    account = people_queries.account_by_email(f"{HOLDER}@{DOMAIN}")
    officer = people_queries.person_of(account) if account else None
    if officer is None:
        return "Nobody here holds relations with partners: no fictitious contact was made."
    with transaction.atomic():
        made = [
            name
            for number, partner in enumerate(_partners(officer, today))
            if (name := _known(partner, officer, number, at, today))
        ]
    return (
        f"{len(made)} fictitious contacts at: {', '.join(made)}." if made else "The contacts exist already."
    )


def _partners(officer: Person, today: date) -> list[Partner]:
    """Partners of the fictitious cooperations whose own name says that they are fictitious, in the order of keys."""
    reach = organisation_queries.reach_of(officer, today)
    lines = cooperation_queries.lines(reach=reach, at=today)
    keys = {one.key for line in lines if line.fictitious for one in line.partners if SAYS_SO in one.name}
    return [row for key in sorted(keys) if (row := partner_queries.partner_row(key)) is not None]


def _known(partner: Partner, officer: Person, number: int, at: datetime, today: date) -> str:
    if partner.contacts.exists():
        return ""
    given, function = GIVEN_NAMES[number % len(GIVEN_NAMES)], FUNCTIONS[number % len(FUNCTIONS)]
    contact = services.add_contact(
        partner=partner,
        unit=None,
        said={
            "given_name": given,
            "family_name": FAMILY_NAME,
            "function": function,
            "email": f"{given.lower()}@partner.invalid",
        },
        source="Démonstration / demonstration",
        by=DEMO_ACTOR,
        at=at,
        today=today,
    )
    services.add_holder(
        partner=partner,
        person=officer,
        kind=HolderKind.HOLDS.value,
        contact=contact,
        by=DEMO_ACTOR,
        at=at,
    )
    return partner.name

"""Fictitious people, one per role of the pack, for whoever wants to try: never beside real accounts."""

import ipaddress
from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from portulan.domains.organisation import queries as organisation_queries
from portulan.domains.organisation import services as organisation_services
from portulan.domains.people import queries as people_queries
from portulan.domains.people import services as people_services
from portulan.foundations.journal.actor import Actor

DEMO_ACTOR = Actor(uid="system:demo", label="demonstration")
DOMAIN = "demo.invalid"  # RFC 2606: no mail can ever leave for it
GIVEN_NAMES = (
    "Ancre", "Balise", "Cap", "Drisse", "Escale", "Fanal", "Gabier", "Hauban", "Jusant", "Large", "Marée", "Nord",
    "Olonne", "Phare", "Quart", "Rade", "Sonde", "Timon", "Vigie", "Zénith",
)  # fmt: skip


class DemoRefusedError(Exception):
    """The demonstration cannot be set up here; the text says why and what to do."""


def is_public(host: str) -> bool:
    """Whether a host name may be reached from elsewhere."""
    name = host.strip("[]")
    if name in ("localhost", "testserver"):
        return False
    try:
        return not ipaddress.ip_address(name).is_loopback
    except ValueError:
        return True


def refuse_where_it_matters(*, hosts: Iterable[str]) -> None:
    """Raise DemoRefusedError in production, on a public address, or where real accounts exist."""
    public = [host for host in hosts if is_public(host)]
    if public:
        raise DemoRefusedError(
            f"this site answers to {', '.join(public)}: no fictitious people on a public address."
        )
    if organisation_queries.pack() is None:
        raise DemoRefusedError("no organisation pack is loaded: run `portulan pack load packs/cnrs` first.")
    if any(not account.fictitious for account in people_queries.accounts()):
        raise DemoRefusedError("real accounts exist here: use another PORTULAN_HOME for the demonstration.")


def make_people(*, hosts: Iterable[str], at: datetime, today: date) -> list[str]:
    """One fictitious person per role that has none yet; gives "e-mail  password  role" for each one made."""
    refuse_where_it_matters(hosts=hosts)
    with transaction.atomic():
        roles = organisation_queries.roles(today)
        return [
            line
            for number, role in enumerate(roles)
            if (
                line := make_person(
                    role.code, given_name=GIVEN_NAMES[number % len(GIVEN_NAMES)], at=at, today=today
                )
            )
        ]


def make_person(role: str, *, given_name: str, at: datetime, today: date) -> str | None:
    email = f"{role}@{DOMAIN}"
    if people_queries.account_by_email(email):
        return None
    made = people_services.create_account(
        email=email, given_name=given_name, family_name="(fictitious)", fictitious=True, by=DEMO_ACTOR, at=at
    )
    organisation_services.give_mandate(person=made.person, role_code=role, by=DEMO_ACTOR, at=at, today=today)
    return f"{email}  {made.password}  {role}"

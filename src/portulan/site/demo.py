"""Fictitious people, one per role of the pack, for whoever wants to try: never beside real accounts."""

import ipaddress
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

from django.db import transaction

from portulan.domains.organisation import queries as organisation_queries
from portulan.domains.organisation import services as organisation_services
from portulan.domains.organisation.queries import RoleView
from portulan.domains.people import queries as people_queries
from portulan.domains.people import services as people_services
from portulan.foundations.journal.actor import Actor
from portulan.site.demo_scopes import Ground, HeldFor, ground, held_for

DEMO_ACTOR = Actor(uid="system:demo", label="demonstration")
DOMAIN = "demo.invalid"  # RFC 2606: no mail can ever leave for it
FAMILY_NAME = "(fictif / fictitious)"  # said wherever the name goes: pages, mails, journal, exports
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


def refuse_where_it_matters(*, hosts: Iterable[str], production: bool) -> None:
    """Raise DemoRefusedError in production, on a public address, or where real accounts exist."""
    if production:
        raise DemoRefusedError("this is a site in production: no fictitious people here.")
    public = [host for host in hosts if is_public(host)]
    if public:
        raise DemoRefusedError(
            f"this site answers to {', '.join(public)}: no fictitious people on a public address."
        )
    if organisation_queries.pack() is None:
        raise DemoRefusedError("no organisation pack is loaded: run `portulan pack load packs/cnrs` first.")
    if any(not account.fictitious for account in people_queries.accounts()):
        raise DemoRefusedError("real accounts exist here: use another PORTULAN_HOME for the demonstration.")


def refuse_to_serve(*, hosts: Iterable[str], production: bool) -> None:
    """Raise DemoRefusedError where fictitious people, whose passwords lie in a file, would meet the public."""
    public = production or any(is_public(host) for host in hosts)
    if public and any(account.email.endswith(f"@{DOMAIN}") for account in people_queries.accounts()):
        raise DemoRefusedError(
            "this database holds a demonstration: it is not served in production nor on a public address. "
            "Use another PORTULAN_HOME or DATABASE_URL for the real site."
        )


@transaction.atomic
def make_people(
    *, hosts: Iterable[str], production: bool, lake: Path, at: datetime, today: date
) -> list[str]:
    """One fictitious person per role that has none yet; gives "e-mail  password  role  scope" for each one made.

    Each holds the role for a real part of the organisation: see ``demo_scopes``.
    """
    refuse_where_it_matters(hosts=hosts, production=production)
    on = ground(lake=lake, at=today)
    lines = [
        make_person(role, given_name=GIVEN_NAMES[number % len(GIVEN_NAMES)], on=on, at=at, today=today)
        for number, role in enumerate(organisation_queries.roles(today))
    ]
    return [line for line in lines if line]


def make_person(role: RoleView, *, given_name: str, on: Ground, at: datetime, today: date) -> str:
    """The person of one role; empty when there is one already."""
    email = f"{role.code}@{DOMAIN}"
    if people_queries.account_by_email(email):
        return ""
    made = people_services.create_account(
        email=email, given_name=given_name, family_name=FAMILY_NAME, fictitious=True, by=DEMO_ACTOR, at=at
    )
    scope = held_for(role.code, on)
    organisation_services.give_mandate(
        person=made.person,
        role_code=role.code,
        units=scope.units,
        countries=scope.countries,
        by=DEMO_ACTOR,
        at=at,
        today=today,
    )
    return f"{email}  {made.password}  {role.code}  {_in_words(scope)}"


def _in_words(scope: HeldFor) -> str:
    parts = (", ".join(scope.units), ", ".join(scope.countries))
    return " and ".join(part for part in parts if part) or "the whole"

"""Run beside a running site, in its home: the researcher of the demonstration declares cooperations, given as JSON.

Prints the address of each. ``elsewhere`` makes the referent of another institute, once, and prints who that is.
"""

import json
import sys
from datetime import timedelta
from typing import Any

import django

django.setup()

from django.db import transaction  # noqa: E402  Django is started here, 2026-11-25

from portulan.domains.cooperations import services  # noqa: E402
from portulan.domains.organisation.queries import reach_of  # noqa: E402
from portulan.domains.organisation.services import give_mandate  # noqa: E402
from portulan.domains.partners.services import make_provisional  # noqa: E402
from portulan.domains.people.queries import account_by_email, actor_of  # noqa: E402
from portulan.domains.people.services import create_account  # noqa: E402
from portulan.foundations.journal.actor import Actor  # noqa: E402
from portulan.foundations.outside.clock import clock  # noqa: E402

WALKS = Actor(uid="system:walks", label="walks")
CINTRA = "rnsr-200919745C"
PASSWORD = "a long voyage by the stars"


@transaction.atomic
def declare(wanted: dict[str, Any]) -> str:
    now, today = clock().now(), clock().today("Europe/Paris")
    person = account_by_email("researcher@demo.invalid").person
    acting = {"by": actor_of(person), "at": now, "reach": reach_of(person, today)}
    partner = make_provisional(
        name="University of the Harbour (fictitious)", country="SG", request_key="walks", **acting
    )
    days = wanted.pop("days", None)
    step = {"next_step_on": today + timedelta(days=days)} if days is not None else {}
    given = services.Given(units=[CINTRA], partners=[partner.key], fictitious=True, **wanted, **step)
    row = services.declare(given=given, today=today, **acting)
    return f"/cooperations/{row.uid}/"


@transaction.atomic
def elsewhere(institute: str) -> str:
    now, today = clock().now(), clock().today("Europe/Paris")
    email = f"referent-{institute}@demo.invalid"
    if account_by_email(email) is None:
        made = create_account(
            email=email,
            given_name="Ailleurs",
            family_name="(fictitious)",
            password=PASSWORD,
            fictitious=True,
            by=WALKS,
            at=now,
        )
        give_mandate(
            person=made.person, role_code="referent", units=[institute], by=WALKS, at=now, today=today
        )
    return f"{email} {PASSWORD}"


if __name__ == "__main__":
    asked = json.loads(sys.argv[1])
    print(elsewhere(asked["elsewhere"]) if "elsewhere" in asked else declare(asked))

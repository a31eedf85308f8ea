"""Cooperations of CINTRA for the pages, declared by the researcher of the cast through the services people use."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.test import Client

from cast.people import CINTRA, holding
from portulan.domains.cooperations import services
from portulan.domains.cooperations.models import Cooperation
from portulan.domains.organisation.queries import reach_of
from portulan.domains.partners.services import make_provisional
from portulan.domains.people.models import Person
from portulan.domains.people.queries import actor_of
from portulan.foundations.outside.clock import clock

Declare = Callable[..., Cooperation]


def client_of(name: str) -> Client:
    """A browser of somebody of the cast, with the mandate of their role."""
    made, _mandate = holding(name, today=clock().today("Europe/Paris"))
    client = Client()
    client.force_login(made.account)
    return client


def declared_by(person: Person) -> Declare:
    """``declare(title=..., days=-3)``: a cooperation of the person, with a next step in so many days."""
    now, today = clock().now(), clock().today("Europe/Paris")

    def declare(*, title: str, days: int | None = None, **more: Any) -> Cooperation:
        acting = {"by": actor_of(person), "at": now, "reach": reach_of(person, today)}
        partner = make_provisional(name="Harbour (fictitious)", country="SG", request_key="pages", **acting)
        step = (
            {"next_step": f"Do {title}", "next_step_on": today + timedelta(days=days)}
            if days is not None
            else {}
        )
        given = services.Given(
            title=title, units=[CINTRA], partners=[partner.key], fictitious=True, **step, **more
        )
        return services.declare(given=given, today=today, **acting)

    return declare


def researcher() -> tuple[Declare, Client]:
    made, _mandate = holding("researcher", today=clock().today("Europe/Paris"))
    client = Client()
    client.force_login(made.account)
    return declared_by(made.person), client

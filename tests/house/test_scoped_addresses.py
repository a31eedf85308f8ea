"""Every address of a scoped thing, tried as every role inside and outside its scope, on the whole sample."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cast.people import numbered
from house.addresses import SCOPED
from house.scoped import UNKNOWN, Placed, ScopedRow
from house.test_addresses import shape
from portulan.domains.geography.models import Country
from portulan.domains.organisation import queries as organisation_queries
from portulan.domains.organisation import services as organisation_services
from portulan.domains.organisation.models import Attachment, Unit
from portulan.foundations.journal.actor import Actor
from portulan.foundations.outside.clock import clock

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_data")]
TESTS = Actor(uid="system:tests", label="tests")


@dataclass(frozen=True)
class Where:
    """A scope, as codes, and whether a thing lies in it."""

    name: str
    inside: bool
    units: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()


@dataclass
class Caller:
    """Somebody with a browser; ``verbs`` are held in ``where``."""

    name: str
    client: Client = field(default_factory=lambda: Client(raise_request_exception=False))
    verbs: frozenset[str] = frozenset()
    inside: bool = False

    @property
    def signed_in(self) -> bool:
        return "sessionid" in self.client.cookies


def scopes_around(placed: Placed) -> Iterator[Where]:
    """Scopes that hold the thing, and scopes that miss it by one part only."""
    yield Where("the whole", inside=True)
    yield Where("its units and countries", True, placed.units, placed.countries)
    if above := _above(placed.units):
        yield Where("what is above its units", True, (above,), placed.countries)
    if placed.units:
        yield Where("another unit", False, (_another_unit(placed),), placed.countries)
    if placed.countries:
        yield Where("another country", False, placed.units, (_another_country(placed),))
    if not placed.units:
        yield Where("a unit, and it names none", False, (_another_unit(placed),))


def _above(units: tuple[str, ...]) -> str | None:
    rows = Attachment.objects.filter(unit__code__in=units, kind="stated")
    return rows.values_list("parent__code", flat=True).first()


def _another_unit(placed: Placed) -> str:
    """A laboratory that is none of the thing's and not above one."""
    rows = Unit.objects.filter(kind="laboratory").exclude(code__in=placed.units).order_by("code")
    return rows.exclude(children__unit__code__in=placed.units).values_list("code", flat=True)[0]


def _another_country(placed: Placed) -> str:
    return (
        Country.objects.exclude(code__in=placed.countries).order_by("code").values_list("code", flat=True)[0]
    )


def callers_around(placed: Placed) -> Iterator[Caller]:
    """Nobody, a person without mandate, and each role of the pack in each scope; roles with the same verbs once."""
    yield Caller("anonymous")
    yield _holder("no mandate", None, Where("nowhere", inside=False))
    tried: set[frozenset[str]] = set()
    for role in organisation_queries.roles(clock().today()):
        if frozenset(role.verbs) not in tried:
            tried.add(frozenset(role.verbs))
            for where in scopes_around(placed):
                yield _holder(role.code, role, where)
    yield _former_holder()


def _holder(name: str, role, where: Where) -> Caller:
    made = numbered()
    if role is not None:
        _give(made.person, role.code, units=where.units, countries=where.countries)
    caller = Caller(f"{name}, {where.name}", verbs=frozenset(role.verbs if role else ()), inside=where.inside)
    caller.client.force_login(made.account)
    return caller


def _former_holder() -> Caller:
    """Somebody who held every verb over the whole, until this morning."""
    made = numbered()
    for role in organisation_queries.roles(clock().today()):
        mandate = _give(made.person, role.code)
        organisation_services.end_mandate(
            mandate=mandate, by=TESTS, at=datetime.now(UTC), today=clock().today()
        )
    caller = Caller("held every role, ended")
    caller.client.force_login(made.account)
    return caller


def _give(person, role: str, **scope):
    return organisation_services.give_mandate(
        person=person, role_code=role, by=TESTS, at=datetime.now(UTC), today=clock().today(), **scope
    )


def send(client: Client, row: ScopedRow, key: str):
    address = row.address(key)
    return client.post(address, row.data) if row.method == "post" else client.get(address)


@contextmanager
def undone() -> Iterator[None]:
    """What a caller changes is not there for the next one."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def everything() -> dict[str, int]:
    """How many rows each model of ours has."""
    ours = (model for model in apps.get_models() if model.__module__.startswith("portulan."))
    return {model._meta.label: model._default_manager.count() for model in ours}


ROWS = pytest.mark.parametrize("row", SCOPED, ids=lambda row: f"{row.method} {row.path}")


@ROWS
def test_each_role_gets_what_the_row_says_inside_and_outside_its_scope(row: ScopedRow):
    placed, wrong = row.made(), []
    for caller in callers_around(placed):
        expected = row.expected(caller.verbs, inside=caller.inside, signed_in=caller.signed_in)
        with undone():
            status = send(caller.client, row, placed.key).status_code
        if status != expected:
            wrong.append(f"{caller.name}: {status}, not {expected}")
    assert wrong == []


@ROWS
def test_outside_it_answers_as_what_does_not_exist_with_as_many_queries_and_writes_nothing(row: ScopedRow):
    placed, wrong = row.made(), []
    for caller in callers_around(placed):
        expected = row.expected(caller.verbs, inside=caller.inside, signed_in=caller.signed_in)
        if expected == UNKNOWN or not caller.signed_in:
            wrong.extend(f"{caller.name}: {said}" for said in differences(caller, row, placed))
    assert wrong == []


def differences(caller: Caller, row: ScopedRow, placed: Placed) -> Iterator[str]:
    before = everything()
    send(caller.client, row, placed.absent)  # what a first visit makes, such as a session, is there for both
    with CaptureQueriesContext(connection) as for_thing:
        answer = send(caller.client, row, placed.key)
    with CaptureQueriesContext(connection) as for_nothing:
        unknown = send(caller.client, row, placed.absent)
    if shape(answer) != shape(unknown) or answer.status_code != unknown.status_code:
        yield "another answer than for what does not exist"
    if len(for_thing) != len(for_nothing):
        yield f"{len(for_thing)} queries, {len(for_nothing)} for what does not exist"
    if everything() != before:
        yield "something was written"

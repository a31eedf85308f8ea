"""Every address has a row that says who may open it; every row is tried as every caller, on the whole sample."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from cast.people import CAST, make
from house.addresses import ROWS, SCOPED
from house.kinds import Callers, Row
from portulan.domains.organisation import queries as organisation_queries
from portulan.domains.organisation import services as organisation_services
from portulan.domains.people.models import Person
from portulan.domains.people.services import create_account
from portulan.foundations.journal.actor import Actor
from portulan.foundations.journal.models import Entry
from portulan.foundations.tasks.models import Run

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_data")]
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
TESTS = Actor(uid="system:tests", label="tests")


def every_route(resolver: URLResolver, prefix: str = "") -> Iterator[str]:
    """The patterns of all addresses, as Django reads them."""
    for item in resolver.url_patterns:
        pattern = prefix + str(item.pattern)
        if isinstance(item, URLPattern):
            yield pattern
        else:
            yield from every_route(item, pattern)


def roles() -> dict[str, set[str]]:
    return {role.code: set(role.verbs) for role in organisation_queries.roles(NOW.date())}


def client_of(caller: str) -> tuple[Client, set[str]]:
    """A browser of the caller ("anonymous", somebody of the cast, or the holder of a role), and the verbs held."""
    client = Client(raise_request_exception=False)
    if caller == "anonymous":
        return client, set()
    made = make(caller if caller in CAST else "outsider")
    client.force_login(made.account)
    return client, give(made.person, caller)


def give(person: Person, role: str) -> set[str]:
    if role not in roles():
        return set()
    organisation_services.give_mandate(person=person, role_code=role, by=TESTS, at=NOW, today=NOW.date())
    return roles()[role]


def send(client: Client, row: Row, path: str = ""):
    return client.post(path or row.path, row.data) if row.method == "post" else client.get(path or row.path)


def test_every_address_has_a_row_and_every_row_an_address():
    known = {row.pattern for row in (*ROWS, *SCOPED)}
    existing = set(every_route(get_resolver()))
    assert existing - known == set(), "addresses without a row in tests/house/addresses.py"
    assert known - existing == set(), "rows without an address"


@pytest.mark.parametrize("caller", ["anonymous", "outsider", "partner"])
def test_each_caller_gets_what_the_row_says(caller):
    client, verbs = client_of(caller)
    assert wrong_answers(client, verbs, signed_in=caller != "anonymous") == []


def test_each_role_of_the_pack_gets_what_the_row_says():
    """Code asks for verbs, never for roles: roles that hold the same verbs are tried once."""
    tried: dict[frozenset[str], list[str]] = {}
    for role, verbs in roles().items():
        tried.setdefault(frozenset(verbs), []).append(role)
    wrong = {}
    for number, (verbs, same) in enumerate(tried.items()):
        client = Client(raise_request_exception=False)
        made = make_numbered(number)
        client.force_login(made.account)
        assert give(made.person, same[0]) == verbs
        if found := wrong_answers(client, set(verbs), signed_in=True):
            wrong[", ".join(same)] = found
    assert wrong == {}


def make_numbered(number: int):
    return create_account(
        email=f"holder-{number}@example.org",
        given_name="Holder",
        family_name=f"Number {number}",
        fictitious=True,
        by=TESTS,
        at=NOW,
    )


def wrong_answers(client: Client, verbs: set[str], *, signed_in: bool) -> list[str]:
    found = []
    for row in ROWS:
        expected = row.expected(signed_in=signed_in, verbs=verbs)
        status = send(client, row).status_code
        if status != expected:
            found.append(f"{row.method} {row.path}: {status}, not {expected}")
    return found


@pytest.mark.parametrize(
    "row", [row for row in ROWS if row.callers is Callers.HOLDERS], ids=lambda row: row.path
)
@pytest.mark.parametrize("caller", ["anonymous", "outsider"])
def test_what_is_outside_answers_as_what_does_not_exist_and_writes_nothing(row: Row, caller):
    client, _ = client_of(caller)
    before = (Entry.objects.count(), Run.objects.count())
    answer, unknown = send(client, row), send(client, row, "/no-such-address/")
    assert (answer.status_code, shape(answer)) == (unknown.status_code, shape(unknown))
    assert (Entry.objects.count(), Run.objects.count()) == before


def shape(response) -> str:
    """The body without the address asked for and the token of a form, which differ by nature."""
    body = response.content.decode()
    for part in (
        response.wsgi_request.path,
        (response.context and str(response.context.get("csrf_token", ""))) or "",
    ):
        body = body.replace(part, "") if part and part != "/" else body
    return body


def test_the_site_stands_on_the_loaded_pack():
    assert organisation_queries.pack().code == "cnrs"
    assert settings.LAKE.exists()

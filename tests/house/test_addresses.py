"""Every address has a row that says who may open it; every row is tried as every caller, on the whole sample."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from house.addresses import ROWS, Callers, Row

from cast.people import CAST
from portulan.domains.organisation import queries as organisation_queries
from portulan.foundations.journal.models import Entry
from portulan.foundations.tasks.models import Run

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_data")]


def every_route(resolver: URLResolver, prefix: str = "") -> Iterator[str]:
    """The patterns of all addresses, as Django reads them."""
    for item in resolver.url_patterns:
        pattern = prefix + str(item.pattern)
        if isinstance(item, URLPattern):
            yield pattern
        else:
            yield from every_route(item, pattern)


def test_every_address_has_a_row_and_every_row_an_address():
    known = {row.pattern for row in ROWS}
    existing = set(every_route(get_resolver()))
    assert existing - known == set(), "addresses without a row in tests/house/addresses.py"
    assert known - existing == set(), "rows without an address"


def client_of(caller: str, member) -> Client:
    client = Client(raise_request_exception=False)
    if caller != "anonymous":
        client.force_login(member(caller).account)
    return client


@pytest.mark.parametrize("caller", ["anonymous", *CAST])
def test_each_caller_gets_what_the_row_says(caller, member, build_off):
    wrong = []
    for row in ROWS:
        expected = row.expected(caller)
        client = client_of(caller, member)
        response = client.post(row.path, row.data) if row.method == "post" else client.get(row.path)
        if response.status_code != expected:
            wrong.append(f"{row.method} {row.path}: {response.status_code}, not {expected}")
    assert wrong == []


@pytest.mark.parametrize("row", [row for row in ROWS if row.callers is Callers.HOLDERS], ids=lambda row: row.path)
def test_what_is_outside_answers_as_what_does_not_exist_and_writes_nothing(row: Row, member):
    before = (Entry.objects.count(), Run.objects.count())
    for caller in ("anonymous", "outsider"):
        client = client_of(caller, member)
        send = client.post if row.method == "post" else client.get
        assert body(send(row.path)) == body(client.get("/no-such-address/"))
    assert (Entry.objects.count(), Run.objects.count()) == before


def body(response) -> tuple[int, str]:
    """Status and body without what says which address was asked for."""
    return response.status_code, response.content.decode()


def test_the_site_stands_on_the_loaded_pack():
    assert organisation_queries.pack().code == "cnrs"
    assert settings.LAKE.exists()

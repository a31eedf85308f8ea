from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from portulan.foundations.journal.middleware import RequestInstant
from portulan.foundations.journal.request import request_id
from portulan.foundations.outside.clock import at

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


def answer(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"{request.instant.isoformat()} {request.request_id} {request_id()}")


def test_a_request_is_stamped_with_the_instant_of_the_clock_and_one_identifier() -> None:
    with at(NOW):
        response = RequestInstant(answer)(RequestFactory().get("/"))
    instant, on_request, in_journal = response.content.decode().split()
    assert instant == NOW.isoformat()
    assert on_request == in_journal == response["X-Request-ID"]
    assert len(on_request) == 32
    assert request_id() == ""


def test_an_identifier_chosen_outside_is_not_kept() -> None:
    response = RequestInstant(answer)(RequestFactory().get("/", headers={"X-Request-ID": "mine"}))
    assert response["X-Request-ID"] != "mine"

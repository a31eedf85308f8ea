"""Stamps each request with its instant and its identifier, before anything else."""

from collections.abc import Callable
from datetime import datetime
from typing import cast
from uuid import uuid4

from django.http import HttpRequest, HttpResponse

from portulan.foundations.journal.request import within
from portulan.foundations.outside.clock import clock

HEADER = "X-Request-ID"


class StampedRequest(HttpRequest):
    """What every view receives: a request that knows its instant (aware, UTC) and its identifier."""

    instant: datetime
    request_id: str


class RequestInstant:
    """First of the middlewares: ``request.instant`` for deadlines, ``request.request_id`` for the journal.

    An identifier sent by the browser is replaced: what the journal keeps is never chosen outside.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        identifier = uuid4().hex
        stamped = cast(StampedRequest, request)
        stamped.instant = clock().now()
        stamped.request_id = identifier
        request.META["HTTP_X_REQUEST_ID"] = identifier  # where the logs look for it
        with within(identifier):
            response = self.get_response(request)
        response[HEADER] = identifier
        return response

"""Refusals: nothing written is lost, nothing secret is shown, and the page tells nothing of what exists."""

import pytest
from django.test import Client

from cast.people import PASSWORD

NOTE = "Met the head of the\nlaboratory; a visit in <March>."
pytestmark = pytest.mark.django_db


@pytest.fixture
def signed_in(client, member) -> Client:
    client.force_login(member("outsider").account)
    return client


def test_what_was_written_for_what_does_not_exist_stands_on_the_page(signed_in) -> None:
    answer = signed_in.post("/no-such-dossier/", {"note": NOTE, "stage": "emerging"})
    assert answer.status_code == 404
    page = answer.content.decode()
    assert "What you had written" in page
    assert "laboratory; a visit in &lt;March&gt;." in page
    assert "emerging</textarea>" not in page


def test_secrets_and_tokens_are_not_shown(signed_in) -> None:
    secrets = {
        "password": PASSWORD,
        "oldpassword": PASSWORD,
        "csrfmiddlewaretoken": "a b",
        "code": "1 2",
        "next": "/a b",
    }
    page = signed_in.post("/no-such-dossier/", secrets).content.decode()
    assert "What you had written" not in page
    assert PASSWORD not in page


def test_a_page_that_was_only_read_keeps_nothing(signed_in) -> None:
    assert b"What you had written" not in signed_in.get("/no-such-dossier/?note=a+b").content


def test_a_form_whose_session_ended_keeps_the_text_too(member) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(member("outsider").account)
    answer = browser.post("/me/language/", {"note": NOTE})
    assert answer.status_code == 403
    assert b"a visit in" in answer.content


def test_what_is_shown_is_bounded(signed_in) -> None:
    page = signed_in.post("/no-such-dossier/", {"note": ["a b " * 20_000] * 50}).content
    assert len(page) < 21 * 20_000 * 1.1

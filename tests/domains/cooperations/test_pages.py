"""Pages cost the same whatever the number of rows; the typed text is never lost; weights stay small."""

import gzip

import pytest
from django.test import Client

from domains.cooperations.conftest import TODAY
from portulan.domains.cooperations import services
from portulan.domains.people.models import Account


@pytest.fixture
def signed_in(somebody):
    """A browser of somebody with a mandate, and that person."""

    def make(role: str = "referent", **scope) -> tuple[Client, object]:
        one, browser = somebody(role, **scope), Client()
        name = f"p{one.person.pk}@example.org"
        one.person.account = Account.objects.create_user(name, "x", created_at="2026-01-01T00:00Z")
        one.person.save()
        browser.force_login(one.person.account)
        return browser, one

    return make


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_ten_queries_for_somebody_signed_in(
    declared, signed_in, rows, django_assert_num_queries
):
    browser, one = signed_in(units=("sea",))
    for number in range(rows):
        row = declared(title=f"Number {number}")
        services.set_step(uid=row.uid, text="Call", on=TODAY, **one.acting)
    browser.get("/cooperations/")
    with django_assert_num_queries(9):
        body = browser.get("/cooperations/").content.decode()
    assert body.count('class="choose"') == rows


def test_the_declaration_is_light_on_a_slow_line(signed_in):
    browser, _one = signed_in(units=("sea",))
    assert len(gzip.compress(browser.get("/cooperations/declare/").content)) < 20_000


def test_an_order_or_a_page_that_does_not_exist_is_refused(signed_in):
    browser, _one = signed_in(units=("sea",))
    for asked in ("sort=secret", "page=0", "page=x", "page=99999"):
        assert browser.get(f"/cooperations/?{asked}").status_code == 400


def test_a_wrong_date_is_told_beside_its_field_and_what_was_typed_stays(declared, signed_in):
    row, (browser, _one) = declared(), signed_in(units=("sea",))
    answer = browser.post(
        f"/cooperations/{row.uid}/step/", {"next_step": "Call the dean", "next_step_on": "soon"}
    )
    body = answer.content.decode()
    assert (answer.status_code, "Call the dean" in body, "Enter a valid date" in body) == (422, True, True)


def test_nobody_is_sent_to_another_site(signed_in):
    browser, _one = signed_in(units=("sea",))
    for here in ("//evil.example", "/\\evil.example", "https://evil.example/", "/cooperations/\\evil"):
        answer = browser.post(
            "/cooperations/found/refuse/", {"token": "hal:x:y", "reason": "chance", "here": here}
        )
        assert "evil" not in answer.headers.get("Location", "")

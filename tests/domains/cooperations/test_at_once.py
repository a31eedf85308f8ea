"""Many at once: one cooperation, one line in the journal; numbers never given twice."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from domains.cooperations.conftest import TODAY, given
from portulan.domains.cooperations import services
from portulan.domains.cooperations.models import Cooperation, Receipt
from portulan.domains.people.models import Account
from portulan.foundations.journal.models import Entry

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(acts: list[Callable[[], Any]]) -> list[Any]:
    """Every act in a thread of its own, begun together; what each gave, or raised."""
    gate, given_back = threading.Barrier(len(acts)), [None] * len(acts)

    def run(place: int, act: Callable[[], Any]) -> None:
        gate.wait()
        try:
            given_back[place] = act()
        except Exception as error:
            given_back[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=one) for one in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return given_back


def test_ten_identical_submits_from_two_browsers_are_one_cooperation(somebody):
    roxane = somebody("researcher", units=("wave",))
    roxane.person.account = Account.objects.create_user(
        "roxane@example.org", "x", created_at="2026-01-01T00:00Z"
    )
    roxane.person.save()
    browsers = [Client(), Client()]
    for browser in browsers:
        browser.force_login(roxane.person.account)
    form = {
        "title": "Tides of the strait", "partner_key": "test-sg", "unit_key": "wave", "stage": "exploring",
        "confidentiality": "organisation",
    }  # fmt: skip

    def submit(number: int) -> str:
        browser = browsers[number % 2]
        answer = browser.post(
            "/cooperations/declare/", {**form, "key": f"browser-{number % 2}", "alike_seen": "on"}
        )
        return answer.headers.get("Location", str(answer.status_code))

    places = at_once([lambda number=number: submit(number) for number in range(10)])
    row = Cooperation.objects.get()
    assert set(places) == {f"/cooperations/{row.uid}/"}
    assert Entry.objects.filter(verb="cooperation.declare").count() == 1
    assert Receipt.objects.count() == 1


def test_eight_people_at_once_get_eight_numbers(somebody):
    people = [somebody("researcher", units=("wave",)) for _ in range(8)]
    acting = [(one.acting, given(title=f"Number {place}")) for place, one in enumerate(people)]
    made = at_once(
        [lambda who=who, what=what: services.declare(given=what, today=TODAY, **who) for who, what in acting]
    )
    assert sorted(row.number for row in made) == [f"COOP-2026-{rank:05d}" for rank in range(1, 9)]


def test_two_who_finish_the_same_step_finish_it_once(declared, somebody):
    row, one, other = declared(), somebody("referent", units=("sea",)), somebody("director")
    services.set_step(uid=row.uid, text="Call", on=TODAY, **one.acting)
    acting = [one.acting, other.acting]
    done = at_once([lambda who=who: services.finish_step(uid=row.uid, today=TODAY, **who) for who in acting])
    assert sorted(type(one).__name__ for one in done) == ["Changed", "CooperationInvalidError"]
    assert row.entries.filter(kind="step").count() == 1

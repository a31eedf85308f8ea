"""Who holds the verb brings the data up to date from the page, once per form; for others there is no such thing."""

from pathlib import Path
from uuid import UUID

import pytest
from django.conf import settings as site
from django.test import Client

from cast.people import BEGINNING, CAST
from pages.unit.reading import read
from portulan.domains.organisation.models import Mandate, Role
from portulan.foundations.journal.models import Entry
from portulan.foundations.notices import queries as notices
from portulan.foundations.outside.clock import clock
from portulan.foundations.tasks import worker as tasks
from portulan.foundations.tasks.models import Run
from portulan.insight.figures import published

pytestmark = [pytest.mark.usefixtures("site_data"), pytest.mark.django_db]
BUTTON = "Bring the data up to date"
FORM = "3f0a8b1c2d3e4f5a6b7c8d9e0f1a2b3c"


def signed_in(created) -> Client:
    client = Client()
    client.force_login(created.account)
    return client


@pytest.fixture
def steward(member):
    """Somebody who holds the verb; the mandate is given here, whatever the cast usually does."""
    who = member("administrator")
    role = Role.objects.get(code="administrator")
    Mandate.objects.get_or_create(
        person=who.person, role=role, defaults={"since": BEGINNING.date().isoformat()}
    )
    return who


def builds() -> list[Run]:
    return list(Run.objects.filter(name="data.build"))


def test_the_button_is_for_who_holds_the_verb(client, steward, member):
    assert BUTTON in read(signed_in(steward), "/sources/")
    assert BUTTON not in read(client, "/sources/")
    assert BUTTON not in read(signed_in(member("outsider")), "/sources/")
    assert BUTTON not in read(signed_in(member("researcher")), "/sources/")


@pytest.mark.parametrize("name", ["anonymous", *(name for name in CAST if name != "administrator")])
def test_without_the_verb_the_address_does_not_exist_and_nothing_happens(client, member, name):
    caller = client if name == "anonymous" else signed_in(member(name))
    before = Entry.objects.count()
    assert caller.post("/sources/build/", {"request": FORM}).status_code == 404
    assert caller.get("/sources/build/").status_code == 404
    assert builds() == []
    assert Entry.objects.count() == before


def test_a_form_without_its_token_is_refused(steward):
    client = Client(enforce_csrf_checks=True)
    client.force_login(steward.account)
    assert client.post("/sources/build/", {"request": FORM}).status_code == 403
    assert builds() == []


def test_asking_enqueues_one_build_and_tells_the_journal(steward):
    response = signed_in(steward).post("/sources/build/", {"request": FORM})
    run = builds()[0]
    assert response.status_code == 302
    assert response["Location"] == f"/sources/build/{run.uid}/"
    assert run.by.uid == str(steward.person.uid)
    assert Entry.objects.filter(verb="data.build.asked", object_uid=run.uid).count() == 1


def test_the_same_form_gives_the_same_answer_even_when_the_build_is_over(steward):
    client = signed_in(steward)
    first = client.post("/sources/build/", {"request": FORM})["Location"]
    assert client.post("/sources/build/", {"request": FORM})["Location"] == first
    tasks.run_waiting(at=clock().now())
    assert client.post("/sources/build/", {"request": FORM})["Location"] == first
    assert len(builds()) == 1


def test_two_forms_do_not_wait_beside_each_other(steward):
    client = signed_in(steward)
    first = client.post("/sources/build/", {"request": FORM})["Location"]
    assert client.post("/sources/build/", {"request": "another"})["Location"] == first
    assert "The data are being brought up to date" in read(client, "/sources/")


def test_a_build_is_followed_to_its_end_and_its_asker_is_told(steward):
    client, version = signed_in(steward), published(site.LAKE).version
    address = client.post("/sources/build/", {"request": FORM})["Location"]
    assert "Waiting for its turn." in read(client, address)
    tasks.run_waiting(at=clock().now())
    assert builds()[0].state == "done", builds()[0].trace
    assert published(site.LAKE).version == version
    over = read(client, address)
    assert "Done. Nothing had changed: the figures are those in use." in over
    assert "Back to the sources" in over
    told = notices.unread(person_uid=str(steward.person.uid), at=clock().now(), language="en")
    assert [(one.subject, one.link) for one in told] == [("The data were up to date already.", "/sources/")]
    assert version in told[0].body


def test_a_poll_gets_the_bar_alone_and_a_finished_one_asks_no_more(steward):
    client = signed_in(steward)
    address = client.post("/sources/build/", {"request": FORM})["Location"]
    bar = client.get(address, headers={"hx-request": "true"}).content.decode()
    assert "<html" not in bar
    assert f'hx-get="{address}"' in bar
    tasks.run_waiting(at=clock().now())
    assert "hx-get" not in client.get(address, headers={"hx-request": "true"}).content.decode()


def test_a_refused_build_says_why_tells_its_asker_and_changes_nothing(steward, settings, tmp_path: Path):
    raw = tmp_path / "raw"
    (raw / "cordis").mkdir(parents=True)
    (raw / "cordis" / "h2020_participations_2014_2018.csv").write_text("this is not the file\n")
    settings.RAW = raw
    version = published(site.LAKE).version
    client = signed_in(steward)
    address = client.post("/sources/build/", {"request": FORM})["Location"]
    tasks.run_waiting(at=clock().now())
    assert builds()[0].state == "failed"
    assert published(site.LAKE).version == version
    text = read(client, address)
    assert "Failed: nothing was changed." in text
    assert "h2020_participations_2014_2018.csv" in text
    told = notices.unread(person_uid=str(steward.person.uid), at=clock().now(), language="fr")
    assert len(told) == 1
    assert "h2020_participations_2014_2018.csv" in told[0].body


def test_only_holders_see_a_build_and_an_unknown_one_does_not_exist(client, steward, member):
    address = signed_in(steward).post("/sources/build/", {"request": FORM})["Location"]
    assert client.get(address).status_code == 404
    assert signed_in(member("outsider")).get(address).status_code == 404
    assert signed_in(steward).get(f"/sources/build/{UUID(int=4)}/").status_code == 404


def test_another_method_is_refused_to_who_may(steward):
    assert signed_in(steward).get("/sources/build/").status_code == 405

"""Whether a hidden cooperation exists or not, nobody outside gets another byte: lists, counts, orders, files."""

import io
import re
import zipfile

import pytest
from django.test import Client

from domains.cooperations.conftest import TODAY, given
from portulan.domains.cooperations import services
from portulan.domains.cooperations.models import Cooperation
from portulan.domains.people.models import Account

LISTS = (
    "",
    "?sort=title",
    "?sort=-title",
    "?sort=due",
    "?sort=-due",
    "?sort=stage",
    "?sort=number",
    "?country=SG",
    "?stage=exploring",
    "?text=tides",
    "?text=COOP-2026-00002",
    "?partner=test-sg",
    "?unit=wave",
    "?unit=sea",
    "?due=overdue",
    "?due=none",
    "?mine=1",
    "?origin=detected",
    "?who=need-to-know",
    "?page=2",
)
PATHS = (
    *(f"/cooperations/{asked}" for asked in LISTS),
    *(f"/cooperations/tables/cooperations.csv{asked}" for asked in LISTS),
    "/cooperations/tables/cooperations.xlsx",
    "/cooperations/found/",
    "/cooperations/found/?unit=sea",
    "/cooperations/declare/",
    "/cooperations/declare/known/?partner_key=test-sg&unit_key=wave&title=Tides+of+the+strait",
    "/cooperations/drafts/",
    "/cooperations/units.json?q=lab",
    "/cooperations/people.json?q=researcher",
)
CHANGING = re.compile(rb'name="(?:csrfmiddlewaretoken|key)"[^>]*value="[^"]*"|[0-9a-f]{32}-\w+')


@pytest.fixture
def browsers(somebody, settings, once):
    """Nobody signed in, somebody without mandate, and people of every role who are outside."""
    settings.LAKE = once
    people = {
        "no mandate": somebody(),
        "administrator": somebody("administrator"),
        "another laboratory": somebody("referent", units=("cloud",)),
        "the laboratory, another country": somebody("correspondent", units=("wave",), countries=("JP",)),
        "the whole": somebody("referent"),
        "the direction": somebody("director"),
    }
    found = {"anonymous": Client()}
    for number, (name, one) in enumerate(people.items()):
        one.person.account = Account.objects.create_user(
            f"p{number}@example.org", "x", created_at="2026-01-01T00:00Z"
        )
        one.person.save()
        found[name] = Client()
        found[name].force_login(one.person.account)
    return found


def got(browser: Client, path: str) -> tuple[int, bytes]:
    answer = browser.get(path)
    body = answer.content
    if path.endswith(".xlsx"):
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            body = packed.read("xl/worksheets/sheet1.xml") + packed.read("xl/worksheets/sheet2.xml")
    return answer.status_code, CHANGING.sub(b"", body)


def test_a_hidden_cooperation_changes_no_byte_for_anybody_outside(teams, browsers, somebody, figures):
    whole = somebody("referent")
    for number in range(3):
        services.declare(
            given=given(title=f"Seen {number}", confidentiality="public"), today=TODAY, **whole.acting
        )
    author = somebody("researcher", units=("wave", "team-alpha"))
    hidden = services.confirm_found(
        token="hal:team-alpha:hal-12",
        figures=figures,
        given=given(
            title="Tides of the strait", units=["wave", "team-alpha"], confidentiality="need-to-know"
        ),
        today=TODAY,
        **author.acting,
    )
    services.set_step(uid=hidden.uid, text="Hidden step", on=TODAY, **author.acting)
    paths = (*PATHS, f"/cooperations/{hidden.uid}/", f"/cooperations/{hidden.uid}/tables/cooperation.csv")
    there = {(name, path): got(browser, path) for name, browser in browsers.items() for path in paths}
    Cooperation.objects.filter(pk=hidden.pk).delete()
    gone = {(name, path): got(browser, path) for name, browser in browsers.items() for path in paths}
    assert [where for where in there if there[where] != gone[where]] == []
    assert {status for status, _ in there.values()} == {200, 404}
    assert not any(b"Hidden step" in body for _, body in there.values())

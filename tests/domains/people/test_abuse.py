"""Abuse of signing in: return addresses to other sites, forged addresses of the browser, looking people up."""

from urllib.parse import urljoin, urlsplit

import pytest
from django.core.cache import cache
from django.test import Client

from cast.factories import PersonFactory
from cast.people import PASSWORD
from domains.people.test_views import NOW, SHELL, sign_in, text
from portulan.domains.people.queries import look_up
from portulan.domains.people.services import deactivate

ELSEWHERE = (
    "//evil.example.org",
    "https://evil.example.org/",
    "\\\\evil.example.org",
    "/\\evil.example.org",
    "%2f%2fevil.example.org",
    "/%2fevil.example.org",
    "https:evil.example.org",
    "http:///evil.example.org",
    "javascript:alert(1)",
    "\t//evil.example.org",
    "/\t/evil.example.org",
    "https://testserver@evil.example.org/",
)


@pytest.fixture(autouse=True)
def fresh_limits() -> None:
    cache.clear()


def leads_elsewhere(response) -> bool:
    """Whether a browser that follows the answer leaves the site: it drops tabs and reads a backslash as a slash."""
    location = response.headers.get("Location", "").replace("\t", "").replace("\\", "/")
    where = urlsplit(urljoin("http://testserver/account/login/", location))
    return (where.scheme, where.netloc) != ("http", "testserver")


@pytest.mark.parametrize("target", ELSEWHERE)
def test_signing_in_leads_to_no_other_site(client, member, target) -> None:
    email = member("outsider").account.email
    assert not leads_elsewhere(sign_in(client, email, next=target))
    assert not leads_elsewhere(
        Client().post(f"/account/login/?next={target}", {"login": email, "password": PASSWORD})
    )
    assert client.get("/me/").status_code == 200


@pytest.mark.parametrize("target", ELSEWHERE)
def test_choosing_a_language_and_signing_out_lead_to_no_other_site(client, member, target) -> None:
    sign_in(client, member("outsider").account.email)
    assert not leads_elsewhere(client.post("/language/", {"language": "fr", "next": target}))
    assert not leads_elsewhere(client.post("/account/logout/", {"next": target}))


def test_our_own_return_address_is_followed(client, member) -> None:
    answer = sign_in(client, member("outsider").account.email, next="/sources/")
    assert answer.headers["Location"] == "/sources/"


def test_a_forged_address_of_the_browser_does_not_lift_the_limit(client, member) -> None:
    """Each try says it comes from elsewhere, and for another account: only the real address can be counted."""
    pages = [
        text(
            client.post(
                "/account/login/",
                {"login": f"nobody-{number}@example.org", "password": "wrong"},
                headers={"x-forwarded-for": f"203.0.113.{number}", "x-real-ip": f"203.0.113.{number}"},
            )
        )
        for number in range(40)
    ]
    assert "Too many" not in pages[0]
    assert "Too many" in pages[-1]


@pytest.mark.django_db
def test_people_are_looked_up_by_whole_address_or_by_name_never_as_a_directory(member) -> None:
    found = member("referent").person
    assert [one.uid for one in look_up("régis balise")] == [found.uid]
    assert [one.uid for one in look_up("REFERENT@example.org")] == [found.uid]
    for text_ in ("", "@", "re@", "referent@", "@example.org", "a", "ba", "R b", "\0", "%", "___"):
        assert look_up(text_) == []


@pytest.mark.django_db
def test_no_more_people_are_found_than_asked_and_one() -> None:
    PersonFactory.create_batch(12)
    assert len(look_up("person", limit=8)) == 9


@pytest.mark.django_db
def test_who_cannot_sign_in_is_not_found(member) -> None:
    deactivate(account=member("referent").account, by=SHELL, at=NOW)
    assert look_up("balise") == []

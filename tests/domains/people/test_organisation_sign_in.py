"""Signing in through the organisation's provider, over real HTTP: who gets in, and what is tied to what."""

import re
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from django.core.cache import cache
from django.test import Client

from cast.people import PASSWORD
from cast.provider import CLIENT, SECRET, Provider, new_key, running_provider
from domains.people.test_views import NOW, SHELL, code_of, sign_in, text
from portulan.domains.people import services
from portulan.domains.people.models import Account
from portulan.foundations.journal.models import Entry
from portulan.foundations.notices.models import Notice

LOGIN = "/account/oidc/organisation/login/"
OTHER = "correspondent@example.org"
pytestmark = pytest.mark.django_db


@pytest.fixture
def provider(settings):
    cache.clear()
    with running_provider() as running:
        app = {
            "provider_id": "organisation",
            "name": "Our organisation",
            "client_id": CLIENT,
            "secret": SECRET,
            "settings": {"server_url": running.address},
        }
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}
        settings.PORTULAN_OIDC_TRUST_ADDRESSES = True
        yield running


@pytest.fixture
def outsider(member) -> Account:
    return member("outsider").account


def redirected(address: str) -> str:
    """Where a page elsewhere sends the browser."""
    parts = urlsplit(address)
    connection = HTTPConnection(parts.hostname, parts.port, timeout=5)
    connection.request("GET", f"{parts.path}?{parts.query}")
    answer = connection.getresponse()
    connection.close()
    return answer.getheader("Location")


def through(client: Client, *, process: str = "login"):
    """Sign in as a browser does: our button, the provider's page, back to us; gives our last answer."""
    there = client.post(f"{LOGIN}?process={process}")
    back = urlsplit(redirected(there["Location"]))
    return client.get(f"{back.path}?{back.query}")


def is_in(client: Client) -> bool:
    return client.get("/me/").status_code == 200


def nothing_tied() -> bool:
    return not SocialAccount.objects.exists()


def test_the_button_is_on_the_sign_in_page_and_asks_before_leaving(client, provider) -> None:
    assert "Our organisation" in text(client.get("/account/login/"))
    assert client.get(LOGIN).status_code == 200


def test_a_verified_address_opens_its_account_ties_it_once_and_tells_the_person(
    client, provider, outsider
) -> None:
    through(client)
    assert is_in(client)
    assert SocialAccount.objects.get().user == outsider
    assert Entry.objects.filter(verb="account.tie", object_uid=outsider.uid).count() == 1
    assert (
        Notice.objects.filter(event__startswith="account.tie", channel="mail").get().address == outsider.email
    )

    again = Client()
    through(again)
    assert is_in(again)
    assert Entry.objects.filter(verb="account.tie").count() == 1


def test_a_tied_identity_opens_the_account_whatever_address_it_has_now(client, provider, outsider) -> None:
    through(Client())
    provider.email, provider.email_verified = "new@example.org", False
    through(client)
    assert is_in(client)


def test_the_request_carries_a_challenge_that_the_provider_checks(client, provider, outsider) -> None:
    through(client)
    (asked,) = provider.asked
    assert (asked["code_challenge_method"], asked["response_type"], asked["client_id"]) == (
        "S256",
        "code",
        CLIENT,
    )
    assert "openid" in asked["scope"].split()


@pytest.mark.parametrize(
    "claims",
    [
        {"email_verified": False},
        {"email_verified": "true"},
        {"email": "nobody@example.org"},
        {"email": ""},
        {},
    ],
)
def test_no_account_is_taken_over_by_an_address_and_the_answer_tells_nothing(
    client, provider, outsider, settings, claims
) -> None:
    settings.PORTULAN_OIDC_TRUST_ADDRESSES = bool(claims)  # the last: verified, and not trusted
    provider.claims = claims
    answer = through(client)
    assert answer.status_code == 403
    assert "No account is tied to this identity" in text(answer)
    assert not is_in(client)
    assert nothing_tied()
    assert Account.objects.count() == 1


def test_the_answer_is_the_same_whether_an_account_has_the_address(provider, outsider) -> None:
    provider.email_verified = False
    known = body(through(Client()))
    provider.email, provider.subject = "nobody@example.org", "person-2"
    assert body(through(Client())) == known


def body(answer) -> str:
    """The page without what is of one request: the code of the provider and the token of the forms."""
    return re.sub(r'value="[^"]*"', "", text(answer))


def test_an_address_that_changed_hands_opens_nothing_of_its_former_owner(client, provider, outsider) -> None:
    through(Client())
    provider.subject = "person-2"
    assert through(client).status_code == 403
    assert not is_in(client)
    assert SocialAccount.objects.count() == 1


def test_my_page_leads_to_it_only_where_there_is_a_provider(client, provider, outsider, settings) -> None:
    sign_in(client, outsider.email)
    assert "/account/3rdparty/" in text(client.get("/me/"))
    settings.SOCIALACCOUNT_PROVIDERS = {}
    assert "/account/3rdparty/" not in text(client.get("/me/"))


def test_who_is_signed_in_ties_an_identity_and_it_opens_that_account_only(
    provider, outsider, settings
) -> None:
    settings.PORTULAN_OIDC_TRUST_ADDRESSES = False
    mine, provider.email = Client(), "private@example.org"
    sign_in(mine, outsider.email)
    through(mine, process="connect")
    assert SocialAccount.objects.get().user == outsider

    again = Client()
    through(again)
    assert is_in(again)


def test_an_identity_tied_to_one_account_is_not_moved_to_another(provider, outsider, member) -> None:
    through(Client())
    other = Client()
    sign_in(other, member("correspondent").account.email)
    through(other, process="connect")
    assert SocialAccount.objects.get().user == outsider


def test_a_closed_account_stays_closed(client, provider, outsider) -> None:
    through(Client())
    services.deactivate(account=outsider, by=SHELL, at=NOW)
    through(client)
    assert not is_in(client)


def test_a_closed_account_is_not_tied_by_its_address(client, provider, outsider) -> None:
    services.deactivate(account=outsider, by=SHELL, at=NOW)
    assert through(client).status_code == 403
    assert nothing_tied()


def test_the_second_step_is_asked_after_the_provider_too(client, provider, outsider) -> None:
    with_second_step(outsider)
    answer = through(client)
    assert answer["Location"].startswith("/account/2fa/authenticate/")
    assert not is_in(client)


def with_second_step(account: Account) -> None:
    browser = Client()
    sign_in(browser, account.email)
    browser.post("/account/reauthenticate/", {"password": PASSWORD})
    page = browser.get("/account/2fa/totp/activate/")
    secret = page.context["form"].secret
    browser.post("/account/2fa/totp/activate/", {"code": code_of(secret)})


def forged(provider: Provider) -> None:
    provider.signing_key = new_key()


def unsigned(provider: Provider) -> None:
    provider.without = ("id_token",)


def other_audience(provider: Provider) -> None:
    provider.claims = {"aud": "another site"}


def other_issuer(provider: Provider) -> None:
    provider.claims = {"iss": "https://elsewhere.example.org"}


def past(provider: Provider) -> None:
    provider.claims = {"exp": 1_600_000_000}


def two_persons(provider: Provider) -> None:
    provider.userinfo = {"sub": "person-2"}


def of_another_request(provider: Provider) -> None:
    provider.claims = {"nonce": "of another request"}


def of_no_request(provider: Provider) -> None:
    provider.claims = {"nonce": None}


@pytest.mark.parametrize(
    "spoil",
    [
        forged,
        unsigned,
        other_audience,
        other_issuer,
        past,
        two_persons,
        of_another_request,
        of_no_request,
    ],
)
def test_a_token_that_does_not_hold_lets_nobody_in(client, provider, outsider, spoil) -> None:
    spoil(provider)
    answer = through(client)
    assert answer.status_code == 401
    assert "did not let you in" in text(answer)
    assert not is_in(client)
    assert nothing_tied()


def test_each_request_has_a_nonce_of_its_own_that_the_address_cannot_choose(
    client, provider, outsider
) -> None:
    through(client)
    through(Client())
    first, second = (asked["nonce"] for asked in provider.asked)
    assert first != second
    assert min(len(first), len(second)) >= 32

    chosen = client.post(f"{LOGIN}?process=login&auth_params=nonce%3Dchosen")
    assert "nonce=chosen" not in chosen["Location"]


def test_a_tied_identity_is_refused_with_the_token_of_another_request(client, provider, outsider) -> None:
    through(Client())
    of_another_request(provider)
    assert through(client).status_code == 401
    assert not is_in(client)


def test_a_code_without_its_state_lets_nobody_in(client, provider, outsider) -> None:
    back = urlsplit(redirected(client.post(LOGIN)["Location"]))
    answer = Client().get(f"{back.path}?{back.query}")
    assert answer.status_code == 401
    assert nothing_tied()


def test_a_provider_that_does_not_answer_is_told(client, provider, outsider, settings) -> None:
    settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["settings"]["server_url"] = (
        "http://127.0.0.1:9"
    )
    answer = client.post(LOGIN)
    assert answer.status_code == 401
    assert "did not let you in" in text(answer)


def test_another_provider_than_that_of_the_settings_does_not_exist(client, provider) -> None:
    assert client.get("/account/oidc/elsewhere/login/").status_code == 404

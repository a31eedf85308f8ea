"""Signing in, as people do it; pages are ours, never those of the library."""

import base64
import hashlib
import hmac
import re
import struct
import time
from datetime import UTC, datetime

import pytest
from django.core import mail
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import reverse

from cast.factories import AccountFactory
from cast.people import PASSWORD
from portulan.domains.people import services
from portulan.domains.people.models import Account
from portulan.domains.people.queries import recipient_of
from portulan.foundations.journal import queries as journal
from portulan.foundations.journal.actor import Actor
from portulan.foundations.notices.models import Notice
from portulan.foundations.notices.services import Text, post

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
SHELL = Actor("system:shell", "shell")
NEW = "the wind of the open sea"


@pytest.fixture(autouse=True)
def fresh_limits() -> None:
    """The limits on tries are counted in the cache."""
    cache.clear()


@pytest.fixture
def signed_in(client: Client, member) -> Client:
    sign_in(client, member("outsider").account.email)
    return client


def sign_in(client: Client, email: str, password: str = PASSWORD, **more: str):
    return client.post(reverse("account_login"), {"login": email, "password": password, **more})


def text(response) -> str:
    return response.content.decode()


def test_the_right_password_opens_my_page_in_my_language(client, member) -> None:
    response = sign_in(client, member("researcher").account.email.upper())
    assert (response.status_code, response["Location"]) == (302, "/desk/")
    page = client.get("/me/")
    assert "Roxane Sillage" in text(page)
    assert '<html lang="fr"' in text(page)


@pytest.mark.parametrize(
    ("email", "password"), [("outsider@example.org", "wrong"), ("nobody@example.org", PASSWORD)]
)
def test_a_wrong_password_and_an_unknown_address_are_refused_alike(
    client, member, email: str, password: str
) -> None:
    member("outsider")
    response = sign_in(client, email, password)
    assert response.status_code == 200
    assert 'role="alert"' in text(response)
    assert "The email address and/or password you specified are not correct." in text(response)
    assert client.get("/me/").status_code == 302


def test_a_closed_account_is_told_so_and_stays_out(client, member) -> None:
    account = member("outsider").account
    services.deactivate(account=account, by=SHELL, at=NOW)
    response = sign_in(client, account.email)
    assert response["Location"] == reverse("account_inactive")
    assert "This account is closed" in text(client.get(response["Location"]))
    assert client.get("/me/").status_code == 302


def test_closing_an_account_ends_its_session(signed_in) -> None:
    assert signed_in.get("/me/").status_code == 200
    services.deactivate(account=Account.objects.get(), by=SHELL, at=NOW)
    assert signed_in.get("/me/").status_code == 302


def test_nobody_opens_an_account_alone(client, db) -> None:
    given = {"email": "new@example.org", "password1": NEW, "password2": NEW}
    for response in (client.get(reverse("account_signup")), client.post(reverse("account_signup"), given)):
        assert "Accounts are opened by an administrator" in text(response)
    assert Account.objects.count() == 0


def test_too_many_tries_are_slowed_down_with_words(client, member) -> None:
    member("outsider")
    pages = [text(sign_in(client, "outsider@example.org", "wrong")) for _ in range(12)]
    assert any("Too many" in page for page in pages)
    assert "Too many" in text(sign_in(client, "outsider@example.org"))


def test_signing_out_asks_and_then_does(signed_in) -> None:
    assert "Sign out" in text(signed_in.get(reverse("account_logout")))
    assert signed_in.get("/me/").status_code == 200
    signed_in.post(reverse("account_logout"))
    assert signed_in.get("/me/").status_code == 302


def test_a_forgotten_password_is_set_anew_through_a_mail(client, member) -> None:
    account = member("outsider").account
    response = client.post(reverse("account_reset_password"), {"email": account.email}, follow=True)
    assert "A mail is on its way" in text(response)
    sent = mail.outbox[0]
    assert (sent.to, sent.subject) == ([account.email], "Portulan: set a new password")
    link = re.search(r"http://testserver(/account/password/reset/key/\S+)", sent.body).group(1)
    page = client.get(link, follow=True)
    done = client.post(page.request["PATH_INFO"], {"password1": NEW, "password2": NEW}, follow=True)
    assert "Your password is changed" in text(done)
    account.refresh_from_db()
    assert account.check_password(NEW)
    entry = journal.of(account.uid).first()
    assert (entry.verb, entry.by_label, entry.request_id != "") == ("account.password", "Otto Nowhere", True)
    assert "This link is no longer valid" in text(client.get(link, follow=True))


def test_asking_for_an_unknown_address_answers_the_same_and_tells_that_address(client, db) -> None:
    response = client.post(reverse("account_reset_password"), {"email": "nobody@example.org"}, follow=True)
    assert "A mail is on its way" in text(response)
    assert mail.outbox[0].subject == "Portulan: no account has this address"
    assert "signup" not in mail.outbox[0].body


def test_a_password_is_changed_by_its_person_and_other_sessions_end(signed_in) -> None:
    other = Client()
    sign_in(other, "outsider@example.org")
    given = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    signed_in.post(reverse("account_change_password"), given)
    assert Account.objects.get().check_password(NEW)
    assert signed_in.get("/me/").status_code == 200
    assert other.get("/me/").status_code == 302


def test_a_weak_password_is_refused_with_words_and_nothing_changes(signed_in) -> None:
    given = {"oldpassword": PASSWORD, "password1": "short", "password2": "short"}
    response = signed_in.post(reverse("account_change_password"), given)
    assert "at least 12 characters" in text(response)
    assert Account.objects.get().check_password(PASSWORD)


def confirm(client: Client) -> None:
    """Say the password again, as is asked before what changes how one signs in."""
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})


def code_of(secret: str) -> str:
    """The code of the present half minute, by RFC 6238."""
    moment = struct.pack(">Q", int(time.time()) // 30)
    digest = hmac.new(base64.b32decode(secret), moment, hashlib.sha1).digest()
    offset = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[offset : offset + 4])[0] & 0x7FFFFFFF) % 10**6:06d}"


def test_the_second_step_is_turned_on_asked_for_recovered_from_and_turned_off(signed_in) -> None:
    confirm(signed_in)
    page = signed_in.get(reverse("mfa_activate_totp"))
    secret = re.search(r"<code>([A-Z2-7]+)</code>", text(page)).group(1)
    assert 'src="data:image/svg+xml' in text(page)
    signed_in.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    assert "On: after your password" in text(signed_in.get(reverse("mfa_index")))
    codes = re.findall(r"<code>([0-9a-f]+)</code>", text(signed_in.get(reverse("mfa_view_recovery_codes"))))
    assert len(codes) == 10

    other = Client()
    response = sign_in(other, "outsider@example.org")
    assert response["Location"] == reverse("mfa_authenticate")
    assert other.get("/me/").status_code == 302
    assert "Type the code" in text(other.get(response["Location"]))
    assert 'role="alert"' in text(other.post(response["Location"], {"code": "000000"}))
    assert other.post(response["Location"], {"code": codes[0]})["Location"] == "/desk/"

    signed_in.post(reverse("mfa_deactivate_totp"))
    assert "Off: your password alone" in text(signed_in.get(reverse("mfa_index")))


def test_what_changes_how_one_signs_in_asks_for_the_password_again(signed_in) -> None:
    response = signed_in.get(reverse("mfa_activate_totp"))
    assert response["Location"].startswith(reverse("account_reauthenticate"))
    page = signed_in.get(response["Location"])
    assert "Confirm that it is you" in text(page)
    assert_ours(page)
    done = signed_in.post(response["Location"], {"password": PASSWORD})
    assert done["Location"] == reverse("mfa_activate_totp")


OPEN = [
    "account_login",
    "account_signup",
    "account_inactive",
    "account_reset_password",
    "account_reset_password_done",
]
OPEN += ["account_reset_password_from_key_done", "socialaccount_login_cancelled"]
MINE = [
    "account_logout",
    "account_change_password",
    "account_reset_password",
    "mfa_index",
    "mfa_activate_totp",
]
MINE += ["socialaccount_connections", "me"]


@pytest.mark.parametrize("name", OPEN)
def test_pages_before_signing_in_are_ours(client, db, name: str) -> None:
    assert_ours(client.get(reverse(name)))


@pytest.mark.parametrize("name", MINE)
def test_pages_after_signing_in_are_ours(signed_in, name: str) -> None:
    confirm(signed_in)
    assert_ours(signed_in.get(reverse(name)))


def test_a_failure_of_the_organisation_s_own_sign_in_is_told(client, db) -> None:
    response = client.get(reverse("socialaccount_login_error"))
    assert_ours(response, status=401)
    assert "Your organisation did not let you in" in text(response)


def assert_ours(response, *, status: int = 200) -> None:
    assert response.status_code == status
    assert "ui/base.html" in [template.name for template in response.templates]
    assert text(response).count("<h1>") == 1
    assert not [template.name for template in response.templates if template.name.startswith("allauth/")]


def test_my_page_is_for_who_signed_in(client, db) -> None:
    for name in ("me", "me_language", "me_read"):
        assert client.get(reverse(name))["Location"].startswith("/account/login/")


def tell(person, event: str = "build:1", link: str = "/sources/") -> None:
    with transaction.atomic():
        words = Text(subject=f"News of {event}", body="All is well.")
        post(event=event, to=[recipient_of(person)], text=lambda: words, at=NOW, link=link)


def test_notices_are_read_on_my_page_one_by_one_or_all(client, member) -> None:
    mine, theirs = member("outsider"), member("partner")
    sign_in(client, mine.account.email)
    for person in (mine.person, theirs.person):
        for number in range(3):
            tell(person, f"build:{number}")
    page = text(client.get("/me/"))
    assert "3 notices not read." in page
    assert '<a href="/sources/">News of build:2</a>' in page
    uid = re.search(r'name="notice" value="([^"]+)"', page).group(1)
    assert client.post(reverse("me_read"), {"notice": uid})["Location"] == "/me/#notices"
    assert "2 notices not read." in text(client.get("/me/"))
    client.post(reverse("me_read"))
    assert "You have read everything." in text(client.get("/me/"))
    assert (
        Notice.objects.filter(recipient_uid=str(theirs.person.uid), channel="page", read_at=None).count() == 3
    )


def test_a_notice_of_somebody_else_is_left_alone(signed_in, member) -> None:
    tell(member("partner").person)
    theirs = Notice.objects.get(channel="page")
    signed_in.post(reverse("me_read"), {"notice": theirs.uid})
    theirs.refresh_from_db()
    assert theirs.read_at is None
    assert signed_in.post(reverse("me_read"), {"notice": "nonsense"}).status_code == 422


def test_my_language_is_kept_and_shown_at_once(signed_in, member) -> None:
    response = signed_in.post(reverse("me_language"), {"language": "fr"}, follow=True)
    assert '<html lang="fr"' in text(response)
    person = member("outsider").person
    person.refresh_from_db()
    assert person.language == "fr"
    assert signed_in.post(reverse("me_language"), {"language": "de"}).status_code == 422
    signed_in.post(reverse("me_language"), {"language": ""})
    assert signed_in.cookies["django_language"].value == ""


def test_an_account_of_nobody_has_a_page_too(client, db) -> None:
    account = AccountFactory()
    client.force_login(account)
    assert account.email in text(client.get("/me/"))
    assert client.post(reverse("me_language"), {"language": "fr"}).status_code == 422


def test_my_page_costs_as_many_queries_with_one_notice_as_with_three(
    client, member, django_assert_max_num_queries
):
    made = member("outsider")
    sign_in(client, made.account.email)
    tell(made.person)
    with django_assert_max_num_queries(6) as first:
        client.get("/me/")
    tell(made.person, "build:2")
    tell(made.person, "build:3")
    with django_assert_max_num_queries(len(first)):
        client.get("/me/")

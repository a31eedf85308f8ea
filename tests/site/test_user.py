"""`portulan user`, as an administrator types it."""

import io
import re

import pytest
from django.core.management import CommandError, call_command

from portulan.domains.people.models import Account, Person
from portulan.foundations.journal.models import Entry

ADA = ("--email", "ada@example.org", "--given-name", "Ada", "--family-name", "Example")


def user(*words: str) -> str:
    out = io.StringIO()
    call_command("user", *words, stdout=out)
    return out.getvalue()


def password_in(shown: str) -> str:
    return re.search(r"Password, shown this once: (\S+)", shown).group(1)


def test_a_person_is_made_and_the_password_shown_works(db: None) -> None:
    shown = user("create", *ADA, "--language", "fr")
    account = Account.objects.get()
    assert "Ada Example can sign in as ada@example.org." in shown
    assert account.check_password(password_in(shown))
    assert account.person.language == "fr"
    assert {entry.by_label for entry in Entry.objects.all()} == {"administrator's shell"}


def test_what_is_refused_says_why_and_changes_nothing(db: None) -> None:
    user("create", *ADA)
    with pytest.raises(CommandError, match=r"has an account already.*Nothing was changed\."):
        user("create", *ADA)
    with pytest.raises(CommandError, match="give --role too"):
        user(
            "create", "--email", "b@example.org", "--given-name", "B", "--family-name", "B", "--country", "SG"
        )
    assert Person.objects.count() == 1


def test_a_role_that_the_pack_lacks_makes_nobody(db: None) -> None:
    with pytest.raises(CommandError, match="no-such-role"):
        user("create", *ADA, "--role", "no-such-role")
    assert (Account.objects.count(), Person.objects.count(), Entry.objects.count()) == (0, 0, 0)


def test_a_new_password_and_a_closed_account(db: None) -> None:
    old = password_in(user("create", *ADA))
    new = password_in(user("password", "--email", "ada@example.org"))
    account = Account.objects.get()
    assert account.check_password(new)
    assert not account.check_password(old)
    user("deactivate", "--email", "ADA@example.org")
    assert re.search(r"ada@example\.org +Ada Example +closed +never here", user("list"))


@pytest.mark.parametrize("what", ["password", "deactivate"])
def test_an_unknown_address_is_named(db: None, what: str) -> None:
    with pytest.raises(CommandError, match=r"No account has the address nobody@example\.org"):
        user(what, "--email", "nobody@example.org")

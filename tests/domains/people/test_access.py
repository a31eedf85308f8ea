from types import SimpleNamespace
from uuid import uuid4

import pytest

from portulan.domains.people import access
from portulan.foundations.journal.actor import Actor

SHELL = Actor("system:shell", "shell")
ADA = SimpleNamespace(uid=uuid4())
AS_ADA, AS_BOB = Actor(str(ADA.uid), "Ada"), Actor(str(uuid4()), "Bob")


@pytest.mark.parametrize(("by", "may"), [(SHELL, True), (AS_ADA, False), (AS_BOB, False)])
def test_only_processes_manage_accounts(by: Actor, may: bool) -> None:
    assert access.may_manage_accounts(by) is may


@pytest.mark.parametrize(("by", "may"), [(SHELL, True), (AS_ADA, True), (AS_BOB, False)])
def test_people_change_their_own_choices_only(by: Actor, may: bool) -> None:
    assert access.may_change_choices(by, ADA) is may


def test_a_refusal_says_why() -> None:
    with pytest.raises(access.AccessRefusedError, match="managed by administrators"):
        access.require_accounts(AS_BOB)
    with pytest.raises(access.AccessRefusedError, match="your own choices only"):
        access.require_choices(AS_BOB, ADA)

"""The small pack with two laboratories and three partners; people who hold the radar, priorities and ledgers."""

from collections.abc import Callable

import pytest

from domains.cooperations.conftest import AT, TODAY, VERBS, Somebody, field
from domains.cooperations.conftest import somebody as with_cooperations
from portulan.domains.organisation.models import Role

MORE = {
    "referent": ["radar.read", "radar.act", "partner.read"],
    "director": ["radar.read", "steering.read", "priorities.edit", "partner.read", "partner.edit"],
    "correspondent": ["radar.read"],
}
__all__ = ["AT", "TODAY", "Somebody", "field", "somebody", "with_cooperations"]


@pytest.fixture
def somebody(with_cooperations: Callable[..., Somebody]) -> Callable[..., Somebody]:
    for code, verbs in MORE.items():
        Role.objects.filter(code=code).update(verbs=[*VERBS[code], *verbs])
    return with_cooperations

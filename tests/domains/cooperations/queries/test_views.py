"""A proof stands until an objection is upheld."""

from dataclasses import replace

import pytest

from domains.cooperations.conftest import TODAY
from portulan.domains.cooperations import queries, services


@pytest.mark.parametrize(
    ("upheld", "stands", "contested"), [(None, True, True), (False, True, False), (True, False, False)]
)
def test_what_an_objection_does(declared, somebody, upheld, stands, contested):
    row, referent = declared(), somebody("referent", units=("sea",))
    services.contest(uid=row.proofs.get().uid, reason="No.", **referent.acting)
    (proof,) = queries.one(reach=referent.reach, uid=row.uid, at=TODAY).proofs
    settled = replace(proof, contests=(replace(proof.contests[0], upheld=upheld),))
    assert (settled.stands, settled.contested) == (stands, contested)

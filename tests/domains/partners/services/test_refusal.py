"""Refusals carry their reason and their field."""

import pytest

from portulan.domains.partners.services.refusal import (
    ChangedMeanwhileError,
    PartnerRefusedError,
    refuse_access,
)


def test_a_refusal_says_why_and_where():
    assert (str(PartnerRefusedError("why", field="name")), PartnerRefusedError("why").field) == ("why", "")
    assert ChangedMeanwhileError("why", theirs={"city": "Dakar"}).theirs == {"city": "Dakar"}
    with pytest.raises(PermissionError, match="mandates do not allow"):
        refuse_access()

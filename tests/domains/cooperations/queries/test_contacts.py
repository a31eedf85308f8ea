"""Contacts named on a cooperation are tried with the service that names them."""

from portulan.domains.cooperations.queries.contacts import named_on, to_name


def test_nobody_is_named_before_somebody_is(declared, somebody):
    row = declared()
    assert named_on(cooperation=row) == to_name(cooperation=row, reach=somebody("director").reach) == ()

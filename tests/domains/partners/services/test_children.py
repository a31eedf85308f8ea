"""Rows that point to a partner are counted and moved without knowing their domain; see test_merging for the rest."""

from domains.packed import AT, TODAY
from domains.partners.known import BY, provisional
from portulan.domains.partners.models import Contact
from portulan.domains.partners.services import add_contact
from portulan.domains.partners.services.children import children_of, move_back, move_children, strays


def test_there_and_back(isle):
    one, other = provisional("One", AT), provisional("Other", AT)
    add_contact(partner=one, unit=None, said={"family_name": "Exemple"}, by=BY, at=AT, today=TODAY)
    assert children_of(one) == {"partners.partnername": 1, "partners.contact": 1}

    moves, changes = move_children(from_=one, to=other)

    assert children_of(one) == {}
    assert {change.after["partner_id"] for change in changes} == {other.pk}
    assert strays(moves, to=other) == []
    move_back(moves, from_=other, to=one)
    assert children_of(one) == {"partners.partnername": 1, "partners.contact": 1}


def test_a_child_that_went_elsewhere_is_a_stray(isle):
    one, other = provisional("One", AT), provisional("Other", AT)
    add_contact(partner=one, unit=None, said={"family_name": "Exemple"}, by=BY, at=AT, today=TODAY)
    moves, _changes = move_children(from_=one, to=other)

    Contact.objects.update(partner=provisional("Third", AT))

    assert [move[0] for move in strays(moves, to=other)] == ["partners.contact"]

"""Names, numbers and relatives of one partner; what holds comes first."""

from domains.packed import AT, TODAY
from domains.partners.known import BY, provisional
from portulan.domains.partners.queries.details import details_of
from portulan.domains.partners.services import add_identifier, add_name, add_parent, end_row


def test_all_of_a_partner_in_five_queries(isle, django_assert_num_queries):
    partner, parent = provisional("Faculty", AT), provisional("University", AT)
    old = add_name(partner=partner, text="\u0421chool", kind="alias", by=BY, at=AT)
    end_row(partner=partner, uid=old.uid, kind="name", by=BY, at=AT, today=TODAY)
    add_name(partner=partner, text="FAC", kind="acronym", language="fr", by=BY, at=AT)
    add_identifier(partner=partner, kind="pic", value="912345678", by=BY, at=AT)
    add_parent(partner=partner, parent=parent, by=BY, at=AT)

    with django_assert_num_queries(5):
        found = details_of(partner, at=TODAY)

    assert [(name.text, name.ended) for name in found.names] == [
        ("Faculty", False),
        ("FAC", False),
        ("\u0421chool", True),
    ]
    assert found.names[2].suspicious == ("mixed_scripts",)
    assert [(one.kind_label, one.text) for one in found.identifiers] == [("PIC", "912345678")]
    assert [(one.text, one.key) for one in found.parents] == [("University", parent.key)]
    assert [one.text for one in details_of(parent, at=TODAY).children] == ["Faculty"]
    assert found.known

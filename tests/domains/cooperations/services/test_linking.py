"""The links of a cooperation follow what is said, in its order, each with where it came from."""

from domains.cooperations.conftest import TODAY, given
from portulan.domains.cooperations import services


def test_links_are_made_moved_and_removed(declared, somebody):
    row = declared(units=["wave"], partners=["test-sg"], filled={"wave": "RNSR"})
    assert [(one.unit.code, one.source) for one in row.unit_links.all()] == [("wave", "RNSR")]
    assert [(one.country.code, one.source) for one in row.country_links.all()] == [
        ("SG", "the record of the partner")
    ]
    kept = row.unit_links.get().pk
    everywhere = somebody("referent")
    what = given(units=["cloud", "wave"], partners=["test-jp"], countries=["JP"])
    services.edit(uid=row.uid, given=what, version=1, today=TODAY, **everywhere.acting)
    links = row.unit_links.order_by("rank")
    assert [(one.unit.code, one.source) for one in links] == [("cloud", ""), ("wave", "RNSR")]
    assert links[1].pk == kept
    assert [one.partner.key for one in row.partner_links.all()] == ["test-jp"]

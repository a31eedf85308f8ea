"""Names of partners are found the moment they are written, and forgotten names still lead to who bears them."""

from domains.packed import AT, TODAY
from domains.partners.known import BY, provisional
from portulan.domains.partners.queries.index import NamesOfPartners
from portulan.domains.partners.services import add_name, edit_partner, end_row, merge


def found(names: NamesOfPartners, text: str) -> list[int]:
    return list(dict.fromkeys(known.partner for known, _score in names.near(text, limit=10)))


def test_a_name_added_is_found_at_once_without_a_new_index(isle):
    names = NamesOfPartners()
    one = provisional("Institut des marées", AT)
    assert found(names, "institut des marees") == [one.pk]
    index = names._held.index

    two = provisional("Quantum bureau", AT)
    add_name(partner=one, text="IDM", kind="acronym", by=BY, at=AT)

    assert found(names, "quantum bureau") == [two.pk]
    assert names._held.index is not index or names._held.tail


def test_a_name_changed_or_joined_is_followed(isle):
    names = NamesOfPartners()
    one, two = provisional("Institut des marées", AT), provisional("Quantum bureau", AT)
    assert found(names, "quantum bureau") == [two.pk]
    said = {"name": "Photon bureau", "short_name": "", "country": "SN", "city": "", "website": ""}
    edit_partner(partner=two, version=two.version, **said, by=BY, at=AT)
    assert found(names, "photon bureau") == [two.pk]

    merge(kept=one, absorbed=two, by=BY, at=AT)

    assert found(names, "photon bureau") == [one.pk]


def test_a_former_name_still_leads_to_its_bearer(isle):
    names, one = NamesOfPartners(), provisional("Institut des marées", AT)
    former = add_name(partner=one, text="Station zoologique", kind="alias", by=BY, at=AT)
    end_row(partner=one, uid=former.uid, kind="name", by=BY, at=AT, today=TODAY)

    assert found(names, "station zoologique") == [one.pk]

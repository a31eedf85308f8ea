"""What a form about partners lets a person choose: no more than their scope."""

from cast.people import make
from domains.packed import AT, BY, TODAY
from domains.partners.known import reach
from portulan.domains.organisation.models import Role, Unit
from portulan.domains.organisation.services import give_mandate
from portulan.domains.organisation.vocabulary import Verb
from portulan.domains.partners.queries import choosing


def test_units_of_the_scope_only(isle):
    sea = Unit.objects.get(code="sea")
    limited, free = reach(Verb.PARTNER_EDIT, units=[sea.pk]), reach(Verb.PARTNER_EDIT)

    assert [one.value for one in choosing.unit_options(reach=limited, at=TODAY)] == ["sea"]
    assert {"isle", "sea", "sky", "office-singapore"} == {
        one.value for one in choosing.unit_options(reach=free, at=TODAY)
    }
    assert choosing.unit_options(reach=reach(), at=TODAY) == []
    assert (choosing.may_keep_for_all(limited), choosing.may_keep_for_all(free)) == (False, True)
    assert choosing.unit_row("sea") == sea
    assert choosing.unit_row("") is choosing.unit_row("nothing") is None


def test_countries_by_their_name(isle):
    options = {one.value: one.label for one in choosing.country_options()}

    assert options["SN"] == "Senegal"
    assert list(options.values()) == sorted(options.values())


def test_colleagues_hold_a_mandate_today(isle):
    Role.objects.create(code="referent", name_fr="Référent", name_en="Referent", verbs=["partner.read"])
    person, outsider = make("referent").person, make("outsider").person
    give_mandate(person=person, role_code="referent", by=BY, at=AT, today=TODAY)

    assert [one.label for one in choosing.colleagues("bali", at=TODAY)] == ["Régis Balise"]
    assert choosing.colleagues("nowhere", at=TODAY) == choosing.colleagues(" ", at=TODAY) == []
    assert choosing.colleague(str(person.uid), at=TODAY) == person
    assert choosing.colleague(str(outsider.uid), at=TODAY) is choosing.colleague("nothing", at=TODAY) is None

"""Units are found by all their names, labels and places; telling them is what reading all anew gives."""

import pytest

from portulan.domains.organisation.models import Unit, UnitLabel, UnitName
from portulan.domains.organisation.queries.finding import search_texts
from portulan.foundations.search import services
from portulan.foundations.search.queries import find

pytestmark = pytest.mark.usefixtures("isle")


def found(asked: str) -> list[str]:
    numbers = [number for group in find(asked, reader=None, only="unit") for number in group.numbers]
    codes = dict(Unit.objects.values_list("pk", "code"))
    return [codes[number] for number in numbers]


def test_the_levels_of_a_pack_are_found_in_both_languages_and_by_former_names():
    assert found("institut de la mer")[0] == "sea"
    assert found("institute sea")[0] == "sea"
    assert found("flots") == ["sea"]
    assert "isle" in found("organisme des iles")


def test_a_label_a_town_and_a_typing_mistake_lead_there():
    unit = Unit.objects.create(
        code="rnsr-1", kind="laboratory", origin="registry", city="Singapore", rnsr="200919745C"
    )
    UnitName.objects.create(
        unit=unit, origin="registry", name_fr="Ondes", name_en="Waves", short_name="CINTRA"
    )
    UnitLabel.objects.create(unit=unit, text="IRL 3288")
    services.tell(kind="unit", numbers=[unit.pk])
    for asked in ("IRL 3288", "irl3288", "cintra", "singapore waves", "singpaore waves", "200919745C"):
        assert found(asked) == ["rnsr-1"], asked


def test_all_read_anew_is_what_the_pack_told():
    before = {asked: found(asked) for asked in ("mer", "organisation", "ciel", "sea")}
    assert list(search_texts(None)) == list(search_texts(list(Unit.objects.values_list("pk", flat=True))))
    services.rebuild()
    assert {asked: found(asked) for asked in before} == before
    assert any(before.values())

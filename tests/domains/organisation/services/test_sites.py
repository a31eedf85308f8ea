"""Sites: one row for a town, however it is written; units are placed when they are taken in."""

import pytest

from domains.packed import AT, BY, TODAY, structure
from portulan.domains.geography.queries import country_ids
from portulan.domains.organisation.models import Site, Unit
from portulan.domains.organisation.services import take_in_structures
from portulan.domains.organisation.services.sites import sites_of
from portulan.domains.organisation.vocabulary.sites import site_code, site_name


@pytest.mark.parametrize(
    ("city", "code", "name"),
    [
        ("GRENOBLE CEDEX 9", "fr-grenoble", "Grenoble"),
        ("PARIS 05", "fr-paris", "Paris"),
        ("Villeneuve d'Ascq", "fr-villeneuve-d-ascq", "Villeneuve d'Ascq"),
        ("VILLENEUVE D ASCQ CEDEX", "fr-villeneuve-d-ascq", "Villeneuve D Ascq"),
        ("ST MARTIN D HERES CEDEX", "fr-saint-martin-d-heres", "St Martin D Heres"),
        ("GIF SUR YVETTE CEDEX - ST AUBIN", "fr-gif-sur-yvette", "Gif Sur Yvette"),
        ("Besançon", "fr-besancon", "Besançon"),
        ("Stuttgart", "fr-stuttgart", "Stuttgart"),
        ("", "", ""),
    ],
)
def test_a_town_has_one_code_however_a_registry_writes_it(city, code, name):
    assert site_code("FR", city) == code
    if code:
        assert site_name(city) == name


def test_a_town_without_country_is_no_site():
    assert site_code("", "Paris") == ""


def test_units_of_one_town_stand_at_one_site_that_bears_its_best_name(isle):
    listed = [
        structure("200900001A", city="ST-ETIENNE CEDEX 2", address_country="FR"),
        structure("200900002B", city="Saint-Étienne", address_country="FR"),
        structure("200900003C", city="", address_country="FR"),
    ]
    take_in_structures(listed, by=BY, at=AT, today=TODAY)

    site = Site.objects.get(code="fr-saint-etienne")
    assert (site.name, site.country.code) == ("Saint-Étienne", "FR")
    assert sorted(site.units.values_list("code", flat=True)) == ["rnsr-200900001A", "rnsr-200900002B"]
    assert Unit.objects.get(code="rnsr-200900003C").site is None
    assert take_in_structures(listed, by=BY, at=AT, today=TODAY).unchanged > 0
    assert Site.objects.filter(code="fr-saint-etienne").count() == 1


def test_an_office_of_the_pack_stands_at_its_site(isle):
    assert Unit.objects.get(code="office-singapore").site.code == "sg-singapore"


def test_places_cost_as_many_queries_whatever_their_number(isle, django_assert_max_num_queries):
    countries = country_ids()
    places = [(countries["FR"], f"Town {chr(65 + n)}") for n in range(20)]
    with django_assert_max_num_queries(3):
        found = sites_of(places, countries)
    assert len(set(found.values())) == 20

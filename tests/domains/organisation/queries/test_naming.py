"""Units, countries and sites as people name them."""

import pytest

from domains.organisation.crew import A, B, muster
from portulan.domains.organisation.queries.naming import countries_named, sites_named, units_named


@pytest.fixture(autouse=True)
def crew(isle):
    return muster(isle)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("sea", "sea"),
        ("SEA", "sea"),
        ("l01a", A),
        (A, A),
        ("institut de la mer", "sea"),
        ("of the sky", "sky"),
    ],
)
def test_a_unit_is_named_by_code_short_name_or_a_part_of_its_name(text, code):
    assert units_named([text]) == type(units_named([]))((code,), ())


def test_what_may_mean_several_is_not_guessed():
    named = units_named(["laboratory", "sea", "nowhere", "IRL 1", "  ", "a\0b"])

    assert named.codes == ("sea",)
    unsure = dict(named.unsure)
    assert unsure["nowhere"] == ()
    assert unsure["a\0b"] == ()
    assert len(unsure["laboratory"]) == 3
    assert any(A in proposed for proposed in unsure["IRL 1"])


@pytest.mark.parametrize("text", ["FR", "fr", "France", " france "])
def test_a_country_is_named_by_code_or_name(text):
    assert countries_named([text]).codes == ("FR",)


def test_a_country_is_named_in_french_too_and_a_part_that_is_not_sure_is_not_guessed():
    assert countries_named(["Allemagne", "Corée du Sud"]).codes == ("DE", "KR")
    ((text, proposed),) = countries_named(["korea"]).unsure
    assert text == "korea"
    assert proposed == ("KP (North Korea)", "KR (South Korea)")
    assert countries_named(["Guinea"]).codes == ("GN",)


def test_a_site_is_named_by_its_town():
    assert sites_named(["grenoble", "fr-brest"]).codes == ("fr-grenoble", "fr-brest")
    assert sites_named(["Atlantis"]).unsure == (("Atlantis", ()),)


def test_the_same_unit_named_twice_is_one():
    assert units_named([A, "L01A", B]).codes == (A, B)

"""What the forest is told: a value for every feature, the same on the short way, and what tells rivals apart."""

import numpy as np
import pytest

from analytics.matching import registry_of_ours as ours
from portulan.analytics.matching.candidates import Finder
from portulan.analytics.matching.evidence import Where
from portulan.analytics.matching.features import FEATURES, SEEN, heard
from portulan.analytics.matching.matcher import Matcher
from portulan.analytics.matching.spans import Candidate, of_span
from portulan.analytics.matching.spellings import ACRONYM, ALIAS, DISPLAY


@pytest.fixture(scope="module")
def finder(matcher: Matcher) -> Finder:
    return Finder(matcher.registry)


def told(finder: Finder, text: str, number: int) -> dict[str, float]:
    """Features of the best described candidate for an organisation."""
    looked = finder.look(text)
    matrix = finder.describer.matrix(looked.candidates, looked.seen)
    (place, *_) = [
        n for n, one in enumerate(looked.candidates) if finder.registry.ror(one.org) == ours.ror(number)
    ]
    return dict(zip(FEATURES, matrix[place].tolist(), strict=True))


def test_every_candidate_has_every_feature_and_all_are_numbers(finder: Finder) -> None:
    for text in ("Velmar University", "UNH, Nordhaven University Hospital; Kestrel University, OH, USA", "x"):
        looked = finder.look(text)
        matrix = finder.describer.matrix(looked.candidates, looked.seen)
        assert matrix.shape == (len(looked.candidates), len(FEATURES))
        assert np.isfinite(matrix).all()


@pytest.mark.parametrize(
    "text", ["Velmar University", "Kestrel University", "Institut Talmont", "好运大学", "Brellon Optics GmbH"]
)
@pytest.mark.parametrize("country", ["", "US"])
def test_a_whole_name_is_described_alike_on_the_short_way(finder: Finder, text: str, country: str) -> None:
    cut = finder.cut(text)
    where = Where(countries={finder.places.number[country]} if country else set())
    found = finder._whole(cut, where, -1)
    describer = finder.describer
    row = describer._row(cut, where, found)
    slow = [
        of_span((one.first, one.after), row) + describer._of_name(one, (one.first, one.after), row)
        for one in found
    ]
    fast = describer._describe_whole(cut, where, found)
    assert np.array(slow, float).shape == (len(found), len(SEEN))
    np.testing.assert_allclose(np.array(fast, float), np.array(slow, float))


def test_the_city_and_the_country_of_the_string_are_told(finder: Finder) -> None:
    here = told(finder, "Section 4, Kestrel University, Wexcombe, United Kingdom", ours.TWIN_GB)
    assert (here["country"], here["city_out"], here["better_rival"]) == (2, 1, 0)
    silent = told(finder, "Kestrel University", ours.TWIN_GB)
    assert (silent["country"], silent["city_out"], silent["rivals"]) == (1, 0, 1)


def test_another_organisation_of_the_country_speaks_for_one(finder: Finder) -> None:
    text = "Kestrel University; Department 4, Brellon Optics (Germany), Haoyun University"
    assert told(finder, text, ours.TWIN_GB)["peers_same"] == 0


def test_who_is_written_so_is_told_from_who_shares_the_key(finder: Finder) -> None:
    assert told(finder, "Section 4, Kestrel University", ours.TWIN_GB)["written"] == 1
    assert told(finder, "Velmar University", ours.VELMAR)["written"] == -1


def test_what_the_registry_says_is_there(finder: Finder) -> None:
    university = told(finder, "Velmar University", ours.VELMAR)
    assert (university["education"], university["healthcare"], university["year"]) == (1, 0, 1900)
    assert told(finder, "Conseil Breval de la Recherche", ours.COUNCIL)["children"] == 1


ALONE = [Candidate(4, 5, 0, 7, ACRONYM)]


def test_a_well_known_acronym_listed_among_others_of_its_country_is_heard() -> None:
    said = {"capitals": 1.0, "known_gap": 2.0, "peers_same": 3.0, "country": 1.0, "coverage": 1.0}
    given = dict.fromkeys(SEEN, 0.0) | said
    assert heard(ALONE, 0, list(given.values()), 124)
    assert not heard(ALONE, 0, list(given.values()), 10)
    against = (
        {"capitals": 0.0},
        {"known_gap": 0.0},
        {"peers_same": 0.0},
        {"country": -1.0},
        {"explained": 1.0},
        {"coverage": 0.5},
    )
    assert not any(heard(ALONE, 0, list((given | one).values()), 124) for one in against)


def test_two_short_names_of_an_organisation_apart_are_heard() -> None:
    seen = list((dict.fromkeys(SEEN, 0.0) | {"peers_same": 3.0, "country": 1.0}).values())
    number = Candidate(0, 2, 1, 7, ALIAS)
    assert heard([number, *ALONE], 1, seen, 10)
    assert not heard([number, *ALONE], 0, seen, 10)
    for other in (Candidate(0, 2, 1, 8, ALIAS), Candidate(3, 5, 1, 7, ALIAS), Candidate(0, 2, 1, 7, DISPLAY)):
        assert not heard([other, *ALONE], 1, seen, 10)

"""The keys one name gives: orders, shortened forms, other letters, hospitals and schools as they sign."""

import pytest

from analytics.matching.registry_of_ours import record
from portulan.analytics.matching import dump
from portulan.analytics.matching.spellings import (
    ACRONYM,
    ALIAS,
    DISPLAY,
    ORDER,
    SHORTENED,
    as_said,
    spellings,
    usable,
    without_kin,
)
from portulan.analytics.matching.text import Tokeniser


def keys(text: str, kind: int = DISPLAY, places: tuple[list[str], ...] = ()) -> dict[str, int]:
    found: dict[str, int] = {}
    for key, rank in spellings(Tokeniser(), text, kind, places=places):
        found[key.strip()] = min(rank, found.get(key.strip(), 99))
    return found


def test_a_name_in_its_order_and_in_another() -> None:
    assert keys("University of Velmar") == {"univ velmar": DISPLAY, "velmar univ": ORDER}
    found = keys("Marche Polytechnic University")
    assert found["marche poly univ"] == DISPLAY
    assert {"univ poly marche", "poly univ marche"} <= found.keys()


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Technische Universität Velmar", "tu velmar"),
        ("Velmar University of Technology", "tu velmar"),
        ("Indian Institute of Technology Velmar", "iit velmar"),
        ("University of California, Velmar", "uc velmar"),
    ],
)
def test_families_are_abbreviated(name: str, key: str) -> None:
    assert keys(name)[key] == ORDER


def test_an_end_in_brackets_a_dash_a_comma_and_a_place_may_be_left_out() -> None:
    assert keys("Orvel Research Institute (Velmar)")["orvel research inst"] == SHORTENED
    assert keys("Brellon Optics (Germany)", places=(["germany"],))["brellon optics"] == DISPLAY
    assert keys("Orvel Institute - House of Optics")["orvel inst"] == SHORTENED
    assert keys("Academy of Things, Institute of Rare Stones")["inst rare stone"] == SHORTENED
    assert keys("Royal Orvel Hospital Velmar", places=([], ["velmar"]))["royal orvel hosp"] == SHORTENED
    assert keys("Velmar Orvel Hospital", places=([], ["velmar"]))["orvel hosp"] == SHORTENED
    assert "med univ" not in keys("Velmar Medical University", places=([], ["velmar"]))


def test_an_acronym_is_itself_alone() -> None:
    assert keys("UNH", ACRONYM) == {"unh": ACRONYM}


def test_umlauts_are_written_out_and_other_scripts_in_latin_letters() -> None:
    assert "univ grunwaldau" in keys("Universität Grünwaldau", ALIAS)
    assert "univ gruenwaldau" in keys("Universität Grünwaldau", ALIAS)
    assert any(key.isascii() for key in keys("Заревский университет", ALIAS))


def test_words_that_name_nobody_are_no_key() -> None:
    assert not any(usable(tokens) for tokens in ([], ["univ"], ["health"], ["x"], ["12", "34"]))
    assert usable(["velmar"])


def test_hospitals_and_schools_as_they_sign() -> None:
    raw = record(1, [("Velmar University Hospital", "")], types=("healthcare",))
    said = [" ".join(one) for one in as_said(["velmar", "univ", "hosp"], dump._schema_2(raw))]
    assert {"univ hosp velmar", "chu velmar"} <= set(said)
    school = dump._schema_2(record(2, [("Kestrel University", "")], country="US"))
    assert ["kestrel", "med", "school"] in list(as_said(["kestrel", "univ"], school))


def said(name: str, city: tuple[str, ...] = (), **about: object) -> list[str]:
    raw = dump._schema_2(record(3, [(name, "")], **about))  # type: ignore[arg-type]
    return [" ".join(one) for one in as_said(Tokeniser().cut(name).tokens, raw, city)]


def test_a_hospital_signs_with_its_city() -> None:
    assert "univ hosp lund" in said("Skane University Hospital", ("lund",), types=("healthcare",))


def test_a_company_signs_with_or_without_a_word_for_one() -> None:
    assert {"brellon", "brellon ag"} <= set(said("Brellon Group", types=("company",)))
    assert said("Brellon Group") == []
    assert "" not in said("Group", types=("company",))


def test_hospitals_of_veterans_sign_in_three_ways() -> None:
    found = said("Orvel VA Medical Center", country="US")
    assert found == ["orvel veteran affair med ctr", "orvel veteran administration med ctr"]
    assert "orvel va hosp" in said("Orvel Veterans Affairs Hospital", country="US")
    assert said("Orvel VA Medical Center") == []


def test_a_name_without_that_of_a_relative() -> None:
    kin = [["univ", "velmar"]]
    assert list(without_kin(["univ", "velmar", "orvel", "cancer", "ctr"], kin)) == [
        ["orvel", "cancer", "ctr"]
    ]
    assert list(without_kin(["orvel", "hosp", "univ", "velmar"], kin)) == [["orvel", "hosp"]]
    assert list(without_kin(["univ", "velmar", "hosp"], kin)) == []
    assert list(without_kin(["univ", "velmar"], kin)) == []

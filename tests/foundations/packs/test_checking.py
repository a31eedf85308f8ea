"""Every mistake of a pack at once, each with its file, its key, its line and what is allowed."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domains.packed import SMALL, copy_of, small_pack, territories
from portulan.foundations.packs.services import check


def told(directory) -> list[str]:
    return [str(mistake) for mistake in check(directory)]


def test_the_small_pack_is_right(tmp_path):
    assert check(small_pack(tmp_path)) == []


def test_all_mistakes_are_told_at_once_with_their_place(tmp_path):
    levels = (
        SMALL["levels.toml"].replace('parent = "isle"', 'parent = "island"').replace("kind = ", "sort = ")
    )
    pack = SMALL["pack.toml"].replace('home_country = "FR"', 'home_country = "UK"')
    mistakes = check(
        small_pack(tmp_path, levels=levels, pack=pack, roles='[[role]]\ncode = "a"\nverbs = ["fly"]')
    )

    assert [(mistake.file, mistake.line, mistake.key) for mistake in mistakes] == [
        ("levels.toml", 2, "level[1] (isle)"),
        ("levels.toml", 4, "level[1] (isle).sort"),
        ("levels.toml", 10, "level[2] (sea)"),
        ("levels.toml", 12, "level[2] (sea).sort"),
        ("levels.toml", 24, "level[3] (sky)"),
        ("levels.toml", 26, "level[3] (sky).sort"),
        ("pack.toml", 4, "home_country"),
        ("roles.toml", 1, "role[1] (a)"),
        ("roles.toml", 3, "role[1] (a).verbs[1]"),
    ]
    assert mistakes[6].allowed == "GB"
    assert "data.build" in mistakes[8].allowed


@pytest.mark.parametrize(
    ("file", "before", "after", "said"),
    [
        (
            "pack.toml",
            'ror = "02feahw73"',
            'ror = "https://ror.org/02feahw73"',
            "not written as it should be",
        ),
        ("pack.toml", 'pics = ["999999999"]', "pics = []", "is refused"),
        ("pack.toml", 'pics = ["999999999"]', 'pics = "999999999"', "a list, in brackets"),
        ("pack.toml", 'short_name = "Isle"', "short_name = 3", "a text in quotes"),
        ("pack.toml", 'name.fr = "Organisme des îles"\n', "", "“fr” is missing"),
        ("pack.toml", 'code = "isle"', 'code = "isle"\ncolour = "blue"', "“colour” is not known."),
        ("pack.toml", "home_country", "home_contry", "did you mean “home_country”?"),
        ("levels.toml", 'kind = "organisation"', 'kind = "office"', "A level is not of the kind “office”."),
        ("levels.toml", 'kind = "organisation"', 'kind = "island"', "'institute'"),
        ("levels.toml", 'kind = "organisation"', 'kind = "institute"', "exactly one"),
        ("levels.toml", 'code = "sky"', 'code = "sea"', "“sea” is given twice."),
        ("levels.toml", 'code = "sky"', 'code = "The Sky"', "single hyphens"),
        ("levels.toml", 'parent = "isle"\nsource', 'parent = "sea"\nsource', "“sea” is its own ancestor."),
        ("levels.toml", 'parent = "isle"\nsource', 'parent = "rock"\nsource', "“rock” does not exist."),
        ("levels.toml", 'source = "log"', 'source = "book"', "No source is called “book”."),
        ("levels.toml", 'until = "2015"', 'until = "spring 2015"', "is not a date"),
        ("levels.toml", 'until = "2015"', "until = 2015", "in quotes"),
        ("levels.toml", 'until = "2015"', 'since = "2016"\nuntil = "2015"', "is before since"),
        ("classifications.toml", 'codes = ["PE1", "PE2"]', 'codes = ["PE1", "PE1"]', "Given twice: PE1."),
        ("classifications.toml", 'codes = ["PE1", "PE2"]', "codes = []", "The list is empty."),
        ("crosswalks.toml", 'term = "PE1"', 'term = "PE9"', "“PE9” does not exist."),
        ("crosswalks.toml", 'to = ["sea", "sky"]', 'to = ["sea", "land"]', "“land” does not exist."),
        ("crosswalks.toml", 'from = "erc-panels"', 'from = "sections"', "“sections 1” does not exist."),
        ("crosswalks.toml", 'confidence = "low"', 'confidence = "certain"', "'high', 'medium' or 'low'"),
        ("offices.toml", 'country = "SG"', 'country = "Singapore"', "“Singapore” is not a country."),
        ("offices.toml", 'code = "office-singapore"', 'code = "sea"', "“sea” is a level already."),
        ("offices.toml", 'parent = "isle"', 'parent = "island"', "“island” does not exist."),
        ("offices.toml", 'since = "2010"', 'latitude = 91.0\nsince = "2010"', "91.0 is refused."),
        ("sources.toml", "https://", "ftp://", "https://"),
    ],
)
def test_a_mistake_is_explained(tmp_path, file, before, after, said):
    assert before in SMALL[file]
    name = file.removesuffix(".toml")
    mistakes = check(small_pack(tmp_path, **{name: SMALL[file].replace(before, after, 1)}))

    assert file in {mistake.file for mistake in mistakes}
    assert any(said in str(mistake) for mistake in mistakes), told(tmp_path)
    assert all(mistake.line for mistake in mistakes if mistake.key)


def test_a_missing_file_and_an_unknown_one_are_told(tmp_path):
    said = told(small_pack(tmp_path, levels=None, stars=""))

    assert [line.split(":")[0] for line in said] == ["levels.toml", "stars.toml"]
    assert "missing" in said[0]
    assert "levels.toml" in said[1].split("Allowed:")[1]


def test_a_file_that_cannot_be_read_hides_no_other_mistake(tmp_path):
    pack = small_pack(tmp_path, units='[[unit]]\nrnsr = "1"\nshort = "A"\nname = "B"\n')
    (pack / "levels.toml").write_bytes(b"\xff\xfe")

    assert [mistake.file for mistake in check(pack)] == ["levels.toml", "units.toml"]


def test_territories_that_leave_countries_out_are_named(tmp_path):
    mistakes = check(small_pack(tmp_path, territories=territories(without=("SG", "FJ"))))

    assert [mistake.problem for mistake in mistakes] == ["Nobody covers Fiji (FJ), Singapore (SG)."]


def test_territories_that_overlap_are_named_with_their_offices(tmp_path):
    offices = SMALL["offices.toml"] + SMALL["offices.toml"].replace("office-singapore", "office-sentosa")
    extra = "".join(
        f'[[territory]]\nunit = "{unit}"\ncountries = ["SG", "MY"]\n'
        for unit in ("office-singapore", "office-sentosa")
    )
    mistakes = check(small_pack(tmp_path, offices=offices, territories=territories(extra=extra)))

    assert [mistake.problem for mistake in mistakes] == [
        "Malaysia (MY) is covered at the same time by office-singapore and by office-sentosa.",
        "Singapore (SG) is covered at the same time by office-singapore and by office-sentosa.",
    ]


def test_an_office_that_follows_another_does_not_overlap(tmp_path):
    first = (
        SMALL["offices.toml"]
        .replace("office-singapore", "office-hanoi")
        .replace('"2010"', '"2000"\nuntil = "2010"')
    )
    extra = "".join(
        f'[[territory]]\nunit = "{unit}"\ncountries = ["SG"]\n'
        for unit in ("office-singapore", "office-hanoi")
    )

    assert (
        check(
            small_pack(tmp_path, offices=SMALL["offices.toml"] + first, territories=territories(extra=extra))
        )
        == []
    )


def test_a_country_only_a_closed_office_covers_is_a_gap(tmp_path):
    offices = SMALL["offices.toml"].replace('"2010"', '"2010"\nuntil = "2020"')
    extra = '[[territory]]\nunit = "office-singapore"\ncountries = ["SG"]\n'
    mistakes = check(
        small_pack(tmp_path, offices=offices, territories=territories(extra=extra, without=("SG",)))
    )

    assert [mistake.problem for mistake in mistakes] == ["Nobody covers Singapore (SG)."]


def test_territories_of_nobody_known_are_told(tmp_path):
    extra = '[[territory]]\nunit = "office-atlantis"\ncountries = ["SG"]\n'

    assert "office-atlantis" in told(small_pack(tmp_path, territories=territories(extra=extra)))[0]


@pytest.mark.parametrize("pack", ["cnrs", "inria"])
def test_the_packs_of_the_project_are_right(tmp_path, pack):
    assert told(copy_of(pack, tmp_path)) == []


values = st.one_of(
    st.integers().map(str),
    st.booleans().map(lambda value: str(value).lower()),
    st.floats(allow_nan=True).map(lambda value: str(value).replace("inf", "inf")),
    st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=30).map(
        lambda text: f"'''{text}'''"
    ),
    st.sampled_from(["[]", "{}", "[1]", '[""]', "{ fr = 1 }", "1979-05-27", "07:32:00", '["x", ["y"]]']),
)
places = [
    (name, number)
    for name, text in SMALL.items()
    for number, line in enumerate(text.split("\n"))
    if " = " in line and not line.startswith(" ")
]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.sampled_from(places), value=values)
def test_whatever_stands_in_a_value_the_answer_is_a_list_of_mistakes(tmp_path, place, value):
    name, number = place
    lines = SMALL[name].split("\n")
    lines[number] = f"{lines[number].split(' = ')[0]} = {value}"
    mistakes = check(small_pack(tmp_path, **{name.removesuffix(".toml"): "\n".join(lines)}))

    for mistake in mistakes:
        assert mistake.file.endswith(".toml")
        assert mistake.problem
        assert len(str(mistake)) < 2000


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=200), name=st.sampled_from(sorted(SMALL)))
def test_whatever_bytes_stand_in_a_file_the_answer_is_a_list_of_mistakes(tmp_path, content, name):
    pack = small_pack(tmp_path)
    (pack / name).write_bytes(content)

    assert all(mistake.problem for mistake in check(pack))

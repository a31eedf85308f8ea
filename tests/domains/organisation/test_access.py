"""Who may: on one unit, and as a filter; the two agree."""

import itertools

import pytest

from cast.people import make
from domains.packed import AT, BY, TODAY, structure
from portulan.domains.geography.queries import country_ids
from portulan.domains.organisation.access import (
    NOBODY,
    Links,
    MandateView,
    Reach,
    Scope,
    covered_by,
    covering,
    covers,
    may,
    may_on,
    units_for,
)
from portulan.domains.organisation.models import Mandate, Role, Unit
from portulan.domains.organisation.services import take_in_structures
from portulan.domains.organisation.vocabulary import Verb

VERB = Verb.DATA_INSPECT


@pytest.fixture
def units(isle) -> dict[str, Unit]:
    take_in_structures(
        [
            structure("200900001A"),
            structure("200900002B", address_country="JP"),
            structure("200900003C", address_country=None),
        ],
        by=BY,
        at=AT,
        today=TODAY,
    )
    return {row.code: row for row in Unit.objects.all()}


def test_the_filter_and_the_predicate_agree_for_every_scope(units):
    countries = country_ids()
    some_units = [None, frozenset(), frozenset({units["rnsr-200900001A"].pk, units["rnsr-200900003C"].pk})]
    some_countries = [None, frozenset(), frozenset({countries["SG"], countries["JP"]})]
    scopes = [Scope(*pair) for pair in itertools.product(some_units, some_countries)]
    for chosen in itertools.chain(([one] for one in scopes), itertools.combinations(scopes, 2), [[]]):
        reach = Reach({VERB: tuple(chosen)})

        filtered = set(Unit.objects.filter(units_for(reach, VERB)).values_list("code", flat=True))

        assert filtered == {code for code, row in units.items() if may_on(reach, VERB, row)}


def test_an_empty_scope_reaches_nothing_and_no_scope_everything(units):
    unit = units["rnsr-200900001A"]

    assert may_on(Reach({VERB: (Scope(),)}), VERB, unit)
    assert not may_on(Reach({VERB: (Scope(units=frozenset()),)}), VERB, unit)


def test_a_verb_not_given_is_refused(units):
    reach = Reach({VERB: (Scope(),)})

    assert may(reach, VERB)
    assert not may(reach, Verb.DATA_BUILD)
    assert not may_on(reach, Verb.DATA_BUILD, units["sea"])
    assert not may(NOBODY, VERB)
    assert not Unit.objects.filter(units_for(NOBODY, VERB)).exists()


LINKS = Links(units=Mandate.units.through, countries=Mandate.countries.through, row="mandate")
PARTS = ((LINKS, True, True), (Links(units=LINKS.units, row="mandate"), True, False), (Links(), False, False))


@pytest.fixture
def linked(units):
    """Rows that name units and countries through link rows, in every combination of none, one and two."""
    role = Role.objects.create(code="any", name_fr="x", name_en="x")
    person = make("outsider").person
    numbers = [units["rnsr-200900001A"].pk, units["rnsr-200900003C"].pk]
    countries = [country_ids()["SG"], country_ids()["JP"]]
    rows = {}
    for named, placed in itertools.product(
        ([], numbers[:1], numbers[1:], numbers), ([], countries[:1], countries)
    ):
        row = Mandate.objects.create(person=person, role=role)
        row.units.set(named)
        row.countries.set(placed)
        rows[row.pk] = (frozenset(named), frozenset(placed))
    return rows


@pytest.mark.parametrize(("links", "has_units", "has_countries"), PARTS)
def test_rows_of_a_higher_domain_are_filtered_as_the_predicate_says(
    linked, units, links, has_units, has_countries
):
    one, other = units["rnsr-200900001A"].pk, units["rnsr-200900003C"].pk
    singapore = country_ids()["SG"]
    some = [None, frozenset(), frozenset({one}), frozenset({one, other})]
    scopes = [Scope(*pair) for pair in itertools.product(some, [None, frozenset(), frozenset({singapore})])]
    for chosen in itertools.chain(([one] for one in scopes), itertools.combinations(scopes, 2), [[]]):
        reach = Reach({VERB: tuple(chosen)})

        filtered = list(Mandate.objects.filter(covered_by(reach, VERB, links)).values_list("pk", flat=True))

        assert sorted(filtered) == sorted(
            number
            for number, (named, placed) in linked.items()
            if covers(
                reach,
                VERB,
                units=named if has_units else None,
                countries=placed if has_countries else None,
            )
        )


def test_a_part_kept_in_a_column_of_the_row_is_filtered_too(units):
    japan = country_ids()["JP"]
    reach = Reach({VERB: (Scope(countries=frozenset({japan})),)})

    found = Unit.objects.filter(covered_by(reach, VERB, Links(units="pk", countries="country_id")))

    assert [row.code for row in found] == ["rnsr-200900002B"]


def test_what_names_no_unit_is_covered_by_scopes_without_units_only(units):
    of_units = Reach({VERB: (Scope(units=frozenset({units["sea"].pk})),)})
    of_countries = Reach({VERB: (Scope(countries=frozenset({1})),)})

    assert not covers(of_units, VERB, units=(), countries=(1,))
    assert covers(of_countries, VERB, units=(), countries=(1,))
    assert covers(of_units, VERB, countries=(1,))


def test_the_mandates_that_cover_are_named_once(units):
    mandate = MandateView("m", "keeper", "Gardien", "Keeper")
    scopes = (Scope(countries=frozenset({1}), mandate=mandate), Scope(mandate=mandate))
    reach = Reach({VERB: scopes})

    assert covering(reach, VERB, units=(), countries=(1,)) == (mandate,)
    assert covering(reach, Verb.DATA_BUILD, units=(), countries=(1,)) == ()


@pytest.mark.parametrize(
    ("outer", "inner", "contained"),
    [
        (Scope(), Scope(), True),
        (Scope(), Scope(units=frozenset({1})), True),
        (Scope(units=frozenset({1, 2})), Scope(units=frozenset({1})), True),
        (Scope(units=frozenset({1})), Scope(units=frozenset({1, 2})), False),
        (Scope(units=frozenset({1})), Scope(), False),
        (Scope(countries=frozenset({1})), Scope(units=frozenset({1})), False),
        (Scope(countries=frozenset({1})), Scope(units=frozenset({1}), countries=frozenset({1})), True),
    ],
)
def test_a_scope_contains_another_only_where_each_part_does(outer, inner, contained):
    assert outer.contains(inner) is contained
    assert outer.contains(inner.shared_with(outer))

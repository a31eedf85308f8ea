"""Mandates as pages show them: who sees which, what each line says, as many queries for three as for one."""

import pytest

from domains.organisation.crew import LATER, A, C, acting, delegate, deputise, give, muster, shell_gives
from domains.packed import TODAY
from portulan.domains.organisation.access import NOBODY, mandates_for, may_see_mandate
from portulan.domains.organisation.models import Mandate
from portulan.domains.organisation.queries import holding, reach_of
from portulan.domains.organisation.services import end_mandate
from portulan.domains.organisation.vocabulary import Verb
from portulan.foundations.model.softdate import SoftDate


@pytest.fixture
def crew(isle):
    return muster(isle)


def seen(person, **more) -> list[str]:
    page = holding.mandates(reach_of(person, TODAY), TODAY, **more)
    assert page.total == len(page.rows)
    return [f"{line.person}: {line.role}" for line in page.rows]


ADMINISTRATOR, HEAD, REFERENT = "Anselme Carène: keeper", "Diane Gouvernail: head", "Régis Balise: referent"
DELEGATED = "Corinne Amarre: reader"


def test_who_gives_mandates_sees_those_of_the_scope_and_others_what_they_have_to_do_with(crew):
    delegate(crew, units=[A])
    shell_gives(crew["researcher"], "reader", units=[C])

    assert seen(crew["administrator"]) == [DELEGATED, REFERENT, ADMINISTRATOR, HEAD, "Roxane Sillage: reader"]
    assert seen(crew["director"]) == [DELEGATED, REFERENT, HEAD]
    assert seen(crew["referent"]) == [DELEGATED, REFERENT]
    assert seen(crew["correspondent"]) == [DELEGATED]
    assert seen(crew["researcher"]) == ["Roxane Sillage: reader"]


def test_the_filter_and_the_predicate_agree(crew):
    delegate(crew)
    deputise(crew)
    give(crew, "administrator", units=["sea", "sky"])
    give(crew, "administrator", to="correspondent", countries=["FR"])
    for reach in [
        NOBODY,
        *(reach_of(crew[name], TODAY) for name in ("administrator", "director", "researcher")),
    ]:
        filtered = set(Mandate.objects.filter(mandates_for(reach)).values_list("pk", flat=True))
        assert filtered == {row.pk for row in Mandate.objects.all() if may_see_mandate(reach, row)}


def test_a_delegation_that_names_no_unit_lies_where_its_mandate_does(crew):
    delegate(crew)

    assert DELEGATED in seen(crew["director"])


def test_a_deputy_sees_the_mandate_of_the_holder(crew):
    deputise(crew)

    delegate(crew)

    assert seen(crew["researcher"]) == [DELEGATED, REFERENT, "Roxane Sillage: referent"]


def test_an_anonymous_reader_sees_none(crew):
    assert holding.mandates(NOBODY, TODAY).total == 0


def test_a_line_says_the_scope_where_it_comes_from_and_when_it_ends(crew):
    delegate(crew, units=[A], countries=["SG"], sites=["fr-grenoble"])

    (line,) = holding.mine(crew["correspondent"], TODAY)

    assert [place.name_en for place in (*line.units, *line.countries, *line.sites)] == [
        "L01A",
        "Singapore",
        "Grenoble",
    ]
    assert (line.kind, line.parent_person, line.given_by) == ("delegated", "Régis Balise", "Régis Balise")
    assert (line.until, line.state, line.is_whole) == (SoftDate("2028"), "held", False)


def test_what_comes_from_a_mandate_ends_with_it_and_says_so(crew):
    delegate(crew)
    end_mandate(mandate=crew["mandate"], **acting(crew["director"]))

    assert seen(crew["correspondent"]) == []
    (line,) = holding.mandates(reach_of(crew["correspondent"], TODAY), TODAY, held=False).rows
    assert (line.state, line.until, line.ended_by) == ("ended", SoftDate("2026-11-23"), "")


def test_one_to_come_is_told_apart(crew):
    shell_gives(crew["researcher"], "reader", since=LATER)

    assert seen(crew["researcher"]) == []
    (line,) = holding.mandates(reach_of(crew["researcher"], TODAY), TODAY, held=False).rows
    assert line.state == "coming"


def test_of_a_unit_are_those_that_name_it_or_one_above(crew):
    shell_gives(crew["researcher"], "reader", units=[C])
    reach = reach_of(crew["administrator"], TODAY)

    found = holding.mandates(reach, TODAY, which=holding.of_unit(A, TODAY))

    assert [line.person for line in found.rows] == ["Régis Balise", "Diane Gouvernail"]


def test_a_page_tells_what_it_allows_and_what_comes_from_it_as_far_as_the_reader_sees(crew):
    delegate(crew)
    deputise(crew)
    row = holding.mandate(reach_of(crew["referent"], TODAY), crew["mandate"].uid, TODAY)

    page = holding.mandate_page(reach_of(crew["referent"], TODAY), row, TODAY)

    assert page.verbs == (Verb.MANDATE_DELEGATE, Verb.COOPERATION_READ, Verb.COOPERATION_EDIT)
    assert [(line.person, line.kind) for line in page.children] == [
        ("Corinne Amarre", "delegated"),
        ("Roxane Sillage", "deputy"),
    ]
    assert page.parent is None
    assert holding.mandate(reach_of(crew["correspondent"], TODAY), crew["mandate"].uid, TODAY) is None


@pytest.mark.parametrize(("sort", "first"), [("person", "Corinne"), ("-person", "Roxane"), ("role", "Diane")])
def test_lists_are_sorted_and_cut_by_the_database(crew, sort, first):
    delegate(crew)
    give(crew, "administrator")
    reach = reach_of(crew["administrator"], TODAY)

    page = holding.mandates(reach, TODAY, sort=sort, limit=2)

    assert page.rows[0].person.startswith(first)
    assert (len(page.rows), page.total) == (2, 5)


def test_three_mandates_cost_as_many_queries_as_one(crew, django_assert_num_queries):
    give(crew, "administrator", units=[A])
    reach = reach_of(crew["researcher"], TODAY)
    with django_assert_num_queries(5):
        holding.mandates(reach, TODAY)
    give(crew, "administrator", units=[A, C], countries=["FR"])
    give(crew, "administrator", sites=["fr-brest"])
    with django_assert_num_queries(5):
        assert len(holding.mandates(reach, TODAY).rows) == 3

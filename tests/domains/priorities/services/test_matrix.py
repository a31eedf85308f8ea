"""Versions of the matrix follow each other; nobody overwrites what was not read."""

import pytest

from domains.priorities.conftest import TODAY
from portulan.domains.priorities import services
from portulan.domains.priorities.access import PrioritiesRefusedError
from portulan.domains.priorities.models import Cell, Matrix
from portulan.domains.priorities.services import InvalidError, VersionMovedError
from portulan.foundations.journal.models import Entry


def write(who, **more):
    given = {"weights": {("sea", "SG"): 3, ("sky", "JP"): 0}, "text": "Go East.", "read": 0, "since": TODAY}
    return services.write_matrix(**{**given, **more}, **who.acting)


def test_the_general_direction_writes_a_version(somebody):
    made = write(somebody("director"))
    cells = [(one.unit.code, one.area, one.weight) for one in made.cells.all()]
    assert (made.number, made.text, cells) == (1, "Go East.", [("sea", "SG", 3)])
    assert Entry.objects.get(object_uid=made.uid).after["sea × SG"] == 3


def test_the_next_version_leaves_the_one_before(somebody):
    director = somebody("director")
    write(director)
    write(director, read=1, weights={("sky", "JP"): 1}, text="And Japan.")
    assert [one.number for one in Matrix.objects.order_by("number")] == [1, 2]
    assert Cell.objects.count() == 2


def test_who_read_an_older_version_is_told(somebody):
    director = somebody("director")
    write(director)
    with pytest.raises(VersionMovedError) as refused:
        write(director)
    assert (refused.value.number, Matrix.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    "more",
    [
        {"text": " "},
        {"weights": {("nowhere", "SG"): 1}},
        {"weights": {("sea", "ZZ"): 1}},
        {"weights": {("sea", "SG"): 4}},
    ],
)
def test_what_cannot_be_kept_is_refused(somebody, more):
    with pytest.raises(InvalidError):
        write(somebody("director"), **more)
    assert Matrix.objects.count() == 0


@pytest.mark.parametrize(("role", "units"), [("referent", ("sea",)), ("director", ("sea",)), ("", ())])
def test_only_for_the_whole_organisation(somebody, role, units):
    with pytest.raises(PrioritiesRefusedError):
        write(somebody(role, units=units))
    assert Matrix.objects.count() == 0

"""Finding: rights before counts, mistakes forgiven, and a hidden row that cannot be felt."""

from dataclasses import asdict

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portulan.foundations.search import queries, services
from portulan.foundations.search.queries import find


def numbers(question: str, reader: str = "anybody", **more) -> tuple[int, ...]:
    return next(iter(find(question, reader=reader, **more)), queries.Group("", (), 0)).numbers


def test_every_word_asked_must_be_said(library):
    both = library.put("Optique quantique à Nice", "Singapour")
    library.put("Optique classique")
    assert numbers("quantique optique singapour") == (both,)
    assert numbers("optique chimie") == ()


def test_accents_case_plural_and_beginnings_are_the_same(library):
    row = library.put("Coopération en mécanique des fluides")
    for asked in ("COOPERATIONS", "coopération", "mécan", "fluide", "  fluidés "):
        assert numbers(asked) == (row,), asked


def test_a_typing_mistake_is_forgiven_and_said(library):
    row = library.put("Nanyang Technological University")
    (group,) = find("nanyang technologcal", reader="anybody")
    assert (group.numbers, group.total, group.near) == ((row,), 1, True)
    (group,) = find("nanyang technological", reader="anybody")
    assert not group.near


def test_what_is_written_right_hides_what_is_only_near(library):
    right = library.put("Chine")
    library.put("Chile")
    assert numbers("chine") == (right,)


def test_the_nearest_title_comes_first(library):
    longer = library.put("University of Tokyo Institute of Solid State Physics")
    exact = library.put("University of Tokyo")
    says = library.put("Institute of Physics", "hosted at the University of Tokyo")
    assert numbers("university of tokyo") == (exact, longer, says)


def test_rights_come_before_counts_and_limits(library):
    seen = [library.put(f"Marine biology {word}") for word in ("alpha", "beta", "gamma")]
    library.put("Marine biology", hidden=True)
    (group,) = find("marine biology", reader="anybody", limit=2)
    assert (group.total, len(group.numbers)) == (3, 2)
    assert set(group.numbers) < set(seen)
    assert find("marine biology", reader="librarian")[0].total == 4


@pytest.mark.parametrize(
    "asked", ["zircon", "zyrcon", "zirkon", "zir", "zirco", "zirconium", "marine zircon"]
)
def test_a_hidden_row_cannot_be_felt(library, asked: str):
    """Whatever is asked, an outsider finds the same, in the same order, whether the hidden rows exist or not."""
    library.put("Marine zirconium")
    library.put("Zirkonia marine")
    library.put("Zyrconate")
    before = [asdict(group) for group in find(asked, reader="anybody")]
    for title in ("Zircon", "Zyrcon zircon", "Marine zircon zirconium", "Zirkon"):
        library.put(title, hidden=True)
    assert [asdict(group) for group in find(asked, reader="anybody")] == before


def test_counts_beyond_a_thousand_say_so(library, monkeypatch):
    monkeypatch.setattr(queries, "COUNTED", 3)
    for number in range(5):
        library.put(f"Physique {chr(97 + number)}{chr(97 + number)}")
    (group,) = find("physique", reader="anybody")
    assert (group.total, group.more) == (3, True)


@pytest.mark.parametrize("asked", ["", " ", "de la", "\0", "%", "a" * 5000, "' OR 1=1 --", "mot " * 500])
def test_nonsense_finds_nothing(library, asked: str):
    library.put("Physique")
    assert find(asked, reader="anybody") == ()


def test_what_changed_is_found_as_it_is_now(library):
    row = library.put("Physique", "Berlin")
    library.texts[row] = library.texts[row].__class__(row, "Chimie", "Berlin")
    services.tell(kind="book", numbers=[row])
    assert (numbers("physique"), numbers("chimie berlin")) == ((), (row,))
    del library.texts[row]
    services.tell(kind="book", numbers=[row])
    assert find("berlin", reader="anybody") == ()


def test_the_cost_does_not_grow_with_what_is_found(library, many: bool):
    library.put("Physique un")
    find("physique", reader="anybody")

    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            find("physique", reader="anybody")
        return len(captured)

    one = cost()
    for word in ("deux", "trois"):
        library.put(f"Physique {word}")
    assert cost() == one == 3 + many  # words, candidates where there are many, rows of the kind, titles


@pytest.mark.parametrize("few", [0, 1, 2000])
def test_how_common_the_words_are_changes_nothing_that_is_found(library, monkeypatch, few: int):
    both = library.put("Chimie marine", "Dakar")
    library.put("Chimie organique", "Dakar")
    library.put("Marine nationale", hidden=True)
    monkeypatch.setattr(queries, "_FEW", few)
    assert numbers("marine chimie dakar") == numbers("marine") == (both,)
    assert find("chimie", reader="anybody")[0].total == 2
    assert numbers("marine dakra chimie") == (both,)

"""What can be found is what the domains say: after each change, and after all is read again."""

import pytest

from portulan.foundations.search import services
from portulan.foundations.search.kinds import UnknownKindError
from portulan.foundations.search.models import Said, Title, Trigram, Word


def content() -> tuple[set, set, set, set]:
    said = set(Said.objects.values_list("kind", "number", "word__text"))
    titles = set(Title.objects.values_list("kind", "number", "text"))
    grams = set(Trigram.objects.values_list("text", "length", "word__text"))
    return said, titles, grams, set(Word.objects.values_list("text", "stem_fr", "stem_en"))


def test_telling_row_by_row_is_the_same_as_reading_all_anew(library):
    for title in ("Physique des plasmas", "Plasmas froids", "Écologie à Dakar"):
        library.put(title, "CNRS Sénégal")
    told = content()
    assert services.rebuild() == {"book": 3}
    assert content() == told


def test_telling_twice_changes_nothing(library):
    row = library.put("Physique des plasmas")
    before = content()
    services.tell(kind="book", numbers=[row, row])
    assert content() == before


def test_words_nobody_says_any_more_go_when_all_is_read_anew(library):
    row = library.put("Physique")
    library.texts[row] = library.texts[row].__class__(row, "Chimie")
    services.tell(kind="book", numbers=[row])
    services.rebuild()
    assert set(Word.objects.values_list("text", flat=True)) == {"chimie"}


def test_a_first_start_reads_what_is_there_and_the_second_nothing(library):
    library.put("Physique")
    Title.objects.all().delete()
    Said.objects.all().delete()
    assert services.complete() == {"book": 1}
    assert services.complete() == {}


def test_many_rows_are_told_in_parts(library, monkeypatch):
    monkeypatch.setattr(services, "_BATCH", 2)
    monkeypatch.setattr(services, "_ROWS", 3)
    rows = [library.put(f"Volume {word} mer et ciel") for word in ("un", "deux", "trois", "quatre", "cinq")]
    before = content()
    services.tell(kind="book", numbers=rows)
    assert content() == before
    assert services.rebuild() == {"book": 5}
    assert content() == before


def test_an_unknown_kind_is_refused(library):
    with pytest.raises(UnknownKindError, match="pamphlet"):
        services.tell(kind="pamphlet", numbers=[1])

"""The tools of the two catalogues: what is to translate is gathered, and what is not translated is named."""

import gettext
import sys
from pathlib import Path

import polib
import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tools"))

import check_catalogues
import compile_catalogue
import gather_phrases

COUNTED = ("%(count)s office", "%(count)s offices")


@pytest.fixture
def package(tmp_path, monkeypatch) -> Path:
    """An empty package, at which both tools look."""
    found = tmp_path / "src" / "portulan"
    found.mkdir(parents=True)
    for tool in (check_catalogues, gather_phrases):
        monkeypatch.setattr(tool, "ROOT", tmp_path)
        monkeypatch.setattr(tool, "LOCALE", found / "locale")
    monkeypatch.setattr(gather_phrases, "PACKAGE", found)
    return found


def write(file: Path, text: str) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    return file


def catalogue(package: Path, language: str, *entries: polib.POEntry) -> Path:
    file = package / "locale" / language / "LC_MESSAGES" / "django.po"
    file.parent.mkdir(parents=True, exist_ok=True)
    made = polib.POFile()
    made.metadata = {"Content-Type": "text/plain; charset=utf-8"}
    made.extend(entries)
    made.save(str(file))
    return file


def said(text: str, translation: str, **more) -> polib.POEntry:
    return polib.POEntry(msgid=text, msgstr=translation, **more)


def counted(one: str, many: str) -> polib.POEntry:
    return polib.POEntry(msgid=COUNTED[0], msgid_plural=COUNTED[1], msgstr_plural={0: one, 1: many})


def mistakes(package: Path, entry: polib.POEntry) -> list[str]:
    return check_catalogues.mistakes(catalogue(package, "fr", entry))


def gathered(package: Path, language: str = "fr") -> tuple[int, dict[str, polib.POEntry]]:
    """How many phrases are to translate, and the catalogue as it was written."""
    left = gather_phrases.write(language, gather_phrases.phrases())
    file = package / "locale" / language / "LC_MESSAGES" / "django.po"
    return left, {entry.msgid: entry for entry in polib.pofile(str(file))}


# --- check_catalogues: what is wrong is named -------------------------------------------------------------------------


def test_a_missing_translation_is_named_with_its_file_and_line(package):
    file = catalogue(package, "fr", said("Open offices", ""))
    line = polib.pofile(str(file))[0].linenum
    assert check_catalogues.mistakes(file) == [
        f"src/portulan/locale/fr/LC_MESSAGES/django.po:{line}: 'Open offices' is not translated"
    ]


def test_a_doubtful_translation_counts_as_none(package):
    assert "is not translated" in mistakes(package, said("Office", "Bureau", flags=["fuzzy"]))[0]


def test_a_plural_needs_all_its_forms(package):
    assert "is not translated" in mistakes(package, counted("%(count)s bureau", ""))[0]
    assert mistakes(package, counted("%(count)s bureau", "%(count)s bureaux")) == []


@pytest.mark.parametrize(
    ("text", "translation"),
    [
        ("%(count)s of %(total)s", "%(count)s sur %(totale)s"),
        ("Since %(day)s", "Depuis"),
        ("run <code>%(command)s</code>", "lancez %(command)s"),
        ("{name} is empty", "{nom} est vide"),
        ("%s is empty", "%d est vide"),
    ],
)
def test_unequal_placeholders_are_named(package, text, translation):
    found = mistakes(package, said(text, translation))
    assert len(found) == 1
    assert f"{text!r}: placeholders differ" in found[0]


def test_placeholders_may_change_places(package):
    assert mistakes(package, said("%(count)s of %(total)s", "sur %(total)s, %(count)s")) == []


def test_unequal_placeholders_of_one_plural_form_are_named(package):
    assert "placeholders differ" in mistakes(package, counted("%(count)s bureau", "%(nombre)s bureaux"))[0]


def test_a_phrase_that_nothing_says_any_more_is_left_alone(package):
    assert mistakes(package, said("Gone", "", obsolete=True)) == []


def test_a_phrase_in_only_one_language_is_named_in_the_other(package):
    files = {
        "fr": catalogue(package, "fr", said("Office", "Bureau")),
        "en": catalogue(package, "en", said("Office", "Office"), said("World", "World")),
    }
    assert check_catalogues.missing(files) == ["fr: 'World' is missing"]


def test_the_same_words_in_another_context_are_another_phrase(package):
    files = {
        "fr": catalogue(package, "fr", said("Place", "Lieu")),
        "en": catalogue(package, "en", said("Place", "Place"), said("Place", "Place", msgctxt="menu")),
    }
    assert check_catalogues.missing(files) == ["fr: 'Place' is missing"]


def test_a_whole_check_says_how_many_are_to_mend_and_fails(package, capsys):
    catalogue(package, "fr", said("Office", ""))
    catalogue(package, "en", said("Office", "Office"), said("World", "World"))
    assert check_catalogues.main() == 1
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 3
    assert lines[-1].startswith("2 to mend: ")


def test_complete_catalogues_pass_without_a_word(package, capsys):
    catalogue(package, "fr", said("Office", "Bureau"))
    catalogue(package, "en", said("Office", "Office"))
    assert check_catalogues.main() == 0
    assert capsys.readouterr().out == ""


# --- gather_phrases: what code and templates say is found -------------------------------------------------------------


def test_phrases_of_code_are_gathered_with_context_and_plural(package):
    write(
        package / "pages" / "show.py",
        'a = _("Offices")\n'
        'b = gettext_lazy("Open " "offices")\n'
        'c = pgettext("menu", "Place")\n'
        f"d = ngettext({COUNTED[0]!r}, {COUNTED[1]!r}, count)\n"
        "e = gettext(name)\n",
    )
    assert set(gather_phrases.phrases()) == {
        (None, "Offices", None),
        (None, "Open offices", None),
        ("menu", "Place", None),
        (None, *COUNTED),
    }


def test_phrases_inside_an_f_string_are_gathered(package):
    write(package / "exports.py", """name = f"{gettext('column')} {key}: {_('Allowed:')}"\n""")
    assert set(gather_phrases.phrases()) == {(None, "column", None), (None, "Allowed:", None)}


def test_phrases_of_a_template_are_gathered_whatever_its_indentation(package):
    write(
        package / "pages" / "templates" / "show.html",
        "{% load i18n %}\n<div>\n    <h1>{% translate 'World' %}</h1>\n"
        "  {% blocktranslate trimmed with day=d %}\n      Since {{ day }}.\n  {% endblocktranslate %}\n</div>\n",
    )
    assert set(gather_phrases.phrases()) == {(None, "World", None), (None, "Since %(day)s.", None)}


def test_a_plural_of_a_template_is_gathered(package):
    write(
        package / "pages" / "templates" / "show.txt",
        "{% blocktranslate count count=n %}{{ count }} office{% plural %}{{ count }} offices{% endblocktranslate %}",
    )
    assert set(gather_phrases.phrases()) == {(None, *COUNTED)}


def test_migrations_say_nothing_to_a_reader(package):
    write(package / "domains" / "migrations" / "0001_initial.py", '_("Old words")\n')
    assert gather_phrases.phrases() == {}


def test_a_text_with_and_without_a_plural_is_one_entry_that_serves_both(package):
    write(package / "a.py", '_("laboratory")\n')
    write(package / "b.py", 'ngettext("laboratory", "laboratories", count)\n')
    left, entries = gathered(package)
    assert left == 1
    assert entries["laboratory"].msgid_plural == "laboratories"
    assert [file for file, _line in entries["laboratory"].occurrences] == [
        "src/portulan/a.py",
        "src/portulan/b.py",
    ]


def test_what_is_translated_is_kept_and_what_is_said_no_more_is_left_out(package):
    catalogue(package, "fr", said("Office", "Bureau"), said("Gone", "Parti"), counted("bureau", "bureaux"))
    write(package / "show.py", f'_("Office"); _("World"); ngettext({COUNTED[0]!r}, {COUNTED[1]!r}, count)\n')
    left, entries = gathered(package)
    assert left == 1
    assert set(entries) == {"Office", "World", COUNTED[0]}
    assert entries["Office"].msgstr == "Bureau"
    assert entries[COUNTED[0]].msgstr_plural == {0: "bureau", 1: "bureaux"}


def test_english_is_its_own_translation(package):
    write(package / "show.py", f'_("Office"); ngettext({COUNTED[0]!r}, {COUNTED[1]!r}, count)\n')
    left, entries = gathered(package, "en")
    assert left == 0
    assert entries["Office"].msgstr == "Office"
    assert entries[COUNTED[0]].msgstr_plural == {0: COUNTED[0], 1: COUNTED[1]}


def test_what_is_gathered_and_translated_passes_and_is_heard(package):
    write(package / "show.py", f'_("laboratory"); ngettext({COUNTED[0]!r}, {COUNTED[1]!r}, count)\n')
    catalogue(
        package, "fr", said("laboratory", "laboratoire"), counted("%(count)s bureau", "%(count)s bureaux")
    )
    gathered(package), gathered(package, "en")
    assert check_catalogues.main() == 0
    french = package / "locale" / "fr" / "LC_MESSAGES" / "django.po"
    compile_catalogue.main(french)
    with french.with_suffix(".mo").open("rb") as file:
        spoken = gettext.GNUTranslations(file)
    assert spoken.gettext("laboratory") == "laboratoire"
    assert spoken.ngettext(*COUNTED, 0) == "%(count)s bureau"
    assert spoken.ngettext(*COUNTED, 2) == "%(count)s bureaux"

"""Gather the phrases to translate from code and templates into both catalogues; keeps what is translated.

Needs no gettext on the machine: Django turns a template into calls, Babel reads the calls.
"""

import ast
import io
import sys
from pathlib import Path

import polib
from babel.messages.extract import extract_python
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "portulan"
LOCALE = PACKAGE / "locale"
LANGUAGES = ("fr", "en")
KEYWORDS = {
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "_": None,
    "__": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
Key = tuple[str | None, str, str | None]


def sources() -> list[tuple[Path, str]]:
    """Every file that may hold a phrase, with Python text in which the phrases are calls."""
    modules = [file for file in sorted(PACKAGE.rglob("*.py")) if "migrations" not in file.parts]
    found = [(file, text) for file in modules for text in (file.read_text(), in_fstrings(file.read_text()))]
    for pattern in ("*.html", "*.txt"):
        files = sorted(PACKAGE.rglob(f"templates/**/{pattern}"))
        found += [(file, one_line(templatize(file.read_text(), origin=str(file)))) for file in files]
    return found


def in_fstrings(text: str) -> str:
    """What stands in the braces of f-strings, a line each: to Python 3.11, and so to Babel, it is plain text."""
    values = (node.value for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FormattedValue))
    return "\n".join(ast.unparse(value) for value in values)


def one_line(calls: str) -> str:
    """Calls of a template without its indentation, which means nothing to Python."""
    return calls.replace("\n", " ")


def key_of(function: str, message: str | tuple[str, ...]) -> Key | None:
    """Context, text and plural of one call, as Babel gives it."""
    parts = message if isinstance(message, tuple) else (message,)
    if not all(isinstance(part, str) for part in parts[:1]) or not parts[0]:
        return None
    if function.startswith("pgettext"):
        return (parts[0], parts[1], None)
    if function.startswith("npgettext"):
        return (parts[0], parts[1], parts[2])
    return (None, parts[0], parts[1] if function.startswith("ngettext") else None)


def phrases() -> dict[Key, set[str]]:
    """Each phrase with the files that use it."""
    found: dict[Key, set[str]] = {}
    for file, text in sources():
        calls = extract_python(io.BytesIO(text.encode()), KEYWORDS, [], {"encoding": "utf-8"})
        for _line, function, message, _comments in calls:
            key = key_of(function, message) if message else None
            if key:
                found.setdefault(key, set()).add(str(file.relative_to(ROOT)))
    return folded(found)


def folded(found: dict[Key, set[str]]) -> dict[Key, set[str]]:
    """One entry for a phrase used alone and with its plural: a catalogue holds a text once, for both uses."""
    plurals = {
        (context, text): (context, text, plural) for context, text, plural in found if plural is not None
    }
    once: dict[Key, set[str]] = {}
    for key, files in found.items():
        once.setdefault(plurals.get(key[:2], key), set()).update(files)
    return once


def entry(key: Key, files: set[str], old: polib.POEntry | None, language: str) -> polib.POEntry:
    context, text, plural = key
    made = polib.POEntry(msgctxt=context, msgid=text, occurrences=[(file, "") for file in sorted(files)])
    if plural is not None:
        made.msgid_plural = plural
        made.msgstr_plural = dict(old.msgstr_plural) if old and old.msgid_plural else {0: "", 1: ""}
        if language == "en" and not all(made.msgstr_plural.values()):
            made.msgstr_plural = {0: text, 1: plural}
    else:
        made.msgstr = old.msgstr if old else ""
        if language == "en" and not made.msgstr:
            made.msgstr = text
    if "%(" in text or "%s" in text:
        made.flags = ["python-format"]
    return made


def write(language: str, found: dict[Key, set[str]]) -> int:
    """Write one catalogue; returns how many phrases lack a translation."""
    file = LOCALE / language / "LC_MESSAGES" / "django.po"
    file.parent.mkdir(parents=True, exist_ok=True)
    old = {(e.msgctxt, e.msgid): e for e in polib.pofile(str(file))} if file.exists() else {}
    catalogue = polib.POFile(wrapwidth=110)
    catalogue.metadata = {
        "Project-Id-Version": "Portulan",
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=2; plural=(n > 1);" if language == "fr" else "nplurals=2; plural=(n != 1);",
    }
    for key in sorted(found, key=lambda key: (key[1], key[0] or "")):
        catalogue.append(entry(key, found[key], old.get((key[0], key[1])), language))
    catalogue.save(str(file))
    return len(catalogue.untranslated_entries())


def main() -> int:
    settings.configure(USE_I18N=False)
    found = phrases()
    for language in LANGUAGES:
        print(f"{language}: {len(found)} phrases, {write(language, found)} to translate")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Both catalogues are complete and their placeholders equal. Prints what is missing and how to mend it."""

import re
import sys
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parents[1]
LOCALE = ROOT / "src" / "portulan" / "locale"
LANGUAGES = ("fr", "en")
PLACEHOLDER = re.compile(r"%\([a-z_]+\)[sd]|%[sd]|\{[a-z_]*\}|</?[a-z]+")


def placeholders(text: str) -> list[str]:
    return sorted(PLACEHOLDER.findall(text))


def texts(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def mistakes(file: Path) -> list[str]:
    """One line per entry that is not translated, fuzzy, or whose placeholders differ."""
    found = []
    for entry in polib.pofile(str(file)):
        if entry.obsolete:
            continue
        if "fuzzy" in entry.flags or not all(texts(entry)):
            found.append(f"{file.relative_to(ROOT)}:{entry.linenum}: {entry.msgid!r} is not translated")
            continue
        allowed = [placeholders(entry.msgid), placeholders(entry.msgid_plural or entry.msgid)]
        if any(placeholders(text) not in allowed for text in texts(entry)):
            found.append(f"{file.relative_to(ROOT)}:{entry.linenum}: {entry.msgid!r}: placeholders differ")
    return found


def missing(files: dict[str, Path]) -> list[str]:
    """Phrases that one language has and the other has not."""
    keys = {
        language: {(e.msgctxt, e.msgid) for e in polib.pofile(str(file)) if not e.obsolete}
        for language, file in files.items()
    }
    union = set().union(*keys.values())
    return [
        f"{language}: {key[1]!r} is missing"
        for language in keys
        for key in sorted(union - keys[language], key=str)
    ]


def main() -> int:
    found = []
    for domain in ("django", "djangojs"):
        files = {language: LOCALE / language / "LC_MESSAGES" / f"{domain}.po" for language in LANGUAGES}
        if not any(file.exists() for file in files.values()):
            continue
        found += [line for file in files.values() for line in mistakes(file)] + missing(files)
    if found:
        print("\n".join(found))
        print(f"{len(found)} to mend: write them in src/portulan/locale (make messages gathers new phrases).")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())

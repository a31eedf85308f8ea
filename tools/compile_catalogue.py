"""Compile one catalogue: `compile_catalogue.py FILE.po` writes FILE.mo beside it. Needs no gettext on the machine."""

import sys
from pathlib import Path

import polib


def main(file: Path) -> None:
    polib.pofile(str(file)).save_as_mofile(str(file.with_suffix(".mo")))


if __name__ == "__main__":
    main(Path(sys.argv[1]))

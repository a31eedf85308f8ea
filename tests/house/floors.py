"""The order of the domains, read from .importlinter: the only place that says it."""

import configparser
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "portulan"


def domain_floors() -> list[list[str]]:
    """Domains from the highest to the lowest; those of one list do not know each other."""
    rules = configparser.ConfigParser()
    rules.read(ROOT / ".importlinter")
    lines = rules["importlinter:contract:domains"]["layers"].strip().splitlines()
    return [re.findall(r"[a-z_]+", line) for line in lines]


def height(domain: str) -> int:
    """0 is the lowest; foundations and libraries stand below every domain (-1)."""
    floors = domain_floors()
    for depth, names in enumerate(floors):
        if domain in names:
            return len(floors) - depth
    return -1


def python_files(*folders: str) -> list[Path]:
    """Files of ours that a person writes (no migration)."""
    found = [file for folder in folders for file in (PACKAGE / folder).rglob("*.py")]
    return sorted(file for file in found if "migrations" not in file.parts)

"""Packs written for a test, the two real ones, and structures as the registry gives them."""

import shutil
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from portulan.domains.geography.services import load_countries
from portulan.foundations.journal.actor import Actor
from portulan.foundations.packs.services import Difference, load
from portulan.insight.results import Body, Structure, StructureLabel

ROOT = Path(__file__).resolve().parents[2]
PACKS = ROOT / "packs"
BY = Actor(uid="system:pack", label="pack")
AT = datetime(2026, 11, 23, 10, tzinfo=UTC)
TODAY = date(2026, 11, 23)
US = "uai-0999999Z"  # the organisation of the small pack, as a body of the registry

_ALL_COUNTRIES_COVERED = """
[[territory]]
unit = "isle"
by_default = true
countries = [{countries}]
"""

SMALL = {
    "sources.toml": """
[source.log]
title = "The ship's log"
url = "https://example.org/log"
as_of = "2020"
""",
    "pack.toml": """
code = "isle"
short_name = "Isle"
home_country = "FR"
name.fr = "Organisme des îles"
name.en = "Organisation of the isles"
[focal]
ror = "02feahw73"
pics = ["999999999"]
rnsr_bodies = ["0999999Z"]
""",
    "levels.toml": """
[[level]]
code = "isle"
kind = "organisation"
[[level.name]]
fr = "Organisme des îles"
en = "Organisation of the isles"
short = "Isle"

[[level]]
code = "sea"
kind = "institute"
parent = "isle"
source = "log"
[[level.name]]
fr = "Institut de la mer"
en = "Institute of the sea"
short = "SEA"
[[level.name]]
fr = "Institut des flots"
en = "Institute of the waves"
until = "2015"

[[level]]
code = "sky"
kind = "institute"
parent = "isle"
[[level.name]]
fr = "Institut du ciel"
en = "Institute of the sky"
""",
    "classifications.toml": """
[[classification]]
code = "rnsr-fields"
version = "1"
name.fr = "Domaines"
name.en = "Fields"
[[classification.term]]
code = "1"
name.fr = "Mer"
name.en = "Sea"
[[classification.term]]
code = "2"
name.fr = "Ciel"
name.en = "Sky"
[[classification.term]]
code = "3"
name.fr = "Horizon"
name.en = "Horizon"

[[classification]]
code = "erc-panels"
version = "1"
name.fr = "Panels"
name.en = "Panels"
codes = ["PE1", "PE2"]
""",
    "crosswalks.toml": """
[[crosswalk]]
code = "fields"
version = "1"
from = "rnsr-fields"
from_version = "1"
line = [
  { term = "1", to = ["sea"], confidence = "high" },
  { term = "2", to = ["sky"], confidence = "medium" },
  { term = "3", to = ["sea", "sky"], confidence = "medium" },
]

[[crosswalk]]
code = "panels"
version = "1"
from = "erc-panels"
from_version = "1"
line = [{ term = "PE1", to = ["sea"], confidence = "low" }]
""",
    "offices.toml": """
[[office]]
code = "office-singapore"
parent = "isle"
city.fr = "Singapour"
city.en = "Singapore"
country = "SG"
since = "2010"
source = "log"
[[office.name]]
fr = "Bureau de Singapour"
en = "Singapore office"
""",
}


def small_pack(folder: Path, **changes: str | None) -> Path:
    """Write the small pack; a keyword names a file (``levels`` is levels.toml) and gives its text, None for no file."""
    texts = {**SMALL, "territories.toml": territories()}
    for name, text in changes.items():
        texts[f"{name}.toml"] = text
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        if text is None:
            (folder / name).unlink(missing_ok=True)
        else:
            (folder / name).write_text(text, encoding="utf-8")
    return folder


def territories(*, extra: str = "", without: Sequence[str] = ()) -> str:
    """The whole world covered by the headquarters, but for ``without``; then ``extra``."""
    lines = (ROOT / "src/portulan/domains/geography/reference/countries.csv").read_text().splitlines()[1:]
    codes = [line[:2] for line in lines if line[:2] not in without]
    return _ALL_COUNTRIES_COVERED.format(countries=", ".join(f'"{code}"' for code in codes)) + extra


def copy_of(name: str, folder: Path) -> Path:
    """A copy of a real pack that a test may change."""
    return Path(shutil.copytree(PACKS / name, folder / name))


def load_pack(directory: Path, *, today: date = TODAY, dry_run: bool = False) -> Difference:
    """Load countries, then the pack."""
    load_countries(by=BY, at=AT)
    return load(directory, dry_run=dry_run, by=BY, at=AT, today=today)


def structure(rnsr: str, **changes: Any) -> Structure:
    """A laboratory of the small pack's organisation, in Singapore, joint, of field 1."""
    values: dict[str, Any] = {
        "rnsr": rnsr,
        "name": f"Laboratory {rnsr}",
        "short_name": f"L{rnsr[-3:]}",
        "labels": (StructureLabel("UMI 1", "uai-0000001A"), StructureLabel("IRL 1", US)),
        "created": 2009,
        "kind": "Unité mixte internationale",
        "city": "SINGAPOUR",
        "postcode": "",
        "address_country": "SG",
        "country_why": "crosswalk",
        "country_source": "The ship's log",
        "website": "https://example.org",
        "fields": ("1",),
        "erc_panels": (),
        "international": True,
        "our_nature": "supervising",
        "closed_year": None,
        "parents": (),
        "children": (),
        "predecessors": (),
        "url": "https://example.org/rnsr",
        "as_of": "2022",
        "ror": None,
    }
    return Structure(**{**values, **changes})


def body(rnsr: str, key: str, **changes: Any) -> Body:
    """A supervising body of a structure."""
    values: dict[str, Any] = {
        "rnsr": rnsr,
        "key": key,
        "name": key.title(),
        "short_name": "",
        "label": "",
        "nature": "supervising",
        "type": "UNIV",
        "country": "FR",
        "how": "none",
    }
    return Body(**{**values, **changes})

"""The development sets: strings with the organisations a person or a publisher named. Read in place, never kept."""

import ast
import csv
import gzip
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SETS = {
    "crossref": "crossref_2023_dev.csv",
    "springer": "springer_2023_dev.csv",
    "s2aff": "s2aff_gold_train_val.csv",
    "queries": "ror_logs_2023_dev.csv",
}
# Names of institutions that another catalogue ties to ROR, in this folder or beside it: plain names.
NAMES = "institutions_full.csv.gz"
SINGLE = frozenset({"crossref", "springer"})
_ROR = re.compile(r"0[a-z0-9]{6}[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A string, the identifiers named for it (none where ``absent`` says so), and the set it is from."""

    text: str
    rors: frozenset[str]
    absent: bool
    source: str


def read(folder: Path) -> Iterator[Labelled]:
    """Rows of every set that is in the folder. Raises FileNotFoundError when none is."""
    present = {key: folder / name for key, name in SETS.items() if (folder / name).is_file()}
    if not present:
        raise FileNotFoundError(f"{folder} holds none of {', '.join(SETS.values())}.")
    for key, path in present.items():
        with path.open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream):
                yield _labelled(key, row)
    yield from named(folder)


def named(folder: Path) -> Iterator[Labelled]:
    """Plain names with their organisation, where the catalogue is there; a fixed order that is none."""
    path = next((one for one in (folder / NAMES, folder.parent / "openalex" / NAMES) if one.is_file()), None)
    if path is None:
        return
    with gzip.open(path, "rt", encoding="utf-8", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if _ROR.search(row["ror_id"] or "")]
    rows.sort(key=lambda row: zlib.crc32(row["openalex_id"].encode()))
    for row in rows:
        yield Labelled(row["display_name"], frozenset(_ROR.findall(row["ror_id"])), False, "names")


def _labelled(source: str, row: dict[str, str]) -> Labelled:
    if source == "s2aff":
        said = ast.literal_eval(row["labels"]) if row["labels"] else set()
        rors = frozenset(found[0] for one in said if (found := _ROR.findall(one)))
        return Labelled(row["original_affiliation"], rors, len(rors) < len(said), source)
    rors = frozenset(_ROR.findall(row["ror_id"]))
    return Labelled(row["affiliation"], rors, not rors and row["ror_id"] != "NP", source)

"""The plain way: one careful loop for each raw file, dictionaries, no checks, nothing written.

What a build is compared with. It makes the same counts (co-authorship, shared projects and works by country, year,
programme, field and partner, structures and names of organisations) but refuses no row, links nothing and keeps
nothing for the next day.
"""

import csv
import gzip
import io
import json
import sys
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

HOME, PIC, UAI = "FR", "999997930", "0753639Y"


def rows(folder: Path, pattern: str, delimiter: str = ",") -> Iterator[dict[str, str]]:
    """Rows of the delimited files of a folder."""
    for path in sorted(folder.glob(pattern)):
        with gzip.open(path, "rt", encoding="utf-8-sig", newline="") as handle:
            yield from csv.DictReader(handle, delimiter=delimiter)


def coauthorship(folder: Path) -> Counter[tuple[str, int]]:
    """Works of the home country with each other, by year."""
    found: Counter[tuple[str, int]] = Counter()
    for path in folder.glob("*.zip"):
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                if name.endswith(".net"):
                    found.update(_network(archive.read(name), int(name[-8:-4])))
    return found


def _network(content: bytes, year: int) -> Counter[tuple[str, int]]:
    vertices, _, arcs = content.decode("utf-8-sig").partition("*arcs")
    labels = {}
    for line in vertices.splitlines()[2:]:
        number, label = line.split()
        labels[number] = label.strip('"')
    found: Counter[tuple[str, int]] = Counter()
    for line in io.StringIO(arcs):
        parts = line.split()
        if len(parts) == 3:
            first, second = labels[parts[0]], labels[parts[1]]
            if first == HOME != second:
                found[second, year] = int(parts[2])
    return found


def projects(folder: Path) -> dict[str, Counter[tuple[str, ...]]]:
    """Shared projects by country and year, by programme, by partner; full counts and fractions."""
    taken: dict[str, dict[str, dict[str, str]]] = defaultdict(dict)
    for row in rows(folder, "*participations*"):
        taken[row["rcn"]][row["pic"]] = row
    parts: dict[str, set[str]] = defaultdict(set)
    for row in rows(folder, "*parts*"):
        parts[row["rcn"]].add(row["programme_part"])
    names = {row["pic"]: row["name"] for row in rows(folder, "*names*")}
    found: dict[str, Counter[tuple[str, ...]]] = defaultdict(Counter)
    for rcn, members in taken.items():
        others = [row for pic, row in members.items() if pic != PIC]
        if len(others) == len(members):
            continue
        for row in others:
            found["partner"][row["pic"], names.get(row["pic"], "")] += 1
            found["fraction"][row["country"], row["start_year"]] += 1 / len(others)
        for country, year in {(row["country"], row["start_year"]) for row in others}:
            found["country"][country, year] += 1
            found["programme"].update((country, part) for part in parts[rcn])
    return found


def works(folder: Path) -> dict[str, Counter[tuple[str, ...]]]:
    """Shared works by country and year, by field, by partner and by team."""
    seen: set[tuple[str, ...]] = set()
    found: dict[str, Counter[tuple[str, ...]]] = defaultdict(Counter)
    for row in rows(folder, "*.csv.gz"):
        work, year, country = row["HalID"], row["Année"], row["Pays"]
        fields = {domain.split("/")[0] for domain in row["Domaine(s)"].split(";")}
        told = [("country", country, year), ("partner", row["ID_Aurehal"]), ("team", row["Equipe"])]
        for key in (*told, *(("field", country, field, year) for field in fields)):
            if (work, *key) not in seen:
                seen.add((work, *key))
                found[key[0]][key[1:]] += 1
    return found


def structures(folder: Path) -> list[dict[str, str]]:
    """Structures we supervise."""
    return [row for row in rows(folder, "*.csv.gz", ";") if UAI in row["uai_des_tutelles"].split(";")]


def organisations(folder: Path) -> dict[str, tuple[str, str]]:
    """Every name of every organisation, with its country."""
    found = {}
    for path in sorted(folder.glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as handle:
            for line in handle:
                one = json.loads(line)
                found.update(_names(one))
    return found


def _names(one: dict) -> dict[str, tuple[str, str]]:  # type: ignore[type-arg]
    if "names" in one:
        country = one["locations"][0]["geonames_details"]["country_code"]
        return {name["value"].casefold(): (one["id"], country) for name in one["names"]}
    names = [one["name"], *one["aliases"], *(label["label"] for label in one["labels"])]
    return {name.casefold(): (one["id"], one["country"]["country_code"]) for name in names}


def main(raw: Path) -> None:
    coauthorship(raw / "country_coauthorship")
    projects(raw / "cordis")
    works(raw / "copublications")
    structures(raw / "rnsr")
    organisations(raw / "ror")
    sum(int(row["works_count"]) for row in rows(raw / "openalex", "*.csv.gz"))


if __name__ == "__main__":
    main(Path(sys.argv[1]))

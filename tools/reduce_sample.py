"""Reduce the development data to the sample that the project carries.

    python tools/reduce_sample.py --from ../shared/data --to sample

Keeps what the demonstration shows: every organisation that CNRS or Inria shares activity with or is supervised with,
and the largest of every country; all projects and structures of both; all co-publications. No natural person: names
that may be one are dropped, and so are columns that hold addresses of people. The same input gives the same bytes.
"""

import argparse
import csv
import gzip
import io
import json
import re
import sys
import tempfile
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from portulan.analytics.engine.embedded import Engine
from portulan.analytics.matching.link import registry
from portulan.analytics.matching.names import normalised, variants
from portulan.analytics.sources.cordis import PRIVATE, restored
from portulan.analytics.sources.naming import may_be_person
from portulan.analytics.sources.rnsr import website
from portulan.analytics.tables.organisations import ROR
from portulan.insight import lake
from portulan.insight.progress import Silent

LARGEST = 12  # organisations kept for each country, by works in OpenAlex
OTHERS = 5  # kept for each country where OpenAlex lists fewer
FOCALS: tuple[dict[str, Any], ...] = (
    {
        "pack": "cnrs",
        "name": "CNRS",
        "ror": "02feahw73",
        "pics": ["999997930"],
        "rnsr_bodies": ["0753639Y"],
        "home_country": "FR",
        "copublications": False,
    },
    {
        "pack": "inria",
        "name": "Inria",
        "ror": "02kvxyf05",
        "pics": ["999547074"],
        "rnsr_bodies": ["0780491K"],
        "home_country": "FR",
        "copublications": True,
    },
)


@dataclass(frozen=True)
class Line:
    """One line of PROVENANCE.md."""

    file: str
    what: str
    origin: str
    licence: str
    how: str
    rows: int


def main(argv: list[str] | None = None) -> int:
    """Write the sample; 1 when the development data is not there."""
    options = _parser().parse_args(argv)
    if not (options.raw / "ror").is_dir():
        sys.stderr.write(f"{options.raw} does not hold the development data: name its folder with --from.\n")
        return 1
    with tempfile.TemporaryDirectory() as scratch:
        rors = organisations_to_keep(options.raw, Path(scratch)) | named_in(options.packs)
    lines = [*reduce_all(options.raw, options.to, rors)]
    write_provenance(options.to, lines)
    size = sum(path.stat().st_size for path in options.to.rglob("*") if path.is_file())
    sys.stdout.write(f"{len(lines)} files, {size / 1e6:.1f} MB in {options.to}\n")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--from", dest="raw", type=Path, required=True, metavar="DIR")
    parser.add_argument("--to", type=Path, required=True, metavar="DIR")
    parser.add_argument("--packs", type=Path, default=Path("packs"), metavar="DIR", help="(%(default)s)")
    return parser


def named_in(packs: Path) -> set[str]:
    """ROR identifiers written in the packs: parties of joint laboratories, for instance."""
    texts = (path.read_text("utf-8") for path in sorted(packs.rglob("*.toml")))
    return {ror for text in texts for ror in re.findall(rf"\b{ROR}\b", text)}


def organisations_to_keep(raw: Path, scratch: Path) -> set[str]:
    """ROR identifiers: candidates of every name we meet, records of our structures, relations of both, the largest."""
    kept: set[str] = set()
    for focal in FOCALS:
        where = scratch / focal["pack"]
        decisions = {"focal": focal, "structure_countries": []}
        done = lake.build(raw=raw, lake=where, decisions=decisions, progress=Silent())
        tables = where / "versions" / done.version / "tables"
        with Engine(scratch=scratch / "engine") as engine:
            kept |= _met(engine, tables, focal) | _related(engine, tables, focal["ror"])
    with Engine(scratch=scratch / "engine") as engine:
        kept |= _largest(engine, tables)
        return kept | _family(engine, tables, kept)


def _met(engine: Engine, tables: Path, focal: dict[str, Any]) -> set[str]:
    """Every record that a partner's or a body's name may mean, so that what is ambiguous stays so."""
    read = {name: engine.read_parquet(tables / f"{name}.parquet") for name in _READ}
    known = engine.keep("registry", registry(read["organisations"], read["organisation_names"]))
    taken = read["participations"]
    ours = taken.filter(taken.pic.isin(focal["pics"])).select("rcn").distinct()
    pics = read["pic_names"].semi_join(taken.semi_join(ours, "rcn"), "pic")
    found: set[str] = set()
    for names in (pics, read["aurehal_organisations"], read["structure_bodies"]):
        spellings = names.select(name=variants(names.name).unnest())
        sought = spellings.select(name=normalised(spellings.name)).distinct()
        found |= {row["key"].removeprefix("ror-") for row in engine.rows(known.semi_join(sought, "name"))}
    return found


_READ = (
    "organisations",
    "organisation_names",
    "participations",
    "pic_names",
    "aurehal_organisations",
    "structure_bodies",
)


def _related(engine: Engine, tables: Path, ror: str) -> set[str]:
    relations = engine.read_parquet(tables / "organisation_relations.parquet")
    near = relations.filter((relations.ror == ror) | (relations.other == ror))
    return {one for row in engine.rows(near) for one in (row["ror"], row["other"])}


def _family(engine: Engine, tables: Path, kept: set[str]) -> set[str]:
    """Parents, successors and predecessors of those kept."""
    relations = engine.read_parquet(tables / "organisation_relations.parquet")
    near = relations.filter(relations.kind.isin(["parent", "successor", "predecessor"]))
    return {row["other"] for row in engine.rows(near) if row["ror"] in kept}


def _largest(engine: Engine, tables: Path) -> set[str]:
    organisations = engine.rows(engine.read_parquet(tables / "organisations.parquet"))
    sizes = engine.rows(engine.read_parquet(tables / "openalex_institutions.parquet"))
    works = {row["ror"]: row["works"] for row in sizes}
    by_country: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for row in organisations:
        if row["status"] == "active":
            by_country[row["country"]].append((-works.get(row["ror"], 0), row["ror"]))
    found: set[str] = set()
    for several in by_country.values():
        ranked = sorted(several)
        known = [ror for size, ror in ranked if size < 0][:LARGEST]
        found.update(known, (ror for _, ror in ranked[: max(OTHERS, len(known))]))
    return found


def reduce_all(raw: Path, to: Path, rors: set[str]) -> Iterator[Line]:
    """Write every file of the sample; give its line of provenance."""
    yield from _ror(raw, to, rors)
    yield _openalex(raw, to, rors)
    yield _rnsr(raw, to)
    yield from _cordis(raw, to)
    yield _hal(raw, to)
    yield _coauthorship(raw, to)
    yield from _natural_earth(raw, to)


def _ror(raw: Path, to: Path, rors: set[str]) -> Iterator[Line]:
    for path in sorted((raw / "ror").glob("*.jsonl.gz")):
        kept = [line for line in _text(path).splitlines() if json.loads(line)["id"][-9:] in rors]
        texts = (
            json.dumps(_without_mail(json.loads(line)), ensure_ascii=False, sort_keys=True) for line in kept
        )
        _write(to / "ror" / path.name, "".join(f"{text}\n" for text in texts))
        how = "organisations of the demonstration and the largest of each country; no mail or network address"
        yield Line(f"ror/{path.name}", "ROR records", "ror-community/ror-records", "CC0-1.0", how, len(kept))


def _without_mail(record: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in record.items() if name not in {"email_address", "ip_addresses"}}


def _openalex(raw: Path, to: Path, rors: set[str]) -> Line:
    name = "openalex/institutions_full.csv.gz"
    columns = (
        "openalex_id",
        "display_name",
        "country_code",
        "type",
        "works_count",
        "cited_by_count",
        "ror_id",
    )
    rows = [row for row in _rows(raw / name) if row["ror_id"][-9:] in rors]
    _write_rows(to / name, columns, rows)
    how = "institutions of the ROR records kept; no home page, no picture"
    origin = "OpenAlex, by Ahanmr/OpenAlex-KG-Analyzer"
    return Line(name, "OpenAlex institutions, crosswalk to ROR", origin, "CC0-1.0", how, len(rows))


def _rnsr(raw: Path, to: Path) -> Line:
    name = "rnsr/fr_esr_research_structures_2022.csv.gz"
    bodies = {body for focal in FOCALS for body in focal["rnsr_bodies"]}
    rows = [row for row in _rows(raw / name, ";") if bodies & set(row["uai_des_tutelles"].split(";"))]
    columns = [column for column in rows[0] if column not in {"adresse", "panel_erc"}]
    _write_rows(to / name, columns, ({**row, "site_web": website(row["site_web"])} for row in rows), ";")
    how = "structures of CNRS and of Inria; without street addresses (some name a person) and mail addresses"
    origin = "French ministry open data, by dataesr/matcher-affiliation-examples"
    return Line(name, "public research structures", origin, "Licence Ouverte 2.0", how, len(rows))


def _cordis(raw: Path, to: Path) -> Iterator[Line]:
    ours = {pic for focal in FOCALS for pic in focal["pics"]}
    taken = _rows(raw / "cordis/h2020_participations_2014_2018.csv.gz")
    projects = {row["rcn"] for row in taken if row["pic"] in ours}
    rows = [row for row in taken if row["rcn"] in projects]
    pics = {row["pic"] for row in rows}
    names = [row for row in _rows(raw / "cordis/h2020_organisation_names_2017.csv.gz") if row["pic"] in pics]
    parts = [row for row in _rows(raw / "cordis/h2020_programme_parts.csv.gz") if row["rcn"] in projects]
    named = [row for row in names if not _is_private_person(row)]
    for name, (what, origin, licence, how), kept in zip(
        _SHEETS, _SHEETS.values(), (rows, parts, named), strict=True
    ):
        _write_rows(to / name, tuple(kept[0]), kept)
        yield Line(name, f"Horizon 2020 {what}", origin, licence, how, len(kept))


_EUNETS = ("CORDIS, by zambujo/eunets", "CORDIS reuse notice; MIT for the extraction")
_PROJECTS = "all rows of the projects in which CNRS or Inria takes part"
_SHEETS = {
    "cordis/h2020_participations_2014_2018.csv.gz": ("participations", *_EUNETS, _PROJECTS),
    "cordis/h2020_programme_parts.csv.gz": ("programme parts", *_EUNETS, _PROJECTS),
    "cordis/h2020_organisation_names_2017.csv.gz": (
        "organisation names",
        "CORDIS, by spaghetti-open-data/ODFest2017-horizon2020-network",
        "CORDIS reuse notice",
        "organisations of the projects kept; names that may be a person's are dropped",
    ),
}


def _is_private_person(row: dict[str, str]) -> bool:
    texts = [restored(row[column]) or "" for column in ("name", "short_name")]
    return row["activity_type"] in PRIVATE and any(may_be_person(text) for text in texts)


def _hal(raw: Path, to: Path) -> Line:
    name = "copublications/hal_inria_bordeaux_sophia_2018_2024.csv.gz"
    rows = _rows(raw / name)
    columns = [
        column for column in rows[0] if column not in {"Adresse", "Mots-cles", "Latitude", "Longitude"}
    ]
    _write_rows(to / name, columns, rows)
    how = "all rows; without postal addresses, keywords and positions"
    origin = "HAL, by steffynebot/reseaux-copublication"
    return Line(name, "co-publications of Inria teams", origin, "MIT", how, len(rows))


def _coauthorship(raw: Path, to: Path) -> Line:
    name = "country_coauthorship/WrldCo_1990_2018.zip"
    arcs = 0
    packed = io.BytesIO()
    with zipfile.ZipFile(raw / name) as given, zipfile.ZipFile(packed, "w") as taken:
        for member in sorted(given.infolist(), key=lambda one: one.filename):
            if member.filename.endswith(".net"):
                content = given.read(member)
                arcs += content.split(b"*arcs", 1)[-1].count(b"\n") - 1
                plain = zipfile.ZipInfo(member.filename, member.date_time)
                taken.writestr(plain, content, zipfile.ZIP_DEFLATED, 9)
    _place(to / name, packed.getvalue())
    how = "all countries and years; only the networks, not the vectors and partitions beside them"
    return Line(name, "country co-authorship, Pajek", "OpenAlex, by bavla/OpenAlex", "CC0-1.0", how, arcs)


def _natural_earth(raw: Path, to: Path) -> Iterator[Line]:
    for path in sorted((raw / "natural_earth").glob("*.json.gz")):
        features = json.loads(_text(path))["features"]
        reduced = _labels(features) if "label_points" in path.name else [_outline(one) for one in features]
        texts = ",\n".join(json.dumps(one, ensure_ascii=False, separators=(",", ":")) for one in reduced)
        _write(to / "natural_earth" / path.name, f'{{"type":"FeatureCollection","features":[\n{texts}\n]}}\n')
        how = "the properties that are read; positions rounded to 0.01 degree"
        what = "label points" if "label_points" in path.name else "country outlines"
        name, origin = f"natural_earth/{path.name}", "martynafford/natural-earth-geojson"
        yield Line(name, what, origin, "public domain", how, len(reduced))


def _outline(feature: dict[str, Any]) -> dict[str, Any]:
    names = ("ADM0_A3", "ISO_A2", "ISO_A3", "NAME", "CONTINENT", "REGION_UN", "SUBREGION")
    geometry = feature["geometry"]
    return {
        "type": "Feature",
        "properties": {name: feature["properties"][name] for name in names},
        "geometry": {"type": geometry["type"], "coordinates": _rounded(geometry["coordinates"])},
    }


def _labels(features: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The most important label points of each country and of each territory."""
    names = ("sr_adm0_a3", "sr_gu_a3", "scalerank")
    best: dict[str, int] = defaultdict(lambda: 1000)
    for one in features:
        about = one["properties"]
        for code in (about["sr_adm0_a3"], about["sr_gu_a3"]):
            best[code] = min(best[code], about["scalerank"])
    return [
        {
            "type": "Feature",
            "properties": {name: about[name] for name in names},
            "geometry": {"type": "Point", "coordinates": _rounded(one["geometry"]["coordinates"])},
        }
        for one in features
        for about in [one["properties"]]
        if about["scalerank"] in {best[about["sr_adm0_a3"]], best[about["sr_gu_a3"]]}
    ]


def _rounded(value: Any) -> Any:
    return round(value, 2) if isinstance(value, float | int) else [_rounded(one) for one in value]


def _text(path: Path) -> str:
    return gzip.decompress(path.read_bytes()).decode("utf-8-sig")


def _rows(path: Path, delimiter: str = ",") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(_text(path)), delimiter=delimiter))


def _write_rows(
    path: Path, columns: Iterable[str], rows: Iterable[dict[str, str]], delimiter: str = ","
) -> None:
    text = io.StringIO()
    writer = csv.DictWriter(
        text, list(columns), delimiter=delimiter, extrasaction="ignore", lineterminator="\n"
    )
    writer.writeheader()
    writer.writerows(rows)
    _write(path, text.getvalue())


def _write(path: Path, text: str) -> None:
    _place(path, gzip.compress(text.encode("utf-8"), 9, mtime=0))


def _place(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


_INTRODUCTION = """# Where the sample comes from

Reduced from public data by `tools/reduce_sample.py`; the same input gives the same bytes. Folders and formats are those
of the full files, so that full files can take their place. Pages about each source: `docs/sources/`; licences:
`LICENSES/`. No natural person is in it.

| file | what | from | licence | how it was reduced | rows |
|---|---|---|---|---|---|
"""
_DATES = {
    "copublications": "2024",
    "cordis": "2018",
    "country_coauthorship": "2024-08",
    "natural_earth": "2018",
    "openalex": "2024-12",
    "rnsr": "2022",
}


def write_provenance(to: Path, lines: list[Line]) -> None:
    """Write PROVENANCE.md, and the date of each folder whose files do not tell it."""
    row: Callable[[Line], str] = lambda one: (  # noqa: E731 - one expression, used once
        f"| `{one.file}` | {one.what} | {one.origin} | {one.licence} | {one.how} | {one.rows:,} |\n"
    )
    (to / "PROVENANCE.md").write_text(_INTRODUCTION + "".join(map(row, lines)), encoding="utf-8")
    for folder, date in _DATES.items():
        (to / folder / "about.toml").write_text(f'as_of = "{date}"\n', encoding="ascii")


if __name__ == "__main__":
    sys.exit(main())

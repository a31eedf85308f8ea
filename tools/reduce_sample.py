"""Reduce the whole public files to the sample that the project carries: same files, fewer rows, no person.

    python tools/reduce_sample.py --from ../shared/data --to sample

The same input gives the same bytes.
"""

import argparse
import io
import json
import re
import sys
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sample_files import Line, Sample, Table
from sample_names import may_name_person, restored
from sample_registry import FOCAL, ROR, Registry, Sought, chosen, record_text
from sample_ties import with_ties

PICS = {"CNRS": "999997930", "Inria": "999547074"}
UAI = {"CNRS": "0753639Y", "Inria": "0780491K"}
HOME = "FR"
TOP_PARTNERS = 300
LARGEST = 12  # organisations of each country that are there whatever they share with us

PARTICIPATIONS = "cordis/h2020_participations_2014_2018.csv.gz"
PARTS = "cordis/h2020_programme_parts.csv.gz"
NAMES = "cordis/h2020_organisation_names_2017.csv.gz"
STRUCTURES = "rnsr/fr_esr_research_structures_2022.csv.gz"
COPUBLICATIONS = "copublications/hal_inria_bordeaux_sophia_2018_2024.csv.gz"
COAUTHORSHIP = "country_coauthorship/WrldCo_1990_2018.zip"
INSTITUTIONS = "openalex/institutions_full.csv.gz"
RECORDS = ("ror/ror_v1_records_to_v2.9.jsonl.gz", "ror/ror_v2_records_to_v2.8.jsonl.gz")
OUTLINES = (
    "natural_earth/ne_110m_admin_0_countries.json.gz",
    "natural_earth/ne_50m_admin_0_countries.json.gz",
)
LABELS = "natural_earth/ne_10m_admin_0_label_points.json.gz"
FILES = (
    *(PARTICIPATIONS, PARTS, NAMES, STRUCTURES, COPUBLICATIONS, COAUTHORSHIP, INSTITUTIONS),
    *(*RECORDS, *OUTLINES, LABELS),
)
DATES = {
    "copublications": "2024",
    "cordis": "2018",
    "country_coauthorship": "2024-08",
    "natural_earth": "2017-11",
    "openalex": "2024-12",
    "rnsr": "2022",
}

UNREAD = ("max_contribution", "total_cost", "start_year", "end_year", "duration", "group", "nunique")
RECENT = 5  # years of which every pair of countries is kept, to say what is expected of France

_EUNETS = ("CORDIS, by zambujo/eunets", "CORDIS reuse notice; MIT for the extraction")
_SPAGHETTI = ("CORDIS, by spaghetti-open-data/ODFest2017-horizon2020-network", "CORDIS reuse notice")
_MINISTRY = ("French ministry open data, by dataesr/matcher-affiliation-examples", "Licence Ouverte 2.0")
_HAL = ("HAL, by steffynebot/reseaux-copublication", "MIT")
_ROR = ("ROR, by ror-community/ror-records", "CC0-1.0")
_ANALYZER = ("OpenAlex, by Ahanmr/OpenAlex-KG-Analyzer", "CC0-1.0")
_MATRICES = ("OpenAlex, by bavla/OpenAlex", "CC0-1.0")
_EARTH = ("Natural Earth, by martynafford/natural-earth-geojson", "public domain")


def project_numbers(participations: Table, pics: Iterable[str]) -> set[str]:
    """Projects in which one of ``pics`` takes part."""
    rcn, pic, sought = participations.column("rcn"), participations.column("pic"), set(pics)
    return {row[rcn] for row in participations.rows if row[pic] in sought}


def top_partners(participations: Table, focal: str, most: int = TOP_PARTNERS) -> list[str]:
    """PICs that share most projects with ``focal``, itself left out; ties by PIC."""
    rcn, pic = participations.column("rcn"), participations.column("pic")
    ours = project_numbers(participations, [focal])
    pairs = {(row[rcn], row[pic]) for row in participations.rows if row[rcn] in ours and row[pic] != focal}
    counted = Counter(partner for _, partner in pairs)
    return sorted(counted, key=lambda one: (-counted[one], one))[:most]


def named(names: Table, pics: set[str]) -> Table:
    """Names of ``pics`` that are not a person's; a short name that may be one is blanked."""
    pic, name, short, kind = (names.column(one) for one in ("pic", "name", "short_name", "activity_type"))
    rows = []
    for row in names.rows:
        if row[pic] in pics and not may_name_person(row[name], row[kind]):
            blank = may_name_person(row[short], row[kind])
            rows.append([*row[:short], "" if blank else row[short], *row[short + 1 :]])
    return Table(names.heading, rows)


def cordis(sample: Sample) -> Sought:
    """Write the three files of CORDIS; gives the names to look for in the registry, the first partners' apart."""
    whole, parts, names = sample.table(PARTICIPATIONS), sample.table(PARTS), sample.table(NAMES)
    projects, rcn = project_numbers(whole, PICS.values()), whole.column("rcn")
    taken = whole.only(lambda row: row[rcn] in projects)
    how = (
        "all rows: without others' projects nothing could be expected or suggested; the columns that are read"
    )
    less = whole.without(*UNREAD)
    sample.write_table(less, Line(PARTICIPATIONS, *_EUNETS, how, len(whole.rows), len(less.rows)))
    sample.write_table(parts, Line(PARTS, *_EUNETS, "all rows", len(parts.rows), len(parts.rows)))
    ours = {row[taken.column("pic")] for row in taken.rows}
    known = named(names, ours | likely_partners(whole))
    how = (
        "organisations in a project of CNRS or Inria, and universities and research bodies in two projects or more; "
        "a private body's name that may be a person's is left out"
    )
    sample.write_table(known, Line(NAMES, *_SPAGHETTI, how, len(names.rows), len(known.rows)))
    first = {pic for focal in PICS.values() for pic in top_partners(whole, focal)}
    return _sought(named(names, ours), first)


def likely_partners(participations: Table, least: int = 2) -> set[str]:
    """PICs of universities and research bodies in so many projects: those the radar may suggest."""
    rcn, pic, kind = (participations.column(one) for one in ("rcn", "pic", "type"))
    pairs = {(row[pic], row[rcn]) for row in participations.rows if row[kind] in {"HES", "REC"}}
    counted = Counter(one for one, _ in pairs)
    return {one for one, count in counted.items() if count >= least}


def _sought(known: Table, first: set[str]) -> Sought:
    """Names, and names without their own acronym at the end; those of the PICs in ``first`` to be looked for longer."""
    pic, name, short = (known.column(one) for one in ("pic", "name", "short_name"))
    exact, near = set(), []
    for row in known.rows:
        whole = restored(row[name]) or ""
        bare = (
            whole[: -len(row[short])]
            if row[short] and whole.upper().endswith(" " + row[short].upper())
            else whole
        )
        exact |= {whole, bare.strip()}
        near += [whole] if row[pic] in first else []
    return Sought(exact=exact, near=near)


def _values(cell: str) -> set[str]:
    return {part.strip() for part in cell.split(";")} - {""}


def structures_kept(table: Table) -> Table:
    """Structures of CNRS and Inria, those labelled UMI or IRL, and those that took one up; no postal address."""
    number, before = (
        table.column("numero_national_de_structure"),
        table.column("numero_de_structure_historique"),
    )
    bodies, labels = table.column("uai_des_tutelles"), table.column("label_numero")
    ours, joint = set(UAI.values()), re.compile(r"(^|;)\s*(UMI|IRL)")
    first = {row[number] for row in table.rows if _values(row[bodies]) & ours or joint.search(row[labels])}
    kept = table.only(lambda row: row[number] in first or bool(_values(row[before]) & first))
    return kept.without("adresse")


def rnsr(sample: Sample) -> Sought:
    """Write structures; gives the names of their bodies."""
    table = sample.table(STRUCTURES, ";")
    kept = structures_kept(table)
    how = (
        "structures of CNRS and of Inria, those labelled UMI or IRL, those that took one up; "
        "without postal addresses (one names a person) and mail addresses in place of a site"
    )
    sample.write_table(kept, Line(STRUCTURES, *_MINISTRY, how, len(table.rows), len(kept.rows)))
    bodies = kept.column("tutelles")
    return Sought(exact={name for row in kept.rows for name in _values(row[bodies])}, near=[])


def hal(sample: Sample) -> Sought:
    """Write co-publications; gives the names of organisations, those with most works to be looked for longer."""
    whole = sample.table(COPUBLICATIONS)
    table = whole.without("Adresse", "Mots-cles", "Latitude", "Longitude")
    how = "all rows; without postal addresses (some hold mail addresses), keywords and positions"
    sample.write_table(table, Line(COPUBLICATIONS, *_HAL, how, len(whole.rows), len(table.rows)))
    name, work = table.column("Organisme_copubliant"), table.column("HalID")
    counted = Counter(organisation for organisation, _ in {(row[name], row[work]) for row in table.rows})
    first = sorted(counted, key=lambda one: (-counted[one], one))[:TOP_PARTNERS]
    return Sought(exact=set(counted), near=first)


def largest_by_country(institutions: Table, most: int = LARGEST) -> list[str]:
    """ROR identifiers of the institutions with most works in each country."""
    ror, country, works = (institutions.column(name) for name in ("ror_id", "country_code", "works_count"))
    by_country: dict[str, list[str]] = defaultdict(list)
    for row in sorted(institutions.rows, key=lambda row: (-int(row[works]), row[ror])):
        by_country[row[country]].append(row[ror].rpartition("/")[2])
    return [one for several in by_country.values() for one in several[:most]]


def openalex(sample: Sample, institutions: Table, kept: set[str]) -> None:
    """Write the institutions whose record is kept."""
    ror = institutions.column("ror_id")
    less = institutions.only(lambda row: row[ror].rpartition("/")[2] in kept).without(
        "homepage_url", "image_url"
    )
    how = "institutions of the ROR records kept; no home page, no picture"
    sample.write_table(less, Line(INSTITUTIONS, *_ANALYZER, how, len(institutions.rows), len(less.rows)))


def ror(
    sample: Sample, sought: Sought, *, largest: list[str], named_elsewhere: set[str], focal: dict[str, Any]
) -> set[str]:
    """Write the records to keep, less network addresses; gives their identifiers."""
    records = {name: [json.loads(line) for line in sample.text_lines(name)] for name in RECORDS}
    registry = Registry(one for several in records.values() for one in several)
    first = chosen(registry, sought, largest=largest, most=LARGEST, also=named_elsewhere)
    kept = with_ties(sample, first, registry, files=RECORDS, focal=focal)
    how = (
        "CNRS, Inria and those related to them; bodies of structures, parties of joint laboratories; every record "
        f"that a name of the other files may mean, the nearest to the names of the {TOP_PARTNERS} first partners, "
        "those that the matcher ties a name to in all of the registry, or hesitates between; up "
        f"to {LARGEST} of each country; parents, successors and predecessors of all"
    )
    for name, several in records.items():
        less = [record_text(one) for one in several if one["id"].rpartition("/")[2] in kept]
        sample.write("".join(less).encode(), Line(name, *_ROR, how, len(several), len(less)))
    return kept


def network_kept(content: str, code: str = HOME) -> tuple[str, int, int]:
    """A Pajek network with only the diagonal and the arcs that touch ``code``; arcs read and kept."""
    head, mark, arcs = content.partition("*arcs")
    vertex = re.search(rf'^(\d+)\s+"{code}"', head, re.MULTILINE)
    home = vertex.group(1) if vertex else ""
    first, *lines = arcs.splitlines(keepends=True)
    kept = [line for line in lines if _touches(line.split(), home)]
    return "".join([head, mark, first, *kept]), len(lines), len(kept)


def _touches(parts: list[str], home: str) -> bool:
    return parts[:1] == parts[1:2] or home in parts[:2]


def coauthorship(sample: Sample) -> None:
    """Write the zip of networks, all years; byte order marks and line ends stay as they are."""
    target, read, kept = io.BytesIO(), 0, 0
    recent: list[str] = []
    with zipfile.ZipFile(sample.raw / COAUTHORSHIP) as archive, zipfile.ZipFile(target, "w") as made:
        networks = [one for one in archive.infolist() if one.filename.endswith(".net")]
        recent = sorted(one.filename for one in networks)[-RECENT:]
        for member in sorted(archive.infolist(), key=lambda one: one.filename):
            if member.filename.endswith(".net"):
                whole = archive.read(member).decode("utf-8")
                content, seen, left = network_kept(whole)
                if member.filename in recent:
                    content, left = whole, seen
                plain = zipfile.ZipInfo(member.filename, member.date_time)
                made.writestr(plain, content.encode(), zipfile.ZIP_DEFLATED, 9)
                read, kept = read + seen, kept + left
    how = (
        "all years: works of each country (the diagonal) and works that France shares; of the last five years all "
        "pairs; networks only"
    )
    sample.write(target.getvalue(), Line(COAUTHORSHIP, *_MATRICES, how, read, kept))


def box(geometry: dict[str, Any]) -> dict[str, Any]:
    """The box around the largest ring, as a polygon: what is needed to tell which label is the nearest."""
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    boxes = []
    for polygon in polygons:
        eastings, northings = [point[0] for point in polygon[0]], [point[1] for point in polygon[0]]
        boxes.append((min(eastings), min(northings), max(eastings), max(northings)))
    west, south, east, north = max(boxes, key=lambda one: (one[2] - one[0]) * (one[3] - one[1]))
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def feature(one: dict[str, Any], properties: tuple[str, ...], geometry: dict[str, Any]) -> dict[str, Any]:
    """A feature with some of its properties."""
    about = {name: one["properties"][name] for name in properties}
    return {"type": "Feature", "properties": about, "geometry": geometry}


def first_labels(features: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The most important label points of each country and of each territory."""
    names = ("sr_adm0_a3", "sr_gu_a3", "scalerank")
    best: dict[str, int] = defaultdict(lambda: 1000)
    for one in features:
        for code in (one["properties"][name] for name in names[:2]):
            best[code] = min(best[code], one["properties"]["scalerank"])
    kept = []
    for one in features:
        country, territory, rank = (one["properties"][name] for name in names)
        if rank in {best[country], best[territory]}:
            kept.append(feature(one, names, one["geometry"]))
    return kept


def natural_earth(sample: Sample) -> None:
    """Write countries with a box in place of the outline (maps draw their own), and the first label points."""
    about = ("ADM0_A3", "ISO_A2", "ISO_A3", "NAME", "CONTINENT", "REGION_UN", "SUBREGION")
    for name in (*OUTLINES, LABELS):
        whole = json.loads("".join(sample.text_lines(name)))["features"]
        if name == LABELS:
            kept, how = first_labels(whole), "the first label points of each country and territory"
        else:
            kept = [feature(one, about, box(one["geometry"])) for one in whole]
            how = "all countries; the box of the largest part in place of the outline"
        lines = ",\n".join(json.dumps(one, ensure_ascii=False, separators=(",", ":")) for one in kept)
        text = f'{{"type":"FeatureCollection","features":[\n{lines}\n]}}\n'
        how = f"{how}; the properties that are read"
        sample.write(text.encode(), Line(name, *_EARTH, how, len(whole), len(kept)))


def named_in(packs: Path) -> set[str]:
    """ROR identifiers written in the packs: parties of joint laboratories, for instance."""
    texts = (path.read_text("utf-8") for path in sorted(packs.rglob("*.toml")))
    return {found for text in texts for found in re.findall(rf"\b{ROR}\b", text)}


def reduce(*, raw: Path, to: Path, packs: Path) -> Sample:
    """Make the whole sample."""
    sample = Sample(raw=raw, to=to)
    sought = cordis(sample) | rnsr(sample) | hal(sample)
    institutions = sample.table(INSTITUTIONS)
    largest = largest_by_country(institutions)
    focal = {
        "pack": "cnrs",
        "name": "CNRS",
        "home_country": HOME,
        "ror": FOCAL[0],
        "rnsr_bodies": [UAI["CNRS"]],
    }
    kept = ror(sample, sought, largest=largest, named_elsewhere=named_in(packs), focal=focal)
    openalex(sample, institutions, kept)
    coauthorship(sample)
    natural_earth(sample)
    sample.close(DATES)
    return sample


def main(arguments: list[str] | None = None) -> int:
    """Write the sample; 1 when a whole file is not there."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--from", dest="raw", type=Path, required=True, metavar="DIR", help="the whole files")
    parser.add_argument("--to", type=Path, default=Path("sample"), metavar="DIR", help="(%(default)s)")
    parser.add_argument("--packs", type=Path, default=Path("packs"), metavar="DIR", help="(%(default)s)")
    given = parser.parse_args(arguments)
    missing = [name for name in FILES if not (given.raw / name).is_file()]
    if missing:
        sys.stderr.write(
            f"{given.raw} lacks {', '.join(missing)}: name the folder of the whole files with --from.\n"
        )
        return 1
    sample = reduce(raw=given.raw, to=given.to, packs=given.packs)
    size = sum(path.stat().st_size for path in given.to.rglob("*") if path.is_file())
    sys.stdout.write(f"{len(sample.lines)} files, {size / 1e6:.1f} MB in {given.to}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""A raw folder of a few rows for every source, small enough to count by hand. Every name in it is invented."""

import gzip
import json
import zipfile
from pathlib import Path
from typing import Any

FOCAL: dict[str, Any] = {
    "pack": "test",
    "name": "Us",
    "ror": "0aaaaaa01",
    "pics": ["900000001"],
    "rnsr_bodies": ["0750001A"],
    "home_country": "FR",
    "copublications": True,
}
DECISIONS: dict[str, Any] = {
    "focal": FOCAL,
    "structure_countries": [
        {"rnsr": "201000003C", "country": "SG", "source": "the pack", "as_of": "2022-03"},
    ],
}


def write(folder: Path) -> Path:
    """Write all sources into ``folder``."""
    for part in (ror, rnsr, cordis, hal, coauthorship, openalex, natural_earth):
        part(folder)
    return folder


def put(path: Path, text: str, encoding: str = "utf-8") -> Path:
    """Write a file, gzipped when its name says so."""
    path.parent.mkdir(parents=True, exist_ok=True)
    content = text.encode(encoding)
    path.write_bytes(gzip.compress(content, mtime=0) if path.suffix == ".gz" else content)
    return path


def schema_2(ror: str, name: str, country: str, **more: Any) -> dict[str, Any]:
    """A record of schema 2."""
    return {
        "id": f"https://ror.org/{ror}",
        "names": [{"value": name, "types": ["ror_display", "label"], "lang": "en"}, *more.get("names", [])],
        "status": more.get("status", "active"),
        "types": ["education"],
        "established": more.get("established", 1950),
        "links": [{"type": "website", "value": "https://example.org"}],
        "locations": [
            {"geonames_details": {"country_code": country, "name": "Town", "lat": 1.5, "lng": 2.5}}
        ],
        "external_ids": more.get("external_ids", []),
        "relationships": more.get("relationships", []),
        "admin": {"last_modified": {"date": more.get("date", "2025-01-02")}},
    }


def schema_1(ror: str, name: str, country: str, **more: Any) -> dict[str, Any]:
    """A record of schema 1."""
    return {
        "id": f"https://ror.org/{ror}",
        "name": name,
        "aliases": more.get("aliases", []),
        "acronyms": more.get("acronyms", []),
        "labels": more.get("labels", []),
        "status": more.get("status", "active"),
        "types": ["Facility"],
        "established": None,
        "links": [],
        "addresses": [{"lat": 1.0, "lng": 2.0, "city": "Ville"}],
        "country": {"country_code": country},
        "external_ids": more.get("external_ids", {}),
        "relationships": more.get("relationships", []),
    }


def relation(kind: str, ror: str, label: str) -> dict[str, str]:
    return {"type": kind, "id": f"https://ror.org/{ror}", "label": label}


def ror(folder: Path) -> None:
    """Us, a university in Singapore, one in Germany that succeeded another, a laboratory of ours in Japan."""
    second = [
        schema_2("0aaaaaa01", "Us", "FR", relationships=[relation("child", "0dddddd04", "Joint Lab Japan")]),
        schema_2("0bbbbbb02", "University of the Strait", "SG"),
        schema_2(
            "0cccccc03",
            "Universität am Fluss",
            "DE",
            relationships=[relation("predecessor", "0eeeeee05", "Old")],
        ),
    ]
    first = [
        schema_1("0bbbbbb02", "University of the Strait, older record", "SG"),
        schema_1(
            "0dddddd04",
            "Joint Lab Japan",
            "JP",
            external_ids={"CNRS": {"preferred": None, "all": ["UMI3333"]}},
            relationships=[relation("Parent", "0aaaaaa01", "Us")],
        ),
        schema_1(
            "0eeeeee05",
            "Old",
            "DE",
            status="withdrawn",
            relationships=[relation("Successor", "0cccccc03", "New")],
        ),
    ]
    put(folder / "ror/v2.jsonl.gz", "".join(json.dumps(one) + "\n" for one in second))
    put(folder / "ror/v1.jsonl.gz", "".join(json.dumps(one) + "\n" for one in first))


RNSR_HEADING = (
    "numero_national_de_structure;libelle;sigle;annee_de_creation;type_de_structure;code_postal;commune;site_web;"
    "label_numero;tutelles;sigles_des_tutelles;uai_des_tutelles;siret_des_tutelles;code_de_nature_de_tutelle;"
    "code_de_type_de_tutelle;numero_de_structure_parent;code_domaine_scientifique;code_panel_erc;fiche_rnsr"
)
RNSR_ROWS = (
    # at home, proved by CEDEX
    '201000001A;Lab One;L1;2010;Unité mixte;31062;TOULOUSE CEDEX 9;http://l1.fr;"UMR 1;";"Us;Them";"US;TH";'
    '"0750001A;0310001B";"1;2";"EPST;UNIV";"TUTE;PART";;2;"PE2;PE3";http://r/1',
    # a joint laboratory that the registry of organisations knows, in Japan
    "201000002B;Some Lab;SL;2011;Unité mixte internationale;;TOKYO;;UMI_ 3333;Us;US;0750001A;1;EPST;TUTE;;2;;",
    # a joint laboratory that only the pack places, with a five-digit postcode that is not French
    '201000003C;Other Lab;OL;2012;Unité mixte internationale;63755;SINGAPORE;;"IRL 4;";"Us;Universite du Detroit";'
    '"US;UD";"0750001A;";"1;";"EPST;UNIV_ETR";"TUTE;TUTE";;;;',
    # labelled international by another body than us, nowhere
    '201000004D;Third Lab;TL;2013;Unité mixte;;;;";UMI 9";"Us;Them";"US;TH";"0750001A;0310001B";"1;2";"EPST;UNIV";'
    '"PART;TUTE";;;;',
    # not ours
    "201000005E;Foreign to us;FU;2014;Unité propre;31062;TOULOUSE;;;Them;TH;0310001B;2;UNIV;TUTE;;;;",
)


def rnsr(folder: Path) -> None:
    put(folder / "rnsr/structures_2022.csv.gz", "\n".join((RNSR_HEADING, *RNSR_ROWS)) + "\n")


PARTICIPATIONS_HEADING = "rcn,role,pic,type,country,start_date,end_date"
PARTICIPATIONS_ROWS = (
    "100001,coordinator,900000001,REC,FR,2015-01-01,2018-12-31",
    "100001,participant,900000002,HES,DE,2015-01-01,2018-12-31",
    "100001,participant,900000003,HES,EL,2015-01-01,2018-12-31",
    "100002,participant,900000001,REC,FR,2016-02-01,NA",
    "100002,coordinator,900000002,HES,DE,2016-02-01,NA",
    "100003,coordinator,900000001,REC,FR,2017-03-01,2019-02-28",
    "100004,coordinator,900000002,HES,DE,2017-03-01,2019-02-28",
    "100005,coordinator,900000001,REC,FR,2018-03-01,2019-02-28",
    "100005,partner,900000004,HES,NA,2018-03-01,2019-02-28",
)


def cordis(folder: Path) -> None:
    """Four projects of ours: two with a German university, one of them with a Greek one too, one with Namibia."""
    rows = "\n".join((PARTICIPATIONS_HEADING, *PARTICIPATIONS_ROWS)) + "\n"
    put(folder / "cordis/participations.csv.gz", rows)
    names = (
        "pic,name,short_name,activity_type,city,country\n"
        "900000001,US,US,REC,Paris,FR\n"
        "900000002,UNIVERSITAT AM FLUSS,UAF,HES,Fluss,DE\n"
        "900000003,Institut f√ºr Meer GMBH,IFM,PRC,K√∂ln,EL\n"
        "900000004,UNIVERSITY OF THE DUNES,UD,HES,Dunes,NA\n"
        "900000005,Invented Somebody,Invented,PRC,Nowhere,UK\n"
    )
    put(folder / "cordis/names.csv.gz", names)
    put(
        folder / "cordis/parts.csv.gz",
        "rcn,programme_part\n100001,ERC\n100001,SC1\n100002,MSCA\n100005,ERC\n",
    )


HAL_HEADING = "Equipe,Centre,Organisme_copubliant,Ville,Pays,ID_Aurehal,UE/Non_UE,Année,HalID,Domaine(s)"
HAL_ROWS = (
    "ALPHA,X,University of the Strait [Town],University,Singapore,11,Non UE,2022,hal-00000001,"
    "Computer Science [cs]/A;Mathematics [math]/B",
    "ALPHA,X,University of the Strait [Town],University,Singapore,11,Non UE,2022,hal-00000001,"
    "Computer Science [cs]/A;Mathematics [math]/B",
    "BETA,X,University of the Strait [Town],Town,Singapore,11,Non UE,2022,hal-00000001,Computer Science [cs]/A",
    "ALPHA,X,Lonely Institute,Bern,Switzerland,12,Non UE,2022,hal-00000001,Computer Science [cs]/A",
    "ALPHA,X,Lonely Institute,Bern,Switzerland,12,Non UE,2023,hal-00000002,Physics [physics]",
)


def hal(folder: Path) -> None:
    """Two works: one with Singapore (two teams) and Switzerland, one with Switzerland alone; one exact duplicate."""
    put(folder / "copublications/hal.csv.gz", "\n".join((HAL_HEADING, *HAL_ROWS)) + "\n")


def pajek(*arcs: str, vertices: tuple[str, ...] = ("FR", "SG", "NA")) -> str:
    """A Pajek network as the publisher writes it: a byte order mark, Windows line ends."""
    labels = [f'{place} "{code}"' for place, code in enumerate(vertices, start=1)]
    lines = ["% made by hand", f"*vertices {len(vertices)}", *labels, "*arcs", *arcs]
    return "\ufeff" + "\r\n".join(lines) + "\r\n"


def coauthorship(folder: Path) -> None:
    """France with Singapore: 3 works in 2017, 8 in 2018; with Namibia 1 in 2018."""
    path = folder / "country_coauthorship/world.zip"
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w") as archive:
        put_in(archive, "World2017.net", pajek("1 1 100 ", "1 2 3 ", "2 1 3 ", "2 2 10 "))
        put_in(archive, "World2018.net", pajek("1 1 120 ", "1 2 8 ", "2 1 8 ", "1 3 1 ", "3 1 1 ", "2 2 11 "))
        put_in(archive, "World2018T.vec", "not read")


def put_in(archive: zipfile.ZipFile, name: str, text: str) -> None:
    """Write a member that does not depend on the time of day."""
    archive.writestr(zipfile.ZipInfo(name, (2024, 8, 27, 0, 0, 0)), text)


def openalex(folder: Path) -> None:
    put(
        folder / "openalex/institutions.csv.gz",
        "openalex_id,display_name,country_code,type,works_count,cited_by_count,ror_id\n"
        "https://openalex.org/I2,Strait,SG,education,5000,90000,https://ror.org/0bbbbbb02\n"
        "https://openalex.org/I3,Fluss,,education,400,900,https://ror.org/0cccccc03\n",
    )


def outline(own: str, alpha_2: str) -> dict[str, Any]:
    names = {"ADM0_A3": own, "ISO_A2": alpha_2, "CONTINENT": "C", "REGION_UN": "R", "SUBREGION": "S"}
    ring = [[0.0, 0.0], [10.0, 0.0], [10.0, 10.0], [0.0, 0.0]]
    return {"type": "Feature", "properties": names, "geometry": {"type": "Polygon", "coordinates": [ring]}}


def label(own: str, part: str, rank: int, place: tuple[float, float]) -> dict[str, Any]:
    names = {"sr_adm0_a3": own, "sr_gu_a3": part, "scalerank": rank}
    return {"type": "Feature", "properties": names, "geometry": {"type": "Point", "coordinates": list(place)}}


def natural_earth(folder: Path) -> None:
    outlines = [outline("FRA", "-99"), outline("NOR", "-99"), outline("SGP", "SG"), outline("CYN", "-99")]
    labels = [
        label("FRA", "FXX", 0, (4.0, 5.0)),
        label("FRA", "GUF", 0, (-53.0, 4.0)),
        label("SGP", "SGP", 3, (103.8, 1.3)),
    ]
    for name, features in (("ne_50m_countries.json.gz", outlines), ("ne_10m_labels.json.gz", labels)):
        put(folder / "natural_earth" / name, json.dumps({"type": "FeatureCollection", "features": features}))

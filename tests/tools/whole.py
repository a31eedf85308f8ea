"""A folder of whole files, a few rows each, to be reduced. Every name in it is invented."""

import gzip
import json
import zipfile
from pathlib import Path
from typing import Any

OURS = {"CNRS": "999997930", "Inria": "999547074"}
_TABLES = {
    "cordis/h2020_participations_2014_2018.csv.gz": (
        "rcn,role,pic,type,country,start_date,end_date",
        f"1,coordinator,{OURS['CNRS']},REC,FR,2015-01-01,2018-12-31",
        "1,participant,900000001,PRC,DE,2015-01-01,2018-12-31",
        "1,participant,900000002,PRC,DE,2015-01-01,2018-12-31",
        "1,participant,900000003,HES,SG,2015-01-01,2018-12-31",
        f"2,participant,{OURS['Inria']},REC,FR,2016-01-01,NA",
        "2,coordinator,900000004,PRC,EL,2016-01-01,NA",
        "3,coordinator,900000003,HES,SG,2017-01-01,NA",
    ),
    "cordis/h2020_programme_parts.csv.gz": ("rcn,programme_part", "1,ERC", "2,MSCA", "3,ERC"),
    "cordis/h2020_organisation_names_2017.csv.gz": (
        "pic,name,short_name,activity_type,city,country",
        f"{OURS['CNRS']},US,US,REC,Paris,FR",
        "900000001,SOMEBODY ANNA,Anna Somebody,PRC,Nowhere,DE",
        "900000002,Meer Technik GmbH,Bernd Meer,PRC,K√∂ln,DE",
        "900000003,THE STRAIT UNIVERSITY OF SCIENCE,SUS,HES,Strait,SG",
        "900000004,A.B. Somebody,SOMEBODY,PRC,Nowhere,EL",
        "900000005,Elsewhere Ltd,EL,PRC,Nowhere,UK",
    ),
    "copublications/hal_inria_bordeaux_sophia_2018_2024.csv.gz": (
        "Equipe,Organisme_copubliant,Adresse,Ville,Pays,ID_Aurehal,Année,HalID,Domaine(s),Mots-cles,Latitude,Longitude",
        'ALPHA,River Institute = Institut du fleuve [Town],"1 Street, call us",Town,Germany,11,2020,hal-00000001,'
        "Computer Science [cs],a;b,1.0,2.0",
        "ALPHA,River Institute,1 Street,us@example.org,Germany,11,2020,hal-00000001,Computer Science [cs],,,",
    ),
    "openalex/institutions_full.csv.gz": (
        "openalex_id,display_name,country_code,type,works_count,cited_by_count,ror_id,homepage_url,image_url",
        "https://openalex.org/I1,Strait,SG,education,500,9,https://ror.org/0bbbbbb02,https://s,https://picture",
        "https://openalex.org/I2,Alone,FJ,education,5,9,https://ror.org/0ffffff06,https://a,https://picture",
    ),
}
_STRUCTURES = (
    "numero_national_de_structure;libelle;sigle;annee_de_creation;type_de_structure;code_postal;commune;site_web;"
    "adresse;label_numero;tutelles;sigles_des_tutelles;uai_des_tutelles;code_de_nature_de_tutelle;"
    "code_de_type_de_tutelle;numero_de_structure_historique",
    '200000001A;Joint Lab;;2000;;;;http://lab@example.org;c/o Somebody;"IRL 1;";"Us;Université du Détroit";;'
    '"0753639Y;";"TUTE;TUTE";;',
    "200000002B;Not ours;;2000;;;;http://not;1 Street;UMR 2;Them;;0000000A;TUTE;;",
    "200000003C;Took one up;;2000;;;;http://took;1 Street;UMR 3;Them;;0000000A;TUTE;;200000001A;",
)


def write(folder: Path) -> Path:
    """Write all files into ``folder``."""
    for name, rows in _TABLES.items():
        _put(folder / name, "\n".join(rows) + "\n")
    _put(folder / "rnsr/fr_esr_research_structures_2022.csv.gz", "\n".join(_STRUCTURES) + "\n")
    _ror(folder)
    _coauthorship(folder)
    _natural_earth(folder)
    return folder


def _put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(text.encode()))


def _record(ror: str, name: str, country: str, *relations: tuple[str, str], **more: Any) -> dict[str, Any]:
    named = {"value": name, "types": ["ror_display"], "lang": None}
    return {
        "id": f"https://ror.org/{ror}",
        "names": [named],
        "status": "active",
        "types": ["education"],
        "locations": [{"geonames_details": {"country_code": country}}],
        "external_ids": [],
        "admin": {"last_modified": {"date": "2026-01-02"}},
        "relationships": [{"type": kind, "id": f"https://ror.org/{other}"} for kind, other in relations],
        **more,
    }


def _ror(folder: Path) -> None:
    """CNRS and its laboratory; a university; an institute and the one it took up; fifteen small ones."""
    second = [
        _record("02feahw73", "Us", "FR"),
        _record("0aaaaaa01", "Lab of ours", "JP", ("parent", "02feahw73")),
        _record("0bbbbbb02", "Strait University of Sciences", "SG"),
        _record("0cccccc03", "Institut du Fleuve", "DE", ("predecessor", "0dddddd04")),
        _record("0dddddd04", "Old River", "DE", status="withdrawn"),
        *(_record(f"0eeeee{n:03}", f"Brook {n}", "DE", types=["company"]) for n in range(100, 115)),
        _record("0ffffff06", "Alone", "FJ"),
        _record("0gggggg07", "Named by a pack", "DE", types=["company"]),
    ]
    older = {
        "id": "https://ror.org/0hhhhhh08",
        "name": "Universite du Detroit",
        "aliases": [],
        "acronyms": [],
        "labels": [],
        "addresses": [{"city": "Strait"}],
        "status": "active",
        "types": ["Education"],
        "country": {"country_code": "SG"},
        "external_ids": {},
        "relationships": [],
        "email_address": "us@example.org",
        "ip_addresses": ["10.0.0.1"],
    }
    _put(folder / "ror/ror_v2_records_to_v2.8.jsonl.gz", "".join(json.dumps(one) + "\n" for one in second))
    _put(folder / "ror/ror_v1_records_to_v2.9.jsonl.gz", json.dumps(older) + "\n")


def _coauthorship(folder: Path) -> None:
    """As the publisher writes it: a byte order mark, Windows line ends, both directions."""
    arcs = ("1 1 100 ", "1 2 8 ", "2 1 8 ", "2 2 11 ", "2 3 5 ", "3 3 2 ")
    lines = ("% by hand", "*vertices 3", '1 "FR"', '2 "SG"', '3 "NA"', "*arcs", *arcs)
    path = folder / "country_coauthorship/WrldCo_1990_2018.zip"
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w") as archive:
        for year in range(2013, 2019):
            archive.writestr(f"WrldCo{year}.net", "\ufeff" + "\r\n".join(lines) + "\r\n")
        archive.writestr("WrldCo2018T.vec", "not taken")


def _natural_earth(folder: Path) -> None:
    names = ("ADM0_A3", "ISO_A2", "ISO_A3", "NAME", "CONTINENT", "REGION_UN", "SUBREGION", "NAME_FR")
    small, large = [[0, 0], [1, 0], [1, 1], [0, 0]], [[5, 40], [9, 42], [7, 50], [5, 40]]
    shape = {"type": "MultiPolygon", "coordinates": [[small], [large]]}
    country = {"type": "Feature", "properties": dict.fromkeys(names, "FRA"), "geometry": shape}
    labels = [
        {
            "type": "Feature",
            "properties": {"sr_adm0_a3": "FRA", "sr_gu_a3": "FXX", "sr_subunit": "F", "scalerank": rank},
            "geometry": {"type": "Point", "coordinates": [2.0, 46.0 + rank]},
        }
        for rank in (0, 3)
    ]
    for name, several in (
        ("ne_110m_admin_0_countries", [country]),
        ("ne_50m_admin_0_countries", [country]),
        ("ne_10m_admin_0_label_points", labels),
    ):
        text = json.dumps({"type": "FeatureCollection", "features": several})
        _put(folder / f"natural_earth/{name}.json.gz", text)

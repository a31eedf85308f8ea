"""A registry of organisations that do not exist, in both schemas, to match invented strings with."""

import json
from pathlib import Path
from typing import Any

Names = list[tuple[str, str]]


def ror(number: int) -> str:
    return f"0{number:06d}{number % 100:02d}"


def record(
    number: int,
    names: Names,
    *,
    country: str = "FR",
    city: str = "Talence",
    status: str = "active",
    types: tuple[str, ...] = ("education",),
    relations: tuple[tuple[str, int], ...] = (),
    area: tuple[str, str] = ("", ""),
    domains: tuple[str, ...] = (),
) -> dict[str, Any]:
    """A record of schema 2; ``names``: text and kind, the first one is displayed."""
    first, *others = names
    told = [{"value": first[0], "lang": None, "types": ["ror_display", "label"]}]
    told += [{"value": text, "lang": None, "types": [kind]} for text, kind in others]
    place = {
        "country_code": country,
        "country_name": COUNTRIES[country],
        "name": city,
        "lat": 0,
        "lng": 0,
        "country_subdivision_name": area[0],
        "country_subdivision_code": area[1],
    }
    return {
        "id": f"https://ror.org/{ror(number)}",
        "names": told,
        "status": status,
        "types": list(types),
        "locations": [{"geonames_details": place, "geonames_id": number}],
        "links": [],
        "domains": list(domains),
        "external_ids": [{"type": "grid", "preferred": None, "all": [f"grid.{number}.1"]}],
        "established": 1900,
        "relationships": [
            {"type": kind, "id": f"https://ror.org/{ror(other)}", "label": ""} for kind, other in relations
        ],
        "admin": {"created": {"date": "2020-01-01"}, "last_modified": {"date": "2026-01-02"}},
    }


COUNTRIES = {
    "FR": "France",
    "DE": "Germany",
    "US": "United States",
    "GB": "United Kingdom",
    "CN": "China",
    "RU": "Russia",
    "JP": "Japan",
    "SG": "Singapore",
    "GR": "Greece",
    "EG": "Egypt",
    "KR": "South Korea",
}

(
    NORDHAVEN,
    HOSPITAL,
    COUNCIL,
    LAB,
    TWIN_US,
    TWIN_GB,
    OLD,
    NEW,
    VELMAR,
    CHINESE,
    RUSSIAN,
    ARABIC,
    GREEK,
    JAPANESE,
    KOREAN,
    WITHDRAWN,
    CAMPUS_A,
    CAMPUS_B,
    SYSTEM,
    FIRM,
    UMLAUT,
) = range(1, 22)

RECORDS = [
    record(
        NORDHAVEN,
        [("University of Nordhaven", ""), ("Université de Nordhaven", "label"), ("UNH", "acronym")],
        country="DE",
        city="Nordhaven",
        relations=(("child", HOSPITAL),),
        domains=("nordhaven.example",),
    ),
    record(
        HOSPITAL,
        [("Nordhaven University Hospital", ""), ("NUH", "acronym")],
        country="DE",
        city="Nordhaven",
        types=("healthcare",),
        relations=(("parent", NORDHAVEN),),
    ),
    record(
        COUNCIL,
        [("Conseil Breval de la Recherche", ""), ("CBR", "acronym")],
        types=("government",),
        relations=(("child", LAB),),
    ),
    record(
        LAB,
        [("Laboratoire Orvel de Mécanique", ""), ("LaOM", "acronym"), ("UMR 9123", "alias")],
        types=("facility",),
        relations=(("parent", COUNCIL), ("parent", VELMAR)),
    ),
    record(TWIN_US, [("Kestrel University", "")], country="US", city="Kestrel Falls", area=("Ohio", "OH")),
    record(TWIN_GB, [("Kestrel University", "")], country="GB", city="Wexcombe"),
    record(OLD, [("Institut Talmont", "")], status="inactive", relations=(("successor", NEW),)),
    record(NEW, [("Institut National Garenne", "")], relations=(("predecessor", OLD),)),
    record(VELMAR, [("Université de Velmar", ""), ("Velmar University", "label")], city="Velmar"),
    record(CHINESE, [("Haoyun University", ""), ("好运大学", "label")], country="CN", city="Beijing"),
    record(
        RUSSIAN,
        [("Zarevsk State University", ""), ("Заревский государственный университет", "label")],
        country="RU",
        city="Zarevsk",
    ),
    record(ARABIC, [("Qamar University", ""), ("جامعة قمر", "label")], country="EG", city="Cairo"),
    record(
        GREEK,
        [("University of Lefkara", ""), ("Πανεπιστήμιο Λευκάρων", "label")],
        country="GR",
        city="Athens",
    ),
    record(JAPANESE, [("Hoshizora University", ""), ("星空大学", "label")], country="JP", city="Kyoto"),
    record(KOREAN, [("Byeolbit University", ""), ("별빛대학교", "label")], country="KR", city="Seoul"),
    record(
        WITHDRAWN,
        [("Kestrel Polytechnic", "")],
        country="US",
        city="Kestrel Falls",
        status="withdrawn",
        relations=(("successor", TWIN_US),),
    ),
    record(
        CAMPUS_A,
        [("University of Merrow, Ashby", "")],
        country="US",
        city="Ashby",
        relations=(("parent", SYSTEM),),
    ),
    record(
        CAMPUS_B,
        [("University of Merrow, Colton", "")],
        country="US",
        city="Colton",
        relations=(("parent", SYSTEM),),
    ),
    record(
        SYSTEM,
        [("University of Merrow System", ""), ("University of Merrow", "alias")],
        country="US",
        city="Merrow",
        relations=(("child", CAMPUS_A), ("child", CAMPUS_B)),
    ),
    record(
        FIRM,
        [("Brellon Optics (Germany)", ""), ("Brellon Optics GmbH", "label")],
        country="DE",
        city="Jena",
        types=("company",),
    ),
    record(
        UMLAUT,
        [("Hochschule Grünwaldau", ""), ("Grünwaldau Institute of Technology", "label")],
        country="DE",
        city="Grünwaldau",
    ),
]


def older(number: int, name: str, **places: str) -> dict[str, Any]:
    """A record of schema 1."""
    return {
        "id": f"https://ror.org/{ror(number)}",
        "name": name,
        "labels": [],
        "aliases": ["Old " + name],
        "acronyms": [],
        "status": "active",
        "types": ["Education"],
        "links": [],
        "established": None,
        "external_ids": {},
        "country": {"country_code": places.get("country", "FR"), "country_name": "France"},
        "addresses": [{"city": places.get("city", "Lyon"), "lat": 0, "lng": 0, "state": None}],
        "relationships": [],
    }


def write(
    folder: Path, records: list[dict[str, Any]] | None = None, *, name: str = "v9.1-ror-data_schema_v2.json"
) -> Path:
    """A dump as ROR publishes it: one JSON array."""
    path = folder / name
    path.write_text(json.dumps(RECORDS if records is None else records, ensure_ascii=False), "utf-8")
    return path

"""Natural Earth: countries of the map, the region they are in, and where to write their name."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import ibis.expr.types as ir

from portulan.analytics.sources import raw
from portulan.analytics.sources.raw import RawFile
from portulan.analytics.sources.source import Found, Intake, Kind, Row, Source, Stage
from portulan.analytics.tables import shapes
from portulan.analytics.tables.countries import CODES, english
from portulan.analytics.tables.selection import first_of

_MOST = 256 << 20  # bytes of one file held in memory; the largest of Natural Earth is 25 MB

# ISO_A2 is -99 where Natural Earth's own view of borders differs: France, Norway. Its ADM0_A3 never is.
_ALPHA_2 = {"FRA": "FR", "NOR": "NO", "KOS": "XK", "PSX": "PS", "SAH": "EH", "SDS": "SS", "ALD": "AX"}
_ALPHA_3 = {"KOS": "XKX", "PSX": "PSE", "SAH": "ESH", "SDS": "SSD", "ALD": "ALA"}

# Territories with an ISO code that are drawn as parts of a country: they have a label and no outline of their own.
_TERRITORIES = {
    "GUF": ("GF", "South America", "Americas", "South America"),
    "GLP": ("GP", "North America", "Americas", "Caribbean"),
    "MTQ": ("MQ", "North America", "Americas", "Caribbean"),
    "REU": ("RE", "Africa", "Africa", "Eastern Africa"),
    "MYT": ("YT", "Africa", "Africa", "Eastern Africa"),
    "GIB": ("GI", "Europe", "Europe", "Southern Europe"),
    "TUV": ("TV", "Oceania", "Oceania", "Polynesia"),
    "TKL": ("TK", "Oceania", "Oceania", "Polynesia"),
    "CXR": ("CX", "Oceania", "Oceania", "Australia and New Zealand"),
    "CCK": ("CC", "Oceania", "Oceania", "Australia and New Zealand"),
    "BVT": ("BV", "Seven seas (open ocean)", "Americas", "South America"),
    "NLY": ("BQ", "North America", "Americas", "Caribbean"),
}
_TERRITORY_ALPHA_3 = {"NLY": "BES"}
_SIZES = ("110m", "50m", "10m")

_POLYGONS = Kind(
    "ne_countries",
    "Natural Earth countries",
    lambda head: '"FeatureCollection"' in head.text and '"ADM0_A3"' in head.text,
    "GeoJSON of countries with ADM0_A3, ISO_A2, CONTINENT, REGION_UN, SUBREGION",
)
_LABELS = Kind(
    "ne_labels",
    "Natural Earth label points",
    lambda head: '"FeatureCollection"' in head.text and '"sr_adm0_a3"' in head.text,
    "GeoJSON of label points with sr_adm0_a3, sr_gu_a3, scalerank",
)


def features(file: RawFile) -> list[dict[str, Any]]:
    """The features of a GeoJSON file; the whole file is held in memory, up to a bound."""
    parts: list[str] = []
    size = 0
    for _, line in raw.lines(file, raw.Limits(line=_MOST)):
        size += len(line)
        if size > _MOST:
            raw.refuse(file.name, "too_large", "It is not a file of Natural Earth's countries.")
        parts.append(line)
    try:
        return list(json.loads("\n".join(parts))["features"])
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raw.refuse(file.name, "unreadable", "It must be GeoJSON: fetch it again.", value=str(error)[:120])


def _middle(geometry: dict[str, Any]) -> tuple[float, float]:
    """The middle, longitude and latitude, of the box around the largest ring."""
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    boxes = [_box(polygon[0]) for polygon in polygons]
    west, south, east, north = max(boxes, key=lambda box: (box[2] - box[0]) * (box[3] - box[1]))
    return (west + east) / 2, (south + north) / 2


def _box(ring: list[list[float]]) -> tuple[float, float, float, float]:
    eastings, northings = [point[0] for point in ring], [point[1] for point in ring]
    return min(eastings), min(northings), max(eastings), max(northings)


Label = tuple[int, float, float]  # rank (0 is the most important), longitude, latitude


def _labels(files: Sequence[Found]) -> dict[str, list[Label]]:
    """Label points by alpha-3 code of country and of territory."""
    found: dict[str, list[Label]] = {}
    for one in files:
        for feature in features(one.file) if one.kind == _LABELS.key else ():
            about = feature["properties"]
            label = (int(about["scalerank"]), *feature["geometry"]["coordinates"][:2])
            for code in {about["sr_adm0_a3"], about["sr_gu_a3"]}:
                found.setdefault(code, []).append(label)
    return found


def _place(labels: list[Label], near: tuple[float, float] | None) -> tuple[str, str]:
    """Latitude and longitude of the most important label, the nearest to ``near`` when there are several."""
    if not labels:
        return ("", "") if near is None else (str(near[1]), str(near[0]))
    rank = min(labels)[0]
    first = [label for label in labels if label[0] == rank]
    middle = near or first[0][1:]
    _, longitude, latitude = min(first, key=lambda one: (one[1] - middle[0]) ** 2 + (one[2] - middle[1]) ** 2)
    return str(latitude), str(longitude)


def _rows(files: Sequence[Found], intake: Intake) -> Iterator[Row]:
    labels = _labels(files)
    for one in files:
        for number, feature in enumerate(features(one.file) if one.kind == _POLYGONS.key else (), start=1):
            intake.read += 1
            yield from _country(one.file.name, number, feature, labels, intake)
    for alpha3, about in _TERRITORIES.items():
        if alpha3 in labels:
            intake.read += 1
            code, *regions = about
            place = _place(labels[alpha3], None)
            row = ("", 0, "9", code, _TERRITORY_ALPHA_3.get(alpha3, alpha3), english(code), *regions, *place)
            yield row


def _country(
    file: str, number: int, feature: dict[str, Any], labels: dict[str, list[Label]], intake: Intake
) -> Iterator[Row]:
    about = feature["properties"]
    own = about["ADM0_A3"]
    code = _ALPHA_2.get(own, str(about["ISO_A2"]))
    if code not in CODES:
        intake.refuse(
            file, number, "country", "It has no ISO code and is not shown.", column="ADM0_A3", value=own
        )
        return
    size = next((str(rank) for rank, size in enumerate(_SIZES) if size in file), "0")
    regions = (about["CONTINENT"], about["REGION_UN"], about["SUBREGION"])
    place = _place(labels.get(own, []), _middle(feature["geometry"]))
    yield file, number, size, code, _ALPHA_3.get(own, own), english(code), *regions, *place


def _stages(files: Sequence[Found], intake: Intake) -> Iterator[Stage]:
    columns = ("size", "code", "alpha3", "name", "continent", "region", "subregion", "latitude", "longitude")
    yield Stage("natural_earth", dict.fromkeys(columns, "string"), _rows(files, intake))


def _drafts(staged: Mapping[str, ir.Table]) -> dict[str, ir.Table]:
    """Each country once, from the finest outline there is."""
    rows = staged["natural_earth"]
    return {"country_shapes": first_of(rows, by=["code"], order=[rows.size.desc(), rows.file, rows.row])}


SOURCE = Source(
    key="natural_earth",
    title="Natural Earth, countries",
    publisher="Natural Earth",
    url="https://www.naturalearthdata.com",
    licence="public-domain-Natural-Earth",
    folder="natural_earth",
    as_of="2017-11",
    kinds=(_POLYGONS, _LABELS),
    contracts=(shapes.COUNTRY_SHAPES,),
    main=("country_shapes",),
    stages=_stages,
    drafts=_drafts,
)

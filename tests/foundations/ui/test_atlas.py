"""The atlas as it travels: light, by ISO codes, with disputed borders apart."""

import gzip
import json
from itertools import pairwise
from pathlib import Path

import pytest

from portulan.foundations.ui.manifest import MANIFEST

HEAVIEST = 80_000  # bytes, compressed
Ring = list[tuple[float, float]]


@pytest.fixture(scope="module")
def atlas(built: None) -> dict:
    (path,) = Path(MANIFEST.parent, "assets").glob("atlas-*.json")
    return json.loads(path.read_text(encoding="utf-8"))


def arc(atlas: dict, place: int) -> Ring:
    (kx, ky), (dx, dy) = atlas["transform"]["scale"], atlas["transform"]["translate"]
    x = y = 0
    points = []
    for step_x, step_y in atlas["arcs"][place if place >= 0 else ~place]:
        x, y = x + step_x, y + step_y
        points.append((x * kx + dx, y * ky + dy))
    return points if place >= 0 else points[::-1]


def outlines(atlas: dict, code: str) -> list[Ring]:
    shape = next(one for one in atlas["objects"]["countries"]["geometries"] if one["id"] == code)
    polygons = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
    return [[point for place in polygon[0] for point in arc(atlas, place)] for polygon in polygons]


def within(point: tuple[float, float], ring: Ring) -> bool:
    x, y = point
    crossed = [
        (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax
        for (ax, ay), (bx, by) in pairwise(ring)
    ]
    return sum(crossed) % 2 == 1


def country_at(atlas: dict, point: tuple[float, float], codes: list[str]) -> list[str]:
    return [code for code in codes if any(within(point, ring) for ring in outlines(atlas, code))]


def test_it_travels_lightly(atlas: dict) -> None:
    text = json.dumps(atlas, separators=(",", ":")).encode()
    assert len(gzip.compress(text, 9)) <= HEAVIEST


def test_countries_go_by_their_iso_codes(atlas: dict) -> None:
    codes = [one["id"] for one in atlas["objects"]["countries"]["geometries"]] + list(atlas["points"])
    assert len(codes) == len(set(codes))
    assert [code for code in codes if not (len(code) == 2 and code.isalpha() and code.isupper())] == ["-99"]
    assert {"FR", "NO", "GF", "RE", "SJ", "XK", "SG", "MT", "FJ", "TV", "GI", "EH", "PS", "TW"} <= set(codes)
    assert {"VA", "MC", "TV"} <= set(atlas["points"])


@pytest.mark.parametrize(
    ("place", "point", "code"),
    [
        ("Simferopol", (34.1, 45.0), "UA"),
        ("Hargeisa", (44.06, 9.56), "SO"),
        ("North of Nicosia", (33.4, 35.27), "CY"),
        ("Pristina", (21.17, 42.67), "XK"),
        ("Laayoune", (-13.0, 27.1), "EH"),
        ("Cayenne", (-52.6, 4.6), "GF"),
        ("Paris", (2.35, 48.85), "FR"),
        ("Longyearbyen", (15.7, 78.3), "SJ"),
    ],
)
def test_places_stand_where_the_united_nations_map_them(
    atlas: dict, place: str, point: tuple[float, float], code: str
) -> None:
    neighbours = ["UA", "RU", "SO", "CY", "RS", "XK", "MA", "EH", "FR", "GF", "NO", "SJ"]
    assert country_at(atlas, point, neighbours) == [code], place


def test_disputed_borders_are_lines_of_their_own(atlas: dict) -> None:
    apart = {
        place if place >= 0 else ~place for line in atlas["objects"]["disputed"]["arcs"] for place in line
    }
    settled = {line[0] for line in atlas["objects"]["lines"]["arcs"]}
    assert len(apart) >= 12
    assert apart | settled == set(range(len(atlas["arcs"])))
    assert not apart & settled

"""The plain way for publications: igzip, orjson, dictionaries, and pandas for the pairs; nothing checked or written.

It makes the same five cubes from the same files, each work once (the record changed last); it refuses only what has
no year, and keeps nothing for the next day.
"""

from collections import defaultdict
from itertools import combinations
from pathlib import Path
from typing import Any

import openalex_like
import orjson
import pandas as pd
from isal import igzip

OURS, HOME, MANY = openalex_like.rors()[0], "FR", 50
Cube = dict[tuple[Any, ...], list[int]]


def records(raw: Path) -> dict[str, tuple[Any, ...]]:
    """What counts of each work: updated, year, field, cited, authors, and (ror, country, position, corresponding)."""
    found: dict[str, tuple[Any, ...]] = {}
    for path in sorted(raw.rglob("*.gz")):
        with igzip.open(path, "rb") as handle:
            for line in handle:
                one = orjson.loads(line)
                known = found.get(one["id"])
                if one["publication_year"] is None or (known and known[0] >= one["updated_date"]):
                    continue
                topic = one["primary_topic"]
                stood = [
                    (
                        (at["ror"] or "")[16:],
                        _known(at["country_code"]),
                        who["author_position"],
                        who["is_corresponding"],
                    )
                    for who in one["authorships"]
                    for at in who["institutions"]
                ]
                field = "asjc-" + topic["field"]["id"][28:] if topic else ""
                cited = one["cited_by_count"] or 0
                found[one["id"]] = (
                    one["updated_date"],
                    one["publication_year"],
                    field,
                    cited,
                    len(one["authorships"]),
                    stood,
                )
    return found


def _known(code: str | None) -> str:
    return "" if code is None or code == "ZZ" else code


def plain(raw: str) -> dict[str, Any]:
    """The five cubes."""
    made: dict[str, Cube] = defaultdict(dict)
    edges: list[tuple[str, str, int]] = []
    for _, year, field, cited, authors, stood in records(Path(raw)).values():
        countries = sorted({one[1] for one in stood} - {""})
        organisations = sorted({one[0] for one in stood} - {""})
        hyper = authors > 100 or len(countries) > 30
        for one in countries:
            _add(made["world_pairs"], (one, one, field, year, hyper), 1, cited, round(1e10 / len(countries)))
        pairs = len(countries) * (len(countries) - 1) // 2
        for one, other in combinations(countries, 2):
            _add(made["world_pairs"], (one, other, field, year, hyper), 1, cited, round(1e10 / pairs))
        if not hyper and 2 <= len(organisations) <= MANY:
            edges += [(one, other, year) for one, other in combinations(organisations, 2)]
        if OURS in organisations:
            _ours(made, (field, year, hyper), cited, stood)
    frame = pd.DataFrame(edges, columns=["partner", "other", "year"])
    return {**made, "organisation_edges": frame.groupby(["partner", "other", "year"]).size()}


def _ours(made: dict[str, Cube], key: tuple[Any, ...], cited: int, stood: list[tuple[Any, ...]]) -> None:
    own = [one for one in stood if one[0] == OURS]
    others = [one for one in stood if one[0] != OURS]
    flags = _flags(own)
    abroad = int(any(one[1] not in {"", HOME} for one in others))
    _add(made["unit_years"], key, 1, cited, abroad, *flags)
    for name, place in (("country_years", 1), ("partner_years", 0)):
        several = {one[place] for one in others} - {""}
        for value in several:
            theirs = _flags([one for one in others if one[place] == value])
            _add(made[name], (value, *key), 1, cited, round(1e10 / len(several)), *flags, *theirs)


def _flags(stood: list[tuple[Any, ...]]) -> tuple[int, int, int]:
    places = {one[2] for one in stood}
    return int("first" in places), int("last" in places), int(any(one[3] for one in stood))


def _add(cube: Cube, key: tuple[Any, ...], *values: int) -> None:
    held = cube.get(key)
    if held is None:
        cube[key] = list(values)
    else:
        for place, value in enumerate(values):
            held[place] += value

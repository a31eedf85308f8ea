"""Codes that are -99, labels of countries with parts, territories without an outline."""

import json
from pathlib import Path

from analytics import extract
from portulan.analytics.engine.embedded import Engine
from portulan.analytics.jobs.staging import take_in
from portulan.analytics.sources.finding import holdings
from portulan.analytics.sources.natural_earth import SOURCE


def test_countries(engine: Engine, raw: Path) -> None:
    checked = take_in(engine, SOURCE, holdings(SOURCE, raw))
    rows = {row["code"]: row for row in engine.rows(checked.tables["country_shapes"])}
    assert set(rows) == {"FR", "NO", "SG", "GF"}
    assert (rows["FR"]["alpha3"], rows["FR"]["latitude"], rows["FR"]["longitude"]) == ("FRA", 5.0, 4.0)
    assert (rows["NO"]["latitude"], rows["NO"]["longitude"]) == (
        5.0,
        5.0,
    )  # no label: the middle of its outline
    assert (rows["GF"]["name"], rows["GF"]["latitude"]) == ("French Guiana", 4.0)
    assert [(one.column, one.value) for one in checked.refusals] == [("ADM0_A3", "CYN")]


def test_the_finest_outline_is_kept(engine: Engine, raw: Path) -> None:
    coarse = extract.outline("SGP", "SG")
    coarse["properties"]["CONTINENT"] = "coarse"
    text = json.dumps({"type": "FeatureCollection", "features": [coarse]})
    extract.put(raw / "natural_earth/ne_110m_countries.json.gz", text)
    rows = engine.rows(take_in(engine, SOURCE, holdings(SOURCE, raw)).tables["country_shapes"])
    assert {row["continent"] for row in rows if row["code"] == "SG"} == {"C"}

"""The crosswalk to ROR."""

from pathlib import Path

from portulan.analytics.engine.embedded import Engine
from portulan.analytics.jobs.staging import take_in
from portulan.analytics.sources.finding import holdings
from portulan.analytics.sources.openalex_institutions import SOURCE


def test_identifiers_lose_their_address(engine: Engine, raw: Path) -> None:
    rows = engine.rows(take_in(engine, SOURCE, holdings(SOURCE, raw)).tables["openalex_institutions"])
    found = {(row["openalex"], row["ror"], row["country"], row["works"]) for row in rows}
    assert found == {("I2", "0bbbbbb02", "SG", 5000), ("I3", "0cccccc03", "", 400)}

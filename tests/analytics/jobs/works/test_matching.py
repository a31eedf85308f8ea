"""Authors whose source names no organisation are asked about, each text once; answers stand beside."""

from collections.abc import Sequence
from pathlib import Path

from analytics.works_extract import OURS, STRAIT, put, work
from portulan.analytics.engine.embedded import Engine
from portulan.analytics.jobs.works import intake, parts
from portulan.analytics.jobs.works.matching import Answer


def test_what_the_source_leaves_out_is_asked_and_answered(engine: Engine, tmp_path: Path) -> None:
    one, other = work(1, [(OURS,), (STRAIT,)]), work(2, [(STRAIT,), ()])
    for record in (one, other):
        record["authorships"][1] |= {
            "institutions": [],
            "raw_affiliation_strings": ["Strait, a@b.org", "Elsewhere"],
        }
    put(tmp_path, "a.gz", [one, other])
    asked: list[str] = []

    def match(texts: Sequence[str]) -> list[list[Answer]]:
        asked.extend(texts)
        return [[(STRAIT, "SG")] if text.startswith("Strait") else [] for text in texts]

    batch = parts.plan(parts.found(tmp_path), []).batches[0]
    intake.take_in(engine, batch, number=1, folder=tmp_path / "out", match=match)
    assert asked == ["Elsewhere", "Strait,"]  # what OpenAlex tied already is not asked
    rows = engine.rows(engine.read_parquets([tmp_path / "out" / "affiliations"]))
    assert sorted((row["work"], row["place"], row["source"], row["ror"]) for row in rows) == [
        (1, 1, "openalex", OURS),
        (1, 2, "match", STRAIT),
        (2, 1, "openalex", STRAIT),
        (2, 2, "match", STRAIT),
    ]

"""Printed affiliations that a source ties to no organisation go through the matcher; its answers stand beside.

The matcher is a function over a batch of texts, given by who runs the job. Each distinct text is asked once; the
answers come back as a small table that every worker joins.
"""

from collections.abc import Callable, Iterator, Sequence

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from portulan.analytics.engine.bulk import BulkEngine

SOURCE = "match"  # of affiliations that the matcher claims
_BATCH = 20_000  # texts asked at a time
_ANSWERS = pa.schema([("text", pa.string()), ("ror", pa.string()), ("country", pa.string())])

Answer = tuple[str, str]  # ROR identifier and country, ISO alpha-2
Match = Callable[[Sequence[str]], Sequence[Sequence[Answer]]]
"""For each text in order, the organisations it names: none, one or several."""


def matched(engine: BulkEngine, authorships: ir.Table, affiliations: ir.Table, match: Match) -> ir.Table:
    """The columns of AFFILIATIONS: what the matcher says of authors whose source names no organisation we know."""
    known = affiliations.filter(affiliations.ror != "")
    unplaced = authorships.anti_join(known, ["work", "place"])
    texts = engine.keep(
        "unplaced",
        unplaced.select("work", "place", "position", "corresponding", text=unplaced.texts.unnest()),
    )
    asked = [row["text"] for row in engine.rows(texts.select("text").distinct()) if row["text"]]
    answers = engine.stage("answers", schema=_ANSWERS, batches=_answers(sorted(asked), match))
    joined = texts.inner_join(answers, "text")
    return joined.select(
        work="work",
        place="place",
        source=ibis.literal(SOURCE),
        institution=ibis.literal(""),
        ror="ror",
        country="country",
        structure=ibis.literal(""),
        position="position",
        corresponding="corresponding",
    ).distinct()


def _answers(texts: Sequence[str], match: Match) -> Iterator[pa.RecordBatch]:
    for start in range(0, len(texts), _BATCH):
        some = texts[start : start + _BATCH]
        rows = [
            {"text": text, "ror": ror, "country": country}
            for text, found in zip(some, match(some), strict=True)
            for ror, country in found
        ]
        yield pa.RecordBatch.from_pylist(rows, schema=_ANSWERS)

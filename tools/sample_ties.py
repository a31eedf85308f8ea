"""Which records the names of the sample are tied to in the whole registry, and which keep them from being tied.

The sample is to say what the whole files say: a name that the matcher ties to a record there must find it here, and one
that it hesitates over there must find both here.
"""

import gzip
import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from portulan.analytics.engine.embedded import Engine
from portulan.analytics.jobs.links import sought
from portulan.analytics.jobs.staging import take_in, take_in_stage
from portulan.analytics.jobs.structures import located
from portulan.analytics.matching.build import build
from portulan.analytics.matching.index import Registry
from portulan.analytics.matching.link import Linked, Sought, link
from portulan.analytics.matching.matcher import Matcher
from portulan.analytics.matching.model import load
from portulan.analytics.matching.pins import Pins
from portulan.analytics.sources import decisions
from portulan.analytics.sources.catalogue import SOURCES
from portulan.analytics.sources.finding import holdings
from sample_files import Sample
from sample_registry import Registry as Records
from sample_registry import record_text, with_parents

_ROUNDS = 6
_REDUCED = frozenset({"cordis", "hal", "rnsr"})  # sources whose names are those of the sample

Ties = dict[tuple[str, str], Linked]


def with_ties(
    sample: Sample, kept: set[str], records: Records, *, files: Sequence[str], focal: dict[str, Any]
) -> set[str]:
    """``kept`` and the records without which a name would be tied otherwise than in the whole registry.

    Those it is tied to, and of names tied otherwise those hesitated between. ``files``: dumps of the registry. What
    still differs in the end is told: a word is not as rare in a small registry, and a name at the threshold passes it.
    """
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        names = _names(sample, focal, scratch)
        dumps = [sample.raw / name for name in files]
        whole = _ties(names, dumps, scratch)
        wrong, more = list(whole), {_bare(one.key) for one in whole.values() if one.key}
        for _ in range(_ROUNDS):
            kept = with_parents(records, kept | more & records.records.keys())
            ours = _ties(names, [_reduced(dumps, kept, scratch)], scratch)
            wrong = [place for place, one in whole.items() if ours[place].key != one.key]
            if not wrong:
                break
            more = {_bare(each.key) for place in wrong for each in whole[place].candidates}
            if {one for one in more if one in records.records} <= kept:
                break
        for place in wrong:
            sys.stderr.write(f"{' '.join(place)} is tied otherwise than in the whole registry\n")
    return kept


def _names(sample: Sample, focal: dict[str, Any], scratch: Path) -> list[list[Sought]]:
    """Names of the sample, as a build seeks them."""
    given = {"focal": focal, "structure_countries": []}
    with Engine(scratch=scratch / "engine", memory="512MB", threads=2) as engine:
        tables = {}
        for source in SOURCES:
            tables |= take_in(
                engine, source, holdings(source, sample.to if source.key in _REDUCED else sample.raw)
            ).tables
        tables |= take_in_stage(engine, decisions.CONTRACTS[0], decisions.stage(given)).tables
        return sought(engine, tables, located(engine, tables, decisions.focal(given)))


def _ties(names: Sequence[Sequence[Sought]], dumps: Sequence[Path], scratch: Path) -> Ties:
    path = scratch / "registry.portulan"
    build(files=dumps, out=path)
    matcher = Matcher(Registry(path), load())
    made = (link(some, identifiers={}, matcher=matcher, pins=Pins()) for some in names)
    return {(one.source, one.source_id): one for rows in made for one in rows}


def _reduced(dumps: Sequence[Path], kept: set[str], scratch: Path) -> Path:
    """One file of the records kept, of both schemas."""
    path = scratch / "kept.jsonl.gz"
    with gzip.open(path, "wt", encoding="utf-8", compresslevel=1) as stream:
        for dump in dumps:
            stream.writelines(record_text(one) for one in _records(dump) if _key(one) in kept)
    return path


def _records(dump: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(dump, "rt", encoding="utf-8-sig") as stream:
        yield from map(json.loads, stream)


def _key(record: dict[str, Any]) -> str:
    return str(record["id"]).rpartition("/")[2]


def _bare(key: str) -> str:
    return key.removeprefix("ror-")

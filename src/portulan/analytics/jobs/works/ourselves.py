"""Who we are in publications: our own identifier, those of our parts, our laboratories and teams."""

import hashlib
from pathlib import Path

import pyarrow.compute as pc
import pyarrow.parquet as pq

from portulan.analytics.sources.decisions import Focal

Ours = list[tuple[str, str]]  # key (ROR identifier, or structure) and unit


def ourselves(focal: Focal, tables: Path, structures: list[str]) -> Ours:
    """Key and unit, sorted: each key once for the whole organisation (``ror-...``) and once for the unit it is.

    ``tables``: the checked tables of a version; ``structures``: RNSR numbers of ours.
    """
    whole = f"ror-{focal.ror}"
    parts = {other: f"ror-{other}" for other in _children(tables, focal.ror)}
    parts |= {f"rnsr-{number}": f"rnsr-{number}" for number in structures}
    parts |= {team: team for team in (_teams(tables) if focal.copublications else ())}
    everything = {(focal.ror, whole), *((key, whole) for key in parts), *parts.items()}
    return sorted(everything)


def mark(ours: Ours, home: str) -> str:
    """Changes when who we are does."""
    return hashlib.sha256(repr((ours, home)).encode()).hexdigest()[:16]


def _children(tables: Path, ror: str) -> list[str]:
    path = tables / "organisation_relations.parquet"
    if not path.exists():
        return []
    rows = pq.read_table(path, filters=[("ror", "=", ror), ("kind", "=", "child")])
    return sorted(set(rows["other"].to_pylist()))


def _teams(tables: Path) -> list[str]:
    path = tables / "copublications.parquet"
    if not path.exists():
        return []
    return sorted(pc.unique(pq.read_table(path, columns=["team_key"])["team_key"]).to_pylist())

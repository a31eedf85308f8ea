"""Raw parts of publications: found, known by their content, those not yet taken in, in batches of bounded size."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from portulan.analytics.jobs.works.state import Part
from portulan.analytics.sources import openalex_works, raw
from portulan.analytics.sources.finding import head_of
from portulan.analytics.sources.publication_catalogue import PUBLICATION_SOURCES
from portulan.analytics.sources.publications import FOLDER, PublicationSource
from portulan.analytics.sources.raw import RawFile
from portulan.analytics.tables.refusal import Refusal, UnusableError

JSON, PARQUET, MERGED = "json", "parquet", "merged"
_BATCH = {JSON: 350 << 20, PARQUET: 350 << 20, MERGED: 512 << 20}  # bytes packed of a batch, as JSON has them
_RECORD = 1_400  # bytes packed of a record in JSON: what one of Parquet weighs once unpacked is much the same
_LOOK = 1 << 16
_MERGED = "merged_ids"


@dataclass(frozen=True, slots=True)
class RawPart:
    """A file: its kind (json, parquet, merged, or the key of a source read row by row), and its mark."""

    file: RawFile
    kind: str
    bytes: int
    mark: str

    @property
    def source(self) -> str:
        return openalex_works.KEY if self.kind in _BATCH else self.kind

    def taken(self, *, read: int = 0, refused: int = 0, same_as: str = "") -> Part:
        """The part as a version remembers it."""
        return Part(self.file.name, self.bytes, self.mark, self.source, read, refused, same_as)


def found(folder: Path, only: Sequence[PublicationSource] | None = None) -> list[RawPart]:
    """All parts under the raw ``folder``, in the order of their names; hidden files and those half-fetched aside."""
    own = folder / openalex_works.FOLDER
    parts = [_part(path, folder, _kind(path)) for path in _files(own) if _kind(path)]
    for source in PUBLICATION_SOURCES if only is None else only:
        for path in _files(folder / FOLDER / source.key):
            file = RawFile(path, str(path.relative_to(folder)))
            if source.recognises(head_of(file)):
                parts.append(_part(path, folder, source.key))
    return parts


def _files(folder: Path) -> Iterator[Path]:
    if folder.is_dir():
        for path in sorted(folder.rglob("*")):
            named = path.name.startswith(".") or path.suffix in {".part", ".tmp", ".md", ".txt", ".toml"}
            if path.is_file() and not named:
                yield path


def _kind(path: Path) -> str:
    if _MERGED in path.parts:
        return MERGED if path.name.endswith((".csv.gz", ".csv")) else ""
    return PARQUET if path.suffix == ".parquet" else JSON if path.suffix in {".gz", ".jsonl"} else ""


def _part(path: Path, folder: Path, kind: str) -> RawPart:
    size = path.stat().st_size
    return RawPart(RawFile(path, str(path.relative_to(folder))), kind, size, _mark(path, size))


def _mark(path: Path, size: int) -> str:
    """Size, beginning and end: the end holds the check sum of a gzip file and the footer of a Parquet file."""
    told = hashlib.sha256(str(size).encode())
    with path.open("rb") as handle:
        told.update(handle.read(_LOOK))
        handle.seek(max(0, size - _LOOK))
        told.update(handle.read(_LOOK))
    return told.hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be taken in, in batches; and parts that repeat another, which are passed over."""

    batches: tuple[tuple[RawPart, ...], ...]
    repeated: tuple[Part, ...]


def plan(parts: Iterable[RawPart], taken: Iterable[Part]) -> Plan:
    """The parts whose content was not taken in before, each content once."""
    known = {part.mark: part.name for part in taken}
    fresh: list[RawPart] = []
    repeated: list[Part] = []
    named = {(part.mark, part.name) for part in taken}
    for part in parts:
        if part.mark not in known:
            known[part.mark] = part.file.name
            fresh.append(part)
        elif (part.mark, part.file.name) not in named:
            repeated.append(part.taken(same_as=known[part.mark]))
    return Plan(tuple(_batches(fresh)), tuple(repeated))


def _batches(fresh: Sequence[RawPart]) -> Iterator[tuple[RawPart, ...]]:
    batch: list[RawPart] = []
    for part in fresh:
        full = batch and sum(map(_weight, batch)) + _weight(part) > _BATCH.get(part.kind, 0)
        if batch and (full or batch[-1].kind != part.kind):
            yield tuple(batch)
            batch = []
        batch.append(part)
    if batch:
        yield tuple(batch)


def _weight(part: RawPart) -> int:
    """Bytes as JSON would have them: Parquet packs so well that its own size says nothing of memory."""
    if part.kind != PARQUET:
        return part.bytes
    try:
        return int(pq.read_metadata(part.file.path).num_rows) * _RECORD
    except (pa.ArrowInvalid, OSError):
        return part.bytes  # damaged: refused when it is read


def check_parquet(part: RawPart) -> None:
    """Raise UnusableError when a Parquet part is damaged or lacks a column we need."""
    try:
        names = set(pq.read_schema(part.file.path).names)
    except (pa.ArrowInvalid, OSError) as error:
        raw.refuse(
            part.file.name, "unreadable", "The file is damaged: fetch it again.", value=str(error)[:200]
        )
    lacking = [name for name in openalex_works.NEEDED if name not in names]
    if lacking:
        raise UnusableError(changed_schema(part.file.name, lacking))


def changed_schema(name: str, lacking: Sequence[str]) -> Refusal:
    """A part without columns that we need."""
    remedy = "Look for a newer version of Portulan, or for the snapshot's release notes."
    return Refusal(name, 0, ", ".join(lacking), "", "schema", remedy)

"""Dumps of the registry: schemas 1 and 2, a JSON array or one record a line, plain, gzip or zip, to one shape."""

import gzip
import io
import itertools
import json
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO

_PREFIX = "https://ror.org/"
_RELEASE = re.compile(r"v(\d+(?:\.\d+)+)")
_HOST = re.compile(r"(?:https?://)?(?:www\d?\.)?([a-z0-9-]+(?:\.[a-z0-9-]+)+)")
_BLOCK = 1 << 20


class DumpError(Exception):
    """A dump cannot be read; the text says which, why and what to do."""


@dataclass(frozen=True, slots=True)
class Record:
    """One organisation. ``names``: text, language, kinds (ror_display, label, alias, acronym); ``sites``: hosts."""

    ror: str
    names: tuple[tuple[str, str, tuple[str, ...]], ...]
    status: str
    types: tuple[str, ...]
    country: str
    country_name: str
    city: str
    subdivision: str
    subdivision_code: str
    domains: tuple[str, ...]
    sites: tuple[str, ...]
    established: int
    wikipedia: bool
    ids: tuple[tuple[str, str], ...]
    relations: tuple[tuple[str, str], ...]
    changed: str
    schema: int


@dataclass(slots=True)
class Dumps:
    """Records by identifier (the newest of each), what was refused, and the release the files name."""

    records: dict[str, Record] = field(default_factory=dict)
    refused: list[tuple[str, int, str]] = field(default_factory=list)
    release: str = ""


def read(files: Sequence[Path], *, release: str = "") -> Dumps:
    """Read dumps; schema 2 wins over schema 1, then the record changed last. Raises DumpError, OSError."""
    found = Dumps()
    for path in sorted(files, key=lambda one: one.name):
        before = len(found.records)
        for number, raw in enumerate(_raw(path), start=1):
            _take(found, path.name, number, raw)
        if len(found.records) == before and not found.records:
            raise DumpError(
                f"{path.name} holds no record of the registry: give a dump of ROR, schema 1 or 2."
            )
    found.release = release or _release(files, found.records)
    return found


def _take(found: Dumps, name: str, number: int, raw: Any) -> None:
    try:
        record = _schema_2(raw) if "names" in raw else _schema_1(raw)
    except (KeyError, TypeError, IndexError, AttributeError) as error:
        found.refused.append((name, number, type(error).__name__))
        return
    known = found.records.get(record.ror)
    if known is None or (known.schema, known.changed) <= (record.schema, record.changed):
        found.records[record.ror] = record


def _release(files: Sequence[Path], records: dict[str, Record]) -> str:
    named = [tuple(map(int, part.split("."))) for path in files for part in _RELEASE.findall(path.name)]
    newest = max((record.changed for record in records.values()), default="")
    version = "v" + ".".join(map(str, max(named))) if named else "unnamed"
    return f"{version} ({newest})" if newest else version


def _raw(path: Path) -> Iterator[Any]:
    try:
        with _opened(path) as stream:
            first = stream.read(1)
            while first and (first.isspace() or first == "\ufeff"):
                first = stream.read(1)
            yield from _array(stream) if first == "[" else _lines(first, stream)
    except (ValueError, EOFError, OSError, zlib.error, zipfile.BadZipFile) as error:
        raise DumpError(f"{path.name} cannot be read as JSON: {error}. Fetch it again.") from error


@contextmanager
def _opened(path: Path) -> Iterator[TextIO]:
    with path.open("rb") as plain:
        head = plain.read(4)
    if head.startswith(b"PK"):
        with zipfile.ZipFile(path) as archive, archive.open(_member(path, archive)) as packed:
            yield io.TextIOWrapper(packed, "utf-8")
    elif head.startswith(b"\x1f\x8b"):
        with gzip.open(path, "rt", encoding="utf-8") as stream:
            yield stream
    else:
        with path.open(encoding="utf-8") as stream:
            yield stream


def _member(path: Path, archive: zipfile.ZipFile) -> str:
    names = [one for one in archive.namelist() if one.endswith((".json", ".jsonl"))]
    if not names:
        raise DumpError(f"{path.name} holds no .json file: give the zip that ROR publishes.")
    return max(names, key=lambda one: ("schema_v2" in one, one))


def _lines(first: str, stream: TextIO) -> Iterator[Any]:
    head = first + stream.readline()
    for line in itertools.chain([head], stream):
        if line.strip():
            yield _parsed(line)


def _parsed(line: str) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None  # refused by its number, like a record that lacks something


def _array(stream: TextIO) -> Iterator[Any]:
    """Records of one JSON array, without ever holding all of it."""
    decoder, text, ended = json.JSONDecoder(), "", False
    while True:
        text = text.lstrip(" \t\r\n,")
        if text.startswith("]"):
            return
        try:
            record, end = decoder.raw_decode(text)
        except ValueError:
            if ended:
                raise
            more = stream.read(_BLOCK)
            ended = not more
            text += more
            continue
        yield record
        text = text[end:]


def _short(address: str) -> str:
    return address.removeprefix(_PREFIX)


def _schema_2(raw: dict[str, Any]) -> Record:
    place = raw["locations"][0]["geonames_details"]
    return Record(
        ror=_short(raw["id"]),
        names=tuple((one["value"], one.get("lang") or "", tuple(one["types"])) for one in raw["names"]),
        status=raw["status"],
        types=tuple(raw["types"]),
        country=place["country_code"],
        country_name=place.get("country_name") or "",
        city=place.get("name") or "",
        subdivision=place.get("country_subdivision_name") or "",
        subdivision_code=place.get("country_subdivision_code") or "",
        domains=tuple(raw.get("domains") or ()),
        sites=_hosts(one["value"] for one in raw.get("links") or () if one.get("type") == "website"),
        established=_year(raw.get("established")),
        wikipedia=any(one.get("type") == "wikipedia" for one in raw.get("links") or ()),
        ids=tuple((one["type"], value) for one in raw["external_ids"] for value in one["all"]),
        relations=tuple((one["type"].lower(), _short(one["id"])) for one in raw["relationships"]),
        changed=raw["admin"]["last_modified"]["date"],
        schema=2,
    )


def _schema_1(raw: dict[str, Any]) -> Record:
    place = raw["addresses"][0]
    admin = (place.get("geonames_city") or {}).get("geonames_admin1") or {}
    names = [(raw["name"], "", ("ror_display",))]
    names += [(one["label"], one.get("iso639") or "", ("label",)) for one in raw["labels"]]
    names += [(one, "", ("alias",)) for one in raw["aliases"]]
    names += [(one, "", ("acronym",)) for one in raw["acronyms"]]
    return Record(
        ror=_short(raw["id"]),
        names=tuple(names),
        status=raw["status"],
        types=tuple(one.lower() for one in raw["types"]),
        country=raw["country"]["country_code"],
        country_name=raw["country"].get("country_name") or "",
        city=place.get("city") or "",
        subdivision=admin.get("name") or place.get("state") or "",
        subdivision_code=(admin.get("code") or "").partition(".")[2],
        domains=(),
        sites=_hosts(raw.get("links") or ()),
        established=_year(raw.get("established")),
        wikipedia=bool(raw.get("wikipedia_url")),
        ids=tuple(
            (kind.lower(), value)
            for kind, one in raw["external_ids"].items()
            for value in _listed(one["all"])
        ),
        relations=tuple((one["type"].lower(), _short(one["id"])) for one in raw["relationships"]),
        changed="",
        schema=1,
    )


def _hosts(addresses: Iterable[str]) -> tuple[str, ...]:
    """Hosts of web addresses, in lower case, without www."""
    met = (_HOST.match(one.strip().lower()) for one in addresses)
    return tuple(one[1] for one in met if one)


def _year(value: Any) -> int:
    return value if isinstance(value, int) and 0 < value < 3000 else 0


def _listed(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value]

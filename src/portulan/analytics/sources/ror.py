"""ROR: the registry of research organisations, in its schemas 1 and 2, side by side; the newest record wins."""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import ibis.expr.types as ir

from portulan.analytics.sources import raw
from portulan.analytics.sources.records import objects
from portulan.analytics.sources.source import Found, Head, Intake, Kind, Row, Source, Stage
from portulan.analytics.tables import organisations
from portulan.analytics.tables.selection import first_of

_PREFIX = "https://ror.org/"
_RELEASE = re.compile(r"ror-data[\w.-]*\.json$")
_TEXTS = (
    "ror",
    "name",
    "status",
    "established",
    "website",
    "country",
    "city",
    "latitude",
    "longitude",
    "as_of",
)


def _recognises(head: Head) -> bool:
    plain = head.text.replace('": "', '":"')
    return plain.lstrip().startswith("{") and f'"id":"{_PREFIX}0' in plain and "openalex.org" not in plain


def _is_release(head: Head) -> bool:
    return any(_RELEASE.search(one) for one in head.members)


def _is_list(head: Head) -> bool:
    plain = "".join(head.text[:4096].split())
    return (
        plain.startswith("[{")
        and f'"id":"{_PREFIX}0' in "".join(head.text.split())
        and "openalex.org" not in plain
    )


KIND = Kind("ror", "ROR records", _recognises, "one JSON record of the registry on each line, schema 1 or 2")
LIST = Kind("ror_list", "ROR records in a list", _is_list, "a JSON list of records of the registry")
RELEASE = Kind(
    "ror_release", "ROR release", _is_release, "the zip of a release, v2.1-2026-01-31-ror-data.zip"
)


@dataclass(frozen=True, slots=True)
class Organisation:
    """A record of either schema, in one shape; texts as found, to be checked by the contract."""

    texts: tuple[str, ...]
    types: list[str]
    edition: int
    names: list[tuple[str, str, list[str]]]
    ids: list[tuple[str, str]]
    relations: list[tuple[str, str, str]]


def identifier(address: str) -> str:
    """The nine characters of ``https://ror.org/02feahw73``."""
    return address.removeprefix(_PREFIX)


def read(record: dict[str, Any]) -> Organisation:
    """Read a record of schema 1 or 2. Raises KeyError, TypeError or IndexError when it is neither."""
    return _schema_2(record) if "names" in record else _schema_1(record)


def _schema_2(record: dict[str, Any]) -> Organisation:
    names = [(one["value"], one.get("lang") or "", list(one["types"])) for one in record["names"]]
    place = record["locations"][0]["geonames_details"]
    sites = [link["value"] for link in record["links"] if link["type"] == "website"]
    texts = (
        identifier(record["id"]),
        next((name for name, _, kinds in names if "ror_display" in kinds), names[0][0]),
        record["status"],
        _text(record["established"]),
        sites[0] if sites else "",
        place["country_code"],
        _text(place.get("name")),
        _text(place.get("lat")),
        _text(place.get("lng")),
        record["admin"]["last_modified"]["date"],
    )
    ids = [(one["type"], value) for one in record["external_ids"] for value in one["all"]]
    return Organisation(texts, list(record["types"]), 2, _merged(names), ids, _relations(record))


def _schema_1(record: dict[str, Any]) -> Organisation:
    place = record["addresses"][0]
    texts = (
        identifier(record["id"]),
        record["name"],
        record["status"],
        _text(record["established"]),
        record["links"][0] if record["links"] else "",
        record["country"]["country_code"],
        _text(place.get("city")),
        _text(place.get("lat")),
        _text(place.get("lng")),
        "",
    )
    names = [(record["name"], "", ["ror_display"])]
    names += [(one["label"], one.get("iso639") or "", ["label"]) for one in record["labels"]]
    names += [(one, "", ["alias"]) for one in record["aliases"]]
    names += [(one, "", ["acronym"]) for one in record["acronyms"]]
    types = [one.lower() for one in record["types"]]
    ids = [
        (kind.lower(), value) for kind, one in record["external_ids"].items() for value in _listed(one["all"])
    ]
    return Organisation(texts, types, 1, _merged(names), ids, _relations(record))


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _listed(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value]


def _merged(names: list[tuple[str, str, list[str]]]) -> list[tuple[str, str, list[str]]]:
    """The same name in the same language once, with all its kinds."""
    kinds: dict[tuple[str, str], list[str]] = {}
    for name, lang, given in names:
        known = kinds.setdefault((name, lang), [])
        known.extend(kind for kind in given if kind not in known)
    return [(name, lang, given) for (name, lang), given in kinds.items()]


def _relations(record: dict[str, Any]) -> list[tuple[str, str, str]]:
    found = {(one["type"].lower(), identifier(one["id"])): one["label"] for one in record["relationships"]}
    return [(kind, other, label) for (kind, other), label in found.items()]


def _listed_records(found: Found) -> Iterator[tuple[str, int, Any]]:
    """Records of a JSON list, alone or in the zip of a release; row is the place in the list.

    A release may hold the same registry in both schemas: the newer one is read.
    """
    if found.kind == LIST.key:
        content = raw.blocks(found.file)
        for row, record in enumerate(objects.values(content, name=found.file.name, place="item"), start=1):
            yield found.file.name, row, record
        return
    members = [one for one in raw.member_names(found.file) if _RELEASE.search(one)]
    chosen = max(members, key=lambda one: ("schema_v2" in one, one))
    for member, content in raw.zip_members(found.file, suffix=chosen):
        name = f"{found.file.name}/{member}"
        for row, record in enumerate(objects.values(content, name=name, place="item"), start=1):
            yield name, row, record


class _Reader:
    """Reads each record once; keeps names, identifiers and relations for the stages that follow."""

    def __init__(self, files: Sequence[Found], intake: Intake) -> None:
        self._files, self._intake = files, intake
        self.names: list[Row] = []
        self.ids: list[Row] = []
        self.relations: list[Row] = []

    def organisations(self) -> Iterator[Row]:
        for found in self._files:
            if found.kind == KIND.key:
                for row, line in raw.lines(found.file):
                    if line.strip():
                        yield from self._organisation(found.file.name, row, line, json.loads)
            else:
                for name, row, record in _listed_records(found):
                    yield from self._organisation(name, row, record, lambda one: one)

    def _organisation(self, file: str, row: int, given: Any, parse: Callable[[Any], Any]) -> Iterator[Row]:
        self._intake.read += 1
        try:
            one = read(parse(given))
        except (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError) as error:
            remedy = "Each record is one of the registry, schema 1 or 2."
            self._intake.refuse(file, row, "json", remedy, column=type(error).__name__, value=str(given)[:80])
            return
        self.names += [(file, row, *part) for part in one.names]
        self.ids += [(file, row, *part) for part in one.ids]
        self.relations += [(file, row, *part) for part in one.relations]
        yield file, row, *one.texts, one.types, str(one.edition)


def _stages(files: Sequence[Found], intake: Intake) -> Iterator[Stage]:
    reader = _Reader(files, intake)
    shape = {**dict.fromkeys(_TEXTS, "string"), "types": "array<string>", "edition": "string"}
    yield Stage("ror_records", shape, reader.organisations())
    yield Stage("ror_names", {"name": "string", "lang": "string", "kinds": "array<string>"}, reader.names)
    yield Stage("ror_ids", dict.fromkeys(("kind", "value"), "string"), reader.ids)
    yield Stage("ror_relations", dict.fromkeys(("kind", "other", "label"), "string"), reader.relations)


def _drafts(staged: Mapping[str, ir.Table]) -> dict[str, ir.Table]:
    """The newest record of each identifier: schema 2 before 1, then the last changed; its parts come with it."""
    records = staged["ror_records"]
    newest = [records.edition.desc(), records.as_of.desc(), records.file.desc(), records.row.desc()]
    kept = first_of(records, by=["ror"], order=newest)
    return {
        "organisations": kept,
        "organisation_names": _parts(staged["ror_names"], kept, ("name", "lang")),
        "organisation_ids": _parts(staged["ror_ids"], kept, ("kind", "value")),
        "organisation_relations": _parts(staged["ror_relations"], kept, ("kind", "other")),
    }


def _parts(parts: ir.Table, kept: ir.Table, key: tuple[str, ...]) -> ir.Table:
    """Parts of the records kept, each with the identifier of its record."""
    whole = parts.inner_join(kept.select("file", "row", "ror"), ["file", "row"])
    return first_of(whole, by=["ror", *key], order=[whole.file, whole.row])


SOURCE = Source(
    key="ror",
    title="ROR, Research Organization Registry",
    publisher="ROR community",
    url="https://ror.org",
    licence="CC0-1.0",
    folder="ror",
    as_of="2026-06",
    kinds=(KIND, LIST, RELEASE),
    contracts=(
        organisations.ORGANISATIONS,
        organisations.ORGANISATION_NAMES,
        organisations.ORGANISATION_IDS,
        organisations.ORGANISATION_RELATIONS,
    ),
    main=("organisations",),
    stages=_stages,
    drafts=_drafts,
    as_of_column=("organisations", "as_of"),
)

"""Works in OpenAlex's layout small enough to count by hand, and folders of them."""

import gzip
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

BASE = "https://openalex.org/"
OURS, PART, STRAIT, BAY, NORTH = "0aaaaaa01", "0aaaaaa02", "0bbbbbb01", "0bbbbbb02", "0cccccc01"
COUNTRY = {OURS: "FR", PART: "FR", STRAIT: "SG", BAY: "SG", NORTH: "NO"}


def institution(ror: str, country: str | None = None) -> dict[str, Any]:
    """An institution as OpenAlex gives it; its number is made from the ROR identifier."""
    number = int(ror[-2:]) + 100 * (ord(ror[1]) - 96)
    told = COUNTRY[ror] if country is None else country
    return {
        "id": f"{BASE}I{number}",
        "display_name": f"Institution {number}",
        "ror": f"https://ror.org/{ror}",
        "country_code": told or None,
        "type": "education",
        "lineage": [],
    }


def authorship(place: int, many: int, stood: Sequence[str], *, corresponding: bool = False) -> dict[str, Any]:
    position = "first" if place == 1 else "last" if place == many else "middle"
    return {
        "author_position": position,
        "author": {"id": f"{BASE}A{place}", "display_name": "Nobody Real", "orcid": None},
        "institutions": [institution(ror) for ror in stood],
        "is_corresponding": corresponding,
        "raw_affiliation_strings": [f"Somewhere {ror}, nobody@example.org" for ror in stood],
    }


def work(
    number: int,
    authors: Sequence[Sequence[str]] = ((OURS,), (STRAIT,)),
    *,
    year: Any = 2020,
    field: int | None = 17,
    cited: Any = 0,
    doi: str | None = None,
    title: str = "On the tides of the strait",
    updated: str = "2026-01-31",
    corresponding: int = 0,
) -> dict[str, Any]:
    """A record; ``authors`` gives the ROR identifiers of each."""
    topic = None
    if field is not None:
        topic = {"id": f"{BASE}T{field}01", "display_name": "x", "field": {"id": f"{BASE}fields/{field}"}}
    many = len(authors)
    return {
        "id": f"{BASE}W{number}",
        "doi": f"https://doi.org/{doi}" if doi else None,
        "title": title,
        "publication_year": year,
        "type": "article",
        "authorships": [
            authorship(place, many, stood, corresponding=place == corresponding)
            for place, stood in enumerate(authors, start=1)
        ],
        "cited_by_count": cited,
        "is_retracted": False,
        "primary_topic": topic,
        "topics": [topic] if topic else [],
        "updated_date": f"{updated}T01:02:03.000000",
        "language": "en",
    }


def line(one: dict[str, Any]) -> bytes:
    return json.dumps(one).encode() + b"\n"


def put(raw: Path, name: str, records: Iterable[dict[str, Any] | bytes], *, date: str = "2026-01-31") -> Path:
    """Write a part; a record given as bytes is written as it is."""
    path = raw / "openalex_works" / f"updated_date={date}" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    content = b"".join(one if isinstance(one, bytes) else line(one) for one in records)
    path.write_bytes(gzip.compress(content, mtime=0))
    return path


def merged(raw: Path, pairs: Iterable[tuple[int, int | str]], *, date: str = "2026-02-28") -> Path:
    """Write a list of merged identifiers."""
    path = raw / "openalex_works" / "merged_ids" / f"{date}.csv.gz"
    path.parent.mkdir(parents=True, exist_ok=True)
    rows = "".join(f"{date},W{one},W{into}\n" for one, into in pairs)
    path.write_bytes(gzip.compress(f"merge_date,id,merge_into_id\n{rows}".encode(), mtime=0))
    return path


USUAL = [
    work(1, [(OURS,), (STRAIT,)], cited=4, corresponding=1),
    work(2, [(STRAIT,), (BAY,), (PART,)], year=2021, field=11, corresponding=2),
    work(3, [(NORTH,), (STRAIT,)], year=2021),
    work(4, [(OURS, NORTH)], year=2021, field=None, cited=1),
    work(5, []),
]
"""Three works of ours: with the strait (1), with strait and bay (2), with the north by one author (4)."""

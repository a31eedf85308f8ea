"""Records of both schemas in one shape, and what they keep of sites, years and identifiers."""

import json
from pathlib import Path

from analytics.matching import registry_of_ours as ours
from portulan.analytics.matching import dump


def read(tmp_path: Path, *records: dict[str, object], name: str = "v1.2-x.json") -> dump.Dumps:
    path = tmp_path / name
    path.write_text("".join(json.dumps(one) + "\n" for one in records), "utf-8")
    return dump.read([path])


def test_schema_2(tmp_path: Path) -> None:
    raw = ours.record(
        1, [("Velmar University", ""), ("VU", "acronym")], city="Velmar", domains=("velmar.example",)
    )
    raw["links"] = [
        {"type": "website", "value": "https://www.velmar.example/en"},
        {"type": "wikipedia", "value": "http://en.wikipedia.org/wiki/X"},
    ]
    one = read(tmp_path, raw).records[ours.ror(1)]
    assert [(text, kinds) for text, _, kinds in one.names] == [
        ("Velmar University", ("ror_display", "label")),
        ("VU", ("acronym",)),
    ]
    assert (one.country, one.city, one.domains, one.sites) == (
        "FR",
        "Velmar",
        ("velmar.example",),
        ("velmar.example",),
    )
    assert (one.established, one.wikipedia, one.ids) == (1900, True, (("grid", "grid.1.1"),))


def test_schema_1(tmp_path: Path) -> None:
    raw = ours.older(2, "Halvern College") | {
        "links": ["http://halvern.example"],
        "wikipedia_url": "",
        "acronyms": ["HC"],
        "external_ids": {"ISNI": {"preferred": None, "all": ["1", "2"]}, "GRID": {"all": "grid.2.1"}},
    }
    one = read(tmp_path, raw).records[ours.ror(2)]
    assert [kinds for _, _, kinds in one.names] == [("ror_display",), ("alias",), ("acronym",)]
    assert (one.types, one.sites, one.established, one.wikipedia) == (
        ("education",),
        ("halvern.example",),
        0,
        False,
    )
    assert one.ids == (("isni", "1"), ("isni", "2"), ("grid", "grid.2.1"))


def test_a_line_that_is_no_json_is_refused_by_its_number_and_the_rest_is_read(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    good = json.dumps(ours.record(1, [("Velmar University", "")]))
    path.write_text(f"{good}\n{{broken\n", "utf-8")
    found = dump.read([path])
    assert (len(found.records), found.refused) == (1, [("x.jsonl", 2, "TypeError")])


def test_the_release_is_the_newest_that_a_file_names(tmp_path: Path) -> None:
    record = ours.record(1, [("Velmar University", "")])
    assert read(tmp_path, record, name="v1.10-x.json").release == "v1.10 (2026-01-02)"
    assert read(tmp_path, record, name="x.json").release == "unnamed (2026-01-02)"

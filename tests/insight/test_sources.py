"""A source of the manifest, as a value."""

from typing import Any

import pytest

from portulan.insight.figures import SourceFile, SourceReport
from portulan.insight.sources import report

GIVEN: dict[str, Any] = {
    "key": "cordis",
    "title": "CORDIS",
    "publisher": "European Commission",
    "url": "https://cordis.europa.eu",
    "licence": "CORDIS-reuse",
    "as_of": "2018",
    "missing": False,
    "files": [{"name": "cordis/names.csv.gz", "bytes": 12, "sha256": "ab"}],
    "rows_read": 10,
    "rows_kept": 7,
    "rows_refused": 1,
    "rows_merged": 2,
    "reasons": {"person": 1},
    "links": {"none": 3},
    "refused_file": "refused/cordis.csv",
}


def test_report() -> None:
    assert report(GIVEN) == SourceReport(
        key="cordis",
        title="CORDIS",
        publisher="European Commission",
        url="https://cordis.europa.eu",
        licence="CORDIS-reuse",
        as_of="2018",
        files=(SourceFile("cordis/names.csv.gz", 12, "ab"),),
        rows_read=10,
        rows_kept=7,
        rows_refused=1,
        reasons={"person": 1},
        links={"none": 3},
        refused_file="refused/cordis.csv",
        missing=False,
        rows_merged=2,
    )


def test_what_is_handed_out_is_not_the_manifests_own() -> None:
    report(GIVEN).reasons.clear()
    assert GIVEN["reasons"] == {"person": 1}


@pytest.mark.parametrize("name", ["rows_read", "files", "missing"])
def test_a_manifest_that_lacks_something_is_not_made_up(name: str) -> None:
    with pytest.raises(KeyError, match=name):
        report({key: value for key, value in GIVEN.items() if key != name})

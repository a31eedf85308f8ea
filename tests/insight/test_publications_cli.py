"""The verbs of publications in a shell."""

from pathlib import Path

import pytest

from analytics.jobs.works.conftest import Lake, lake, usual
from analytics.works_extract import BAY, OURS, put, work
from portulan.insight.cli import main

__all__ = ["lake", "usual"]


def test_update_diff_compare_prune(lake: Lake, capsys: pytest.CaptureFixture[str]) -> None:
    out = ["--out", str(lake.path)]
    small = ["--from", str(lake.raw), "--memory", "256MB", "--threads", "1"]
    assert main(["data", "update", *small, *out]) == 0
    assert "Nothing is new" in capsys.readouterr().err
    put(lake.raw, "b.gz", [work(9, [(OURS,), (BAY,)]), work(10, year=None)], date="2026-02-28")
    assert main(["data", "update", *small, *out]) == 0
    told = " ".join(capsys.readouterr().err.split())
    assert "6 works from 6 records of 2 parts; 1 refused." in told
    assert main(["data", "diff", *out]) == 0
    assert "works: 1 new, 0 changed, 0 gone" in capsys.readouterr().out
    assert main(["data", "status", "--as-of", "1", *out]) == 0
    assert "5 works from 5 records" in " ".join(capsys.readouterr().err.split())
    assert main(["data", "compare", str(lake.path), str(lake.path)]) == 0
    assert capsys.readouterr().out.endswith("equal\n")
    assert main(["data", "prune", "--keep", "1", *out]) == 0
    assert "removed" in capsys.readouterr().out


def test_wrong_use_is_said(lake: Lake, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = ["--out", str(lake.path)]
    assert main(["data", "prune", "--keep", "0", *out]) == 2
    assert main(["data", "update", "--from", str(tmp_path / "absent"), *out]) == 2
    assert main(["data", "update", "--from", str(lake.raw), "--conf", "x", *out]) == 2
    assert main(["data", "diff", "nonsense", *out]) == 1
    assert "names 0 versions" in capsys.readouterr().err

"""What a machine lacks for the whole suite is named with the line that mends it."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tools"))

import run_tests
import temporary_postgres


@pytest.fixture
def bare_machine(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(temporary_postgres, "DEBIAN", tmp_path)
    return tmp_path


def test_a_bare_machine_is_told_both_remedies(bare_machine):
    remedies = [lack.remedy for lack in run_tests.lacking()]
    assert remedies == ["sudo apt-get install -y chromium", "sudo apt-get install -y postgresql"]


def test_a_browser_on_the_path_is_enough_for_the_walks(bare_machine):
    chromium = bare_machine / "chromium"
    chromium.write_text("#!/bin/sh\n")
    chromium.chmod(0o755)
    assert [lack.part for lack in run_tests.lacking()] == ["services and queries on PostgreSQL"]


def test_the_newest_server_is_taken(bare_machine):
    for version in ("9.6", "15", "17"):
        folder = bare_machine / version / "bin"
        folder.mkdir(parents=True)
        (folder / "initdb").write_text("")
    assert temporary_postgres.binaries() == bare_machine / "17" / "bin"

"""What a shell sees: exit codes, messages on the error stream, no web framework."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from analytics import extract
from portulan.analytics.jobs import disk
from portulan.insight.cli import default_lake, main


@pytest.fixture
def decisions(tmp_path: Path) -> Path:
    path = tmp_path / "decisions.json"
    path.write_text(json.dumps(extract.DECISIONS))
    return path


def build(raw: Path, lake: Path, decisions: Path) -> int:
    return main(["data", "build", "--from", str(raw), "--out", str(lake), "--decisions", str(decisions)])


def test_a_build_prints_what_was_read(
    raw: Path, tmp_path: Path, decisions: Path, capsys: pytest.CaptureFixture
) -> None:
    assert build(raw, tmp_path / "lake", decisions) == 0
    said = capsys.readouterr()
    assert said.out == ""
    assert "person 1" in said.err
    assert "refused/cordis.csv" in said.err
    assert "is in use" in said.err


def test_a_second_build_says_that_nothing_changed(
    raw: Path, lake: Path, decisions: Path, capsys: pytest.CaptureFixture
) -> None:
    assert build(raw, lake, decisions) == 0
    assert "Nothing has changed" in capsys.readouterr().err


def test_an_unusable_file(raw: Path, lake: Path, decisions: Path, capsys: pytest.CaptureFixture) -> None:
    extract.put(raw / "rnsr/structures_2022.csv.gz", "rcn,programme_part\n1,ERC\n")
    before = disk.current(lake)
    assert build(raw, lake, decisions) == 1
    said = capsys.readouterr().err
    assert "rnsr/structures_2022.csv.gz, line 1" in said
    assert "move it to the folder cordis/" in said
    assert disk.current(lake) == before


def test_two_builds_at_once(raw: Path, lake: Path, decisions: Path, capsys: pytest.CaptureFixture) -> None:
    with disk.building(lake):
        assert build(raw, lake, decisions) == 1
    assert "Another build is at work" in capsys.readouterr().err


@pytest.mark.parametrize("text", ["not json", "[]"])
def test_decisions_that_are_none(
    raw: Path, tmp_path: Path, decisions: Path, text: str, capsys: pytest.CaptureFixture
) -> None:
    decisions.write_text(text)
    assert build(raw, tmp_path / "lake", decisions) == 2
    assert "decisions.json" in capsys.readouterr().err


def test_a_folder_that_is_not_there(tmp_path: Path, decisions: Path, capsys: pytest.CaptureFixture) -> None:
    assert build(tmp_path / "absent", tmp_path / "lake", decisions) == 2
    assert "--from" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments", [[], ["data"], ["data", "burn"], ["data", "build", "--threads", "many"]]
)
def test_wrong_use(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2


def test_status(lake: Path, tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    assert main(["data", "status", "--out", str(lake)]) == 0
    assert str(disk.current(lake)) in capsys.readouterr().err
    assert main(["data", "status", "--out", str(tmp_path / "none")]) == 1
    assert "Nothing has been built" in capsys.readouterr().err


def test_versions(lake: Path, capsys: pytest.CaptureFixture) -> None:
    assert main(["data", "versions", "--out", str(lake)]) == 0
    assert capsys.readouterr().out.startswith(f"* {disk.current(lake)}")


def test_the_lake_is_under_the_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTULAN_HOME", "/somewhere")
    assert default_lake() == Path("/somewhere/lake")
    monkeypatch.delenv("PORTULAN_HOME")
    monkeypatch.setenv("PACK", "inria")
    assert default_lake() == Path("var/inria/lake")


def test_neither_the_framework_nor_the_engine_is_started_for_nothing(lake: Path) -> None:
    code = (
        "import sys; from portulan.insight.cli import main; "
        f"main(['data', 'versions', '--out', {str(lake)!r}]); "
        "from pathlib import Path; from portulan.insight.figures import published; "
        f"published(Path({str(lake)!r})); "
        "sys.exit(any(name in sys.modules for name in ('django', 'ibis', 'pandas')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False, capture_output=True).returncode == 0

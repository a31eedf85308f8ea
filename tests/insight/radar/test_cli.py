"""What a shell sees: exit codes, JSON alone on standard output, refusals on the error stream."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from portulan.insight.radar.cli import main


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PORTULAN_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def asked(links: Path, *more: str) -> list[str]:
    words = ["radar", "backtest", "--links", str(links), "--focal-country", "FR", "--until", "2016-12-31"]
    return [*words, "--horizon", "2y", "--types", "HES,REC", "--min-activity", "1", *more]


def test_json_alone_is_printed(links: Path, home: Path, capsys: pytest.CaptureFixture) -> None:
    assert main(asked(links, "--json")) == 0
    printed = capsys.readouterr().out
    assert json.loads(printed)["positives"] == 2
    folder = home / "radar/FR-2016-12-31-2y"
    assert (folder / "report.json").read_text() == printed
    assert sorted(path.name for path in folder.iterdir()) == ["report.html", "report.json"]


def test_a_table_without_json(links: Path, tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    assert main(asked(links, "--strict", "2", "--focal-id", "a", "--report", str(tmp_path / "here"))) == 0
    assert "radar" in capsys.readouterr().out
    assert (tmp_path / "here/report.html").is_file()


def test_a_refusal_writes_nothing(links: Path, home: Path, capsys: pytest.CaptureFixture) -> None:
    links.write_text("a,b\n")
    assert main(asked(links, "--json")) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert "line 1: the columns are a,b" in said.err
    assert not home.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        ["--horizon", "soon"],
        ["--until", "2016"],
        ["--focal-country", "France"],
        ["--min-activity", "0"],
        ["--strict", "ten"],
    ],
)
def test_wrong_use(links: Path, wrong: list[str]) -> None:
    try:
        code = main(asked(links, *wrong))
    except SystemExit as ended:
        code = ended.code
    assert code == 2


def test_links_are_made(tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw/a.csv").write_text(
        "rcn,pic,type,country,start_date\n1,9,HES,UK,2016-01-01\n1,8,HES,UK,NA\n"
    )
    out = tmp_path / "links.csv"
    assert main(["radar", "links", "--cordis", str(tmp_path / "raw"), "--out", str(out)]) == 0
    assert out.read_text().splitlines()[1:] == ["1,9,GB,HES,2016-01-01,"]
    assert "1 rows. 1 rows left out: no start." in capsys.readouterr().err


def test_help_loads_no_science() -> None:
    code = (
        "import sys; from portulan.insight.radar import cli; cli.parser(); sys.exit('scipy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0

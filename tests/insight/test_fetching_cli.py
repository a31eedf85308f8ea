"""``portulan data fetch`` in a process of its own: what it prints, exit codes, where files go."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from analytics.jobs import replay
from analytics.jobs.fetching import hal_docs, works
from analytics.jobs.replay import serving
from portulan.insight.fetching_cli import default_raw

PORTULAN = [sys.executable, "-m", "portulan.site.cli", "data", "fetch"]
KEY = "a-key-that-must-not-be-seen"


def fetch(*words: object, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*PORTULAN, *map(str, words)],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_fetch_and_another_service(tmp_path: Path) -> None:
    with serving(replay.openalex(works(7), size=5)) as served:
        words = ("openalex", "--institution", "02feahw73", "--out", tmp_path, "--address", served.address)
        done = fetch(*words, OPENALEX_API_KEY=KEY)
    assert done.returncode == 0, done.stderr
    first, path = done.stderr.splitlines()
    assert first == "7 works fetched."
    assert Path(path.strip()).is_file()
    with serving(replay.hal(hal_docs(4), size=10)) as served:
        done = fetch("hal", "--collection", "INRIA", "--out", tmp_path, "--address", served.address)
    assert "4 works fetched." in done.stderr


def test_a_stop_says_how_to_go_on_and_hides_the_key(tmp_path: Path) -> None:
    with serving(replay.openalex(works(7), size=5)) as served:
        words = ("openalex", "--institution", "02feahw73", "--out", tmp_path, "--address", served.address)
        stopped = fetch(*words, "--calls", 2, OPENALEX_API_KEY=KEY)
        assert (stopped.returncode, stopped.stdout) == (1, "")
        assert "2 calls were made today, and 2 are allowed. Run the same command tomorrow" in stopped.stderr
        done = fetch(*words, OPENALEX_API_KEY=KEY)
    assert "7 works fetched, 5 of them by an earlier run." in done.stderr
    assert KEY not in stopped.stderr + done.stderr


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("openalex",), 1, "--institution"),
        (("openalex", "--institution", "02feahw73", "--since", "soon"), 2, "give a day, as 2026-01-31"),
        (("openalex", "--calls", "0"), 2, "1 or more"),
        (("elsewhere",), 2, "invalid choice"),
        (("openalex", "--institution", "02feahw73"), 1, "openalex.org/settings/api"),
    ],
)
def test_wrong_use(words: tuple[str, ...], code: int, said: str) -> None:
    done = fetch(*words, OPENALEX_API_KEY="")
    assert (done.returncode, done.stdout) == (code, "")
    assert said in done.stderr


def test_where_files_go(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PORTULAN_RAW", "PORTULAN_HOME", "PACK"):
        monkeypatch.delenv(name, raising=False)
    assert default_raw() == Path("var/cnrs/raw")
    monkeypatch.setenv("PORTULAN_HOME", "/srv/portulan")
    assert default_raw() == Path("/srv/portulan/raw")
    monkeypatch.setenv("PORTULAN_RAW", "/srv/files")
    assert default_raw() == Path("/srv/files")

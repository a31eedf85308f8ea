"""The `portulan` command: verbs of analytics start no Django, help is everywhere, wrong words are refused."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

PORTULAN = str(Path(sys.executable).parent / "portulan")


def portulan(*arguments: str, home: Path) -> subprocess.CompletedProcess:
    environment = {key: value for key, value in os.environ.items() if key != "DJANGO_SETTINGS_MODULE"}
    return subprocess.run(
        [PORTULAN, *arguments],
        capture_output=True,
        text=True,
        env={**environment, "PORTULAN_HOME": str(home)},
        check=False,
        timeout=120,
    )


@pytest.mark.parametrize(
    "verb", [["data", "status"], ["data", "versions"], ["radar", "links", "--hal", "none", "--out", "x"]]
)
def test_verbs_of_analytics_do_not_start_django(verb, tmp_path):
    asked = (
        "import sys; from portulan.site.cli import main; code = main(sys.argv[1:]); "
        "print('DJANGO', 'django' in sys.modules)"
    )
    environment = {key: value for key, value in os.environ.items() if key != "DJANGO_SETTINGS_MODULE"}
    done = subprocess.run(
        [sys.executable, "-c", asked, *verb],
        capture_output=True,
        text=True,
        env={**environment, "PORTULAN_HOME": str(tmp_path)},
        check=False,
        timeout=60,
    )
    assert "DJANGO False" in done.stdout, done.stderr


@pytest.mark.parametrize("verb", ["serve", "work", "data", "radar", "pack", "user", "demo", "migrate"])
def test_every_verb_explains_itself(verb, tmp_path):
    done = portulan(verb, "--help", home=tmp_path)
    assert done.returncode == 0
    assert done.stdout.startswith("usage: portulan")


def test_help_names_every_verb(tmp_path):
    done = portulan("--help", home=tmp_path)
    assert done.returncode == 0
    assert all(verb in done.stdout for verb in ("serve", "work", "data", "radar", "pack", "user", "demo"))


def test_an_unknown_verb_is_refused_with_the_list(tmp_path):
    done = portulan("sail", home=tmp_path)
    assert done.returncode == 2
    assert "'sail' is not a verb" in done.stderr
    assert "serve" in done.stderr


def test_status_of_nothing_says_what_to_run(tmp_path):
    done = portulan("data", "status", home=tmp_path)
    assert done.returncode == 1
    assert "portulan data build" in done.stderr


def test_an_option_that_makes_no_sense_is_refused_at_start(tmp_path):
    environment = {**os.environ, "PORTULAN_HOME": str(tmp_path), "LOG_LEVEL": "LOUD"}
    environment["DJANGO_SETTINGS_MODULE"] = "portulan.site.settings.local"
    done = subprocess.run(
        [PORTULAN, "pack", "check", "packs/cnrs"],
        capture_output=True, text=True, env=environment, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode != 0
    assert "LOG_LEVEL='LOUD' is not one of DEBUG, INFO, WARNING, ERROR." in done.stderr

"""`portulan serve --all`: everything starts together, stops together, and a second start loses nothing."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import psutil
import pytest

ROOT = Path(__file__).resolve().parents[2]
PORTULAN = str(Path(sys.executable).parent / "portulan")


def environment(home: Path) -> dict[str, str]:
    kept = {
        key: value
        for key, value in os.environ.items()
        if key not in ("DJANGO_SETTINGS_MODULE", "DATABASE_URL")
    }
    return {**kept, "PACK": "cnrs", "PORTULAN_HOME": str(home)}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start(home: Path, port: int, log: Path) -> subprocess.Popen:
    with log.open("w") as stream:
        process = subprocess.Popen(
            [PORTULAN, "serve", "--all", "--port", str(port)],
            cwd=ROOT,
            env=environment(home),
            stdout=stream,
            stderr=stream,
        )
    until = time.monotonic() + 400
    while time.monotonic() < until and process.poll() is None and "Portulan is at" not in log.read_text():
        time.sleep(0.2)
    assert "Portulan is at" in log.read_text(), log.read_text()
    return process


def stop(process: subprocess.Popen) -> list[psutil.Process]:
    """End the site as Ctrl+C or a service manager does; gives what is still alive of it."""
    family = psutil.Process(process.pid).children(recursive=True)
    process.send_signal(signal.SIGTERM)
    process.wait(timeout=30)
    return psutil.wait_procs(family, timeout=10)[1]


@pytest.mark.slow
def test_a_site_starts_stops_and_starts_again_without_loss(tmp_path):
    home, port = tmp_path / "home", free_port()
    first = start(home, port, tmp_path / "first.log")
    names = {" ".join(child.cmdline()) for child in psutil.Process(first.pid).children()}
    assert any("granian" in name for name in names)
    assert any("portulan work" in name for name in names)
    page = urllib.request.urlopen(f"http://127.0.0.1:{port}/countries/SG/").read().decode()
    assert "CINTRA" in page
    assert stop(first) == []
    pointer = (home / "lake" / "CURRENT").read_text()

    second = start(home, port, tmp_path / "second.log")
    assert "Loading" not in (tmp_path / "second.log").read_text()
    assert "Building" not in (tmp_path / "second.log").read_text()
    assert urllib.request.urlopen(f"http://127.0.0.1:{port}/countries/SG/").status == 200
    assert (home / "lake" / "CURRENT").read_text() == pointer
    assert stop(second) == []


def test_a_port_in_use_is_named_with_another(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = subprocess.run(
            [PORTULAN, "serve", "--port", str(port)],
            cwd=ROOT,
            env=environment(tmp_path),
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
    assert done.returncode == 1
    assert f"port {port} of 127.0.0.1 is in use" in done.stderr
    assert f"PORT={port + 1}" in done.stderr

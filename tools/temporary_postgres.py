"""A PostgreSQL server for the time of a run: own folder, own port on 127.0.0.1, never as root."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

DEBIAN = Path("/usr/lib/postgresql")
SETTINGS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=60")


def binaries() -> Path | None:
    """The folder of the newest server on this machine, or None."""
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).parent
    found = sorted(DEBIAN.glob("*/bin/initdb"), key=lambda file: float(file.parents[1].name))
    return found[-1].parent if found else None


def someone_else() -> str | None:
    """Who shall run the server: oneself, or when one is root a user without rights."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def ready(port: int, seconds: float = 30) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError(f"PostgreSQL did not answer on port {port} within {seconds:.0f} s")


@contextmanager
def server() -> Iterator[str]:
    """A running server; gives its URL. Raises FileNotFoundError when there are no binaries."""
    folder = binaries()
    if folder is None:
        raise FileNotFoundError("no PostgreSQL server here: sudo apt-get install -y postgresql")
    home, port, user = Path(tempfile.mkdtemp(prefix="portulan-pg-")), free_port(), someone_else()
    if user:
        shutil.chown(home, user)
    as_user = {"user": user, "cwd": home} if user else {"cwd": home}
    initdb = [
        folder / "initdb",
        "-D",
        home / "data",
        "-U",
        "portulan",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--no-sync",
    ]
    subprocess.run(initdb, check=True, stdout=subprocess.DEVNULL, **as_user)
    options = [word for setting in SETTINGS for word in ("-c", setting)]
    command = [
        folder / "postgres",
        "-D",
        home / "data",
        "-p",
        str(port),
        "-k",
        home,
        "-h",
        "127.0.0.1",
        *options,
    ]
    log = (home / "log").open("wb")
    process = subprocess.Popen(command, stdout=log, stderr=log, **as_user)
    try:
        ready(port)
        yield f"postgres://portulan@127.0.0.1:{port}/postgres"
    finally:
        process.terminate()
        process.wait(timeout=30)
        log.close()
        shutil.rmtree(home, ignore_errors=True)

"""`portulan serve`: the pages, and with --all the worker and the scheduler, started and stopped together."""

import os
import signal
import socket
import subprocess
import sys
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from rich.console import Console

from portulan.foundations.packs import services as packs
from portulan.insight import lake as insight_lake
from portulan.insight.progress import OnTerminal
from portulan.site import demo, startup

GRACE = 10.0


def port_is_free(host: str, port: int) -> bool:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def answers(host: str, port: int, seconds: float) -> bool:
    """Wait until something listens; False when the time is over."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with socket.socket() as probe:
            probe.settimeout(0.5)
            if probe.connect_ex((host, port)) == 0:
                return True
        time.sleep(0.1)
    return False


def commands(*, host: str, port: int, everything: bool, threads: int) -> list[list[str]]:
    folder = Path(sys.executable).parent
    web = [
        str(folder / "granian"), "--interface", "wsgi", "--host", host, "--port", str(port), "--workers", "1",
        "--blocking-threads", str(threads), "--log-level", "warning", "portulan.site.wsgi:application",
    ]  # fmt: skip
    return [web, [str(folder / "portulan"), "work"]] if everything else [web]


def stop(children: list[subprocess.Popen]) -> None:
    """Ask all to end, then make those that do not."""
    for child in children:
        if child.poll() is None:
            child.send_signal(signal.SIGTERM)
    until = time.monotonic() + GRACE
    for child in children:
        try:
            child.wait(timeout=max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()


def interrupted(*_: Any) -> None:
    raise KeyboardInterrupt


class Command(BaseCommand):
    help = "Serve the pages on http://HOST:PORT; with --all, prepare the database and the data, and run the worker too."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default 127.0.0.1)")
        parser.add_argument("--port", type=int, default=8000, help="port to listen on (default 8000)")
        parser.add_argument("--threads", type=int, default=4, help="requests answered at once (default 4)")
        parser.add_argument(
            "--all", action="store_true", help="prepare, and run the worker and the scheduler too"
        )

    def handle(self, *, host: str, port: int, threads: int, **options: Any) -> None:
        if not port_is_free(host, port):
            raise CommandError(f"port {port} of {host} is in use. Take another: make run PORT={port + 1}")
        if options["all"]:
            self.prepare()
        startup.collect_static(self.say)
        for asked in (signal.SIGTERM, signal.SIGINT):  # also where a shell started us with SIGINT ignored
            signal.signal(asked, interrupted)
        plan = commands(host=host, port=port, everything=options["all"], threads=threads)
        environment = {**os.environ, "PORTULAN_HOME": str(settings.PORTULAN_HOME)}
        children = [subprocess.Popen(command, env=environment, start_new_session=True) for command in plan]  # noqa: S603  our own programs, 2026-11-23
        try:
            if answers(host, port, 30):
                self.welcome(f"http://{host}:{port}")
            self.watch(children)
        except KeyboardInterrupt:
            self.stdout.write("Stopping ...")
        finally:
            stop(children)

    def prepare(self) -> None:
        try:
            startup.prepare(self.say, OnTerminal(Console(stderr=True)))
            demo.refuse_to_serve(hosts=settings.ALLOWED_HOSTS, production=settings.PORTULAN_PRODUCTION)
        except (demo.DemoRefusedError, packs.PackRefusedError, *insight_lake.REFUSALS) as refusal:
            raise CommandError(str(refusal)) from refusal

    def watch(self, children: list[subprocess.Popen]) -> None:
        while all(child.poll() is None for child in children):
            time.sleep(0.5)
        raise CommandError(
            "one of the programs of the site ended; the others were stopped. Its last words are above."
        )

    def welcome(self, address: str) -> None:
        self.say(f"\nPortulan is at {address}   (Ctrl+C stops it)")
        self.say("The public figures need no account. To sign in:")
        self.say("  .venv/bin/portulan demo                             fictitious people, one per role")
        self.say("  .venv/bin/portulan user create --help               a person of yours")

    def say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()

"""`portulan search`: read again all that can be found."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from portulan.foundations.search import services
from portulan.site.startup import migrate


class Command(BaseCommand):
    help = "rebuild: forget what can be found and read every country, unit, partner and cooperation again."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=("rebuild",))

    def handle(self, *, what: str, **_: Any) -> None:
        migrate(self.stderr.write)
        began = time.monotonic()
        found = services.rebuild()
        counts = ", ".join(f"{kind} {count:,}" for kind, count in found.items())
        self.stdout.write(f"Can be found: {counts}. {time.monotonic() - began:.1f} s.")

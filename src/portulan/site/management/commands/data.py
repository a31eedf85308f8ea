"""`portulan data build`: from raw public files to published figures, then into the domains."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portulan.domains.organisation import queries as organisation_queries
from portulan.foundations.outside.clock import clock
from portulan.insight import cli as insight_cli
from portulan.insight import lake as insight_lake
from portulan.insight.progress import terminal_progress
from portulan.pages.sources.build import bring_up_to_date
from portulan.site.startup import DATA_ACTOR


class Command(BaseCommand):
    help = "build: from raw public files to published figures. status, versions: what is in use (no database needed)."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=("build", "status", "versions"))
        parser.add_argument("--from", dest="raw", type=Path, help="folder of raw files (default: the sample)")
        parser.add_argument("--out", type=Path, help="folder of the lake (default: PORTULAN_HOME/lake)")

    def handle(self, *, what: str, raw: Path | None, out: Path | None, **_: Any) -> None:
        lake = out or settings.LAKE
        if what != "build":
            raise SystemExit(insight_cli.main(["data", what, "--out", str(lake)]))
        if organisation_queries.pack() is None:
            raise CommandError("no organisation pack is loaded: run `portulan pack load packs/cnrs` first.")
        try:
            built = bring_up_to_date(
                raw=raw or settings.SAMPLE,
                lake=lake,
                by=DATA_ACTOR,
                at=clock().now(),
                today=clock().today(settings.PORTULAN_TIME_ZONE),
                progress=terminal_progress(sys.stderr),
            )
        except insight_lake.Refused as refusal:
            raise CommandError(f"{refusal}\nThe figures that were in use are still in use.") from refusal
        self.stdout.write(insight_cli.summary(built.report))
        self.stdout.write(f"{built.units} units and {built.parties} parties changed in the register.")

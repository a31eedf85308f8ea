"""`portulan data build`: from raw public files to published figures, then into the domains."""

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from rich.console import Console

from portulan.domains.organisation import queries as organisation_queries
from portulan.foundations.outside.clock import clock
from portulan.insight import cli as insight_cli
from portulan.insight import lake as insight_lake
from portulan.insight import publications_cli, publications_lake
from portulan.insight.progress import OnTerminal
from portulan.pages.sources.build import Built, bring_up_to_date
from portulan.site.startup import DATA_ACTOR, migrate


class Command(BaseCommand):
    help = "build: from raw public files to published figures. status, versions: what is in use (no database needed)."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=("build", "status", "versions"))
        parser.add_argument(
            "--from", dest="raw", type=Path, default=settings.RAW, help="raw files (%(default)s)"
        )
        parser.add_argument("--out", type=Path, default=settings.LAKE, help="the lake (%(default)s)")
        parser.add_argument("--memory", default="1GB", help="memory of the engine (%(default)s)")
        parser.add_argument("--threads", type=int, default=2, help="threads of the engine (%(default)s)")
        publications_cli.add_engine(parser)

    def handle(self, *, what: str, raw: Path, out: Path, **options: Any) -> None:
        if what != "build":
            raise SystemExit(insight_cli.main(["data", what, "--out", str(out)]))
        migrate(self.stderr.write)
        if organisation_queries.pack() is None:
            raise CommandError("no organisation pack is loaded: run `portulan pack load packs/cnrs` first.")
        if not raw.is_dir():
            raise CommandError(
                f"{raw} is not a folder: name the folder of raw files with --from.", returncode=2
            )
        self.tell(self.build(raw, out, publications_cli.engines(Namespace(**options))), out)

    def build(self, raw: Path, out: Path, engines: insight_lake.Engines) -> Built:
        try:
            return bring_up_to_date(
                raw=raw,
                lake=out,
                by=DATA_ACTOR,
                at=clock().now(),
                today=clock().today(settings.PORTULAN_TIME_ZONE),
                progress=OnTerminal(Console(stderr=True)),
                engines=engines,
            )
        except insight_lake.REFUSALS as refusal:
            raise CommandError(f"{refusal}\nThe figures that were in use are still in use.") from refusal

    def tell(self, built: Built, out: Path) -> None:
        report = built.report
        if report.unchanged:
            self.stdout.write(f"Nothing has changed: version {report.version} stays in use.")
        else:
            insight_cli.print_sources(Console(stderr=True), report.sources, out, report.version)
            publications_cli.print_held(
                Console(stderr=True), publications_lake.held(out, report.version), out
            )
            self.stdout.write(f"Version {report.version} is in use ({report.seconds:.1f} s).")
        self.stdout.write(f"{built.units} units and {built.parties} parties changed in the register.")

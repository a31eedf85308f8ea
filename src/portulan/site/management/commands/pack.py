"""`portulan pack`: check or load an organisation pack."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from portulan.domains.geography import services as geography_services
from portulan.foundations.outside.clock import clock
from portulan.foundations.packs import services as packs
from portulan.site.startup import PACK_ACTOR, migrate


class Command(BaseCommand):
    help = "check DIR: explain every mistake of a pack. load DIR: bring the database to what the pack says."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=("check", "load"))
        parser.add_argument("folder", type=Path, help="folder of the pack, such as packs/cnrs")
        parser.add_argument("--dry-run", action="store_true", help="print the difference and write nothing")

    def handle(self, *, what: str, folder: Path, dry_run: bool, **_: Any) -> None:
        mistakes = packs.check(folder)
        for mistake in mistakes:
            self.stderr.write(str(mistake))
        if mistakes:
            raise CommandError(f"{len(mistakes)} to mend in {folder}; nothing was loaded.")
        if what == "check":
            self.stdout.write(f"{folder}: every file can be loaded.")
            return
        self.load(folder, dry_run=dry_run)

    def load(self, folder: Path, *, dry_run: bool) -> None:
        migrate(self.stderr.write)
        now, today = clock().now(), clock().today(settings.PORTULAN_TIME_ZONE)
        try:
            with transaction.atomic():
                geography_services.load_countries(by=PACK_ACTOR, at=now)
                difference = packs.load(folder, dry_run=dry_run, by=PACK_ACTOR, at=now, today=today)
                transaction.set_rollback(dry_run)
        except packs.PackRefusedError as refusal:
            raise CommandError(str(refusal)) from refusal
        for line in difference.lines:
            self.stdout.write(line)
        self.stdout.write(str(difference) + ("  (dry run: nothing was written)" if dry_run else ""))

"""`portulan demo`: fictitious people, one per role of the pack, with random passwords printed once."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portulan.foundations.outside.clock import clock
from portulan.site import demo
from portulan.site.demo_dossiers import make_dossiers
from portulan.site.demo_relations import make_relations
from portulan.site.startup import migrate

# What a demonstration holds beside its people: functions of at and today that make it once and say what they made.
MORE: tuple[Callable[..., str], ...] = (make_dossiers, make_relations)


class Command(BaseCommand):
    help = (
        "Make fictitious people, one per role; passwords are printed once and kept in PORTULAN_HOME/secrets."
    )
    requires_system_checks = ()

    def handle(self, **_: Any) -> None:
        migrate(self.stderr.write)
        now, today = clock().now(), clock().today(settings.PORTULAN_TIME_ZONE)
        try:
            lines = demo.make_people(
                hosts=settings.ALLOWED_HOSTS,
                production=settings.PORTULAN_PRODUCTION,
                lake=settings.LAKE,
                at=now,
                today=today,
            )
        except demo.DemoRefusedError as refusal:
            raise CommandError(str(refusal)) from refusal
        for say in MORE:
            self.stdout.write(say(at=now, today=today))
        if not lines:
            self.stdout.write(f"The fictitious people exist already; their passwords are in {self.file}.")
            return
        self.keep(lines)
        self.stdout.write("\n".join(["Fictitious people (e-mail, password, role, scope):", *lines]))
        self.stdout.write(f"Kept in {self.file}, readable by you only.")

    @property
    def file(self) -> Path:
        return Path(settings.DEMONSTRATION)

    def keep(self, lines: list[str]) -> None:
        self.file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(self.file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(handle, "w") as stream:
            stream.write("\n".join(lines) + "\n")

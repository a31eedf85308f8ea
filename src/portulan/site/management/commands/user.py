"""`portulan user`: who may sign in. Passwords are drawn, shown once, and kept nowhere."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from portulan.domains.organisation import services as organisation_services
from portulan.domains.people import queries, services
from portulan.foundations.journal.actor import Actor
from portulan.foundations.outside.clock import clock
from portulan.site.startup import migrate

SHELL = Actor(uid="system:shell", label="administrator's shell")
REFUSALS = (ValueError, LookupError, PermissionError)  # what the domains refuse with, each with its reason


class Command(BaseCommand):
    help = (
        "create: a person who can sign in, with a role if asked. list: every account. password: a new password. "
        "deactivate: nobody signs in with the account any more. Each says more with --help."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="what", required=True, metavar="{create,list,password,deactivate}")
        self._create_arguments(verbs.add_parser("create", help="make a person who can sign in"))
        verbs.add_parser("list", help="list every account")
        for verb, meaning in (("password", "draw a new password"), ("deactivate", "close an account")):
            addressed = verbs.add_parser(verb, help=meaning)
            addressed.add_argument("--email", required=True, help="the address of the account")

    def _create_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--email", required=True, help="the address the person signs in with")
        parser.add_argument("--given-name", required=True)
        parser.add_argument("--family-name", required=True)
        parser.add_argument(
            "--language", default="", help="language of pages and mails: fr or en (default: the browser's)"
        )
        parser.add_argument("--role", help="code of a role of the pack, such as administrator")
        parser.add_argument(
            "--unit",
            action="append",
            default=[],
            help="limit the role to a unit and all below it; may be repeated",
        )
        parser.add_argument(
            "--country", action="append", default=[], help="limit the role to a country (SG); may be repeated"
        )

    def handle(self, *, what: str, **options: Any) -> None:
        migrate(self.stderr.write)
        try:
            getattr(self, what)(**options)
        except REFUSALS as refusal:
            raise CommandError(f"{refusal} Nothing was changed.") from refusal

    def create(self, *, email: str, given_name: str, family_name: str, language: str, **options: Any) -> None:
        if not options["role"] and (options["unit"] or options["country"]):
            raise CommandError("--unit and --country limit a role: give --role too.")
        now = clock().now()
        with transaction.atomic():
            made = services.create_account(
                email=email,
                given_name=given_name,
                family_name=family_name,
                language=language,
                by=SHELL,
                at=now,
            )
            if options["role"]:
                organisation_services.give_mandate(
                    person=made.person,
                    role_code=options["role"],
                    units=options["unit"],
                    countries=options["country"],
                    by=SHELL,
                    at=now,
                    today=clock().today(settings.PORTULAN_TIME_ZONE),
                )
        self.stdout.write(f"{made.person} can sign in as {made.account.email}.")
        self.show_password(made.password)

    def list(self, **_: Any) -> None:
        for line in queries.accounts():
            state = "open" if line.is_active else "closed"
            seen = f"last here {line.last_login:%Y-%m-%d}" if line.last_login else "never here"
            kind = "  fictitious" if line.fictitious else ""
            self.stdout.write(f"{line.email:<40} {line.name:<30} {state:<7} {seen}{kind}")

    def password(self, *, email: str, **_: Any) -> None:
        account = services.account_named(email)
        secret = services.set_password(account=account, by=SHELL, at=clock().now())
        self.stdout.write(f"{account.email} has a new password; the sessions that were open ended.")
        self.show_password(secret)

    def deactivate(self, *, email: str, **_: Any) -> None:
        account = services.account_named(email)
        services.deactivate(account=account, by=SHELL, at=clock().now())
        self.stdout.write(f"Nobody signs in as {account.email} any more; nothing was deleted.")

    def show_password(self, secret: str) -> None:
        self.stdout.write(f"Password, shown this once: {secret}")

"""What a site needs before it serves: the database's shape, the pack, the figures, the compressed static files.

Each step does nothing when there is nothing to do, so that a second start is quick and loses nothing.
"""

import hashlib
import logging
from collections.abc import Callable
from pathlib import Path
from threading import Thread

from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from portulan import __version__
from portulan.domains.geography import services as geography_services
from portulan.domains.organisation import queries as organisation_queries
from portulan.domains.partners import queries as partner_queries
from portulan.foundations.journal.actor import Actor
from portulan.foundations.outside.clock import clock
from portulan.foundations.packs import services as packs
from portulan.foundations.packs.checking import read_pack
from portulan.foundations.search import services as search
from portulan.insight import lake as insight_lake
from portulan.pages.sources.build import bring_up_to_date, take_in

_log = logging.getLogger(__name__)
Say = Callable[[str], None]
PACK_ACTOR = Actor(uid="system:pack", label="organisation pack")
DATA_ACTOR = Actor(uid="system:data", label="data build")


def migrate(say: Say) -> None:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        say("Bringing the database to this version's shape ...")
        call_command("migrate", interactive=False, verbosity=0)


def load_pack(say: Say) -> bool:
    """Load the pack of the settings unless the database already holds these very files; whether it did.

    Refuses another pack than the one the database holds.
    """
    held = organisation_queries.pack()
    if held and held.digest == read_pack(settings.PACK_FOLDER).digest:
        return False
    say(f"Loading the organisation pack {settings.PACK_FOLDER.name} ...")
    now, today = clock().now(), clock().today(settings.PORTULAN_TIME_ZONE)
    geography_services.load_countries(by=PACK_ACTOR, at=now)
    packs.load(settings.PACK_FOLDER, dry_run=False, by=PACK_ACTOR, at=now, today=today)
    return True


def build_figures(say: Say, progress: insight_lake.Progress, *, pack_is_new: bool) -> None:
    """Build when nothing is published yet; else leave the figures in use, whatever they were built from.

    A start that was killed between the build and the taking in, or a pack that changed, takes the units in again.
    """
    at, today = clock().now(), clock().today(settings.PORTULAN_TIME_ZONE)
    if insight_lake.status(settings.LAKE).current is None:
        say(f"Building the figures from {settings.RAW} ...")
        bring_up_to_date(
            raw=settings.RAW, lake=settings.LAKE, by=DATA_ACTOR, at=at, today=today, progress=progress
        )
    elif pack_is_new or organisation_queries.laboratories(today, limit=1).total == 0:
        say("Taking units and parties into the register ...")
        take_in(lake=settings.LAKE, by=DATA_ACTOR, at=at, today=today)


def collect_static(say: Say) -> None:
    """Gather and compress what browsers load, once per build of the front end."""
    manifest = settings.VITE_BUILD / "manifest.json"
    mark = settings.STATIC_ROOT / ".built"
    digest = (
        hashlib.sha256(manifest.read_bytes() + __version__.encode()).hexdigest() if manifest.exists() else ""
    )
    if not digest or (mark.exists() and mark.read_text() == digest):
        return
    say("Gathering what browsers load ...")
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    mark.write_text(digest)


def prepare(say: Say, progress: insight_lake.Progress) -> None:
    """Everything before serving. Raises packs.PackRefusedError or insight.lake.REFUSALS with what to mend."""
    for folder in (settings.PORTULAN_HOME, settings.FILES):
        Path(folder).mkdir(parents=True, exist_ok=True)
    migrate(say)
    pack_is_new = load_pack(say)
    build_figures(say, progress, pack_is_new=pack_is_new)
    search.complete()


def warm() -> Thread:
    """Make what the first who types ahead would wait for, beside the requests; gives the thread that does it."""
    thread = Thread(target=_warm, name="warm", daemon=True)
    thread.start()
    return thread


def _warm() -> None:
    try:
        partner_queries.warm(lake=settings.LAKE)
    except (DatabaseError, OSError, *insight_lake.REFUSALS):
        _log.warning("typing ahead is not made ready: its first use makes it", exc_info=True)
    finally:
        connection.close()

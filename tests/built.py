"""One lake built from the sample for a whole run, shared by the workers; a database that holds pack and registry."""

import fcntl
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import transaction

from portulan.domains.geography import services as geography_services
from portulan.foundations.outside.clock import clock
from portulan.foundations.packs import services as packs
from portulan.insight.progress import Silent
from portulan.pages.sources.build import bring_up_to_date
from portulan.site.startup import DATA_ACTOR, PACK_ACTOR

ROOT = Path(__file__).resolve().parents[1]
RUN = "PORTULAN_TEST_RUN"


@contextmanager
def locked(file: Path) -> Iterator[None]:
    """One worker at a time."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def shared_folder(name: str) -> Path:
    """A folder of this run that all workers see: the first process of a run names it, the workers inherit the name."""
    run = os.environ.setdefault(RUN, str(Path(tempfile.gettempdir()) / f"portulan-run-{os.getpid()}"))
    return Path(run) / name


def load_everything(*, pack: str) -> Path:
    """Load the pack, build the lake of this run (once), take its units in; gives the lake. Needs an open database."""
    lake = shared_folder(f"lake-{pack}")
    now, today = clock().now(), clock().today()
    with transaction.atomic():
        geography_services.load_countries(by=PACK_ACTOR, at=now)
        packs.load(ROOT / "packs" / pack, dry_run=False, by=PACK_ACTOR, at=now, today=today)
        with locked(lake.parent / f"{pack}.lock"):
            bring_up_to_date(
                raw=ROOT / "sample",
                lake=lake,
                by=DATA_ACTOR,
                at=now,
                today=today,
                progress=Silent(),
            )
    return lake


@contextmanager
def site_of(*, pack: str) -> Iterator[Path]:
    """The database and the lake of one pack until the block ends; everything is rolled back."""
    before = settings.LAKE
    with transaction.atomic():
        settings.LAKE = load_everything(pack=pack)
        try:
            yield settings.LAKE
        finally:
            settings.LAKE = before
            transaction.set_rollback(True)

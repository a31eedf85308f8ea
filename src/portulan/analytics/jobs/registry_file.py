"""The registry file of a version of the lake: made from its own dumps of ROR, or taken over when nothing changed."""

import os
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from portulan.analytics.jobs import disk
from portulan.analytics.jobs.fingerprint import Input, registry_mark
from portulan.analytics.matching.build import build
from portulan.analytics.matching.dump import DumpError
from portulan.analytics.matching.index import Registry
from portulan.analytics.sources.finding import Holdings


def made(*, holdings: Holdings, files: Sequence[Input], product: Path, lake: Path) -> dict[str, Any] | None:
    """Put the registry file into ``product`` and say what it is, for the manifest; None without a dump of ROR.

    ``about``: release, organisations, identity of the content, and ``mark``, which is the same for the same dumps and
    code: then the file of the version in use is taken over, and costs nothing.
    """
    paths = [found.file.path for found in holdings.files]
    if not paths:
        return None
    mark, out = registry_mark(files), product / disk.REGISTRY
    known = _known(lake)
    if known is not None and known["mark"] == mark and (before := disk.registry(lake)):
        _take_over(before, out)
        return known
    try:
        build(files=paths, out=out)
    except DumpError:
        return None  # the source's own report says which rows were refused, and why
    registry = Registry(out)
    return {
        "release": registry.release,
        "organisations": registry.organisations,
        "identity": registry.identity,
        "mark": mark,
    }


def _known(lake: Path) -> dict[str, Any] | None:
    version = disk.current(lake)
    try:
        return disk.manifest(lake, version).get("registry") if version else None
    except disk.LakeBrokenError:
        return None


def _take_over(before: Path, out: Path) -> None:
    try:
        os.link(before, out)
    except OSError:  # another file system, or one without links
        shutil.copyfile(before, out)

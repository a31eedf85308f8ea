"""The file of refused rows of a source: where, what, why, and what to do."""

import csv
from collections.abc import Iterable
from pathlib import Path

from portulan.analytics.tables.refusal import COLUMNS, Refusal


def write(product: Path, key: str, refusals: Iterable[Refusal]) -> None:
    """Write, or lengthen, ``refused/<key>.csv`` of a version; without refusals nothing is written."""
    told = list(refusals)
    if not told:
        return
    folder = product / "refused"
    folder.mkdir(exist_ok=True)
    path = folder / f"{key}.csv"
    before = path.read_bytes() if path.exists() else b""
    path.unlink(missing_ok=True)  # it may be the same file as that of an earlier version
    with path.open("w", encoding="utf-8-sig" if not before else "utf-8", newline="") as handle:
        handle.buffer.write(before)
        writer = csv.writer(handle)
        if not before:
            writer.writerow(COLUMNS)
        writer.writerows(one.cells() for one in told)

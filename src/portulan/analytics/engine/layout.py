"""How tables lie in the file that answers pages, and what a part of a large source is to an engine."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import ibis.expr.types as ir


@dataclass(frozen=True, slots=True)
class ServingTable:
    """One table for pages: sorted by ``order``; point look-ups by a column of ``indexes``."""

    name: str
    table: ir.Table
    order: tuple[str, ...]
    indexes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lines:
    """A part of JSON lines: the name people know it by, its file, and its content unpacked and watched by us.

    An engine in this process reads ``blocks``; one with workers elsewhere reads ``path``, or, where the content was
    ``mended`` on the way (bad lines taken out), a copy of ``blocks``.
    """

    name: str
    path: Path
    blocks: Callable[[], Iterable[bytes]]
    mended: bool = False

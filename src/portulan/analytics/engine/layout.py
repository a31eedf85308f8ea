"""How tables lie in the file that answers pages."""

from dataclasses import dataclass

import ibis.expr.types as ir


@dataclass(frozen=True, slots=True)
class ServingTable:
    """One table for pages: sorted by ``order``; point look-ups by a column of ``indexes``."""

    name: str
    table: ir.Table
    order: tuple[str, ...]
    indexes: tuple[str, ...] = ()

"""The network of offices on a day: where they are, and which countries each covers.

Offices and territories are rows of the pack: they are read once per load of it, whose instant and digest move
whenever one of its files changed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache

from portulan.domains.offices import queries as offices_queries
from portulan.domains.offices.queries import Cover, OfficeLine
from portulan.domains.organisation.queries.views import PackView


@dataclass(frozen=True, slots=True)
class Network:
    """Open offices, the code of the office that covers each country, and all who cover it; empty before a pack."""

    offices: tuple[OfficeLine, ...] = ()
    office_of: Mapping[str, str] = field(default_factory=dict)
    covers: Mapping[str, tuple[Cover, ...]] = field(default_factory=dict)

    def territory(self, office: str) -> list[str]:
        """The countries that an office covers."""
        return [country for country, code in self.office_of.items() if code == office]


def network(pack: PackView | None, *, today: date) -> Network:
    """The offices of the loaded pack."""
    return _read(today, pack.digest, pack.loaded_at) if pack else Network()


@lru_cache(maxsize=4)
def _read(today: date, _digest: str, _loaded_at: datetime) -> Network:
    return Network(
        offices_queries.offices(today), offices_queries.office_of_each(today), offices_queries.covers(today)
    )

"""What every part of a country's page is told: the country, the organisation that looks at it, the figures in use."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from portulan.domains.geography.queries import CountryView
from portulan.foundations.tables.table import Table
from portulan.foundations.tables.view import TableView, view_of
from portulan.foundations.text.formats import named
from portulan.insight.figures import Figures
from portulan.pages.country.network import Network


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """``home`` is the country of the organisation, ``neighbours`` the others of the sub-region of the country.

    ``organisation`` is the short name of ours, empty before a pack is loaded; ``figures`` is None before the first
    build. Subjects are equal, and hashed, by all but the offices: what is made of the rest may be kept.
    """

    country: CountryView
    home: CountryView | None
    neighbours: tuple[CountryView, ...]
    organisation: str
    network: Network = field(compare=False)
    figures: Figures | None
    today: date

    @property
    def code(self) -> str:
        return self.country.code

    @property
    def name(self) -> str:
        return named(self.country, "name")

    @property
    def home_name(self) -> str:
        return named(self.home, "name") if self.home else ""

    @property
    def is_home(self) -> bool:
        return self.home is not None and self.home.code == self.country.code


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader asked of the tables of the page."""

    query: Mapping[str, str]
    path: str

    def about(self, key: str) -> bool:
        """Whether the reader asked something of the table of this key, which is then unfolded."""
        return self.query.get("table") == key

    def view(self, table: Table) -> TableView:
        return view_of(table, query=self.query, path=self.path)

"""A small table that holds one of every kind of cell."""

from portulan.foundations.model.softdate import SoftDate
from portulan.foundations.tables.table import Column, Interval, Link, SourceNote, Table

SOURCE = SourceNote(
    title="OpenAlex",
    as_of="2024-08",
    url="https://openalex.org/",
    version="v7",
    licence="CC0",
    key="coauthorship",
)
COLUMNS = (
    Column("name", "Partner", "link"),
    Column("works", "Works", "interval", unit="works", help="counted once each"),
    Column("share", "Share", "share"),
    Column("since", "Since", "date"),
    Column("year", "First year", "year"),
    Column("code", "ROR", "code", sortable=False),
    Column("city", "City", screen=False),
)
ROWS = (
    {"name": Link("Écoles", "/e/"), "works": Interval(3, 1, 9), "share": 0.25, "since": SoftDate("2009-03")},
    {
        "name": Link("=SUM(A1)", "/s/"),
        "works": Interval(40, 28, 55),
        "share": 0.5,
        "year": 1998,
        "city": "-Oslo",
    },
    {"name": Link("Zürich <b>", "/z/"), "works": None, "code": "02feahw73"},
    {"name": Link("ecole", "/c/"), "works": Interval(7, 3, 14), "since": SoftDate("2009"), "year": 2001},
)


def partners(**changes: object) -> Table:
    values = {"key": "partners", "title": "Partners", "columns": COLUMNS, "rows": ROWS, "sources": (SOURCE,)}
    return Table(**{**values, **changes})

"""Co-authorship of one country with each other, from the table of pairs."""

import ibis
import ibis.expr.types as ir


def with_country(pairs: ir.Table, home: str) -> ir.Table:
    """``country``, ``year``, ``count``: works that ``home`` shares with each other country.

    ``pairs``: first, second, year, works, each pair once.
    """
    apart = pairs.filter(pairs["first"] != pairs["second"])
    ours = apart.filter((apart["first"] == home) | (apart["second"] == home))
    other = ibis.ifelse(ours["first"] == home, ours["second"], ours["first"])
    return ours.select(country=other, year="year", count="works")


def of_countries(pairs: ir.Table) -> ir.Table:
    """``country``, ``year``, ``count``: all works of each country (the diagonal)."""
    same = pairs.filter(pairs["first"] == pairs["second"])
    return same.select(country="first", year="year", count="works")

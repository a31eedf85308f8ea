"""Our structures for pages: where they stand and why, and all bodies of each."""

from analytics.jobs.conftest import Taken
from portulan.analytics.jobs.structures import serving


def test_where_our_structures_stand(taken: Taken) -> None:
    """One is not ours; one stands nowhere that a source tells."""
    columns = ("rnsr", "address_country", "country_why", "international", "our_nature", "ror")
    assert taken.rows(taken.located, *columns) == [
        ("201000001A", "FR", "home", False, "supervising", None),
        ("201000002B", "JP", "relation", True, "supervising", "0dddddd04"),
        ("201000003C", "SG", "crosswalk", True, "supervising", None),
        ("201000004D", None, "unknown", False, "participating", None),
    ]


def test_tables_for_pages(taken: Taken) -> None:
    structures, bodies = serving(taken.tables, taken.located, taken.links)
    assert (structures.name, structures.indexes) == ("structures", ("rnsr",))
    assert taken.rows(structures.table, "rnsr", "fields") == [
        ("201000001A", ["2"]),
        ("201000002B", ["2"]),
        ("201000003C", []),
        ("201000004D", []),
    ]
    columns = ("rnsr", "position", "key", "label", "nature", "country", "how")
    detroit = "rnsrbody-universite-du-detroit"
    assert (bodies.name, bodies.order) == ("structure_bodies", ("rnsr", "position"))
    assert taken.rows(bodies.table, *columns) == [
        ("201000001A", 1, "ror-0aaaaaa01", "UMR 1", "supervising", "FR", "identifier"),
        ("201000001A", 2, "uai-0310001B", "", "participating", "FR", "none"),
        ("201000002B", 1, "ror-0aaaaaa01", "UMI 3333", "supervising", "FR", "identifier"),
        ("201000003C", 1, "ror-0aaaaaa01", "IRL 4", "supervising", "FR", "identifier"),
        ("201000003C", 2, detroit, "", "supervising", None, "none"),
        ("201000004D", 1, "ror-0aaaaaa01", "", "participating", "FR", "identifier"),
        ("201000004D", 2, "uai-0310001B", "UMI 9", "supervising", "FR", "none"),
    ]

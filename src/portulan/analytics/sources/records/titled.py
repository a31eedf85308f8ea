"""The identifier of a record in a format that has none of its own: what is the same work is the same record."""

from portulan.analytics.tables import identity


def source_id(*, doi: str, hal_id: str, title: str, year: str, authors: int) -> str:
    """DOI, else HAL identifier, else the title in its key form with the year and the number of authors.

    The key that a person gave the record in a file ("doe2020") says nothing: two files use it for two works.
    """
    if known := identity.doi(doi) or identity.hal(hal_id):
        return known
    key = identity.title_key(title)
    return f"{key[:200]}|{year[:10]}|{authors}" if key else ""

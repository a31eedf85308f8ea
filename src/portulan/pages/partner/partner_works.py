"""Publications with the organisation of a page."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from portulan.foundations.tables.table import Table
from portulan.foundations.tables.view import view_of
from portulan.insight.publications import Publications, Together
from portulan.pages.country.works import Works, tables_of, works
from portulan.pages.partner.subject import Subject

SHOWN, MANY = 8, 2_000


def publications(subject: Subject, *, query: Mapping[str, str], path: str) -> Works | None:
    """The section; None for our own organisation and for one that the registry does not know."""
    if subject.is_focal or not subject.key.startswith("ror-"):
        return None
    return works(
        subject.figures,
        title=_("Our publications with this organisation"),
        ask=lambda held: _ask(held, subject, many=SHOWN),
        view=lambda table: view_of(table, query=query, path=path),
    )


def tables(subject: Subject) -> dict[str, Table]:
    """The tables of the section by key, whole."""
    if subject.is_focal or not subject.key.startswith("ror-"):
        return {}
    return tables_of(subject.figures, lambda held: _ask(held, subject, many=MANY))


def _ask(held: Publications, subject: Subject, *, many: int) -> Together | None:
    return held.with_partner(subject.key, examples=many)

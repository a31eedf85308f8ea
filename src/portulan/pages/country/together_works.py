"""Publications with the country of a page."""

from django.utils.translation import gettext as _

from portulan.foundations.tables.table import Table
from portulan.insight.publications import Publications, Together
from portulan.pages.country.subject import Asked, Subject
from portulan.pages.country.works import Works, tables_of, works
from portulan.pages.country.works_tables import EXAMPLES, FIELDS, LEAD, PARTNERS, YEARS

KEYS = (YEARS, FIELDS, LEAD, PARTNERS, EXAMPLES)
MANY = 2_000  # works of a file to download


def publications(subject: Subject, asked: Asked) -> Works | None:
    """The section; None for the home country and before anything is published."""
    if subject.is_home:
        return None
    title = _("Our publications with this country")
    return works(subject.figures, title=title, ask=lambda held: _ask(held, subject, many=8), view=asked.view)


def table(key: str, subject: Subject) -> Table | None:
    """One table of the section, whole."""
    return tables_of(subject.figures, lambda held: _ask(held, subject, many=MANY)).get(key)


def _ask(held: Publications, subject: Subject, *, many: int) -> Together | None:
    return held.with_country(subject.code, examples=many)

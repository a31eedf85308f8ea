"""The largest research organisations known in the country, whether or not we do anything with them."""

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from portulan.foundations.tables.order import folded
from portulan.foundations.tables.table import Column, Link, Table
from portulan.foundations.text.formats import number
from portulan.insight.results import OrganisationLine
from portulan.pages.country.subject import Subject
from portulan.pages.sources.citing import notes

KEY = "organisations"
MOST = 50

TYPES: dict[str, Promise] = {  # in the order of the table
    "education": gettext_lazy("education"),
    "facility": gettext_lazy("facility"),
    "government": gettext_lazy("government"),
    "healthcare": gettext_lazy("health care"),
    "nonprofit": gettext_lazy("non-profit"),
    "archive": gettext_lazy("archive"),
    "funder": gettext_lazy("funder"),
    "company": gettext_lazy("company"),
    "other": gettext_lazy("other"),
}
RANKS = {code: rank for rank, code in enumerate(TYPES)}


def type_name(code: str) -> str:
    """A type of the registry of organisations in the active language."""
    return str(TYPES.get(code.casefold(), code))


def place(line: OrganisationLine) -> tuple[int, str]:
    """Where an organisation stands in the table: by its first type, then by name."""
    ranks = [RANKS.get(code.casefold(), len(RANKS)) for code in line.types]
    return min(ranks, default=len(RANKS)), folded(line.name)


def table(subject: Subject) -> Table | None:
    """At most fifty organisations by type, then by name; None where none is known."""
    found = subject.figures.organisations_in(subject.code, limit=MOST) if subject.figures else []
    if not found:
        return None
    return Table(
        key=KEY,
        title=_("Research organisations in this country"),
        columns=[
            Column("organisation", _("Organisation"), "link"),
            Column("key", _("Key"), "code", screen=False),
            Column("type", _("Type")),
            Column("city", _("Town")),
            Column("works", _("Works"), "number", help=_("all years")),
        ],
        rows=[_row(line) for line in sorted(found, key=place)],
        page_size=15,
        sources=notes(subject.figures, "ror", "openalex_institutions"),
        note=_(
            "The largest known, by type and in alphabetical order; at most fifty. "
            "Works are known for the largest of the world only."
        ),
        counted=ngettext("%(count)s organisation", "%(count)s organisations", len(found))
        % {"count": number(len(found))},
    )


def _row(line: OrganisationLine) -> dict[str, object]:
    return {
        "organisation": Link(line.name, reverse("partner", args=[line.key])),
        "key": line.key,
        "type": ", ".join(type_name(code) for code in line.types) or None,
        "city": line.city or None,
        "works": line.works_count,
    }

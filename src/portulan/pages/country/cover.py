"""Who covers the country: an office, a part of the headquarters, since when, and who says so."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from portulan.domains.offices.queries import Cover
from portulan.foundations.model.softdate import SoftDate
from portulan.foundations.tables.table import Column, Link, Table
from portulan.foundations.text.formats import named, softdate
from portulan.pages.country.subject import Subject

KEY = "covered-by"


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverLine:
    """One unit that covers the country. ``by_default``: no source names the country, the pack gives it to this unit."""

    kind: str
    name: str
    url: str
    since: SoftDate | None
    source: str
    source_url: str
    as_of: SoftDate | None
    by_default: bool
    is_office: bool
    code: str

    @property
    def said_by(self) -> tuple[Link, ...]:
        """Who says so: the source with its date, or the default of the pack."""
        if self.by_default:
            return (Link(_("By default of the organisation pack: no source names this country."), ""),)
        if not self.source:
            return ()
        as_of = {"source": self.source, "day": softdate(self.as_of)}
        label = _("%(source)s, as of %(day)s") % as_of if self.as_of else self.source
        return (Link(label, self.source_url),)


def covering(subject: Subject) -> tuple[CoverLine, ...]:
    """The office first, then the headquarters; empty where nobody covers the country."""
    return tuple(_line(cover) for cover in subject.network.covers.get(subject.code, ()))


def _line(cover: Cover) -> CoverLine:
    return CoverLine(
        kind=_("Office") if cover.is_office else _("Headquarters"),
        name=named(cover, "name"),
        url=reverse("office", args=[cover.code]) if cover.is_office else "",
        since=cover.since,
        source=cover.source,
        source_url=cover.source_url,
        as_of=cover.source_as_of,
        by_default=cover.by_default,
        is_office=cover.is_office,
        code=cover.code,
    )


def table(lines: tuple[CoverLine, ...]) -> Table:
    """The same as a table, for export."""
    return Table(
        key=KEY,
        title=_("Who covers this country"),
        columns=[
            Column("unit", _("Unit"), "link"),
            Column("kind", _("Kind")),
            Column("since", _("Since"), "date"),
            Column("said_by", _("Said by")),
            Column("as_of", _("As of"), "date"),
        ],
        rows=[_row(line) for line in lines],
        empty=_("Nobody covers this country: it is a gap."),
    )


def _row(line: CoverLine) -> dict[str, object]:
    return {
        "unit": Link(line.name, line.url),
        "kind": line.kind,
        "since": line.since,
        "said_by": _("default of the organisation pack") if line.by_default else line.source or None,
        "as_of": line.as_of,
    }

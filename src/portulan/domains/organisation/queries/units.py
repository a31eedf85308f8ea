"""Units: one, and lists of them."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Window

from portulan.domains.organisation.models import Attachment, Unit, UnitLabel, UnitName
from portulan.domains.organisation.queries.reading import (
    LATEST_FIRST,
    NONE,
    attached_to,
    by_id,
    held_attachments,
    lines,
    lines_of,
    names_of,
    unattached,
    values,
)
from portulan.domains.organisation.queries.views import (
    LabelView,
    Page,
    UnitLine,
    UnitView,
    attachment_view,
    dated,
    label_view,
    unit_line,
)
from portulan.domains.organisation.vocabulary import AttachmentKind, UnitKind
from portulan.domains.organisation.vocabulary.pack import PORTFOLIO
from portulan.foundations.model.base import in_force
from portulan.foundations.tables.order import folded

UNATTACHED = "none"
_PARTS = 200  # the most parts of a unit that are listed
_MORE = (
    "website",
    "latitude",
    "longitude",
    "rnsr",
    "ror",
    "origin",
    "note_fr",
    "note_en",
    "details",
    "source",
    "source_url",
    "source_as_of",
)
_SORTS = {"name": "_name", "country": "country__code", "label": "_label", "city": "city"}


def unit(code: str, at: date) -> UnitView | None:
    """One unit, closed ones too; four queries."""
    row = values(Unit.objects.filter(code=code), *_MORE).first()
    if row is None:
        return None
    held = list(held_attachments([row.pk], at))
    names = names_of({row.pk, *(one.parent_id for one in held)}, at)
    own = names.get(row.pk, NONE)
    attachments = tuple(
        attachment_view(one, names.get(one.parent_id, NONE).best(one.parent_code)) for one in held
    )
    labels = () if row.kind in PORTFOLIO else _labels(row.pk, at)  # institutes and centres bear none
    institute = next((one for one in attachments if one.kind in PORTFOLIO), None)
    label = labels[0].text if labels else ""
    return UnitView(
        line=unit_line(row, name=own.best(row.code), label=label, institute=institute),
        names=(*own.held, *own.other),
        labels=labels,
        attachments=attachments,
        website=row.website,
        latitude=row.latitude,
        longitude=row.longitude,
        rnsr=row.rnsr or "",
        ror=row.ror or "",
        origin=row.origin,
        note_fr=row.note_fr,
        note_en=row.note_en,
        details=row.details,
        **dated(row),
    )


def _labels(number: int, at: date) -> tuple[LabelView, ...]:
    rows = UnitLabel.objects.filter(unit=number).order_by("rank", "id")
    return tuple(label_view(label) for label in sorted(rows, key=lambda label: not label.holds_at(at)))


def parts(code: str, at: date) -> tuple[UnitLine, ...]:
    """What is inside a unit by statement, with its names only; of an institute, not its laboratories."""
    inside = Attachment.objects.filter(in_force(at), parent__code=code, kind=AttachmentKind.STATED)
    of_institute = inside.filter(parent__kind__in=PORTFOLIO, unit__kind=UnitKind.LABORATORY)
    rows = (
        Unit.objects.at(at).filter(pk__in=inside.values("unit")).exclude(pk__in=of_institute.values("unit"))
    )
    units = list(values(rows.order_by("rank", "code"))[:_PARTS])
    names = names_of([one.pk for one in units], at)
    return tuple(unit_line(one, name=names.get(one.pk, NONE).best(one.code)) for one in units)


def institute_units(
    code: str, at: date, *, stated: bool | None = None, limit: int = 50, offset: int = 0
) -> Page[UnitLine]:
    """The laboratories of one institute or centre: those a source attaches, those proposed, or (None) both."""
    rows = _laboratories(at).filter(attached_to(code, at, stated=stated))
    return _page(_sorted(rows, at, "name"), at, limit=limit, offset=offset)


def laboratories(
    at: date,
    *,
    country: str = "",
    institute: str = "",
    international: bool | None = None,
    text: str = "",
    sort: str = "name",
    limit: int = 50,
    offset: int = 0,
) -> Page[UnitLine]:
    """Laboratories that exist on ``at``, filtered and sorted.

    ``institute`` is a code, or "none" for unattached ones. ``text`` is looked for in names (without accents), labels
    and towns. ``sort`` is name, country, label or city, with "-" before it for descending; another word sorts by name.
    """
    rows = _laboratories(at)
    if country:
        rows = rows.filter(country__code=country)
    if institute:
        rows = rows.filter(unattached(at) if institute == UNATTACHED else attached_to(institute, at))
    if international is not None:
        rows = rows.filter(international=international)
    if text.strip():
        rows = rows.none() if "\0" in text else rows.filter(_says(text.strip()))  # PostgreSQL refuses a NUL
    return _page(_sorted(rows, at, sort), at, limit=limit, offset=offset)


def joint_laboratories(at: date, *, country: str = "") -> tuple[UnitLine, ...]:
    """Our joint laboratories abroad, counted from dated data, by name; in one country, or in all."""
    rows = Unit.objects.at(at).filter(international=True)
    if country:
        rows = rows.filter(country__code=country)
    return lines(_sorted(rows, at, "name"), at)


def units_by_id(numbers: Iterable[int], at: date) -> dict[int, UnitLine]:
    """Lines by row number, for domains whose rows point to units."""
    return by_id(Unit.objects.filter(pk__in=set(numbers)), at)


def _laboratories(at: date) -> QuerySet[Unit]:
    return Unit.objects.at(at).filter(kind=UnitKind.LABORATORY)


def _says(text: str) -> Q:
    names = UnitName.objects.filter(folded__contains=folded(text))
    labels = UnitLabel.objects.filter(text__icontains=text)
    return Q(city__icontains=text) | Q(pk__in=names.values("unit")) | Q(pk__in=labels.values("unit"))


def _sorted(rows: QuerySet[Unit], at: date, sort: str) -> QuerySet[Unit]:
    """By name, label, country or town; unknown ones last; then by name and code."""
    word, down = sort.removeprefix("-"), sort.startswith("-")
    names = UnitName.objects.filter(in_force(at), unit=OuterRef("pk")).order_by("rank", LATEST_FIRST, "id")
    rows = rows.annotate(_name=Subquery(names.values("folded")[:1]))
    if word == "label":
        labels = UnitLabel.objects.filter(in_force(at), unit=OuterRef("pk")).order_by("rank", "id")
        rows = rows.annotate(_label=Subquery(labels.values("text")[:1]))
    column = F(_SORTS.get(word, "_name"))
    order = column.desc(nulls_last=True) if down else column.asc(nulls_last=True)
    return rows.order_by(order, "_name", "code")


def _page(rows: QuerySet[Unit], at: date, *, limit: int, offset: int) -> Page[UnitLine]:
    """One page with the count of all, which comes with the rows: two queries, and one more past the end."""
    counted = rows.annotate(total=Window(Count("pk")))
    found = list(values(counted, "total")[offset : offset + limit])
    return Page(
        rows=tuple(lines_of(found, at).values()),
        total=found[0].total if found else rows.order_by().count() if offset else 0,
        limit=limit,
        offset=offset,
    )

"""How many laboratories, by institute and by country."""

from collections import Counter
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Count, Window
from django.db.models.functions import RowNumber

from portulan.domains.organisation.models import Attachment, Unit
from portulan.domains.organisation.queries.reading import STATED_FIRST, Names, with_names
from portulan.domains.organisation.queries.views import InstituteCounts, InstituteLine, Institutes
from portulan.domains.organisation.vocabulary import AttachmentKind, UnitKind
from portulan.domains.organisation.vocabulary.pack import PORTFOLIO
from portulan.foundations.model.base import in_force


def institutes(at: date, *, laboratories: int | None = None) -> Institutes:
    """Institutes or centres with their laboratories, and how many laboratories belong to none; three queries, or two
    for who has counted the ``laboratories`` of the day."""
    counted = Unit.objects.at(at).filter(kind=UnitKind.LABORATORY)
    total = counted.count() if laboratories is None else laboratories
    counts = _attached(at)
    units = with_names(Unit.objects.at(at).filter(kind__in=PORTFOLIO), at, "code")
    lines = tuple(_line(row.pk, row.code, names, counts) for row, names in units)
    return Institutes(lines=lines, unattached=total - counts.total(), laboratories=total)


def institute_counts(code: str, at: date) -> InstituteCounts:
    """The laboratories of one institute or centre, and how many belong to none; two queries."""
    total = Unit.objects.at(at).filter(kind=UnitKind.LABORATORY).count()
    counts = _attached(at, key="parent__code")
    return InstituteCounts(
        stated=counts[code, AttachmentKind.STATED],
        proposed=counts[code, AttachmentKind.PROPOSED],
        unattached=total - counts.total(),
        laboratories=total,
    )


def _attached(at: date, *, key: str = "parent_id") -> Counter[tuple[Any, str]]:
    """Laboratories by (``key`` of the institute, kind of attachment), each once: by statement before proposal."""
    rows = Attachment.objects.filter(
        in_force(at),
        in_force(at, "unit__"),
        in_force(at, "parent__"),
        unit__kind=UnitKind.LABORATORY,
        parent__kind__in=PORTFOLIO,
    )
    place = Window(RowNumber(), partition_by="unit_id", order_by=(STATED_FIRST, "id"))
    chosen, parameters = rows.annotate(place=place).values(key, "kind", "place").query.sql_with_params()
    sql = f'SELECT "{key}", kind, COUNT(*) FROM ({chosen}) AS chosen WHERE place = 1 GROUP BY 1, 2'  # noqa: S608  built from no input, 2026-11-25
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return Counter({(parent, kind): count for parent, kind, count in cursor.fetchall()})


def _line(number: int, code: str, names: Names, counts: Counter[tuple[int, str]]) -> InstituteLine:
    name = names.best(code)
    return InstituteLine(
        code=code,
        name_fr=name.name_fr,
        name_en=name.name_en,
        short_name=name.short_name,
        also=names.held[1:],
        stated=counts[number, AttachmentKind.STATED],
        proposed=counts[number, AttachmentKind.PROPOSED],
    )


def joint_laboratories_by_country(at: date) -> dict[str, int]:
    """Joint laboratories by country; "" for those whose country is not known."""
    return _by_country(at, international=True)


def laboratories_by_country(at: date) -> dict[str, int]:
    """Laboratories by country; "" for those whose country is not known."""
    return _by_country(at, kind=UnitKind.LABORATORY)


def _by_country(at: date, **which: object) -> dict[str, int]:
    rows = Unit.objects.at(at).filter(**which).values_list("country__code").annotate(Count("id"))
    return {code or "": count for code, count in rows.order_by("country__code")}

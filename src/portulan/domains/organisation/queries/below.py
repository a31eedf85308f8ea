"""A unit with all that is attached below it."""

from collections.abc import Collection
from datetime import date

from django.db import connection

from portulan.domains.organisation.models import Attachment, Unit
from portulan.foundations.model.base import in_force


def unit_numbers_below(codes: Collection[str], at: date) -> frozenset[int]:
    """Row numbers of the units with these codes and of all below them on the day, stated or proposed; one query.

    For narrowing a list: a proposal gives no right, see ``mandates.reach_of``.
    """
    held = Attachment.objects.filter(in_force(at)).values("unit_id", "parent_id")
    inside, parameters = held.query.sql_with_params()
    start, numbers = Unit.objects.filter(code__in=list(codes)).values("id").query.sql_with_params()
    sql = (
        f"WITH RECURSIVE held AS ({inside}), below(unit) AS ({start} UNION "  # noqa: S608  built from no input, 2026-11-25
        "SELECT held.unit_id FROM below JOIN held ON held.parent_id = below.unit) SELECT unit FROM below"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [*parameters, *numbers])
        return frozenset(unit for (unit,) in cursor.fetchall())

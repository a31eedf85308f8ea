"""All rows that point to a partner, whatever domain they belong to: moved to another record and back.

The list is read from the models, so that a domain above is served without this one knowing it. A move is one row:
[model, row number, column]; of a link without columns of its own that would stand twice, also its other end.
"""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import IntegrityError, models, transaction

from portulan.domains.partners.models import Distinction, Join, Merge, Partner
from portulan.foundations.journal.services import Change
from portulan.foundations.model.base import Row

Move = list[Any]
MOVED, REMOVED, LEFT = "moved", "removed", "left"
STAYING = (Merge, Join, Distinction)  # what was done to a record stays told of it


def relations() -> Iterator[tuple[type[models.Model], str]]:
    """Models with their column that points to a partner: hidden ones, and links of many to many, included."""
    for relation in Partner._meta.get_fields(include_hidden=True):
        if (relation.one_to_many or relation.one_to_one) and relation.auto_created and not relation.concrete:
            model: Any = relation.related_model
            if model not in STAYING:
                yield model, relation.field.name  # type: ignore[union-attr]  # a relation from another model


def children_of(partner: Partner) -> dict[str, int]:
    """How many rows of each model point to a partner, without those that are none."""
    counts = {
        model._meta.label_lower: model._default_manager.filter(**{column: partner}).count()
        for model, column in relations()
    }
    return {label: count for label, count in counts.items() if count}


def move_children(*, from_: Partner, to: Partner) -> tuple[list[Move], list[Change]]:
    """Point every child of one record to another; gives the moves, and the changes to tell the journal.

    A child that would be the twin of one that is there stays with the old record, whose readers follow to the new
    one; a mere link that would be a twin is removed, and remembered.
    """
    moves: list[Move] = []
    changes: list[Change] = []
    for model, column in relations():
        for row in model._default_manager.filter(**{column: from_}).order_by("pk"):
            move = _moved(row, column, to)
            moves.append(move)
            if move[3] == MOVED and isinstance(row, Row):
                changes.append(Change(row, {f"{column}_id": from_.pk}, {f"{column}_id": to.pk}))
    return moves, changes


def _moved(row: models.Model, column: str, to: Partner) -> Move:
    label, number = row._meta.label_lower, row.pk
    try:
        with transaction.atomic():
            type(row)._default_manager.filter(pk=number).update(**{column: to})
    except IntegrityError:
        if not row._meta.auto_created:
            return [label, number, column, LEFT, {}]
        values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
        type(row)._default_manager.filter(pk=number).delete()
        return [label, number, column, REMOVED, values]
    return [label, number, column, MOVED, {}]


def strays(moves: list[Move], *, to: Partner) -> list[Move]:
    """Moves that cannot be taken back: the row is gone, or points elsewhere by now."""
    return [move for move in moves if move[3] == MOVED and not _is_there(move, to)]


def _is_there(move: Move, to: Partner) -> bool:
    model = apps.get_model(move[0])
    return model._default_manager.filter(pk=move[1], **{move[2]: to}).exists()


def move_back(moves: list[Move], *, from_: Partner, to: Partner) -> list[Change]:
    """Undo moves from ``from_`` to ``to``; gives the changes to tell the journal. Raises IntegrityError on a clash."""
    changes: list[Change] = []
    for label, number, column, how, values in reversed(moves):
        model = apps.get_model(label)
        if how == REMOVED:
            model._default_manager.create(**values)
        elif how == MOVED:
            row = model._default_manager.get(pk=number)
            model._default_manager.filter(pk=number).update(**{column: to})
            if isinstance(row, Row):
                changes.append(Change(row, {f"{column}_id": from_.pk}, {f"{column}_id": to.pk}))
    return changes

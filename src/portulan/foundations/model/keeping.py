"""Bring rows to a wanted state: create what is new, change what differs, close what vanished, delete nothing."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from django.db.models import QuerySet

from portulan.foundations.model.base import Row
from portulan.foundations.model.softdate import SoftDate

Values = dict[str, Any]
Key = tuple[Any, ...]
How = Literal["created", "changed", "closed"]
_BATCH = 500


@dataclass(frozen=True, slots=True)
class Kept:
    """One row that was touched, with the values that changed: ``before`` is None at its birth."""

    row: Row
    how: How
    before: Values | None
    after: Values


@dataclass(slots=True)
class Outcome:
    """What ``keep`` did."""

    touched: list[Kept] = field(default_factory=list)
    unchanged: int = 0

    def count(self, how: How) -> int:
        return sum(1 for kept in self.touched if kept.how == how)

    def add(self, other: "Outcome") -> None:
        self.touched.extend(other.touched)
        self.unchanged += other.unchanged


def keep(
    rows: QuerySet[Any],
    wanted: Iterable[Mapping[str, Any]],
    *,
    key: tuple[str, ...],
    today: date,
    at_birth: tuple[str, ...] = (),
    derived: tuple[str, ...] = (),
    close: bool = True,
) -> Outcome:
    """Make ``rows`` say what ``wanted`` says.

    ``rows`` are all the rows the caller speaks for; ``wanted`` gives values by column name ("country_id"), the
    natural ``key`` among them. Rows of equal key are told apart by ``since``: an equal one first, then in order,
    so that a corrected date changes a row and does not double it. Columns named in ``at_birth`` are written when
    a row is created and left alone afterwards; ``derived`` ones are computed from the others: a row in which only
    these differ, as after a new version of the software, is brought up to date and counts as unchanged. A dated row
    that is not wanted any more gets ``until=today`` unless it ended before; where ``since`` is given at birth an
    ended row stays ended, and what comes back is a new row. The number of statements does not depend on the number
    of rows but for batches of 500.
    """
    clean = [_clean(rows.model, values) for values in wanted]
    pairs, vanished = _paired(rows.model, list(rows), clean, key=key, today=today, reborn="since" in at_birth)
    outcome = Outcome()
    _create(rows, [values for row, values in pairs if row is None], outcome)
    _change(rows, [(row, values) for row, values in pairs if row is not None], at_birth, derived, outcome)
    if close and _is_dated(rows.model):
        _close(rows, vanished, today, outcome)
    return outcome


def _clean(model: type[Row], values: Mapping[str, Any]) -> Values:
    """The values as the model would read them back."""
    columns = {column.attname: column for column in model._meta.concrete_fields}
    return {name: columns[name].to_python(value) for name, value in values.items()}


def _is_dated(model: type[Row]) -> bool:
    return any(column.name == "until" for column in model._meta.fields)


def _paired(
    model: type[Row],
    rows: list[Any],
    wanted: list[Values],
    *,
    key: tuple[str, ...],
    today: date,
    reborn: bool,
) -> tuple[list[tuple[Any, Values]], list[Any]]:
    """Each wanted with the row that already says it, or None; and the rows nobody wants."""
    existing: dict[Key, list[Any]] = defaultdict(list)
    for row in rows:
        if not (reborn and _ended_before(row, today)):
            existing[tuple(getattr(row, name) for name in key)].append(row)
    once = _held_once(model, key)
    pairs: list[tuple[Any, Values]] = []
    for name, group in _grouped(wanted, key).items():
        pairs.extend(_matched(existing[name], group, today=today, any_row=once))
    return pairs, [row for group in existing.values() for row in group]


def _held_once(model: type[Row], key: tuple[str, ...]) -> bool:
    """Whether the database lets one row only have this key, whatever its dates."""
    names = {model._meta.get_field(name).name for name in key}
    alone = [{column.name} for column in model._meta.fields if column.unique]
    together = [set(constraint.fields) for constraint in model._meta.total_unique_constraints]
    return names in alone or names in together


def _grouped(wanted: list[Values], key: tuple[str, ...]) -> dict[Key, list[Values]]:
    groups: dict[Key, list[Values]] = defaultdict(list)
    for values in wanted:
        groups[tuple(values[name] for name in key)].append(values)
    for name, group in groups.items():
        if len({values.get("since") for values in group}) < len(group):
            raise ValueError(f"{name} is wanted twice with the same beginning; each {key} may be given once.")
    return groups


def _matched(
    existing: list[Any], group: list[Values], *, today: date, any_row: bool
) -> list[tuple[Any, Values]]:
    """Pair equal beginnings first, then the rest in order; takes the paired rows out of ``existing``.

    A row that ended is not taken for one that holds, unless the key allows no other.
    """
    exact = [(_take(existing, values), values) for values in group]
    existing.sort(key=lambda row: (_text(getattr(row, "since", None)), row.pk))
    pairs = []
    for found, values in exact:
        row = found
        if row is None:
            row = next((one for one in existing if any_row or _may_become(one, values, today)), None)
            if row is not None:
                existing.remove(row)
        pairs.append((row, values))
    return pairs


def _may_become(row: Any, values: Values, today: date) -> bool:
    return values.get("until") is not None or not _ended_before(row, today)


def _take(existing: list[Any], values: Values) -> Any:
    if "since" not in values:
        return existing.pop(0) if existing else None
    found = next((row for row in existing if row.since == values["since"]), None)
    if found is not None:
        existing.remove(found)
    return found


def _create(rows: QuerySet[Any], wanted: Sequence[Values], outcome: Outcome) -> None:
    born = [rows.model(**values) for values in wanted]
    rows.model._default_manager.bulk_create(born, batch_size=_BATCH)
    outcome.touched.extend(
        Kept(row, "created", None, values) for row, values in zip(born, wanted, strict=True)
    )


def _change(
    rows: QuerySet[Any],
    pairs: Sequence[tuple[Any, Values]],
    at_birth: tuple[str, ...],
    derived: tuple[str, ...],
    outcome: Outcome,
) -> None:
    changed: list[Any] = []
    columns: set[str] = set()
    for row, values in pairs:
        after = {
            name: value
            for name, value in values.items()
            if name not in at_birth and getattr(row, name) != value
        }
        if not after:
            outcome.unchanged += 1
            continue
        before = {name: getattr(row, name) for name in after}
        for name, value in after.items():
            setattr(row, name, value)
        changed.append(row)
        columns |= after.keys()
        if after.keys() <= set(derived):
            outcome.unchanged += 1
        else:
            outcome.touched.append(Kept(row, "changed", before, after))
    _write(rows, changed, columns)


def _close(rows: QuerySet[Any], vanished: Sequence[Any], today: date, outcome: Outcome) -> None:
    end = SoftDate(today.isoformat())
    closing = [row for row in vanished if row.until is None or row.until.text > end.text]
    outcome.unchanged += len(vanished) - len(closing)
    for row in closing:
        outcome.touched.append(Kept(row, "closed", {"until": row.until}, {"until": end}))
        row.until = end
    _write(rows, closing, {"until"})


def _write(rows: QuerySet[Any], changed: Sequence[Any], columns: set[str]) -> None:
    if changed:
        rows.model._default_manager.bulk_update(changed, sorted(columns), batch_size=_BATCH)


def _ended_before(row: Any, today: date) -> bool:
    """A row that ended today may still come back today."""
    until = getattr(row, "until", None)
    return until is not None and until.text < today.isoformat()


def _text(moment: SoftDate | None) -> str:
    return moment.text if moment else ""

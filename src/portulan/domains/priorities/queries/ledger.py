"""The ledger with one partner, for somebody."""

from dataclasses import dataclass
from datetime import date

from portulan.domains.organisation.access import Reach
from portulan.domains.partners.models import Partner
from portulan.domains.partners.queries import partner_row
from portulan.domains.priorities.access import ledger_visible_to, ledgers_read_by
from portulan.domains.priorities.models import LedgerLine


@dataclass(frozen=True, slots=True)
class LineView:
    """A line; ``held`` is false for one that was replaced or taken back and is shown as history."""

    uid: str
    side: str
    side_label: str
    kind: str
    kind_label: str
    year: int
    cents: int | None
    currency: str
    months: float | None
    text: str
    on: date
    by: str
    cooperation: str
    held: bool
    withdrawn: bool
    replaces: str


def ledger_partner(*, key: str, reach: Reach) -> Partner | None:
    """The partner of a key whose ledger the reader may see; as many questions for a hidden one as for none."""
    rows = Partner.objects.select_related("country").filter(ledgers_read_by(reach))
    row = rows.filter(key=key).first() or rows.filter(keys__key=key).first()
    return row if row is None or row.merged_into_id is None else partner_row(row.key)


def ledger(*, partner: str, reach: Reach, history: bool = False) -> tuple[LineView, ...]:
    """Lines the reader may see, the latest year first; with ``history`` those replaced or taken back too."""
    rows = LedgerLine.objects.filter(ledger_visible_to(reach), partner__key=partner)
    if not history:
        rows = rows.filter(replaced_by__isnull=True, withdrawn=False)
    rows = rows.select_related("cooperation", "replaces", "replaced_by").order_by(
        "-year", "side", "kind", "-at"
    )
    return tuple(_view(row) for row in rows)


def _view(row: LedgerLine) -> LineView:
    replaced = getattr(row, "replaced_by", None)
    return LineView(
        uid=str(row.uid),
        side=row.side,
        side_label=row.get_side_display(),
        kind=row.kind,
        kind_label=row.get_kind_display(),
        year=row.year,
        cents=row.cents,
        currency=row.currency,
        months=row.month_tenths / 10 if row.month_tenths is not None else None,
        text=row.text,
        on=row.at.date(),
        by=row.by_label,
        cooperation=row.cooperation.number if row.cooperation else "",
        held=replaced is None and not row.withdrawn,
        withdrawn=row.withdrawn,
        replaces=str(row.replaces.uid) if row.replaces else "",
    )

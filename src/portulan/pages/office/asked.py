"""The day a reader asks for."""

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _

from portulan.foundations.tables.order import RefusedQuery


def asked_day(query: Mapping[str, str], *, today: date) -> date:
    """The day of ``?on=``, else today; raises RefusedQuery for what is not a day."""
    text = query.get("on", "").strip()
    if not text:
        return today
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        message = _("“%(asked)s” is not a day. Give one such as 2024-10-01.")
        raise RefusedQuery(message % {"asked": text[:20]}) from error

"""The same form sent twice is done once: by its key, and where it matters by its words."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from portulan.domains.cooperations.models import Receipt
from portulan.domains.cooperations.vocabulary import SAME_ACT
from portulan.domains.people.models import Person
from portulan.foundations.journal.actor import Actor

SAID_OTHERWISE = _("This form was sent already, with other words. Load the page again to see what was kept.")


class SaidOtherwiseError(ValueError):
    """The same key came with other words: nothing is done."""

    def __init__(self) -> None:
        super().__init__(str(SAID_OTHERWISE))


def one_at_a_time(person: int) -> None:
    """Acts of one person that may meet wait for each other until the transaction ends."""
    list(Person.objects.select_for_update().filter(pk=person).values_list("pk"))


def claim(
    *, by: Actor, key: str, act: str, said: Mapping[str, Any], at: datetime, again: bool = True
) -> Receipt | None:
    """The receipt of an act about to be done, or of the one that was done already, which then has a ``result``.

    None without a key. ``again=False``: the same words from the same person within an hour are the same act, under
    whatever key. Raises SaidOtherwiseError when the key came with other words.
    """
    if not key:
        return None
    digest = _digest(act, said)
    if not again and (same := _said(by, digest, at)):
        return same
    values = {"act": act, "digest": digest, "at": at}
    receipt, _made = Receipt.objects.get_or_create(by_uid=by.uid, key=key[:64], defaults=values)
    if receipt.digest != digest:
        raise SaidOtherwiseError
    return receipt


def _said(by: Actor, digest: str, at: datetime) -> Receipt | None:
    rows = Receipt.objects.filter(by_uid=by.uid, digest=digest, at__gt=at - SAME_ACT, result__isnull=False)
    return rows.order_by("-at").first()


def keep(receipt: Receipt | None, result: UUID) -> None:
    """The act was done, and gave this."""
    if receipt is not None:
        Receipt.objects.filter(pk=receipt.pk).update(result=result)


def _digest(act: str, said: Mapping[str, Any]) -> str:
    text = json.dumps({"act": act, **said}, sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()

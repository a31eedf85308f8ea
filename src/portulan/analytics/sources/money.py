"""Amounts as publishers write them, in whole cents."""

import re
from decimal import Decimal

_AMOUNT = re.compile(r"-?\d{1,14}([.,]\d{1,9})?")


def cents(euros: str) -> str:
    """Euros in whole cents, both as text; what is no amount is left as it is, for the contract to refuse."""
    if not _AMOUNT.fullmatch(euros):
        return euros
    return str(int((Decimal(euros.replace(",", ".")) * 100).to_integral_value()))

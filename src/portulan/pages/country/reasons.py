"""Why an institute is proposed for a unit, in words."""

import re

from django.utils.translation import gettext as _

FIELDS, PANELS = "rnsr-fields", "erc-panels"
_REASON = re.compile(rf"({FIELDS}|{PANELS}) (\w+)")


def why_in_words(why: str) -> str:
    """``rnsr-fields 8, erc-panels PE8`` is ``field 8 of the registry, ERC panel PE8``."""
    return _REASON.sub(lambda found: _reason(found[1], found[2]), why)


def _reason(classification: str, code: str) -> str:
    text = _("field %(code)s of the registry") if classification == FIELDS else _("ERC panel %(code)s")
    return text % {"code": code}

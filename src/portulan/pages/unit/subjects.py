"""Subjects in words: scientific fields and ERC panels, and why an institute is proposed from them."""

import re
from collections.abc import Iterable

from django.utils.translation import gettext as _

from portulan.domains.organisation import queries as organisation_queries
from portulan.foundations.text import formats

FIELDS, PANELS = "rnsr-fields", "erc-panels"
_REASON = re.compile(rf"({FIELDS}|{PANELS}) (\w+)")


def named(classification: str, codes: Iterable[str]) -> list[tuple[str, str]]:
    """Each code with its name in the active language, or with itself where the classification does not hold it."""
    wanted = list(codes)
    known = organisation_queries.term_names(classification) if wanted else {}
    return [(code, formats.named(known[code], "name") or code if code in known else code) for code in wanted]


def why_in_words(why: str) -> str:
    """The reason of a proposal: ``rnsr-fields 8, erc-panels PE8`` is ``field 8, ERC panel PE8``."""
    return _REASON.sub(lambda found: _reason(found[1], found[2]), why)


def _reason(classification: str, code: str) -> str:
    text = _("field %(code)s of the registry") if classification == FIELDS else _("ERC panel %(code)s")
    return text % {"code": code}

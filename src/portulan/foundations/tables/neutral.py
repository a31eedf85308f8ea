"""Text that a spreadsheet would run as a formula, made harmless in such a way that nothing is lost.

A cell that begins, after any number of apostrophes, with a sign that a spreadsheet reads as a formula gets
one more apostrophe before it; reading back takes exactly one away. Every text comes back as it was (OWASP,
"CSV Injection").
"""

import re

_DANGER = re.compile(r"^'*(?:[\t\r\n\x00]|[\s\x00]*[=+\-@%|＝＋－＠])")


def neutralised(text: str) -> str:
    """``text`` as it may stand in a cell."""
    return f"'{text}" if _DANGER.match(text) else text


def restored(text: str) -> str:
    """The text that ``neutralised`` was given."""
    return text[1:] if text.startswith("'") and _DANGER.match(text) else text

"""What a person had written in a form that is refused: it stands on the page of the refusal, to be copied.

The same whether what it was written for exists or not; nothing that is secret, and no key of a row or value of a
choice, which nobody typed.
"""

import re
from typing import Any

from django.http import HttpRequest

_SECRET = re.compile(r"pass|secret|token|code|csrf|^next$", re.IGNORECASE)
_WRITTEN = re.compile(
    r"\s"  # several words
    r"|[^\x00-\x7f]"  # an accent, another script
    r"|@|://"  # an address
    r"|^[A-Z](?=[A-Za-z'.-]*[a-z])[A-Za-z'.-]{2,}$"  # a name of one word
)
_MOST = 20_000  # characters of one text
_MOST_TEXTS = 20


def kept(request: HttpRequest) -> dict[str, Any]:
    """The context of ``ui/refusal.html``: the texts of the form that was sent, in its order."""
    if request.method != "POST":
        return {}
    sent = [
        (name, value) for name, values in request.POST.lists() for value in values if isinstance(value, str)
    ]
    texts = [
        value[:_MOST] for name, value in sent if _WRITTEN.search(value.strip()) and not _SECRET.search(name)
    ]
    return {"kept": texts[:_MOST_TEXTS]}

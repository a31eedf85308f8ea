"""Addresses about one thing that lies in a scope: what each role gets inside and outside its scope.

A row names the thing by a maker, which makes it once per test and says where it lies. Outside, in every way a caller
can be outside, the answer is that of a thing that does not exist: the same status, the same body, as many queries, and
nothing is written.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from portulan.domains.organisation.vocabulary import Verb

OK, SEE_OTHER, FORBIDDEN, UNKNOWN = 200, 302, 403, 404


@dataclass(frozen=True, slots=True)
class Placed:
    """A thing that was made: its key in addresses, a key of the same form that names nothing, and where it lies."""

    key: str
    absent: str
    units: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ScopedRow:
    """``path`` holds ``{key}``. ``sees`` is the verb without which the thing does not exist for the caller.

    ``does`` is the verb of a write, when it is another: who sees the thing and lacks it gets ``reader`` (403), which
    says why. ``holder`` is what the holder of both gets inside the scope. ``public``: everybody gets ``holder``.
    """

    pattern: str
    path: str
    made: Callable[[], Placed]
    sees: Verb | None
    holder: int = OK
    does: Verb | None = None
    reader: int = FORBIDDEN
    method: str = "get"
    data: dict[str, str] = field(default_factory=dict)

    def expected(self, verbs: set[str], *, inside: bool) -> int:
        if self.sees is None:
            return self.holder
        if not inside or self.sees.value not in verbs:
            return UNKNOWN
        return self.holder if self.does is None or self.does.value in verbs else self.reader

    def address(self, key: str) -> str:
        return self.path.replace("{key}", key)


def page(pattern: str, path: str, made: Callable[[], Placed], sees: Verb | None) -> ScopedRow:
    """A page, an export, an answer of the API or a file: read by who holds ``sees`` where the thing lies."""
    return ScopedRow(pattern, path, made, sees)


export = api = file = page


def write(
    pattern: str,
    path: str,
    made: Callable[[], Placed],
    *,
    sees: Verb,
    does: Verb,
    holder: int = SEE_OTHER,
    **data: str,
) -> ScopedRow:
    """A write: refused with a reason to who sees the thing without the verb, unknown to others."""
    return ScopedRow(pattern, path, made, sees, holder, does, method="post", data=data)

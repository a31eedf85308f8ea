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
    """``path`` holds ``{key}``. ``sees`` are verbs of which one makes the thing exist for the caller; none: everybody.

    ``does`` are verbs of which one is needed for a write beside that: who sees the thing without them gets ``reader``
    (403), which says why. ``holder`` is what who may gets inside the scope; ``anonymous`` is what nobody signed in
    gets: unknown, or sent to sign in whether the thing exists or not.
    """

    pattern: str
    path: str
    made: Callable[[], Placed]
    sees: tuple[Verb, ...] = ()
    holder: int = OK
    does: tuple[Verb, ...] = ()
    reader: int = FORBIDDEN
    anonymous: int = UNKNOWN
    method: str = "get"
    data: dict[str, str] = field(default_factory=dict)

    def expected(self, verbs: frozenset[str], *, inside: bool, signed_in: bool) -> int:
        if not self.sees:
            return self.holder
        if not signed_in:
            return self.anonymous
        if not inside or not _any(self.sees, verbs):
            return UNKNOWN
        return self.holder if not self.does or _any(self.does, verbs) else self.reader

    def address(self, key: str) -> str:
        return self.path.replace("{key}", key)


def _any(wanted: tuple[Verb, ...], verbs: frozenset[str]) -> bool:
    return any(verb.value in verbs for verb in wanted)


def page(
    pattern: str, path: str, made: Callable[[], Placed], *sees: Verb, anonymous: int = UNKNOWN
) -> ScopedRow:
    """A page, an export, an answer of the API or a file: read by who holds one of ``sees`` where the thing lies."""
    return ScopedRow(pattern, path, made, sees, anonymous=anonymous)


export = api = file = page


def write(
    pattern: str,
    path: str,
    made: Callable[[], Placed],
    *,
    sees: Verb | tuple[Verb, ...],
    does: Verb | tuple[Verb, ...] = (),
    holder: int = SEE_OTHER,
    anonymous: int = UNKNOWN,
    **data: str,
) -> ScopedRow:
    """A write: refused with a reason to who sees the thing and lacks the verb, unknown to others."""
    seen, done = _several(sees), _several(does)
    return ScopedRow(pattern, path, made, seen, holder, done, anonymous=anonymous, method="post", data=data)


def _several(verbs: Verb | tuple[Verb, ...]) -> tuple[Verb, ...]:
    return (verbs,) if isinstance(verbs, Verb) else verbs

"""What can be searched: each domain registers its kinds, so that foundations know none."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet


@dataclass(frozen=True, slots=True)
class Text:
    """What one row says: ``title`` is what it is called, in every language and form; ``more`` what else finds it."""

    number: int
    title: str
    more: str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of rows.

    ``texts`` gives what these rows say, or all rows for None; a row it leaves out cannot be found. ``visible`` gives
    the rows a reader may see, as a filter the database runs: it is asked before anything is counted or shown; with
    ``few`` it is put to few rows, else to all. ``many``: of these rows there are so many that common words need
    another plan than rare ones. ``saying`` gives, for the key of another kind and rows of it, the rows of this one that
    say what those are called: they are read again when one is called otherwise.
    """

    key: str
    texts: Callable[[Collection[int] | None], Iterator[Text]]
    visible: Callable[[Any, bool], QuerySet[Any]]
    many: bool = False
    saying: Mapping[str, Callable[[Collection[int]], Collection[int]]] = field(default_factory=dict)


_KINDS: dict[str, Kind] = {}


class UnknownKindError(LookupError):
    """No kind of this name is registered."""


def register(*kinds: Kind) -> None:
    """Declare kinds, from ``AppConfig.ready``."""
    _KINDS.update({kind.key: kind for kind in kinds})


def kinds() -> tuple[Kind, ...]:
    """All kinds, in the order of INSTALLED_APPS."""
    return tuple(_KINDS.values())


def kind_of(key: str) -> Kind:
    """One kind; raises UnknownKindError."""
    try:
        return _KINDS[key]
    except KeyError:
        raise UnknownKindError(
            f"no kind {key!r} is registered: register it in the apps.py of its domain"
        ) from None

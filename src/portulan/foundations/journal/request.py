"""The identifier of the request, or of the background run, in which we are."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_current: ContextVar[str] = ContextVar("request_id", default="")


def request_id() -> str:
    """The identifier of the present request; empty outside of any."""
    return _current.get()


@contextmanager
def within(identifier: str) -> Iterator[None]:
    """Journal entries made in the block carry ``identifier``."""
    token = _current.set(identifier)
    try:
        yield
    finally:
        _current.reset(token)

"""Fetch the works of an organisation from a service, page by page, once each, and go on where a run was stopped."""

import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date
from pathlib import Path

from portulan.analytics.jobs.fetch_asking import Asking, FetchError, Outside
from portulan.analytics.jobs.fetch_sources import (
    FETCH_SOURCES,
    FetchSource,
    Page,
    SchemaError,
    Secrets,
    Wanted,
)
from portulan.analytics.jobs.fetch_store import Ledger, State, Store
from portulan.analytics.tables.refusal import Refusal, UnusableError

PART = 10_000  # records of a part
_LEAST_FREE = 256 << 20  # bytes that must be left on the disk

Tell = Callable[[int, int | None], None]


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a fetch did. ``new``: records of this run; ``repeated``: given twice by the service, kept once."""

    records: int
    new: int
    repeated: int
    total: int | None
    parts: tuple[str, ...]
    resumed: bool


def source_of(key: str) -> FetchSource:
    """The source of that key; raises KeyError."""
    return {one.key: one for one in FETCH_SOURCES}[key]


def fetch(
    *,
    source: FetchSource,
    wanted: Wanted,
    raw: Path,
    secrets: Secrets,
    outside: Outside,
    address: str = "",
    calls: int | None = None,
    restart: bool = False,
    part: int = PART,
    tell: Tell = lambda records, total: None,
) -> Fetched:
    """Fetch into ``raw``, and give what was fetched; a fetch that is complete is begun anew.

    ``calls``: questions allowed in a day, instead of the source's own. Raises UnusableError (something is not given, or
    what an earlier run left is damaged) and FetchError (the service fails, refuses, has changed, or its allowance is
    spent): what was fetched before stays, and the same call goes on from there.
    """
    source.check(wanted, secrets)
    where = address or source.address
    if not re.match(r"https?://[^/\s]+", where):
        code, remedy = "pattern" if where else "missing", "Give the address of the service: https://…"
        raise UnusableError(Refusal("data fetch", 0, "--address", where, code, remedy))
    store = Store(raw=raw, name=_name(source, wanted))
    asking = Asking(
        source,
        where,
        secrets,
        outside,
        Ledger(raw=raw, key=source.key),
        source.calls if calls is None else calls,
    )
    with store.held():
        today = outside.now().astimezone(UTC).date()
        state, resumed = _state(store, wanted, today, restart=restart)
        return _Run(source, wanted, store, asking, state, part, tell).done(resumed=resumed)


def _name(source: FetchSource, wanted: Wanted) -> str:
    """A name for what is asked, the same for the same question: the organisation, and what tells it from others."""
    digest = hashlib.blake2b(json.dumps(_asked(wanted), sort_keys=True).encode(), digest_size=4).hexdigest()
    return f"{source.key}-{source.label(wanted)}-{digest}"


def _asked(wanted: Wanted) -> dict[str, str]:
    return {
        "institution": wanted.institution,
        "since": wanted.since.isoformat() if wanted.since else "",
        "published": "yes" if wanted.published else "",
        "structure": wanted.structure,
        "collection": wanted.collection,
    }


def _state(store: Store, wanted: Wanted, today: date, *, restart: bool) -> tuple[State, bool]:
    """How far an earlier run came; a new start when there is none, it was complete, or it is to be forgotten."""
    begun = None if restart else store.begun()
    if begun is not None and not begun.complete:
        return begun, True
    store.forget()
    older = begun.parts if begun is not None and begun.day == today.isoformat() else []
    return State(asked=_asked(wanted), day=today.isoformat(), older=list(older)), False


@dataclass(slots=True)
class _Run:
    source: FetchSource
    wanted: Wanted
    store: Store
    asking: Asking
    state: State
    part: int
    tell: Tell

    def done(self, *, resumed: bool) -> Fetched:
        before = self.state.records
        if self.store.found_sealed(self.state, self._place()):
            self.store.remember(self.state, self._place())
        try:
            self._pages()
        except SchemaError as error:
            raise FetchError(
                f"{self.asking.address}: the answer has no {error} where its documentation says: the service has "
                f"changed. Nothing of this answer was kept; see docs/sources/{self.source.key}.md, and report it."
            ) from error
        state = self.state
        return Fetched(
            state.records, state.records - before, state.repeated, state.total, tuple(state.parts), resumed
        )

    def _pages(self) -> None:
        state = self.state
        if not state.pages and (first := self.source.first(self.wanted)) is not None and not state.known:
            state.known = {"id": self.asking.ask(first).get("id", "")}
        self.tell(state.records, state.total)
        while not state.ended:
            self._room()
            answer = self.asking.ask(self.source.page(self.wanted, state.known, state.following))
            self._take(self.source.read(answer, state.following))
            self.tell(state.records, state.total)
        if state.open_records:
            self.store.seal(state, self._place())
        self.store.replace_older(state)
        state.complete = True
        self.store.keep(state)

    def _take(self, page: Page) -> None:
        state = self.state
        identifiers = [self.source.identifier(one) for one in page.records]
        fresh = self.store.fresh(identifiers)
        kept = [one for one, new in zip(page.records, fresh, strict=True) if new]
        self.store.add(state, kept, [one for one, new in zip(identifiers, fresh, strict=True) if new])
        state.repeated += len(page.records) - len(kept)
        state.pages += 1
        state.total = page.total if page.total is not None else state.total
        state.following = page.following
        state.ended = page.following is None
        self.store.keep(state)
        if state.open_records >= self.part:
            self.store.seal(state, self._place())

    def _place(self) -> str:
        """Where the next part goes. The day is that of the first run, so that a resumed fetch is one."""
        label = f"{self.source.label(self.wanted)}-{_name(self.source, self.wanted)[-8:]}"
        number = len(self.state.parts) + 1
        return self.source.place(day=date.fromisoformat(self.state.day), label=label, number=number)

    def _room(self) -> None:
        if self.store.free() < _LEAST_FREE:
            raise FetchError(
                "The disk is nearly full: make room, and run the same command again: it goes on."
            )

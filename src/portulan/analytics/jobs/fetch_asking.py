"""Asking a service politely: a pause between questions, patience with its faults, and no more than a day allows."""

import json
import math
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Protocol

from portulan.analytics.jobs.fetch_sources import FetchSource, Request, SchemaError, Secrets
from portulan.analytics.jobs.fetch_store import Ledger

_TRIES = 6
_FIRST_WAIT = 1.0  # seconds before the second try; doubled each time
_LONGEST_WAIT = 300.0  # a service that wants more is left for another day
_LONGEST_SAID = 10 * 86_400.0
_SHOWN = 300  # characters of what a service says
_LEFT = ("x-ratelimit-remaining-usd", "x-ratelimit-remaining")


class FetchError(Exception):
    """A fetch stopped. What was fetched is kept; the text says what to do. ``later``: nothing is wrong, only spent."""

    def __init__(self, message: str, *, later: bool = False) -> None:
        super().__init__(message)
        self.later = later


class Answer(Protocol):
    """What the web answers."""

    @property
    def status(self) -> int: ...

    @property
    def headers(self) -> Mapping[str, str]: ...

    @property
    def body(self) -> bytes: ...


class Web(Protocol):
    """Who asks. ``ask`` raises a subclass of ``failure`` when no whole answer came."""

    def ask(
        self,
        address: str,
        *,
        query: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        sent: Mapping[str, Any] | None = None,
    ) -> Answer: ...


@dataclass(frozen=True, slots=True)
class Outside:
    """What is outside: the web and its failure, the time, how to wait."""

    web: Web
    failure: type[Exception]
    now: Callable[[], datetime]
    wait: Callable[[float], None] = time.sleep


@dataclass(slots=True)
class Asking:
    """One service, asked for the length of a fetch. ``address`` may be another than its own (a mirror, a replay)."""

    source: FetchSource
    address: str
    secrets: Secrets
    outside: Outside
    ledger: Ledger
    calls: int
    _asked: bool = False
    _spent: str = ""

    def ask(self, request: Request) -> dict[str, Any]:
        """The JSON object that answers. Raises FetchError when none comes, SchemaError when it is another thing."""
        signed = self.source.signed(request, self.secrets)
        why = ""
        for attempt in range(_TRIES):
            if attempt:
                self.outside.wait(_FIRST_WAIT * 2 ** (attempt - 1))
            self._allow()
            try:
                answer = self._answer(signed)
            except self.outside.failure as failure:
                why = str(failure)
                continue
            if answer.status == 200 and (found := _parsed(answer.body)) is not None:
                self._remember(answer.headers)
                return _object(found)
            why = f"{self.address}: {self._weigh(answer)}"
        raise FetchError(f"{why} Tried {_TRIES} times: run the same command again to go on.")

    def _answer(self, request: Request) -> Answer:
        if self._asked:
            self.outside.wait(self.source.pause)
        self._asked = True
        self.ledger.count(self.outside.now().astimezone(UTC).date())
        return self.outside.web.ask(
            self.address.rstrip("/") + request.path,
            query=request.query,
            headers=request.headers,
            sent=request.sent,
        )

    def _allow(self) -> None:
        """Stop before the day's allowance is passed: by our count, or because the service said that it is spent."""
        made = self.ledger.made(self.outside.now().astimezone(UTC).date())
        if self._spent or (self.calls and made >= self.calls):
            said = self._spent or f"{made:,} calls were made today, and {self.calls:,} are allowed."
            raise FetchError(f"{self.address}: {said} Run the same command tomorrow: it goes on.", later=True)

    def _remember(self, headers: Mapping[str, str]) -> None:
        left = next((headers[name] for name in _LEFT if name in headers), "")
        if left and _figure(left) is not None and (_figure(left) or 0.0) <= 0:
            self._spent = "The day's allowance is spent."

    def _weigh(self, answer: Answer) -> str:
        """Why an answer is not one; waits where the service asks to; raises FetchError where trying again is no use."""
        if answer.status == 200:
            return "The answer is not whole JSON."
        if answer.status == 429:
            return self._hold_back(answer.headers)
        if answer.status >= 500 or answer.status == 408:
            return f"The service has a fault (status {answer.status})."
        raise FetchError(f"{self.address}: {self._meaning(answer)}")

    def _hold_back(self, headers: Mapping[str, str]) -> str:
        seconds = _seconds(headers.get("retry-after", ""), self.outside.now())
        if seconds > _LONGEST_WAIT:
            until = f"It asks to wait {seconds / 3600:.1f} hours."
            raise FetchError(
                f"{self.address}: the allowance is spent. {until} Run the same command then.", later=True
            )
        self.outside.wait(seconds)
        return "The service asks for fewer questions (status 429)."

    def _meaning(self, answer: Answer) -> str:
        said = self._hushed(answer.body.decode("utf-8", "replace")[:_SHOWN].strip())
        meanings = {
            401: "the key or password is refused: check it.",
            403: f"this may not be asked. {self.source.forbidden}",
            404: "there is no such organisation or address: check --institution.",
        }
        return f"status {answer.status}: {meanings.get(answer.status, 'the question is refused.')} It says: {said}"

    def _hushed(self, text: str) -> str:
        for secret in (self.secrets.key, self.secrets.password, self.secrets.contact):
            text = text.replace(secret, "***") if secret else text
        return " ".join(text.split())


def _parsed(body: bytes) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


def _object(found: Any) -> dict[str, Any]:
    if not isinstance(found, dict):
        raise SchemaError("an object")
    return found


def _figure(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _seconds(said: str, now: datetime) -> float:
    """Seconds of a Retry-After, given as a number or as a date; a little where it says nothing we can read."""
    if (figure := _figure(said)) is not None:
        return _FIRST_WAIT if math.isnan(figure) else min(max(figure, 0.0), _LONGEST_SAID)
    try:
        return max((parsedate_to_datetime(said) - now).total_seconds(), 0.0)
    except (ValueError, TypeError):
        return _FIRST_WAIT

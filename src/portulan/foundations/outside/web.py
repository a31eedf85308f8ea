"""The web, as an object: one address at a time, an answer that is whole and bounded, or a failure that says why."""

import logging
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Self

import httpx

logging.getLogger("httpx").setLevel(logging.WARNING)  # at INFO it writes whole addresses, keys among them

_BLOCK = 1 << 16
_GZIP = 47  # zlib finds out by itself whether it is gzip or deflate


class WebError(Exception):
    """No whole answer came: no connection, a cut, or too much. The text does not hold the query of the address."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer. ``headers`` have names in lower case; ``body`` is unpacked."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Web:
    """Asks servers, following no redirection; ``agent`` tells them who asks.

    An answer over ``most`` bytes, once unpacked, is given up; so is one packed with gzip that ends before its end.
    """

    def __init__(self, *, agent: str, seconds: float = 60.0, most: int = 256 << 20) -> None:
        self._most = most
        self._client = httpx.Client(
            headers={"User-Agent": agent, "Accept-Encoding": "gzip"},
            timeout=httpx.Timeout(seconds, connect=min(seconds, 20.0)),
            follow_redirects=False,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def ask(
        self,
        address: str,
        *,
        query: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        sent: Mapping[str, Any] | None = None,
    ) -> Answer:
        """GET an address, or POST ``sent`` to it as JSON. Raises WebError when no whole answer came."""
        try:
            request = self._client.build_request(
                "POST" if sent is not None else "GET", address, params=query, headers=headers, json=sent
            )
            return self._answered(request)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise WebError(f"{_bare(address)}: {_reason(error)}") from None

    def _answered(self, request: httpx.Request) -> Answer:
        response = self._client.send(request, stream=True)
        try:
            packed = response.headers.get("content-encoding", "").lower() in {"gzip", "x-gzip", "deflate"}
            blocks = response.iter_raw(_BLOCK)
            body = b"".join(self._bounded(_unpacked(blocks, request) if packed else blocks, request))
            headers = {name.lower(): value for name, value in response.headers.items()}
            return Answer(response.status_code, headers, body)
        finally:
            response.close()

    def _bounded(self, blocks: Iterator[bytes], request: httpx.Request) -> Iterator[bytes]:
        done = 0
        for block in blocks:
            done += len(block)
            if done > self._most:
                raise WebError(f"{_bare(str(request.url))}: the answer is larger than {self._most >> 20} MB.")
            yield block


def _unpacked(blocks: Iterator[bytes], request: httpx.Request) -> Iterator[bytes]:
    """Unpack little by little, so that a small answer that swells is stopped on the way."""
    machine = zlib.decompressobj(_GZIP)
    try:
        for block in blocks:
            left = block
            while left:
                yield machine.decompress(left, _BLOCK)
                left = machine.unconsumed_tail
        yield machine.flush()
    except zlib.error:
        raise WebError(f"{_bare(str(request.url))}: the answer is damaged.") from None
    if not machine.eof:
        raise WebError(f"{_bare(str(request.url))}: the answer ends before its end.")


def _bare(address: str) -> str:
    """An address without its query, where keys are."""
    return address.partition("?")[0]


def _reason(error: Exception) -> str:
    """What went wrong, without the address: httpx may put the whole of it, keys too, in its messages."""
    reasons = (
        (httpx.ConnectTimeout, "no connection within the time allowed"),
        (httpx.TimeoutException, "no answer within the time allowed"),
        (httpx.ConnectError, "no connection"),
        (httpx.RemoteProtocolError, "the connection was cut"),
        (httpx.ReadError, "the connection was cut"),
    )
    return next((text for kind, text in reasons if isinstance(error, kind)), type(error).__name__) + "."

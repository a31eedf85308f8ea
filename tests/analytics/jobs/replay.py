"""A server on this machine that answers as OpenAlex, HAL, Crossref and scanR do, page by page, with faults on demand.

OpenAlex's answers are recorded works where the development data is beside the project, else works of the same form.
Those of the other services have the form of their published documentation: the records are invented.
"""

import gzip
import json
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

Found = dict[str, Any]
Fault = Callable[["Handler", bytes], None]


class Replay:
    """What the server gives and what it was asked. ``faults``: by number of the question, from 1."""

    def __init__(self, answer: Callable[["Replay", str, dict[str, str], Found], Found | None]) -> None:
        self.answer = answer
        self.faults: dict[int, Fault] = {}
        self.asked: list[tuple[str, dict[str, str], Found, dict[str, str]]] = []
        self.extra: dict[str, str] = {}
        self.delay = 0.0
        self.address = ""


class Handler(BaseHTTPRequestHandler):
    """One question."""

    replay: Replay
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self._answer({})

    def do_POST(self) -> None:
        self._answer(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))

    def _answer(self, sent: Found) -> None:
        split = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(split.query).items()}
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.replay.asked.append((split.path, query, sent, headers))
        time.sleep(self.replay.delay)
        found = self.replay.answer(self.replay, split.path, query, sent)
        body = json.dumps(found if found is not None else {"error": "not found"}).encode()
        fault = self.replay.faults.get(len(self.replay.asked))
        if fault is not None:
            fault(self, body)
        else:
            self.send(200 if found is not None else 404, gzip.compress(body), {"Content-Encoding": "gzip"})

    def send(self, status: int, body: bytes, headers: dict[str, str], *, length: int | None = None) -> None:
        """An answer; ``length`` is what is announced, when it is not the truth."""
        self.send_response(status)
        for name, value in {**self.replay.extra, **headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Says nothing."""


def status(number: int, *, said: str = "", **headers: str) -> Fault:
    """An answer of that status; ``Retry_After="0"`` becomes a header."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda handler, _: handler.send(number, said.encode(), named)


def cut(handler: Handler, body: bytes) -> None:
    """The connection is cut in the middle of the answer."""
    handler.send(200, body[: len(body) // 2], {}, length=len(body))
    handler.close_connection = True


def half_gzip(handler: Handler, body: bytes) -> None:
    """A gzip answer that ends before its end, and says that it is whole."""
    packed = gzip.compress(body)
    handler.send(200, packed[: len(packed) // 2], {"Content-Encoding": "gzip"})


def half_json(handler: Handler, body: bytes) -> None:
    """Half of the text, and says that it is whole."""
    handler.send(200, body[: len(body) // 2], {})


def swelling(handler: Handler, _: bytes) -> None:
    """A small answer that unpacks to 300 MB."""
    handler.send(200, gzip.compress(bytes(300 << 20), 9), {"Content-Encoding": "gzip"})


def renamed(old: str, new: str) -> Fault:
    """A key of the answer bears another name."""
    return lambda handler, body: handler.send(200, body.replace(f'"{old}"'.encode(), f'"{new}"'.encode()), {})


@contextmanager
def serving(replay: Replay) -> Iterator[Replay]:
    """Serve until the block ends."""
    handler = type("Handler", (Handler,), {"replay": replay})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    replay.address = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield replay
    finally:
        server.shutdown()
        server.server_close()


def _slice(records: Sequence[Found], cursor: str, size: int) -> tuple[list[Found], int]:
    start = 0 if cursor in {"", "*"} else int(cursor.removeprefix("at-"))
    return list(records[start : start + size]), start + size


def openalex(works: Sequence[Found], *, size: int, institution: str = "02feahw73") -> Replay:
    """OpenAlex: one institution, a list of works by cursor; the cursor of the last page leads to an empty page."""

    def answer(replay: Replay, path: str, query: dict[str, str], sent: Found) -> Found | None:
        if path == f"/institutions/ror:{institution}":
            return {"id": "https://openalex.org/I1294671590", "display_name": "An organisation"}
        if path != "/works":
            return None
        page, following = _slice(works, query["cursor"], size)
        cursor = f"at-{following}" if page else None
        meta = {"count": len(works), "per_page": size, "next_cursor": cursor}
        return {"meta": meta, "results": page, "group_by": []}

    return Replay(answer)


def hal(docs: Sequence[Found], *, size: int) -> Replay:
    """HAL: Solr with a cursor mark that repeats itself at the end."""

    def answer(replay: Replay, path: str, query: dict[str, str], sent: Found) -> Found:
        page, following = _slice(docs, query["cursorMark"], size)
        mark = f"at-{following}" if page else query["cursorMark"]
        return {"response": {"numFound": len(docs), "start": 0, "docs": page}, "nextCursorMark": mark}

    return Replay(answer)


def crossref(items: Sequence[Found], *, size: int) -> Replay:
    """Crossref: a cursor, and an empty page at the end."""

    def answer(replay: Replay, path: str, query: dict[str, str], sent: Found) -> Found:
        page, following = _slice(items, query["cursor"], size)
        message = {"total-results": len(items), "items": page, "next-cursor": f"at-{following}"}
        return {"status": "ok", "message-type": "work-list", "message": message}

    return Replay(answer)


def scanr(works: Sequence[Found], *, size: int) -> Replay:
    """scanR: Elasticsearch, sorted by identifier, paged by what came last."""

    def answer(replay: Replay, path: str, query: dict[str, str], sent: Found) -> Found:
        after = sent.get("search_after", [""])[0]
        page = [one for one in sorted(works, key=lambda one: one["id"]) if one["id"] > after][:size]
        hits = [{"_id": one["id"], "_source": one, "sort": [one["id"]]} for one in page]
        return {"took": 1, "hits": {"total": {"value": len(works), "relation": "eq"}, "hits": hits}}

    return Replay(answer)

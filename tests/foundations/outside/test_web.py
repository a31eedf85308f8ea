"""The web asked for real, on this machine: whole answers come through, others are failures that say why."""

import gzip

import pytest

from analytics.jobs import replay
from analytics.jobs.replay import Replay, serving
from portulan.foundations.outside.web import Web, WebError

KEY = "a-key-that-must-not-be-seen"


def echo(replay: Replay, path: str, query: dict[str, str], sent: dict[str, object]) -> dict[str, object]:
    return {"path": path, "query": query, "sent": sent}


def test_an_answer_is_unpacked_and_whole() -> None:
    with serving(Replay(echo)) as served, Web(agent="Portulan/test") as web:
        answer = web.ask(f"{served.address}/works", query={"key": KEY}, headers={"X-Said": "yes"})
        assert answer.status == 200
        assert answer.headers["content-encoding"] == "gzip"
        assert (
            answer.body == b'{"path": "/works", "query": {"key": "a-key-that-must-not-be-seen"}, "sent": {}}'
        )
        posted = web.ask(f"{served.address}/search", sent={"size": 2})
        assert b'"sent": {"size": 2}' in posted.body
    _, _, _, headers = served.asked[0]
    assert (headers["user-agent"], headers["x-said"]) == ("Portulan/test", "yes")


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (replay.cut, "the connection was cut"),
        (replay.half_gzip, "ends before its end"),
        (replay.swelling, "larger than 1 MB"),
        (lambda handler, body: handler.send(200, b"not gzip", {"Content-Encoding": "gzip"}), "damaged"),
    ],
    ids=["cut", "half gzip", "swelling", "not gzip"],
)
def test_what_is_not_whole_is_a_failure(fault: replay.Fault, said: str) -> None:
    with serving(Replay(echo)) as served, Web(agent="test", most=1 << 20) as web:
        served.faults = {1: fault}
        with pytest.raises(WebError, match=said) as failed:
            web.ask(f"{served.address}/works", query={"key": KEY})
    assert KEY not in str(failed.value)


def test_a_redirection_is_not_followed() -> None:
    with serving(Replay(echo)) as served, Web(agent="test") as web:
        served.faults = {1: replay.status(302, Location="http://127.0.0.1:1/elsewhere")}
        assert web.ask(served.address).status == 302
    assert len(served.asked) == 1


def test_slow_and_absent_servers(caplog: pytest.LogCaptureFixture) -> None:
    with serving(Replay(echo)) as served, Web(agent="test", seconds=0.2) as web:
        served.delay = 1.0
        with pytest.raises(WebError, match="no answer within the time allowed"):
            web.ask(f"{served.address}/works", query={"key": KEY})
    with Web(agent="test") as web, pytest.raises(WebError, match="no connection"):
        web.ask(served.address, query={"key": KEY})
    assert KEY not in caplog.text


def test_keys_are_not_logged(caplog: pytest.LogCaptureFixture) -> None:
    with serving(Replay(echo)) as served, Web(agent="test") as web:
        web.ask(f"{served.address}/works", query={"key": KEY})
    assert KEY not in caplog.text


def test_a_wide_answer_within_bounds_comes_through() -> None:
    body = gzip.compress(bytes(900_000))
    with serving(Replay(echo)) as served, Web(agent="test", most=1 << 20) as web:
        served.faults = {1: lambda handler, _: handler.send(200, body, {"Content-Encoding": "gzip"})}
        assert web.ask(served.address).body == bytes(900_000)

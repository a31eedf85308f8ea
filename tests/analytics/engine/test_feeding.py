"""Blocks handed over by named pipes: whole, with their failures, and never waited for in vain."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from portulan.analytics.engine.feeding import Feeds


def test_each_pipe_gives_its_blocks_once_and_is_gone_afterwards(tmp_path: Path) -> None:
    with Feeds(tmp_path, {"a": [b"one", b"two"], "b": [b"x" * 3_000_000]}) as feeds:
        assert feeds.paths["a"].read_bytes() == b"onetwo"
        assert len(feeds.paths["b"].read_bytes()) == 3_000_000
        feeds.check()
    assert list(tmp_path.iterdir()) == []


def test_what_goes_wrong_in_making_blocks_is_raised(tmp_path: Path) -> None:
    def blocks() -> Iterator[bytes]:
        yield b"one"
        raise ValueError("cut")

    with Feeds(tmp_path, {"a": blocks()}) as feeds:
        assert feeds.paths["a"].read_bytes() == b"one"
        with pytest.raises(ValueError, match="cut"):
            feeds.check()
        assert feeds.failed


def test_a_pipe_that_nobody_reads_keeps_nobody_waiting(tmp_path: Path) -> None:
    with Feeds(tmp_path, {"a": [b"one"]}):
        pass


def test_a_reader_that_gives_up_is_no_failure_of_ours(tmp_path: Path) -> None:
    with Feeds(tmp_path, {"a": [b"x" * 5_000_000]}) as feeds:
        with feeds.paths["a"].open("rb") as handle:
            handle.read(10)
        feeds.check()

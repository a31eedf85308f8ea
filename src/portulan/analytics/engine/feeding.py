"""Blocks of bytes handed to an engine as if they were files: named pipes, one thread each, nothing on the disk.

So that what is unpacked and watched on our side is read by the engine once, in parallel, with no copy on disk.
"""

import errno
import fcntl
import os
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from threading import Event, Thread
from typing import Self

_PAUSE = 0.002  # seconds between looks for the reader
_PIPE = 1 << 20  # bytes a pipe holds


class Feeds:
    """Named pipes in ``folder``, open while the block lasts; ``paths`` gives each feed's.

    A failure in making the blocks ends its pipe and is kept: ``check`` raises the first one. What an engine made of a
    pipe that ended early must not be used, so ``check`` comes after the engine's reading and before anything else.
    """

    def __init__(self, folder: Path, feeds: Mapping[str, Iterable[bytes]]) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.paths = {name: folder / f"feed-{number}.json" for number, name in enumerate(feeds)}
        self._feeds = feeds
        self._stopped = Event()
        self._failures: list[Exception] = []
        self._threads: list[Thread] = []

    def __enter__(self) -> Self:
        for name, path in self.paths.items():
            path.unlink(missing_ok=True)
            os.mkfifo(path)
            thread = Thread(target=self._feed, args=(path, self._feeds[name]), daemon=True)
            self._threads.append(thread)
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopped.set()
        for thread in self._threads:
            thread.join()
        for path in self.paths.values():
            path.unlink(missing_ok=True)

    def check(self) -> None:
        """Raise what went wrong in making blocks, if anything did."""
        for thread in self._threads if not self._failures else ():
            thread.join()
        if self._failures:
            raise self._failures[0]

    @property
    def failed(self) -> bool:
        """Whether something went wrong on our side by now."""
        return bool(self._failures)

    def _feed(self, path: Path, blocks: Iterable[bytes]) -> None:
        descriptor = self._opened(path)
        if descriptor is None:
            return
        try:
            with os.fdopen(descriptor, "wb", buffering=0) as pipe:
                for block in blocks:
                    _write(pipe.fileno(), block)
        except BrokenPipeError:
            return  # the engine gave up: it says why
        except Exception as failure:
            self._failures.append(failure)

    def _opened(self, path: Path) -> int | None:
        """The pipe, once the engine has opened its end; None when it never will."""
        while not self._stopped.is_set():
            try:
                descriptor = os.open(path, os.O_WRONLY | os.O_NONBLOCK)
            except OSError as problem:
                if problem.errno != errno.ENXIO:
                    self._failures.append(problem)
                    return None
                time.sleep(_PAUSE)
                continue
            os.set_blocking(descriptor, True)
            _widen(descriptor)
            return descriptor
        return None


def _widen(descriptor: int) -> None:
    setting = getattr(fcntl, "F_SETPIPE_SZ", None)
    if setting is not None:
        try:
            fcntl.fcntl(descriptor, setting, _PIPE)
        except PermissionError:
            return  # a smaller pipe is slower, no more


def _write(descriptor: int, block: bytes) -> None:
    rest = memoryview(block)
    while rest:
        rest = rest[os.write(descriptor, rest) :]

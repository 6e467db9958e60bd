"""Work shared out among processes, which tell what they find as they find it.

A job is anything picklable that is called with a function to tell values by. Processes are
started afresh, so that nothing of this one (a library's threads, an open file) is copied into
them half-way.
"""

import contextlib
import os
import pickle
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from multiprocessing.connection import Connection, Pipe, wait
from pathlib import Path
from typing import Any, Generic, TypeVar

from formcheck.app.videos.lean import give_back, keep_little

T = TypeVar("T")
Job = Callable[[Callable[[T], None]], None]

_TIME_GIVEN = Path("/sys/fs/cgroup/cpu.max")
"""Where Linux says how many microseconds of work are given, out of how many: 150000 100000."""
_FAREWELL_S = 5.0
"""How long a process may take to put away what it has begun."""


class LostError(Exception):
    """A process ended in the middle of a job; the message is one line."""


@dataclass(frozen=True)
class Told(Generic[T]):
    """What a job told."""

    job: int
    """Its place among the jobs, from 0."""
    value: T


@dataclass(frozen=True)
class Ended:
    """A job is over."""

    job: int
    error: Exception | None = None
    """What ended it early; LostError if its process is gone."""


def cores() -> int:
    """Return how many processes can run at once: fewer than the machine's in a container."""
    if sys.platform != "linux":
        return os.cpu_count() or 1
    return min(len(os.sched_getaffinity(0)), _allowed())


def _allowed() -> int:
    """Return for how many cores a container is given time."""
    try:
        time_us, every_us = map(int, _TIME_GIVEN.read_text().split())
    except (OSError, ValueError):  # no container, or as much as there is
        return sys.maxsize
    return max(1, -(-time_us // every_us))


class Crew(AbstractContextManager["Crew"]):
    """Processes that do jobs side by side. Enter it in a `with` block, which ends with them."""

    def __init__(self, size: int) -> None:
        self._members = [_Member() for _ in range(size)]

    def work(self, jobs: Iterable[Job[T]]) -> Iterator[Told[T] | Ended]:
        """Do jobs, begun in their order; yield what they tell as it comes.

        An error ends its own job alone. Whoever takes the reports must take them to the end.
        """
        waiting = enumerate(jobs)
        for member in self._members:
            member.take(next(waiting, None))
        while busy := [member for member in self._members if member.job is not None]:
            for member in _with_news(busy):
                report = member.news()
                yield report
                if isinstance(report, Ended):
                    member.take(next(waiting, None))

    def __exit__(self, *_: object) -> None:
        for member in self._members:
            member.dismiss()
        for member in self._members:
            member.leave()


class _Member:
    """One process and the pipe to it."""

    def __init__(self) -> None:
        self.job: int | None = None
        self._hire()

    def _hire(self) -> None:
        self.pipe, far_end = Pipe()
        self._process = get_context("spawn").Process(target=_serve, args=(far_end,), daemon=True)
        self._process.start()
        far_end.close()

    def take(self, job: "tuple[int, Job[Any]] | None") -> None:
        """Begin a job, if there is one."""
        if job is None:
            self.job = None
            return
        self.job = job[0]
        try:
            self.pipe.send(job[1])
        except OSError:  # the process is gone; its pipe will say so too
            return

    def news(self) -> "Told[Any] | Ended":
        """Return what was told; wait for it."""
        assert self.job is not None
        try:
            kind, value = self.pipe.recv()
        except (EOFError, OSError):
            return self._replaced(self.job)
        return Told(self.job, value) if kind == "told" else Ended(self.job, value)

    def _replaced(self, job: int) -> Ended:
        """Put a new process in the place of one that is gone."""
        self.leave()
        code = self._process.exitcode
        self._hire()
        return Ended(job, LostError(f"a process that worked on it ended by itself ({code})"))

    def dismiss(self) -> None:
        """Send the process away: from its work as well."""
        self.pipe.close()
        if self.job is not None:
            self._process.terminate()

    def leave(self) -> None:
        """Wait until the process is gone."""
        self._process.join(_FAREWELL_S)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()


def _with_news(members: "list[_Member]") -> "list[_Member]":
    ready = wait([member.pipe for member in members])
    return [member for member in members if member.pipe in ready]


def _serve(pipe: Connection) -> None:
    """Do jobs until the pipe is closed, or whoever holds its other end is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that asked
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())  # so that files are put away
    keep_little()
    with contextlib.suppress(EOFError, OSError):
        while True:
            job = pipe.recv()
            pipe.send(("ended", _done(job, pipe)))
            give_back()


def _done(job: Job[Any], pipe: Connection) -> Exception | None:
    """Do a job; return what ended it early."""
    try:
        job(partial(_tell, pipe))
    except _UnheardError:
        raise EOFError from None
    except Exception as error:
        return _portable(error)
    return None


class _UnheardError(Exception):
    """Nobody listens any more."""


def _tell(pipe: Connection, value: object) -> None:
    try:
        pipe.send(("told", value))
    except OSError as error:  # would look as if the job had failed to write a file
        raise _UnheardError from error


def _portable(error: Exception) -> Exception:
    """Return the error, or one that says the same where it can't be sent."""
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error

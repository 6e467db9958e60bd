"""How fast a live session goes, and how it is asked to stop."""

import signal
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from statistics import median
from typing import Any

_RECENT = 30
_NAMES = ("SIGINT", "SIGTERM", "SIGHUP")
_SIGNALS = [getattr(signal, name) for name in _NAMES if hasattr(signal, name)]
"""Ctrl-C, the end of the system, a terminal that is closed; not every system has all."""


class Pace:
    """When pictures were shown, and how late, lately."""

    def __init__(self) -> None:
        self._shown_s: deque[float] = deque(maxlen=_RECENT)
        """When each picture had been shown, by ``time.monotonic``."""
        self._delay_s: deque[float] = deque(maxlen=_RECENT)
        """From the arrival of each picture until it was shown."""

    def note(self, arrived_s: float) -> None:
        """Take in that a picture is shown now."""
        now_s = time.monotonic()
        self._shown_s.append(now_s)
        self._delay_s.append(now_s - arrived_s)

    def __str__(self) -> str:
        took_s = self._shown_s[-1] - self._shown_s[0] if self._shown_s else 0.0
        if took_s == 0:  # where clocks tick coarsely two pictures may be shown at once
            return ""
        rate_hz = (len(self._shown_s) - 1) / took_s
        return f"{rate_hz:.0f} a second, {1000 * median(self._delay_s):.0f} ms late"


@contextmanager
def stoppable(stop: Callable[[], None]) -> Iterator[None]:
    """Have a session stopped, not broken off, when the system asks for it the first time."""
    asked = [number for number in _SIGNALS if not _is_outlived(number)]
    before = {number: signal.getsignal(number) for number in asked}

    def ask(number: int, _: object) -> None:
        signal.signal(number, before[number])  # the second time it is meant
        stop()

    with _handled(asked, ask):
        yield


def _is_outlived(number: int) -> bool:
    """Return whether a session is to outlive its terminal: nohup asks for that."""
    closed = getattr(signal, "SIGHUP", None)
    return number == closed and signal.getsignal(number) is signal.SIG_IGN


@contextmanager
def unbroken() -> Iterator[None]:
    """Have nothing broken off, however often the system asks for it."""
    with _handled(_SIGNALS, signal.SIG_IGN):
        yield


@contextmanager
def _handled(numbers: Iterable[int], handler: Any) -> Iterator[None]:
    """Have signals handled so for a while."""
    before = {number: signal.signal(number, handler) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)

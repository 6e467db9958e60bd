"""Where a signal rests when that is not known beforehand."""

from collections import deque
from math import isnan

from formcheck.counting.quantile import quantile

MEMORY_S = 3.0
QUIET = 0.25
"""A signal that leaves rest again and again is at rest for more than a quarter of the time."""


class RecentRest:
    """Takes the low quarter of the last seconds for rest. For a new set, make a new one."""

    def __init__(self) -> None:
        self._past: deque[tuple[float, float]] = deque()

    def update(self, timestamp_s: float, value: float) -> float:
        """Take in a value; return where rest is. NaN changes nothing."""
        if not isnan(value):
            self._past.append((timestamp_s, value))
        while self._past and timestamp_s - self._past[0][0] > MEMORY_S:
            self._past.popleft()
        if not self._past:
            return float("nan")
        return quantile((value for _, value in self._past), QUIET)

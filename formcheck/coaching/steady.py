"""Keeping to what was said until something else has been so for a while."""

from typing import Generic, TypeVar

T = TypeVar("T")


class Steady(Generic[T]):
    """Follows a stream of values, and goes over only to one that lasts."""

    def __init__(self, first: T, change_s: float) -> None:
        self._kept = first
        self._change_s = change_s
        self._other: T | None = None
        self._since_s = 0.0

    def update(self, timestamp_s: float, seen: T) -> T:
        """Take in what seems so now; return what has been so for long enough."""
        if seen == self._kept:
            self._other = None
        elif seen != self._other:
            self._other, self._since_s = seen, timestamp_s
        elif timestamp_s - self._since_s >= self._change_s:
            self._kept, self._other = seen, None
        return self._kept

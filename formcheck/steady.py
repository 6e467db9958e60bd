"""Keeping to what was said until something else has been so for a while."""

from typing import Generic, Protocol, TypeVar


class Coded(Protocol):
    """Something that says what it is about."""

    @property
    def code(self) -> str:
        """What it is about."""


T = TypeVar("T", bound=Coded)


class Steady(Generic[T]):
    """Follows a stream of values, and changes its own only for one that lasts."""

    def __init__(self, first: T, change_s: float) -> None:
        self._said = first
        self._change_s = change_s
        self._other: str | None = None
        self._since_s = 0.0

    def update(self, timestamp_s: float, seen: T) -> T:
        """Take in what seems so now; return what has been so for long enough."""
        if seen.code == self._said.code:
            self._other = None
        elif seen.code != self._other:
            self._other, self._since_s = seen.code, timestamp_s
        elif timestamp_s - self._since_s >= self._change_s:
            self._said, self._other = seen, None
        return self._said

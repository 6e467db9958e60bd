"""When a body moves and when it is at rest, whatever single landmarks do.

Where limbs cross, a landmark changes from one to the other, so no joint's path tells how fast it
went. The points half-way between left and right don't care which is which, and how fast all of
them move together tells when a position was come to and left.
"""

from collections import deque
from itertools import chain, takewhile
from math import inf, isnan, nan, sqrt
from typing import NamedTuple

import numpy as np

from formcheck.body import Body
from formcheck.landmarks import sided
from formcheck.pose import FloatArray

OVER_S = 0.3
"""Speeds are taken over at least this long, so that the frame rate does not matter."""
MOVING = 0.06
"""A body moves whose trunk and knees are faster than this, in torso lengths a second, their root
mean square. Of bodies at rest the landmarks seem to move, too, so that a movement may look longer
than it was, hardly shorter."""
SHORTEST_S = 0.4
"""What is over sooner are landmarks that jump."""
GAP_S = 2 * OVER_S
"""Who has moved while they were not seen for longer may have begun as soon as they were not."""
BEFORE_S, AFTER_S = 1.0, 0.1
"""A position is there that long after its movement came to rest at most, or before it began."""
SLOWLY_S = 2.0
"""Who was never on the way took at least as long as this to get where they are."""

_JOINTS = ("shoulder", "hip", "knee", "elbow", "wrist", "ankle")
_LEFT = np.array([sided("left", joint) for joint in _JOINTS])
_RIGHT = np.array([sided("right", joint) for joint in _JOINTS])
_BODY = slice(3)
"""Those whose landmarks are quiet when the body is: arms and feet that are hidden are not."""
_OVER_S = OVER_S - 1e-6
"""Times are sums of steps that are not exact."""


class Span(NamedTuple):
    """A time of motion."""

    since_s: float
    until_s: float
    fastest: float
    """The largest speed meanwhile."""

    @property
    def long_s(self) -> float:
        """How long it is."""
        return self.until_s - self.since_s


class _Spans:
    """The times at which a speed was above a bound."""

    def __init__(self, bound: float) -> None:
        self._bound = bound
        self._over: list[Span] = []
        self._under_way: Span | None = None

    @property
    def since_s(self) -> float | None:
        """Since when one is under way; None if none is."""
        return None if self._under_way is None else self._under_way.since_s

    def update(self, timestamp_s: float, speed: float) -> None:
        """Take in a speed."""
        if self._under_way is None and speed <= self._bound:
            return
        since_s, _, fastest = self._under_way or (timestamp_s, timestamp_s, speed)
        self._under_way = Span(since_s, timestamp_s, max(fastest, speed))
        if speed <= self._bound:
            self.close()

    def close(self) -> None:
        """End the one under way."""
        if self._under_way is not None:
            self._over.append(self._under_way)
            self._under_way = None

    def reaching(self, start_s: float, end_s: float) -> list[Span]:
        """Return those that reach into a time, the latest first."""
        under_way = [] if self._under_way is None else [self._under_way]
        latest_first = chain(under_way, reversed(self._over))
        not_over = takewhile(lambda span: span.until_s >= start_s, latest_first)
        return [span for span in not_over if span.since_s <= end_s]


class Motion:
    """Follows how one body moves. For a new set, make a new one.

    A body that is faster than a speed is on its way, and holds nothing. Who is on the way for
    longer than the settling time after a position is there moves about in it.
    """

    def __init__(self, settling_s: float, on_the_way_speed: float) -> None:
        self._settling_s = settling_s
        self._since_s = inf
        """Since when its speed is known."""
        self._latest: deque[tuple[float, FloatArray]] = deque()
        self._moving = _Spans(MOVING)
        self._on_the_way = _Spans(on_the_way_speed)

    def update(self, now_s: float, body: Body) -> None:
        """Take in a body."""
        middles = (body.points.take(_LEFT, axis=0) + body.points.take(_RIGHT, axis=0)) / 2
        latest = self._latest
        latest.append((now_s, middles))
        while len(latest) > 1 and now_s - latest[1][0] >= _OVER_S:
            latest.popleft()
        then_s, before = latest[0]
        if now_s - then_s < _OVER_S:
            return
        moved, step_s = middles - before, now_s - then_s
        squares = np.add.reduce(moved * moved, axis=-1)
        speed, body_speed = (_root_mean(part) / step_s for part in (squares, squares[_BODY]))
        if isnan(speed):
            return
        self._since_s = min(self._since_s, now_s)
        if step_s > GAP_S and body_speed > MOVING:
            self._moving.update(then_s + OVER_S / 2, body_speed)
        self._moving.update(now_s - OVER_S / 2, body_speed)
        self._on_the_way.update(now_s - OVER_S / 2, speed)

    @property
    def on_the_way(self) -> bool:
        """Whether the body is on its way just now."""
        return self._on_the_way.since_s is not None

    def rested_until(self, now_s: float) -> float:
        """Return until when the body was not on its way: now, unless it is on its way just now."""
        since_s = self._on_the_way.since_s
        return now_s if since_s is None else since_s

    def drop(self) -> None:
        """Forget where the body was: it may be elsewhere when it is seen again."""
        self._since_s = inf
        self._latest.clear()
        self._moving.close()
        self._on_the_way.close()

    def lasted_s(self, there_s: float) -> float:
        """Return how long the movement took that brought the body where it was at a time.

        NaN if that can't be told.
        """
        lately = there_s - BEFORE_S, there_s + AFTER_S
        if not self._on_the_way.reaching(*lately):
            return SLOWLY_S if self._since_s <= lately[0] else nan
        moving = filter(_lasting, self._moving.reaching(*lately))
        return max((span.long_s for span in moving), default=nan)

    def speed(self, there_s: float) -> float:
        """Return how fast the body was at most on its way to where it was at a time.

        In torso lengths a second; 0 if it was hardly on its way.
        """
        spans = self._on_the_way.reaching(there_s - BEFORE_S, there_s + AFTER_S)
        return max((span.fastest for span in spans), default=0.0)

    def at_rest(self, start_s: float, end_s: float) -> tuple[float, float]:
        """Return a time without that at either end in which the body was still on its way."""
        for _, until_s, _ in filter(_lasting, self._on_the_way.reaching(start_s, start_s)):
            start_s = until_s if until_s <= min(end_s, start_s + self._settling_s) else start_s
        for since_s, _, _ in filter(_lasting, self._on_the_way.reaching(end_s, end_s)):
            end_s = since_s if since_s >= max(start_s, end_s - self._settling_s) else end_s
        return start_s, end_s


def _lasting(span: Span) -> bool:
    return span.long_s >= SHORTEST_S


def _root_mean(squares: FloatArray) -> float:
    """Return how far points moved together by the squares of how far each did, shape (n,).

    NaN if none was seen.
    """
    known = squares[squares == squares]
    return sqrt(np.add.reduce(known) / len(known)) if len(known) else nan

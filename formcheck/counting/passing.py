"""Where rest is, told by a part of the body that passes through it as it moves both ways.

Who looks up to a screen, or slouches, while the start position is taken rests elsewhere than it
seems, and one of the ways is then never seen to begin. So does who is in the middle of the movement
already, as in a video that was cut. What the back does of a cat and cow, or the neck of who rounds
and arches, shows where their middle is.
"""

from collections import deque
from collections.abc import Mapping
from math import copysign, inf, isnan, nan
from statistics import median

from formcheck.body import Body, reading
from formcheck.exercise import Neutral, Way

Values = Mapping[str, float]
"""The measure of each way, by its phase."""

GONE = 0.5
"""What got so far out of rest went along."""
KEPT_S = 20.0
"""How far back movements are kept to be looked at again: two slow repetitions."""


class Passing:
    """Follows what passes through rest. For a new set, make a new one."""

    def __init__(self, neutral: Neutral) -> None:
        self._neutral = neutral
        self._start: Body | None = None
        self._least, self._most = inf, -inf
        """How far what passes has gone, either way."""
        self._side = 0.0
        """On which side of rest it was last."""
        self._out_s = -inf
        """When it was there."""
        self._rests: list[Values] = []
        """What the measures of the ways were as it passed."""
        self.past: deque[tuple[float, Values]] = deque()
        """What they were of late, with the time, since it first left rest."""

    def update(self, timestamp_s: float, body: Body, values: Values) -> Values:
        """Take in a body; return what the ways' measures are at rest, as soon as that is known."""
        if body.start is not self._start:
            self.drop()
            self._start = body.start
        value = reading(self._neutral.measure, body)
        if not isnan(value):
            self._least, self._most = min(self._least, value), max(self._most, value)
        share = (value - self._rest) / self._neutral.margin
        out = abs(share) >= 1
        if out or self._side:
            self._keep(timestamp_s, values)
        if not out:
            return {}
        since_s, before = self._out_s, self._side
        self._side, self._out_s = copysign(1.0, share), timestamp_s
        if self._side != -before:
            return {}
        between = [one for now_s, one in self.past if now_s >= since_s and _is_seen(one)]
        if not between:
            return {}
        self._rests.append(_usual(between))
        return _usual(self._rests) if len(self._rests) >= self._neutral.passings else {}

    @property
    def had_begun(self) -> bool:
        """Whether the body was elsewhere in the start position than at rest."""
        return self._neutral.zero and self._rest != 0

    def stayed(self, way: Way) -> bool:
        """Return whether it stayed at rest, though it goes along on this way."""
        if way.phase not in self._neutral.along:
            return False
        forward = copysign(1.0, way.reach) / self._neutral.margin
        ends = (self._least, self._most) if self._least <= self._most else ()
        return bool(ends) and all((end - self._rest) * forward < GONE for end in ends)

    @property
    def _rest(self) -> float:
        """Return what it is at rest; NaN if that is not known."""
        neutral = self._neutral
        span = self._most - self._least
        if span < neutral.whole:
            return 0.0 if neutral.zero else nan
        between = self._least + neutral.between * span
        at_zero = neutral.zero and abs(between) <= abs(neutral.margin)
        return 0.0 if at_zero else between

    def drop(self) -> None:
        """Forget the movement, for it was counted, left or lost."""
        self._side, self._least, self._most = 0.0, inf, -inf
        self._rests.clear()
        self.past.clear()

    def _keep(self, timestamp_s: float, values: Values) -> None:
        self.past.append((timestamp_s, values))
        while timestamp_s - self.past[0][0] > KEPT_S:
            self.past.popleft()


def _is_seen(values: Values) -> bool:
    return not any(isnan(value) for value in values.values())


def _usual(all_values: list[Values]) -> Values:
    return {way: median(values[way] for values in all_values) for way in all_values[0]}

"""Telling which way a movement goes by the position that leads into it."""

from collections.abc import Iterable, Mapping
from math import inf, isnan

from formcheck.body import Body
from formcheck.exercise import Way

SURE_S = 0.4
"""By so much longer one position must have been seen than any other."""
CHANGE_S = 0.5
"""Who goes from one to another is in neither for longer; landmarks that swap limbs for less."""
STALE_S = 1.5
"""A position that was left for so long led into nothing: in 75 of 77 rendered twists the knee had
gone over 0.2 s after it was seen drawn in, and in one it was the other knee 2.5 s later."""
LONGEST_STEP_S = 0.2
"""A longer gap between two bodies was not watched."""


class Lead:
    """Watches which position leads into the next movement. For a new set, make a new one.

    Limbs that cross may be taken for one another; before they do it shows whose they are.
    """

    def __init__(self, ways: Iterable[Way]) -> None:
        self._positions = {way.phase: way.led_by for way in ways if way.led_by is not None}
        self._last_s, self._seen_until_s = inf, -inf
        self.drop()

    def update(self, now_s: float, body: Body) -> None:
        """Take in a body that is not yet where the movement leads to."""
        step_s = min(max(now_s - self._last_s, 0.0), LONGEST_STEP_S)
        self._last_s = now_s
        seen = [phase for phase, position in self._positions.items() if position.holds(body)]
        if now_s - self._seen_until_s > (CHANGE_S if seen else STALE_S):
            self.drop()
        for phase in seen:
            self._seen_s[phase] += step_s
            self._seen_until_s = now_s

    def drop(self) -> None:
        """Forget what was seen: a movement is over."""
        self._seen_s = dict.fromkeys(self._positions, 0.0)

    def only(self, shares: Mapping[str, float]) -> Mapping[str, float]:
        """Return the share of the way that is led into, the largest of all; all if none is."""
        known = [share for share in shares.values() if not isnan(share)]
        way = self._way
        return shares if way is None or not known else {way: max(known)}

    @property
    def _way(self) -> str | None:
        if len(self._positions) < 2:
            return None
        longest, second = sorted(self._seen_s, key=lambda phase: -self._seen_s[phase])[:2]
        sure = self._seen_s[longest] - self._seen_s[second] >= SURE_S
        return longest if sure else None

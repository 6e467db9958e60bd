"""Following a signal as it leaves rest and comes back: the root of all counting.

A movement may leave rest in several ways (a cow and a cat, a bend to the left and one to the
right). Each way has a share of its own: 0 at rest, 1 as far as it must get to count.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import isnan

import numpy as np

from formcheck.pose import FloatArray

BEGIN = 0.45
"""Past this share a movement has begun."""
REST = 0.2
"""Within this share it is over."""
COMING_BACK = 0.4
"""Once below this share of its own peak a movement may end before it is quite at rest."""
SETTLED_S = 0.35
"""If it has come that far and sinks no further for this long, it is over."""


@dataclass(frozen=True, eq=False)
class Excursion:
    """One movement out of rest and back, with its whole course."""

    way: str
    """Which way it went."""
    start_s: float
    """When rest was left."""
    end_s: float
    """When rest was reached again."""
    times_s: FloatArray
    """Time of every sample from start to end. Shape (n,)."""
    shares: FloatArray
    """Share of the way at every sample. Shape (n,)."""

    @property
    def peak(self) -> float:
        """The largest share."""
        return float(self.shares.max())

    @property
    def peak_s(self) -> float:
        """When the share was largest."""
        return float(self.times_s[self.shares.argmax()])

    @property
    def reached(self) -> bool:
        """Whether it got far enough to count."""
        return self.peak >= 1

    @property
    def plateau_s(self) -> tuple[float, float]:
        """First and last time at which it was nearly as far as where it was held."""
        held = 0.85 * float(np.percentile(self.shares, 75))
        there = self.times_s[self.shares >= held]
        return float(there[0]), float(there[-1])

    @property
    def entry_s(self) -> float:
        """Seconds from a tenth to nine tenths of the way out."""
        out = self.shares[: self.shares.argmax() + 1]
        return self._crossing_s(out, 0.9) - self._crossing_s(out, 0.1)

    @property
    def return_s(self) -> float:
        """Seconds from nine tenths to a tenth of the way back."""
        top = int(self.shares.argmax())
        back = self.shares[top:]
        beyond = np.flatnonzero(back >= 0.9 * self.peak)[-1]
        below = np.flatnonzero(back[beyond:] <= max(0.1 * self.peak, float(back[-1])))[0]
        return float(self.times_s[top + beyond + below] - self.times_s[top + beyond])

    def _crossing_s(self, shares: FloatArray, part: float) -> float:
        return float(self.times_s[np.flatnonzero(shares >= part * self.peak)[0]])


class SwingDetector:
    """Cuts a stream of shares into excursions. For a new set, make a new detector."""

    def __init__(self) -> None:
        self._rest_s: float | None = None
        self._way: str | None = None
        self._times_s: list[float] = []
        self._shares: list[float] = []

    @property
    def way(self) -> str | None:
        """The way of the excursion under way, if any."""
        return self._way

    @property
    def share(self) -> float:
        """How far the excursion under way is, 0 at rest."""
        return self._shares[-1] if self._way else 0.0

    @property
    def start_s(self) -> float | None:
        """When the excursion under way left rest."""
        return self._times_s[0] if self._way else None

    def update(self, timestamp_s: float, shares: Mapping[str, float]) -> Excursion | None:
        """Take in each way's share; return the excursion that has just ended. NaN is skipped."""
        seen = {way: share for way, share in shares.items() if not isnan(share)}
        if not seen:
            return None
        if self._way is None:
            self._wait(timestamp_s, seen)
            return None
        self._relabel(seen)
        if self._way not in seen:
            return None
        self._times_s.append(timestamp_s)
        self._shares.append(seen[self._way])
        end = self._end()
        return None if end is None else self._close(end, timestamp_s)

    def finish(self) -> Excursion | None:
        """End the stream; return the excursion under way if it was on its way back."""
        way, shares = self._way, self._shares
        if way is None:
            return None
        back = shares[-1] < 0.75 * max(shares)
        excursion = self._excursion(way, len(shares) - 1)
        self.drop()
        return excursion if back else None

    def drop(self) -> None:
        """Forget the excursion under way."""
        self._way, self._rest_s = None, None

    def _wait(self, timestamp_s: float, seen: Mapping[str, float]) -> None:
        way = max(seen, key=lambda way: seen[way])
        if self._rest_s is None or seen[way] <= REST:
            self._rest_s = timestamp_s
            self._times_s, self._shares = [], []
        self._times_s.append(timestamp_s)
        self._shares.append(seen[way])
        if seen[way] > BEGIN:
            self._way = way

    def _relabel(self, seen: Mapping[str, float]) -> None:
        """Go over to another way when that is clearly where the movement leads."""
        leader = max(seen, key=lambda way: seen[way])
        if leader != self._way and seen[leader] > max(*self._shares, BEGIN) * 1.1:
            self._way = leader

    def _end(self) -> int | None:
        """Return the index of the sample at which the excursion is over, if it is."""
        shares, peak = self._shares, max(self._shares)
        if shares[-1] <= REST:
            return len(shares) - 1
        if shares[-1] > COMING_BACK * peak:
            return None
        top = shares.index(peak)
        lowest = top + int(np.argmin(shares[top:]))
        risen = shares[-1] > shares[lowest] + 0.2 * peak
        still = self._times_s[-1] - self._times_s[lowest] >= SETTLED_S
        return lowest if risen or still else None

    def _close(self, end: int, timestamp_s: float) -> Excursion:
        assert self._way is not None
        excursion = self._excursion(self._way, end)
        self._way, self._rest_s = None, timestamp_s
        self._times_s, self._shares = [timestamp_s], [0.0]
        return excursion

    def _excursion(self, way: str, end: int) -> Excursion:
        times_s = np.array(self._times_s[: end + 1])
        return Excursion(
            way, float(times_s[0]), float(times_s[-1]), times_s, np.array(self._shares[: end + 1])
        )

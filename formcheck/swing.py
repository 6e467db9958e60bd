"""Following a signal as it leaves rest and comes back: the root of all counting.

A movement may leave rest in several ways (a cow and a cat, a bend to the left and one to the
right). Each way has a share of its own: 0 at rest, 1 as far as it must get to count.
"""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from math import isnan
from types import MappingProxyType

import numpy as np

from formcheck.pose import FloatArray

BEGIN = 0.45
"""Past this share a movement has begun."""
REST = 0.2
"""Within this share it is over."""
COMING_BACK = 0.4
"""Once below this share of its own peak a movement may end before it is quite at rest."""
CALM = 0.1
"""A movement starts where this share was passed last."""
STEADY_S = 0.4
STEADY_SHARE = 0.15
"""A position is held that has changed by less than this share of it for this long."""
HELD = 0.9
"""A position is held while it is this near to how far it usually was."""
LEAD_S = 1.5
"""How far back its start is looked for."""
QUARTER_S = 0.25
"""Speeds are taken over this long."""
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
    marks: FloatArray
    """Where the moving joint was, in torso lengths; NaN if none is followed. Shape (n, 2)."""

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
        held = HELD * float(np.percentile(self.shares, 75))
        there = self.times_s[self.shares >= held]
        return float(there[0]), float(there[-1])

    @property
    def entry_speed(self) -> float:
        """Fastest speed of the joint until the position was reached, in torso lengths a second.

        Taken over quarters of a second, so that the frame rate does not matter.
        """
        times_s = np.arange(self.start_s, self.plateau_s[0] + QUARTER_S, 0.05)
        steps = round(QUARTER_S / 0.05)
        path = np.stack([np.interp(times_s, self.times_s, axis) for axis in self.marks.T], axis=1)
        if len(path) <= steps:
            return float("nan")
        gone = np.linalg.norm(path[steps:] - path[:-steps], axis=1)
        return float(gone.max() / QUARTER_S)

    @property
    def return_s(self) -> float:
        """Seconds the way back takes: as long as a smooth one that is as fast at its fastest."""
        top = int(self.shares.argmax())
        return self._smooth_s(self.times_s[top:], -self.shares[top:])

    def _smooth_s(self, times_s: FloatArray, shares: FloatArray) -> float:
        """Return how long a smoothstep with the steepest quarter second of these shares takes.

        A smoothstep is 1.5 times as steep in its middle as on the whole.
        """
        if len(times_s) < 2:
            return float("nan")
        grid_s = np.arange(times_s[0], times_s[-1], 0.05)
        rising = np.interp(grid_s, times_s, shares)
        width = min(round(QUARTER_S / 0.05), len(grid_s) - 1)
        if width < 1:
            return float("nan")
        steepest = float((rising[width:] - rising[:-width]).max()) / (0.05 * width)
        return 1.5 * self.peak / steepest if steepest > 0 else float("inf")


Mark = tuple[float, float]
NO_MARK = (float("nan"), float("nan"))


class SwingDetector:
    """Cuts a stream of shares into excursions. For a new set, make a new detector."""

    def __init__(self) -> None:
        self._way: str | None = None
        self._times_s: list[float] = []
        self._shares: list[float] = []
        self._marks: list[Mapping[str, Mark]] = []

    @property
    def way(self) -> str | None:
        """The way of the excursion under way, if any."""
        return self._way

    @property
    def share(self) -> float:
        """How far the excursion under way is, 0 at rest."""
        return self._shares[-1] if self._way else 0.0

    @property
    def steady(self) -> bool:
        """Whether it has stayed where it is for a while."""
        if not self._way:
            return False
        now_s, share = self._times_s[-1], self._shares[-1]
        if now_s - self._times_s[0] < STEADY_S:
            return False
        first = bisect_left(self._times_s, now_s - STEADY_S)
        return max(abs(s - share) for s in self._shares[first:]) < STEADY_SHARE * abs(share)

    @property
    def start_s(self) -> float | None:
        """When the excursion under way left rest."""
        return self._times_s[0] if self._way else None

    def update(
        self,
        timestamp_s: float,
        shares: Mapping[str, float],
        marks: Mapping[str, Mark] = MappingProxyType({}),
    ) -> Excursion | None:
        """Take in each way's share and where its joint is; return what has just ended.

        A share that is NaN is skipped.
        """
        seen = {way: share for way, share in shares.items() if not isnan(share)}
        if not seen:
            return None
        if self._way is None:
            self._wait(timestamp_s, seen, marks)
            return None
        self._relabel(seen)
        if self._way not in seen:  # out of sight: over once the movement goes another way
            away = max(seen.values()) > BEGIN
            return self._close(len(self._shares) - 1) if away else None
        self._append(timestamp_s, seen[self._way], marks)
        end = self._end(max(seen.values()) > max(BEGIN, seen[self._way]))
        return None if end is None else self._close(end)

    def finish(self) -> Excursion | None:
        """End the stream; return the excursion under way if it was on its way back."""
        way, shares = self._way, self._shares
        if way is None:
            return None
        peak = max(shares)
        back = shares[-1] < 0.75 * peak
        top = shares.index(peak)
        arrived = next(i for i in range(top, len(shares)) if shares[i] <= shares[-1] + 0.1 * peak)
        excursion = self._excursion(way, arrived)
        self.drop()
        return excursion if back else None

    def drop(self) -> None:
        """Forget the excursion under way."""
        self._way = None
        self._times_s, self._shares, self._marks = [], [], []

    def _wait(
        self, timestamp_s: float, seen: Mapping[str, float], marks: Mapping[str, Mark]
    ) -> None:
        way = max(seen, key=lambda way: seen[way])
        while self._times_s and timestamp_s - self._times_s[0] > LEAD_S:
            del self._times_s[0], self._shares[0], self._marks[0]
        self._append(timestamp_s, seen[way], marks)
        if seen[way] > BEGIN:
            self._way = way

    def _append(self, timestamp_s: float, share: float, marks: Mapping[str, Mark]) -> None:
        self._times_s.append(timestamp_s)
        self._shares.append(share)
        self._marks.append(marks)

    def _relabel(self, seen: Mapping[str, float]) -> None:
        """Go over to another way when that is clearly where the movement leads."""
        leader = max(seen, key=lambda way: seen[way])
        if leader != self._way and seen[leader] > max(*self._shares, BEGIN) * 1.1:
            self._way = leader

    def _end(self, overtaken: bool) -> int | None:
        """Return the index of the sample at which the excursion is over, if it is.

        It is overtaken if the movement has already begun to go another way.
        """
        shares, peak = self._shares, max(self._shares)
        if shares[-1] <= REST:
            return len(shares) - 1
        if shares[-1] > COMING_BACK * peak:
            return None
        top = shares.index(peak)
        lowest = top + int(np.argmin(shares[top:]))
        risen = shares[-1] > shares[lowest] + 0.2 * peak
        still = self._times_s[-1] - self._times_s[lowest] >= SETTLED_S
        return lowest if risen or still or overtaken else None

    def _close(self, end: int) -> Excursion:
        assert self._way is not None
        excursion = self._excursion(self._way, end)
        self._way = None
        self._times_s, self._shares, self._marks = [], [], []
        return excursion

    def _start(self, top: int) -> int:
        """Return where rest was left: calm for the last time, or lowest just before."""
        lead = self._shares[: top + 1]
        calm = [i for i, share in enumerate(lead) if share <= CALM]
        if calm:
            return calm[-1]
        begun = next(i for i, share in enumerate(lead) if share > BEGIN)
        recent = [i for i in range(begun + 1) if self._times_s[begun] - self._times_s[i] < 0.5]
        return min(recent, key=lambda i: lead[i])

    def _excursion(self, way: str, end: int) -> Excursion:
        top = int(np.argmax(self._shares[: end + 1]))
        start = self._start(top)
        times_s = np.array(self._times_s[start : end + 1])
        return Excursion(
            way,
            float(times_s[0]),
            float(times_s[-1]),
            times_s,
            np.array(self._shares[start : end + 1]),
            np.array([marks.get(way, NO_MARK) for marks in self._marks[start : end + 1]]),
        )

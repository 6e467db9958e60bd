"""One movement out of rest and back, with its whole course."""

from dataclasses import dataclass

import numpy as np

from formcheck.pose import FloatArray

QUARTER_S = 0.25
"""Speeds are taken over this long, so that the frame rate does not matter."""
GRID_S = 0.05
FINE_S = 0.01
FALL_FROM, FALL_TO = 0.8, 0.2
FALL_SHARE = 0.426
"""Between these shares of its peak a smoothstep is for this share of its time."""
JUMP = 6.0
"""No joint moves by this many torso lengths a second: it was taken for the other side's."""
SLOWLY_S = 1.5
"""Who takes this long to get into a position moves slowly, whatever the joint seems to do."""
HELD = 0.9
"""A position is held while it is this near to how far it usually was."""


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

        0 if that took long, NaN if it was not seen.
        """
        if self.plateau_s[0] - self.start_s > SLOWLY_S:
            return 0.0
        times_s = np.arange(self.start_s, self.plateau_s[0] + QUARTER_S, GRID_S)
        steps = round(QUARTER_S / GRID_S)
        path = np.stack([np.interp(times_s, self.times_s, axis) for axis in self.marks.T], axis=1)
        if len(path) <= steps:
            return float("nan")
        gone = np.linalg.norm(path[steps:] - path[:-steps], axis=1)
        jumps = np.linalg.norm(np.diff(path, axis=0), axis=1) > JUMP * GRID_S
        smooth = np.convolve(jumps, np.ones(steps), "valid") < 1
        return float(gone[smooth].max() / QUARTER_S) if smooth.any() else float("nan")

    @property
    def return_s(self) -> float:
        """Seconds the way back takes, told from its middle part. NaN if it was not seen.

        Where it begins and ends is told less surely: a position held sinks, a joint settles.
        """
        times_s = np.arange(self.peak_s, self.end_s, FINE_S)
        if not len(times_s):
            return float("nan")
        shares = np.interp(times_s, self.times_s, self.shares)
        high_s, low_s = (times_s[shares >= level * self.peak][-1] for level in (FALL_FROM, FALL_TO))
        return float(low_s - high_s) / FALL_SHARE

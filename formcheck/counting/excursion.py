"""One movement out of rest and back, with its whole course."""

from dataclasses import dataclass
from functools import cached_property
from math import nan

import numpy as np

from formcheck.counting.quantile import quantile
from formcheck.pose import FloatArray

FEW_PICTURES = 4
"""What was seen in no more may have gone farther than it seems, or have been two movements. Of 90
rendered sets of kicks shown at 10 pictures a second 18 have a false fault of kicks that seem short
or too few, most of kicks in 3 or 4 pictures; at 15, where kicks are in 7, six have."""
AHEAD = 0.7
"""What was ahead for a smaller share of it may have gone the other way: in two of 70 rendered sets
kicks like that seemed to make a wrong pattern."""
ALONE = 0.5
"""No limb is taken for another while the other way is below this share. Of rendered full kicks that
seem too small the other leg's is 0.67 to 2.1 in 20 of 24, of 63 half ones 0.3 at most."""
FINE_S = 0.01
FALL_FROM, FALL_TO = 0.8, 0.2
FALL_SHARE = 0.426
"""Between these shares of its peak a smoothstep is for this share of its time."""
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
    ahead: float = 1.0
    """In which share of its samples its way was ahead, of ways that look alike."""
    other: float = 0.0
    """The largest share that another way seemed to have meanwhile, of ways that look alike."""
    entry_s: float = nan
    """How long the body moved until the position was reached; NaN if that was not followed."""
    entry_speed: float = nan
    """How fast it was at most meanwhile, in torso lengths a second; 0 if it was hardly on its way,
    or that was not followed."""
    entered_s: float = nan
    """When the body came to rest in the position; if that was not followed, when it got there."""

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
    def followed(self) -> bool:
        """Whether it was seen in enough pictures to be judged."""
        return len(self.times_s) > FEW_PICTURES

    @property
    def told(self) -> bool:
        """Whether it is told for certain which way it went."""
        return self.ahead >= AHEAD

    @property
    def alone(self) -> bool:
        """Whether no other limb seemed to move meanwhile."""
        return self.other <= ALONE

    @cached_property
    def held_share(self) -> float:
        """Nearly the share at which it was held."""
        return HELD * quantile(self.shares.tolist(), 0.75)

    @property
    def plateau_s(self) -> tuple[float, float]:
        """First and last time at which it was nearly as far as where it was held."""
        there = self.times_s[self.shares >= self.held_share]
        return float(there[0]), float(there[-1])

    @property
    def return_s(self) -> float:
        """Seconds the way back takes, told from its middle part. NaN if it was not seen.

        Where it begins and ends is told less surely: a position held sinks, a joint settles.
        """
        times_s = np.arange(self.peak_s, self.end_s, FINE_S)
        if not len(times_s) or self.shares[-1] > FALL_TO * self.peak:
            return nan
        shares = np.interp(times_s, self.times_s, self.shares)
        high_s, low_s = (times_s[shares >= level * self.peak][-1] for level in (FALL_FROM, FALL_TO))
        return float(low_s - high_s) / FALL_SHARE

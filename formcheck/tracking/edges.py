"""A head at the edge of the picture, which may be drawn inside though it is beyond."""

from math import inf

import numpy as np

from formcheck.landmarks import Landmark
from formcheck.pose import BoolArray

HEAD = slice(Landmark.NOSE, Landmark.LEFT_SHOULDER)
BACK_S = 3.0
"""How long the head must have been in the picture to be more than a guess. One that is cut off is
drawn inside now and then, bent back: 60 faultless sets whose head, hands, knees or feet are cut off
raise seven alerts of the neck, and three with this."""


class Edges:
    """Tells which landmarks are in the picture for good. For a new stream, make a new one.

    What is true of a head is not of limbs: those that are drawn inside are where they seem to be.
    """

    def __init__(self) -> None:
        self._head_out_s = np.full(HEAD.stop, -inf)
        """When each landmark of the head was out of the picture last."""

    def update(self, timestamp_s: float, shown: BoolArray) -> BoolArray:
        """Take in which landmarks are in the picture; return which are more than a guess."""
        self._head_out_s[~shown[HEAD]] = timestamp_s
        for_good: BoolArray = shown.copy()
        for_good[HEAD] = timestamp_s - self._head_out_s > BACK_S
        return for_good

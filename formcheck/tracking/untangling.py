"""Keeping apart two legs that move, and that the landmarks take for one another."""

from dataclasses import replace
from math import hypot, inf

import numpy as np

from formcheck.geometry import distance
from formcheck.landmarks import MIRROR, Landmark
from formcheck.pose import FloatArray, Pose

APART = 0.5
"""Feet that are nearer to each other, in torso lengths, may have changed places."""
SURE = 0.8
"""Knees and feet change places if that saves them so much of a way, in torso lengths, from one
pose to the next: of 53 rendered sets of kicks one leg was taken for the other 20 times instead of
31, with anything from 0.8 to 1."""
LONGEST_S = 0.2
"""After a longer time nobody knows how far they went."""
LASTING_S = 0.5
"""What the landmarks say for longer is so, and what they said before was not: in 398 rendered sets
legs were taken for one another for 0.2 s at most."""

_GOING = np.array(
    [Landmark.LEFT_KNEE, Landmark.RIGHT_KNEE, Landmark.LEFT_ANKLE, Landmark.RIGHT_ANKLE]
)
_GOING_MIRRORED = MIRROR[_GOING]


class Legs:
    """Follows which leg is which while the feet are apart. For a new stream, make a new one.

    What the landmarks say counts when they come apart: then each still is where it was seen last.
    """

    def __init__(self) -> None:
        self._last_s = -inf
        self._before = np.full((len(_GOING), 2), np.nan)
        self._swapped = False
        self._as_told_s = -inf
        """When the landmarks were believed last."""

    def swapped(self, timestamp_s: float, points: FloatArray) -> bool:
        """Take in landmarks in torso lengths, shape (33, 2); return whether to change the legs."""
        left, right = points[Landmark.LEFT_ANKLE], points[Landmark.RIGHT_ANKLE]
        apart = hypot(left[0] - right[0], left[1] - right[1]) >= APART
        lasting = timestamp_s - self._as_told_s > LASTING_S
        if not apart or lasting or timestamp_s - self._last_s > LONGEST_S:
            self._swapped = False
        else:
            there = (points.take(rows, axis=0) for rows in (_GOING, _GOING_MIRRORED))
            same, changed = (float(distance(legs, self._before).sum()) for legs in there)
            self._swapped = same > changed if abs(same - changed) > SURE else self._swapped
        self._as_told_s = self._as_told_s if self._swapped else timestamp_s
        self._last_s = timestamp_s
        self._before = points.take(_GOING_MIRRORED if self._swapped else _GOING, axis=0)
        return self._swapped


def with_legs_changed(pose: Pose) -> Pose:
    """Return a pose whose left leg is the right one and the other way round, from the knees on."""
    image, world, visibility, shown = (
        np.concatenate([part[: Landmark.LEFT_KNEE], part[MIRROR][Landmark.LEFT_KNEE :]])
        for part in (pose.image, pose.world, pose.visibility, pose.shown)
    )
    return replace(pose, image=image, world=world, visibility=visibility, shown=shown)

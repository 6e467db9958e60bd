"""Whether a set of landmarks can be a whole person at all.

A landmarker that lost the body draws a skeleton all the same: shrunk into the head, or folded into
the trunk. It then has two signs, none of them enough by itself: the network trusts its own
landmarks less, and the body it reconstructs in metres comes out too short.
"""

import numpy as np

from formcheck.geometry import length
from formcheck.landmarks import JOINTS, SIDES, Landmark, sided
from formcheck.pose import FloatArray

BODY_M = 1.27
"""Trunk, thigh and shank of a body as the network reconstructs it when it sees all of it: about
the median over 8,000 frames of eleven exercises. It differs little between people, since the
network can't tell a tall person from a near one."""
LIMIT = 0.5
"""Below it a skeleton is not to be believed. On rendered clips with exact truth 0.5 % of 8,159 good
frames are below it and 86 % of the 58 with a misplaced skeleton, which are all of one clip; of 40
photographs only the one in which the person was not found."""
_PROXIMAL = np.array([sided(side, joint) for side in SIDES for joint in ("hip", "knee")])
_DISTAL = np.array([sided(side, joint) for side in SIDES for joint in ("knee", "ankle")])
"""Where thigh and shank begin and end, of the left and of the right leg."""


def plausibility(world: FloatArray, visibility: FloatArray) -> FloatArray:
    """Return how far landmarks can be believed: about 1 for a whole body in plain sight.

    World landmarks in metres, shape (..., 33, 3); visibility, shape (..., 33). It is the mean
    visibility of trunk and limbs times the length of trunk and longer leg over that of a body.
    """
    seen = np.add.reduce(visibility.take(JOINTS, axis=-1), axis=-1) / len(JOINTS)
    return np.asarray(seen * body_length(world) / BODY_M)


def body_length(world: FloatArray) -> FloatArray:
    """Return the length of the trunk and of the longer leg; of two legs one is often a guess."""
    segments = length(world.take(_PROXIMAL, axis=-2) - world.take(_DISTAL, axis=-2))
    left, right = segments[..., 0] + segments[..., 1], segments[..., 2] + segments[..., 3]
    shoulders = world[..., Landmark.LEFT_SHOULDER, :] + world[..., Landmark.RIGHT_SHOULDER, :]
    hips = world[..., Landmark.LEFT_HIP, :] + world[..., Landmark.RIGHT_HIP, :]
    return length(shoulders - hips) / 2 + np.maximum(left, right)

"""Whether a set of landmarks can be a whole person at all.

A landmarker that lost the body draws a skeleton all the same: shrunk into the head, or folded into
the trunk. It then has two signs, none of them enough by itself: the network trusts its own
landmarks less, and the body it reconstructs in metres comes out too short.
"""

import numpy as np

from formcheck.geometry import length, midpoint
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
_AT: FloatArray = np.eye(len(Landmark))
_SEEN = _AT[JOINTS].mean(axis=0)
"""The share of each landmark in how well trunk and limbs are seen. Shape (33,)."""
_SHOULDERS, _HIPS, _KNEES, _ANKLES = (
    _AT[[sided(side, joint) for side in SIDES]] for joint in ("shoulder", "hip", "knee", "ankle")
)
_SEGMENTS = np.vstack([midpoint(*_SHOULDERS) - midpoint(*_HIPS), _HIPS - _KNEES, _KNEES - _ANKLES])
"""Takes landmarks to the ways along the trunk, the left and right thigh, and the left and right
shank: one product is quicker than five differences. Shape (5, 33)."""


def plausibility(world: FloatArray, visibility: FloatArray) -> FloatArray:
    """Return how far landmarks can be believed: about 1 for a whole body in plain sight.

    World landmarks in metres, shape (..., 33, 3); visibility, shape (..., 33). It is the mean
    visibility of trunk and limbs times the length of trunk and longer leg over that of a body.
    """
    return np.asarray(visibility.dot(_SEEN) * body_length(world) / BODY_M)


def body_length(world: FloatArray) -> FloatArray:
    """Return the length of the trunk and of the longer leg; of two legs one is often a guess."""
    segments = length(_SEGMENTS @ world)
    legs = segments[..., 1:3] + segments[..., 3:5]
    return np.asarray(segments[..., 0] + np.maximum(legs[..., 0], legs[..., 1]))

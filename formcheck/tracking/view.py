"""Where the camera stands, told from the pose itself."""

import numpy as np

from formcheck.body import View
from formcheck.landmarks import Landmark, sided
from formcheck.pose import FloatArray

DEPTH_SIDE = 0.45
"""From the side the lines of shoulders and hips point this much to the camera: 1 where they are
seen exactly, down to 0.5 from 18 degrees towards the feet and a height of 1.5 m."""
DEPTH_FACING = 0.38
"""Facing the camera it points away from it by no more than this."""
DEPTH_ALONG = 0.75
"""Seen from the feet or the head, the trunk points this much to the camera."""
UPRIGHT = 0.6
"""The trunk of somebody who sits or stands points up this much."""


def view_of(world: FloatArray) -> View:
    """Return the view in which a person is seen.

    The world landmarks have shape (33, 3) or (n, 33, 3): x right, y up, z to the camera; over
    several instants the middle one counts.
    """
    up = _trunk(world)
    across = [_axis(world, joint) for joint in ("shoulder", "hip")]
    depth = np.mean([np.median(np.abs(axis[..., 2])) for axis in across])
    if np.median(np.abs(up[..., 2])) > DEPTH_ALONG:
        return "foot"
    if depth > DEPTH_SIDE:
        return "side"
    if depth < DEPTH_FACING:
        return "front" if np.median(up[..., 1]) > UPRIGHT else "top"
    return "oblique"


def _axis(world: FloatArray, joint: str) -> FloatArray:
    """Return the direction from the right to the left joint, of length 1."""
    return _unit(world[..., sided("left", joint), :] - world[..., sided("right", joint), :])


def _trunk(world: FloatArray) -> FloatArray:
    """Return the direction from the hips to the shoulders, of length 1."""
    left = world[..., Landmark.LEFT_SHOULDER, :] - world[..., Landmark.LEFT_HIP, :]
    right = world[..., Landmark.RIGHT_SHOULDER, :] - world[..., Landmark.RIGHT_HIP, :]
    return _unit(left + right)


def _unit(vector: FloatArray) -> FloatArray:
    return np.asarray(vector / np.linalg.norm(vector, axis=-1, keepdims=True))

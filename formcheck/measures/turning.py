"""How far the chest has turned: a body in, degrees or torso lengths out.

Each takes a body of one instant or a whole recording, and some the side to look at. Missing
landmarks give NaN.
"""

from functools import lru_cache

import numpy as np

from formcheck.body import Body
from formcheck.geometry import distance
from formcheck.landmarks import Side
from formcheck.measures.orientation import shoulders_in_space
from formcheck.pose import FloatArray


@lru_cache(maxsize=4)  # both sides of one body and of its start are asked for by many measures
def shoulder_turn(body: Body, side: Side) -> FloatArray:
    """Turn of the shoulders out of the picture's plane to one side. Taken in space."""
    across = shoulders_in_space(body)
    turned = np.degrees(np.arctan2(across[..., 2], across[..., 0]))
    return np.asarray(turned if side == "right" else -turned)


def chest_turn(body: Body, side: Side) -> FloatArray:
    """Turn of the shoulders to one side, told in space and by how narrow they have become.

    Either way alone shows too little of some turns: 15 degrees where a chest has turned by 50.
    """
    turned = shoulder_turn(body, side)
    if body.start is None:
        return turned
    narrowed = np.degrees(
        np.arccos(np.minimum(shoulder_width(body) / _facing_width(body.start), 1.0))
    )
    return np.asarray((turned + narrowed * np.sign(turned)) / 2)


def chest_turned(body: Body, side: Side) -> FloatArray:
    """How much further to one side the chest is turned than at the start; until then 0."""
    return np.asarray(chest_turn(body, side) - chest_turn(body.start or body, side))


@lru_cache(maxsize=2)  # that of one body is held against that of its start by many measures
def shoulder_width(body: Body) -> FloatArray:
    """Distance of the shoulders in the picture: it shrinks as the chest turns away."""
    return distance(body.joint("shoulder", "left"), body.joint("shoulder", "right"))


def width_kept(body: Body) -> FloatArray:
    """Width of the shoulders over that at the start; 1 until that was taken."""
    return np.asarray(shoulder_width(body) / shoulder_width(body.start or body))


def _facing_width(body: Body) -> FloatArray:
    """Return how wide the shoulders would be if they faced the camera."""
    facing = np.cos(np.radians(shoulder_turn(body, "left")))
    return np.asarray(shoulder_width(body) / np.abs(facing))

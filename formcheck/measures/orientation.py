"""How a body lies in space: a body in, shares of its trunk or torso lengths out.

Each takes a body of one instant or a whole recording, and some the side to look at. Missing
landmarks give NaN.
"""

from functools import lru_cache

import numpy as np

from formcheck.body import Body
from formcheck.geometry import cross, dot, length, perpendicular, y_of
from formcheck.landmarks import SIDES
from formcheck.pose import FloatArray


def uprightness(body: Body) -> FloatArray:
    """How much of the trunk points up: 1 standing, near 0 lying. Taken in space."""
    return np.asarray(y_of(_trunk_up(body)[0]))


def seat_over_knees(body: Body) -> FloatArray:
    """How much higher the hips are than the knees, by the leg of which it is less. In space."""
    return _above_in_space(body, "hip", "knee")


def propped_up(body: Body) -> FloatArray:
    """How far both hands are below the shoulders, the one that is less so. Taken in space."""
    return _above_in_space(body, "shoulder", "wrist")


def _above_in_space(body: Body, upper: str, lower: str) -> FloatArray:
    """Return how much higher one joint is than another, on the side on which it is less so."""
    higher_m = (
        y_of(body.joint_in_space(upper, side) - body.joint_in_space(lower, side)) for side in SIDES
    )
    return np.asarray(np.minimum(*higher_m) / trunk_axes(body)[3])


def trunk_depth(body: Body) -> FloatArray:
    """How much of the trunk points to or from the camera: 0 in profile, 1 from foot or head end."""
    return np.abs(_trunk_up(body)[0][..., 2])


def side_on(body: Body) -> FloatArray:
    """How much the line of the shoulders points to the camera: 1 in profile, 0 facing it."""
    return np.abs(trunk_axes(body)[0][..., 2])


def front_up(body: Body) -> FloatArray:
    """How much the front of the trunk points up, or to a camera above. Taken in space."""
    front = trunk_axes(body)[1]
    return np.maximum(front[..., 1], front[..., 2])


def back_view(body: Body) -> FloatArray:
    """How much of the back is seen: + from behind or lying face down seen from above."""
    across = body.joint("shoulder", "left") - body.joint("shoulder", "right")
    return cross(body.trunk, across)


@lru_cache(maxsize=2)  # the measures of one body ask for them in turn
def trunk_axes(body: Body) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
    """Return the trunk in space: its axes to the left and to the front, the hips, its length."""
    up, hips, trunk_m = _trunk_up(body)
    shoulders = shoulders_in_space(body)
    across = shoulders - up * dot(shoulders, up)[..., None]
    across = across / length(across)[..., None]
    return across, perpendicular(across, up), hips, trunk_m


@lru_cache(maxsize=2)  # the measures of one body ask for it in turn
def _trunk_up(body: Body) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return the way the trunk goes up in space, of length 1, the hips, and the trunk's length."""
    hips = body.middle_in_space("hip")
    trunk = body.middle_in_space("shoulder") - hips
    trunk_m = length(trunk)
    return trunk / trunk_m[..., None], hips, trunk_m


def shoulders_in_space(body: Body) -> FloatArray:
    """Return the way from the right to the left shoulder, in space. Shape (..., 3)."""
    return body.joint_in_space("shoulder", "left") - body.joint_in_space("shoulder", "right")

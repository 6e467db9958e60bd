"""Measures of the neck: a body in, degrees out.

Each takes a body of one instant or a whole recording. 0 is a neck in line with the trunk; missing
landmarks give NaN.
"""

from functools import lru_cache

import numpy as np

from formcheck.body import Body
from formcheck.elementwise import choose
from formcheck.geometry import distance, dot, perpendicular, turn
from formcheck.landmarks import Side
from formcheck.measures.orientation import trunk_axes
from formcheck.pose import BoolArray, FloatArray

STRAIGHT_NECK_DEG, STRAIGHT_NECK_SPACE_DEG = -10.0, -28.0
"""What pixels and space show of a straight neck: the ear lies before the shoulder."""
ASIDE, ASIDE_DEG = 0.07, 10.0
"""From nose to ear it is less in a face that is turned aside by 50 degrees, 0.01 to 0.067, than in
profile, 0.09 to 0.15; a neck seems bent back by 6 to 13 degrees more then, but not by who lies or
sits."""
ASIDE_SHARE = 0.6
"""Some faces seem narrow all the time; of one that is turned so much is left at most."""


def neck_extension(body: Body, side: Side) -> FloatArray:
    """Bend of the neck back; chin to chest is negative. Needs a profile.

    The middle of what pixels show and of what the landmarks show in space, each less what it is
    when the neck is straight. Pixels show up to 25 degrees too much from a camera that is raised or
    stands towards the feet: what they show more at the start is taken off. In space it is too
    little, or, of a hidden face, too much.
    """
    seen, in_space = _neck_readings(body, side)
    if body.start is not None:
        seen = seen - np.fmax(np.subtract(*_neck_readings(body.start, side)), 0)
    return (seen + in_space) / 2


def neck_bent_back(body: Body, side: Side) -> FloatArray:
    """Bend of the neck back of who lifts the chest, whichever way the face is turned."""
    return neck_extension(body, side) - choose(_looks_aside(body, side), ASIDE_DEG, 0.0)


def _looks_aside(body: Body, side: Side) -> BoolArray:
    """Return whether a face has turned to a camera beside the mat, or away from it."""
    now, before = (distance(one.nose, one.joint("ear", side)) for one in (body, body.start or body))
    return np.asarray((now < ASIDE) & (now < ASIDE_SHARE * before))


@lru_cache(maxsize=2)  # those of the start are asked for with each body
def _neck_readings(body: Body, side: Side) -> tuple[FloatArray, FloatArray]:
    """Return the bend of the neck as pixels show it and in space."""
    shoulder = body.joint("shoulder", side)
    trunk = shoulder - body.joint("hip", side)
    seen = turn(trunk, body.joint("ear", side) - shoulder) - STRAIGHT_NECK_DEG
    return np.asarray(seen), neck_extension_in_space(body) - STRAIGHT_NECK_SPACE_DEG


@lru_cache(maxsize=2)
def neck_extension_in_space(body: Body) -> FloatArray:
    """Bend of the neck back against the trunk, taken in space."""
    across, front, _, _ = trunk_axes(body)
    up = perpendicular(front, across)
    neck = body.middle_in_space("ear") - body.middle_in_space("shoulder")
    ahead, along = (dot(neck, axis) for axis in (front, up))
    return np.asarray(-np.degrees(np.arctan2(ahead, along)))

"""Measures of a leg that goes over to the other side, seen from above or beside the body.

Where legs cross the landmarks of left and right change places. So these ask where the feet and the
leg that is bent more are, and never which of the two legs it is. Lying face down and seen from
above, the person's left is to the left of the line of the trunk, going up.
"""

import numpy as np

from formcheck.body import Body
from formcheck.geometry import cross, length
from formcheck.landmarks import SIDES, Side
from formcheck.measures import knee_flexion
from formcheck.pose import FloatArray

STRAIGHT_DEG, BENT_DEG = 30.0, 60.0
"""Up to the one bend of the knee a leg is straight, from the other on it is bent."""
KICK = 0.3
"""A foot this much higher than its knee is kicked up and not over."""
C = 1.5
F = 1/4
CAP=.18


def leg_over(body: Body, side: Side) -> FloatArray:
    """How far the leg of one side has gone over the line of the trunk, to the other side.

    From near the camera it goes over behind the body; then the bent leg shows it best.
    """
    return np.minimum(np.fmax(bent_leg_over(body, side), feet_over(body, side) * F), CAP)


def feet_over(body: Body, side: Side) -> FloatArray:
    """How far both feet are on the side opposite to the given one: the one that is less so."""
    feet = (_across(body, body.joint("ankle", foot)) for foot in SIDES)
    return np.minimum(*(_away(place, side) for place in feet))


def bent_leg_over(body: Body, side: Side) -> FloatArray:
    """How far the leg that is bent more is on the side opposite to the given one; 0 if none is."""
    left, right = knee_flexion(body, "left"), knee_flexion(body, "right")
    bend = np.clip((np.fmax(left, right) - STRAIGHT_DEG) / (BENT_DEG - STRAIGHT_DEG), 0, 1)
    knee, ankle = (
        np.where((left > right)[..., None], body.joint(name, "left"), body.joint(name, "right"))
        for name in ("knee", "ankle")
    )
    down = np.clip(1 - (ankle[..., 1] - knee[..., 1]) / KICK, 0, 1)
    place = (_across(body, knee) + C * _across(body, ankle)) / (1+C)
    return np.asarray(bend * down * _away(place, side))


def _across(body: Body, place: FloatArray) -> FloatArray:
    """Return how far a place is to the left of the line of the trunk."""
    hips = body.middle("hip")
    trunk = body.middle("shoulder") - hips
    return cross(trunk, place - hips) / length(trunk)


def _away(place: FloatArray, side: Side) -> FloatArray:
    return -place if side == "left" else place

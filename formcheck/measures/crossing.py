"""Measures of a leg that goes over to the other side, by a body that lies face down.

Where legs cross, the landmarks change left and right. So nothing here asks which leg a landmark is
said to be of: the one that is bent more is so whatever its name. Seen from above, the left of
somebody who lies face down is to the left of the line of the trunk, going up.
"""

from functools import lru_cache

import numpy as np

from formcheck.body import Body
from formcheck.elementwise import choose, clip
from formcheck.geometry import cross, length, x_of, y_of
from formcheck.landmarks import SIDES, Side
from formcheck.measures.joints import knee_flexion
from formcheck.measures.orientation import back_view
from formcheck.pose import BoolArray, FloatArray

STRAIGHT_DEG, BENT_DEG = 30.0, 60.0
"""Up to the one bend of the knee a leg is straight, from the other on it is bent."""
KICKED = 0.3
"""A foot that is this much higher than its knee is kicked up, and not over."""
FOOT = 0.6
"""The share of the foot in where a leg behind the body is: the landmarks take its foot for that of
the other leg. Where one before the body is its foot alone tells: its knee often stands up."""
FEET = 0.8
"""The share of both feet, of which one lies by the trunk's line anyway: 0.2 to 0.9 of a leg that is
truly over, and up to 0.1 of one that is not (24 rendered sets)."""
BEHIND = 4.0
"""The leg nearer to the camera goes over behind the body, where little of it shows."""
LITTLE_BACK, BACK = 0.3, 0.5
"""From lower than usual less of the back is seen than the second number, and what lies across the
mat seems narrower; where less is seen than the first one the body is seen in profile."""
WELL_OVER = 0.4
"""No leg is taken for further over than this."""


@lru_cache(maxsize=2)  # both sides of one body are asked for by ways and checks
def leg_over(body: Body, side: Side) -> FloatArray:
    """How far the leg of one side has gone over the line of the trunk, to the other side."""
    bent = bent_leg_over(body, side) * choose(_is_near(body, side), BEHIND, 1.0)
    return np.minimum(np.fmax(bent, FEET * feet_over(body, side)), WELL_OVER)


def feet_over(body: Body, side: Side) -> FloatArray:
    """How far both feet are on the side opposite to the given one: the one that is less so.

    0 while one is kicked up.
    """
    feet = (_over(body, body.joint("ankle", foot), side) for foot in SIDES)
    return np.minimum(*feet) * _feet_down(body)


def bent_leg_over(body: Body, side: Side) -> FloatArray:
    """How far the leg that is bent more is on the side opposite to the given one.

    0 while no leg is bent, or its foot is kicked up.
    """
    bend, knee, ankle = _bent_leg(body)
    foot = np.where(_is_near(body, side), FOOT, 1.0)[..., None]
    place = (1 - foot) * knee + foot * ankle
    return np.asarray(bend * _over(body, place, side))


@lru_cache(maxsize=1)  # it is held against both sides of one body
def _bent_leg(body: Body) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return how far the leg that is bent more is bent, 0 to 1, its knee and its ankle.

    It is 0 while its foot is kicked up.
    """
    left, right = (knee_flexion(body, leg) for leg in SIDES)
    bend = clip((np.fmax(left, right) - STRAIGHT_DEG) / (BENT_DEG - STRAIGHT_DEG), 0, 1)
    knee, ankle = (
        np.where((left > right)[..., None], body.joint(name, "left"), body.joint(name, "right"))
        for name in ("knee", "ankle")
    )
    return bend * _down(knee, ankle), knee, ankle


@lru_cache(maxsize=1)  # it is held against both sides of one body
def _feet_down(body: Body) -> FloatArray:
    """Return 1 while no foot is higher than its knee, 0 while one is kicked up."""
    left, right = (_down(body.joint("knee", leg), body.joint("ankle", leg)) for leg in SIDES)
    return np.minimum(left, right)


def _down(knee: FloatArray, ankle: FloatArray) -> FloatArray:
    """Return 1 for a foot that is no higher than its knee, 0 for one that is kicked up."""
    return clip(1 - (y_of(ankle) - y_of(knee)) / KICKED, 0, 1)


def _over(body: Body, place: FloatArray, side: Side) -> FloatArray:
    """Return how far a place is over the line of the trunk, on the side opposite to one."""
    along, hips = _midline(body)
    across = cross(along, place - hips)
    return -across if side == "left" else across


@lru_cache(maxsize=2)  # knees and feet of one body are held against it in turn
def _midline(body: Body) -> tuple[FloatArray, FloatArray]:
    """Return the line of the trunk as it lay at the start, and the hips it goes through.

    That of a lifted chest slants. Its length is by how much what lies across it is widened.
    """
    trunk = body.trunk if body.start is None else body.start.trunk
    return trunk / length(trunk)[..., None] * _widened(body), body.middle("hip")


def _widened(body: Body) -> float:
    """Return by how much what lies across the mat is to be widened, told from the start."""
    seen = BACK if body.start is None else float(back_view(body.start))
    return BACK / seen if LITTLE_BACK < seen < BACK else 1.0


def _is_near(body: Body, side: Side) -> BoolArray:
    """Return whether a side is the one nearer to a camera that looks down on a back."""
    leftward: BoolArray = x_of(_midline(body)[0]) < 0
    return leftward if side == "left" else ~leftward

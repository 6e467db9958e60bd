"""How far a knee kicks, and of which leg it is: a body in, degrees out.

Where one leg lies behind the other the landmarks take them for one another, or drag the one that
rests along. Missing landmarks give NaN.
"""

from functools import lru_cache

import numpy as np

from formcheck.body import Body, SidedMeasure
from formcheck.elementwise import choose
from formcheck.geometry import distance
from formcheck.landmarks import Side, other
from formcheck.measures.joints import knee_flexion
from formcheck.pose import BoolArray, FloatArray

RESTING_DEG = 35.0
"""A leg lies on the mat whose knee is bent by less."""
ELSEWHERE = 0.01
"""By how much the foot of a resting leg must be nearer to the other's place to be the other's. In
443 kicks of 45 rendered sets it was 0.015 to 0.4 nearer to its own place, and in 15 kicks in which
the landmarks had swapped the legs 0.018 to 0.4 nearer to the other's."""


def kick(body: Body, side: Side) -> FloatArray:
    """Bend of a knee that kicks, in profile.

    When the near leg kicks the landmarks drag the far one along, so the far leg has kicked only
    by as much as it is bent more than the near one. Or they take one leg for the other.
    """
    near_deg, far_deg = _bends(body)
    return near_deg if side == body.near else np.maximum(far_deg - near_deg, 0.0)


@lru_cache(maxsize=1)  # both sides of one body are asked for in turn
def _bends(body: Body) -> tuple[FloatArray, FloatArray]:
    """Return the bend of the near and of the far knee, whichever leg the landmarks call near."""
    near_deg, far_deg = (knee_flexion(body, leg) for leg in (body.near, other(body.near)))
    swapped = _legs_swapped(body, near_deg, far_deg)
    return choose(swapped, far_deg, near_deg), choose(swapped, near_deg, far_deg)


def _legs_swapped(body: Body, near_deg: FloatArray, far_deg: FloatArray) -> BoolArray:
    """Return whether the foot of a leg that rests lies where the other one lay at the start.

    Both in the picture and seen from the knees: who comes up may slide, and a knee that kicks is
    drawn off.
    """
    if body.start is None:
        return np.zeros(near_deg.shape, np.bool_)
    elsewhere = np.minimum(near_deg, far_deg) < RESTING_DEG
    for foot in (_foot, _foot_from_knees):
        elsewhere &= _nearer_to_other(body, body.start, near_deg < far_deg, foot) > ELSEWHERE
    return elsewhere


def _foot(body: Body, side: Side) -> FloatArray:
    return body.joint("ankle", side)


@lru_cache(maxsize=4)  # both feet of one body are held against those of its start
def _foot_from_knees(body: Body, side: Side) -> FloatArray:
    return np.asarray(body.joint("ankle", side) - body.middle("knee"))


def _nearer_to_other(
    body: Body, start: Body, near_rests: BoolArray, foot: SidedMeasure
) -> FloatArray:
    """Return how much nearer the resting foot is to the other's place at the start than to its."""
    near, far = body.near, other(body.near)
    resting = np.where(near_rests[..., None], foot(body, near), foot(body, far))
    from_near, from_far = (distance(resting, foot(start, leg)) for leg in (near, far))
    return choose(near_rests, from_near - from_far, from_far - from_near)

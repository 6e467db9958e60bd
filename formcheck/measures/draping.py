"""Whose knee goes over in the supine twist, and how far: a body in, torso lengths out.

Missing landmarks give NaN.
"""

from functools import lru_cache

import numpy as np

from formcheck.body import Body
from formcheck.elementwise import choose, clip
from formcheck.geometry import distance, dot, y_of
from formcheck.landmarks import Side, other
from formcheck.measures.orientation import trunk_axes
from formcheck.measures.tilting import rise
from formcheck.pose import FloatArray

UNCROSSED = -0.3
"""Where a knee is on its own side: within 0.18 in rendered bodies, -0.12 in a photographed one."""
HIGH = 0.5
"""A knee this much higher than the other stands up: rendered ones 0.55 to 0.9, and up to 0.4 where
they have gone over."""
FRONT_UP = 0.5
"""The front of a body that lies on its back points up in the picture by this much from the side."""
HIPS_OVER = 0.045
"""By so much the near hip has risen over the far one if its leg has gone over: 0.07 to 0.4 by
rendered bodies, and -0.15 to 0.02 if the far one has."""
HUGGED = 0.2
"""The near shoulder of who hugs a knee rises by so much: up to 0.24 in nearly all pictures of 20
rendered sets. It seems to by 0.32 where a body whose leg is over is taken for one on its side."""
HIPS_SHARE = 2.0
"""What rolling hips count for, in what a knee that crosses does."""
LEAD = 0.3
"""The near knee is not further across than the far one by more than this while its hip is down."""
OUT_OF_HAND, IN_HAND = 1.2, 0.45
"""The near hand holds no knee from so far: 1.4 to 1.7 by rendered bodies, and 0.1 where it does.
The far one is hidden, and often a guess: it may hold one that is nearer than the second number."""


@lru_cache(maxsize=4)  # both sides of one body and of its start are asked for in turn
def knee_crossing(body: Body, side: Side) -> FloatArray:
    """How far a knee has crossed the midline of the trunk; on its own side it is negative.

    Taken in space along the line of the shoulders: from the side, pixels do not show it.
    """
    across, _, hips, trunk_m = trunk_axes(body)
    out = dot(body.joint_in_space("knee", side) - hips, across) / trunk_m
    return np.asarray(-out if side == "left" else out)


def knee_over(body: Body, side: Side) -> FloatArray:
    """How far a knee has crossed the midline, told from the knees and from how the hips roll.

    The landmarks of legs that cross change places; those of the hips do not. So from beside a mat
    the hips tell whose the knee is that has crossed further.
    """
    own, others = knee_crossing(body, side), knee_crossing(body, other(side))
    hips = _hips_over(body)
    if side == body.near:
        over, not_over = np.fmax(np.fmax(own, others), HIPS_SHARE * hips), others + LEAD
    else:
        over, not_over = np.fmin(own, others), own
    told = choose(hips > 0, over, np.fmin(own, not_over))
    return choose(np.isnan(hips), own, told)


def knee_let_go(body: Body, side: Side) -> FloatArray:
    """How far a knee has crossed the midline, or more than 0 if it stands up and no hand is near.

    Who has let go of a knee means to have it where it is, across or not. A knee that lay nearer to
    the midline than most at the start has to go further over by as much.
    """
    knee = body.joint("knee", side)
    near, far = (distance(knee, body.joint("wrist", of)) for of in (body.near, other(body.near)))
    out_of_hand = np.fmin(near - OUT_OF_HAND, far - IN_HAND)
    free = np.minimum(knee_raised(body, side) - HIGH, out_of_hand)
    over = knee_over(body, side)
    if body.start is not None:
        over = over - _lay_across(body.start, side)
    return np.asarray(np.fmax(over, 2 * free))


@lru_cache(maxsize=2)  # the start is the same for a whole set, and both sides are asked for
def _lay_across(start: Body, side: Side) -> FloatArray:
    """Return by how much a knee lay nearer to the midline at the start than most."""
    return np.asarray(np.fmax(knee_over(start, side) - UNCROSSED, 0))


def knee_come_over(body: Body, side: Side) -> FloatArray:
    """How far a knee has crossed the midline, told from where it is in space or how low it is.

    In space the landmarks show too little of a knee that goes over behind the body.
    """
    return np.asarray(np.fmax(knee_over(body, side), HIGH - knee_raised(body, side)))


def knee_raised(body: Body, side: Side) -> FloatArray:
    """How much higher a knee is than the other; NaN if the body is seen too much from above."""
    higher = rise(body, side, "knee")
    if body.view == "side":
        return higher
    return choose(y_of(trunk_axes(body)[1]) > FRONT_UP, higher, np.nan)


@lru_cache(maxsize=2)  # both sides of one body ask for it
def _hips_over(body: Body) -> FloatArray:
    """How much further the near hip has risen since the start than it does unless its leg is over.

    Who hugs a knee rolls, too, with the shoulders. NaN if the body is not seen from beside a mat.
    """
    if body.start is None or body.view != "side":
        return body.unknown
    hip, shoulder = (
        rise(body, body.near, joint) - rise(body.start, body.near, joint)
        for joint in ("hip", "shoulder")
    )
    return hip - clip(shoulder, 0, HUGGED) - HIPS_OVER

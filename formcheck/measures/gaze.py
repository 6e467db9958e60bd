"""How far the head and the face have turned: a body in, degrees out.

Each takes a body of one instant or a whole recording, and some the side to look at. Missing
landmarks give NaN.
"""

import numpy as np

from formcheck.body import Body
from formcheck.elementwise import choose
from formcheck.geometry import dot
from formcheck.landmarks import Landmark, Side
from formcheck.measures.orientation import trunk_axes
from formcheck.measures.tilting import rise
from formcheck.measures.turning import chest_turn
from formcheck.pose import FloatArray

PROFILE_DEG = 45.0
"""A face turned this far may be in profile. Rendered heads that truly turn by 95 to 110 degrees are
read as 47 to 94, like those that turn by 75, and the shoulders below them as turned too far."""
EARS_ROLL = 0.2
"""The share of the roll of the shoulders in which the ears of rendered bodies take part."""
RISE_DEG = 640.0
"""How far a face has turned for each torso by which an ear has risen over the other."""
NEAR_GAZE_DEG = 12.0
"""By how much more a face has turned to the near knee than it seems: rendered ones that look the
right way seem turned by up to 3 degrees, others by -7 to 33, and to the far knee by up to 17 and by
9 to 47."""
LOOKS_UP_DEG = (-10.0, 15.0)
"""From above a face that reads between these may look anywhere: those turned by 30 degrees and more
to the knee read -1 to 14 in 2 rendered sets, and those turned away -22 to -13 in 3."""


def head_turn(body: Body) -> FloatArray:
    """Turn of the head against the shoulders: + to the person's left. Taken in space."""
    across, front, _, _ = trunk_axes(body)
    face = _face(body)
    return np.asarray(np.degrees(np.arctan2(dot(face, across), dot(face, front))))


def gaze_to_knee(body: Body) -> FloatArray:
    """How much further than at the start the face is turned to where the worked leg goes over.

    From beside the mat it is told by how much the ear of the worked side has risen over the other,
    less what the shoulders make it rise as they roll: in space the turn of a lying face is little
    more than a guess there. From above it is told in space; a face that is turned to the knee may
    seem to look straight up, so it is NaN unless it clearly looks to one side.
    """
    if body.start is None:
        return body.unknown
    if body.view == "side":
        side = body.working or body.near
        turned = (_ears_roll(body, side) - _ears_roll(body.start, side)) * RISE_DEG
        return np.asarray(turned + (NEAR_GAZE_DEG if side == body.near else 0.0))
    turned = (head_turn(body) - head_turn(body.start)) * (-1 if body.working == "left" else 1)
    away_deg, to_knee_deg = LOOKS_UP_DEG
    return choose((turned > away_deg) & (turned < to_knee_deg), np.nan, turned)


def _ears_roll(body: Body, side: Side) -> FloatArray:
    """Return how far the ear of a side is over the other by the turn of the head alone."""
    return np.asarray(rise(body, side, "ear") - EARS_ROLL * rise(body, side, "shoulder"))


def face_turn(body: Body, side: Side) -> FloatArray:
    """Turn of the face from the camera to one side. Taken in space."""
    face = _face(body)
    turned = np.degrees(np.arctan2(face[..., 0], face[..., 2]))
    return np.asarray(turned if side == "left" else -turned)


def face_past_chest(body: Body, side: Side) -> FloatArray:
    """How much further to one side the face seems turned than the chest."""
    return np.asarray(face_turn(body, side) - chest_turn(body, side))


def head_lead(body: Body, side: Side) -> FloatArray:
    """How much further to one side the face is turned than the chest.

    NaN for a face in profile: how far that is turned the landmarks do not show.
    """
    in_profile = face_turn(body, side) > PROFILE_DEG
    return choose(in_profile, np.nan, face_past_chest(body, side))


def _face(body: Body) -> FloatArray:
    """Return the way from between the ears to the nose, in space. Shape (..., 3)."""
    return np.asarray(body.world[..., Landmark.NOSE, :] - body.middle_in_space("ear"))

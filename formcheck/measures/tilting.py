"""How a body leans, tilts and is lifted on one side: a body in, degrees or torso lengths out.

Each takes a body of one instant or a whole recording, and some the side to look at. Missing
landmarks give NaN.
"""

from functools import lru_cache

import numpy as np

from formcheck.body import Body
from formcheck.elementwise import choose, clip
from formcheck.geometry import x_of, y_of
from formcheck.landmarks import Side, other
from formcheck.measures.turning import width_kept
from formcheck.pose import FloatArray

SHOULDERS_TORSO = 0.75
HIPS_TORSO = 0.45
"""Widths of shoulders and hips as landmarks: the usual ones of rendered bodies."""
HIDDEN = 0.45
"""A chest has turned so far that it hides a shoulder where less than this share is left of the
width of the shoulders."""
LEVEL_DEG = 12.0
"""What reads less then may be level or not: of rendered lines that tilt by 30 degrees 0 to 17 are
read, of level ones up to 10."""
SINKS = 0.06
"""The shoulder that a turned chest shows seems this much nearer to the ears than before, give or
take 0.1."""
NECK_TO_SHOULDER = 0.5
"""How far beside the neck it is: where the line of the shoulders tilts by 27 to 32 degrees it comes
nearer by 0.21 to 0.33."""
FAR_SHARE = 0.75
"""What the far shoulder counts for in the lift of the near one: where the hips roll far the near
shoulder is drawn as if it rose, and the far one as if it sank."""
NEAR_LIFT = 1.6
"""What that lift counts for against one of the far shoulder."""
HIP_SHARE = 0.5
"""What its hip counts for in the lift of the far shoulder, which takes it along as it rolls towards
the camera."""
RIGHT_LIFT = 1.2
"""What that lift counts for where the camera is on the person's right: the landmarks show less of
it there, and of the same twists seen in a mirror they do not."""
OTHER_HIP = 0.8
"""What the hip counts for that is hidden behind the turn at times."""


@lru_cache(maxsize=2)  # of one body and of its start it is asked for with each side
def trunk_lean(body: Body) -> FloatArray:
    """Lean of the trunk to the person's left, seen from the front.

    On which side their left is the start tells: a chest that turns far shows its shoulders swapped.
    """
    start = body.start or body
    across = x_of(start.joint("shoulder", "left")) - x_of(start.joint("shoulder", "right"))
    up = body.trunk
    return np.degrees(np.arctan2(x_of(up) * np.sign(across), y_of(up)))


def lean_to(body: Body, side: Side) -> FloatArray:
    """Lean of the trunk to one side, seen from the front."""
    return trunk_lean(body) * (1 if side == "left" else -1)


def rise(body: Body, side: Side, joint: str) -> FloatArray:
    """How much higher a joint is than that of the other side."""
    return y_of(body.joint(joint, side)) - y_of(body.joint(joint, other(side)))


def ears_over_shoulder(body: Body, side: Side) -> FloatArray:
    """How much higher the middle of the ears is than a shoulder."""
    return np.asarray(y_of(body.middle("ear")) - y_of(body.joint("shoulder", side)))


def shoulder_lift(body: Body, side: Side) -> FloatArray:
    """How high a shoulder is, seen from beside the mat; only its change means something.

    The near one is told by both shoulders: what a roll of the hips seems to raise and to lower
    cancels out. The far one is told by itself and its hip.
    """
    near, far = (y_of(body.joint("shoulder", of)) for of in (body.near, other(body.near)))
    if side == body.near:
        return np.asarray(NEAR_LIFT * (near + FAR_SHARE * far))
    hip = y_of(body.joint("hip", side))
    shown = RIGHT_LIFT if body.near == "right" else 1.0
    return np.asarray(shown * (far + HIP_SHARE * hip))


def shoulder_lifted(body: Body) -> FloatArray:
    """By how much the shoulder of the worked side has been lifted since the start, from beside."""
    if body.start is None or body.view != "side":
        return body.unknown
    side = body.working or body.near
    return np.asarray(shoulder_lift(body, side) - shoulder_lift(body.start, side))


def seat_tipped(body: Body) -> FloatArray:
    """How far the seat has been lifted on one side since the start, by who turns to a side.

    The larger of two readings. How much the hip of the side turned to has risen over the other one,
    with how far the trunk leans away from it, for no more than that again: a lifted seat takes the
    trunk along, and a hip that only seems to rise does not. And how much the other hip has risen.
    """
    if body.start is None:
        return body.unknown
    side = body.working or body.near
    risen = rise(body, side, "hip") - rise(body.start, side, "hip")
    away = np.sin(np.radians(lean_to(body.start, side) - lean_to(body, side)))
    return np.fmax(risen + np.minimum(away, risen), -OTHER_HIP * risen)


def shoulders_tilt(body: Body) -> FloatArray:
    """How far the line of the shoulders has tilted against that of the hips since the start.

    The larger of two readings. By the heights of both shoulders: a line that is turned away still
    has its true height, but the shoulder that a turned chest hides is a guess. And by how much
    nearer to the ears the shoulder in front has come. NaN where one is hidden and they seem level:
    a guess never makes shoulders level, while those that seem tilted are.
    """
    if body.start is None:
        return body.unknown
    tilted = np.abs(_shoulders_tilt(body) - _shoulders_tilt(body.start))
    tilted = np.fmax(tilted, _front_shoulder_raised(body, body.start))
    hidden = width_kept(body) < HIDDEN
    return choose(hidden & (tilted < LEVEL_DEG), np.nan, tilted)


def _front_shoulder_raised(body: Body, start: Body) -> FloatArray:
    """Return by what tilt the shoulder in front has come nearer to the ears since the start."""
    front = other(body.working or body.near)
    neared = ears_over_shoulder(start, front) - ears_over_shoulder(body, front)
    raised = (neared - SINKS) / NECK_TO_SHOULDER
    return np.asarray(np.degrees(np.arcsin(clip(raised, -1, 1))))


def _shoulders_tilt(body: Body) -> FloatArray:
    """Return the tilt of the shoulders less that of the hips: + with the left side up."""
    tilt = np.arcsin(clip(rise(body, "left", "shoulder") / SHOULDERS_TORSO, -1, 1))
    hips = np.arcsin(clip(rise(body, "left", "hip") / HIPS_TORSO, -1, 1))
    return np.asarray(np.degrees(tilt - hips))


def mat_slope(body: Body) -> FloatArray:
    """How steeply a level mat rises to the front in the picture, seen from above and aside.

    A camera that looks down by an angle d, and from aside by an angle a, shows what runs along the
    mat rise by tan(a) * sin(d). How it stands is told by what runs across the mat, shoulders and
    hips: over their true widths they go aside by sin(a) in the picture, and up by about sin(d).
    """
    shoulders = _away(body, "shoulder") / SHOULDERS_TORSO
    hips = _away(body, "hip") / HIPS_TORSO
    gradient = -(x_of(shoulders) * y_of(shoulders) + x_of(hips) * y_of(hips)) / 2
    return np.asarray(np.degrees(np.arctan(gradient)))


def _away(body: Body, joint: str) -> FloatArray:
    """Return the way from the near to the far joint. Shape (..., 2)."""
    return np.asarray(body.joint(joint, other(body.near)) - body.joint(joint, body.near))

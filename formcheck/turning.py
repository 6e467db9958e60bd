"""Measures of how a body turns, leans and tilts: a body in, degrees or torso lengths out.

Each takes a body of one instant or a whole recording, and some the side to look at. Missing
landmarks give NaN.
"""

from functools import lru_cache

import numpy as np

from formcheck.body import Body
from formcheck.elementwise import choose, clip
from formcheck.geometry import cross, distance, dot, length, perpendicular, x_of, y_of
from formcheck.landmarks import SIDES, Landmark, Side, other
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
PROFILE_DEG = 55.0
"""A face turned this far is seen in profile. Rendered heads that truly turn by 110 degrees are read
as 60 to 85, like those that turn by 75, and the shoulders below them as turned too far."""
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


def shoulder_turn(body: Body, side: Side) -> FloatArray:
    """Turn of the shoulders out of the picture's plane to one side. Taken in space."""
    across = _shoulders_in_space(body)
    turned = np.degrees(np.arctan2(across[..., 2], across[..., 0]))
    return np.asarray(turned if side == "right" else -turned)


def chest_turn(body: Body, side: Side) -> FloatArray:
    """Turn of the shoulders to one side, told in space and by how narrow they have become.

    Either way alone shows too little of some turns: 15 degrees where a chest has turned by 50.
    """
    turned = shoulder_turn(body, side)
    if body.start is None:
        return turned
    start = shoulder_turn(body.start, side)
    narrowed = np.degrees(np.arccos(np.minimum(width_kept(body), 1.0))) * np.sign(turned - start)
    return np.asarray(start + (turned - start + narrowed) / 2)


def face_turn(body: Body, side: Side) -> FloatArray:
    """Turn of the face from the camera to one side. Taken in space."""
    face = _face(body)
    turned = np.degrees(np.arctan2(face[..., 0], face[..., 2]))
    return np.asarray(turned if side == "left" else -turned)


def head_lead(body: Body, side: Side) -> FloatArray:
    """How much further to one side the face is turned than the chest.

    NaN for a face in profile: how far that is turned the landmarks do not show.
    """
    face = face_turn(body, side)
    return choose(face > PROFILE_DEG, np.nan, face - chest_turn(body, side))


@lru_cache(maxsize=2)  # that of one body is held against that of its start by many measures
def shoulder_width(body: Body) -> FloatArray:
    """Distance of the shoulders in the picture: it shrinks as the chest turns away."""
    return distance(body.joint("shoulder", "left"), body.joint("shoulder", "right"))


def width_kept(body: Body) -> FloatArray:
    """Width of the shoulders over that at the start; 1 until that was taken."""
    return np.asarray(shoulder_width(body) / shoulder_width(body.start or body))


def rise(body: Body, side: Side, joint: str) -> FloatArray:
    """How much higher a joint is than that of the other side."""
    return y_of(body.joint(joint, side)) - y_of(body.joint(joint, other(side)))


def ears_over_shoulder(body: Body, side: Side) -> FloatArray:
    """How much higher the middle of the ears is than a shoulder."""
    return np.asarray(y_of(body.middle("ear")) - y_of(body.joint("shoulder", side)))


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


@lru_cache(maxsize=2)  # the measures of one body ask for them in turn
def trunk_axes(body: Body) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
    """Return the trunk in space: its axes to the left and to the front, the hips, its length."""
    up, hips, trunk_m = _trunk_up(body)
    shoulders = _shoulders_in_space(body)
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


def _shoulders_in_space(body: Body) -> FloatArray:
    """Return the way from the right to the left shoulder, in space. Shape (..., 3)."""
    return body.joint_in_space("shoulder", "left") - body.joint_in_space("shoulder", "right")


def _face(body: Body) -> FloatArray:
    """Return the way from between the ears to the nose, in space. Shape (..., 3)."""
    return np.asarray(body.world[..., Landmark.NOSE, :] - body.middle_in_space("ear"))

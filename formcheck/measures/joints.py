"""Anatomical measures: a body in, degrees or torso lengths out.

Each takes a body of one instant or a whole recording, and some the side to look at. Flexion and
extension are 0 when straight. Missing landmarks give NaN.
"""

from functools import lru_cache

import numpy as np

from formcheck.body import Body
from formcheck.elementwise import choose, clip
from formcheck.geometry import cross, distance, joint_angle, slope, turn, x_of, y_of
from formcheck.landmarks import SIDES, Side, other
from formcheck.measures.tilting import SHOULDERS_TORSO, mat_slope, rise
from formcheck.pose import FloatArray

SHORTEST_LINE = 0.5
"""Of hands that lie by the feet the mat is where the feet are."""
HOOKED = 0.15
"""How far past the other knee an elbow may be hooked to the thigh."""
STRAIGHT_ARM_DEG = 12.0
"""By how much arms seem bent that are straight, in photographs."""


def elbow_angle(body: Body, side: Side) -> FloatArray:
    """Inner angle of the elbow: 180 when the arm is straight."""
    return joint_angle(*(body.joint(name, side) for name in ("shoulder", "elbow", "wrist")))


def arm_length(body: Body, side: Side) -> FloatArray:
    """How long the arm is, along its upper and lower part."""
    shoulder, elbow, wrist = (body.joint(name, side) for name in ("shoulder", "elbow", "wrist"))
    return distance(shoulder, elbow) + distance(elbow, wrist)


def elbow_bent_back(body: Body, side: Side) -> FloatArray:
    """Bend of an elbow away from where the person looks. Needs a profile.

    Negative where it seems to be bent forward, which an elbow behind the body cannot be.
    """
    shoulder, elbow, wrist = (body.joint(name, side) for name in ("shoulder", "elbow", "wrist"))
    return turn(elbow - shoulder, wrist - elbow)


def elbow_bent_since_start(body: Body, side: Side) -> FloatArray:
    """Bend of an elbow as it seems, or as if it had been straight at the start if that is more.

    Needs a profile.
    """
    bent = elbow_bent_back(body, side)
    since = bent - elbow_bent_back(body.start or body, side)
    return np.fmax(bent, since + STRAIGHT_ARM_DEG)


@lru_cache(maxsize=4)  # both sides of one body and of its start are asked for by many checks
def knee_flexion(body: Body, side: Side) -> FloatArray:
    """Bend of the knee between thigh and shank."""
    return 180 - joint_angle(*(body.joint(name, side) for name in ("hip", "knee", "ankle")))


def straighter_knee(body: Body) -> FloatArray:
    """Bend of the knee that is bent less."""
    return np.minimum(knee_flexion(body, "left"), knee_flexion(body, "right"))


def thigh_length(body: Body, side: Side) -> FloatArray:
    """How long the thigh looks."""
    return distance(body.joint("hip", side), body.joint("knee", side))


def shank_length(body: Body, side: Side) -> FloatArray:
    """How long the shank looks."""
    return distance(body.joint("knee", side), body.joint("ankle", side))


def trunk_extension(body: Body, side: Side) -> FloatArray:
    """Bend of the trunk back over the thigh; folding forward is negative. Needs a profile.

    The landmarks' hips and shoulders lie so in the body that this reads 6 degrees too much,
    the median over rendered bodies; that is taken off.
    """
    hip = body.joint("hip", side)
    return turn(hip - body.joint("knee", side), body.joint("shoulder", side) - hip) - 6


@lru_cache(maxsize=2)  # of one body and of its start it is asked for by many checks
def trunk_elevation(body: Body) -> FloatArray:
    """Slope of the trunk over the mat: 0 prone, 90 upright, 180 supine. Needs a profile."""
    sloped = slope(body.trunk)
    return choose(sloped < -90, sloped + 360, sloped)


def ear_to_shoulder(body: Body, side: Side) -> FloatArray:
    """Distance from ear to shoulder."""
    return distance(body.joint("ear", side), body.joint("shoulder", side))


def ear_distance(body: Body, side: Side) -> FloatArray:
    """Distance from ear to shoulder as a share of that side's trunk."""
    return ear_to_shoulder(body, side) / distance(
        body.joint("shoulder", side), body.joint("hip", side)
    )


def knee_shift(body: Body, side: Side) -> FloatArray:
    """How far a knee is from where it was in the start position, both seen from the hips."""
    if body.start is None:
        return body.unknown
    there, before = (one.joint("knee", side) - one.middle("hip") for one in (body, body.start))
    return distance(there, before)


def hip_to_ankle(body: Body, side: Side) -> FloatArray:
    """Distance from hip to ankle: small when the seat is on the heels."""
    return distance(body.joint("hip", side), body.joint("ankle", side))


def ahead(body: Body, side: Side, joint: str, of: str) -> FloatArray:
    """How far one joint is ahead of another along the mat. Needs a profile."""
    return x_of(body.joint(joint, side)) - x_of(body.joint(of, side))


def head_ahead(body: Body, side: Side) -> FloatArray:
    """How far the ear is ahead of the hips along the mat. Needs a profile."""
    return x_of(body.joint("ear", side)) - x_of(body.middle("hip"))


def along(body: Body, side: Side, joint: str) -> FloatArray:
    """Place of a joint along the mat; only its change means something. Needs a profile."""
    return x_of(body.joint(joint, side))


def above(body: Body, side: Side, joint: str, over: str) -> FloatArray:
    """How much higher one joint is than another."""
    return y_of(body.joint(joint, side)) - y_of(body.joint(over, side))


def shoulder_over_wrist(body: Body, side: Side) -> FloatArray:
    """Distance along the mat from being stacked: shoulder over wrist."""
    return np.abs(ahead(body, side, "shoulder", "wrist"))


def hip_over_knee(body: Body, side: Side) -> FloatArray:
    """Distance along the mat from being stacked: hip over knee."""
    return np.abs(ahead(body, side, "hip", "knee"))


def hip_height(body: Body, side: Side) -> FloatArray:
    """Height of the hip over the knee; lying flat it is about the same for everybody."""
    return above(body, side, "hip", "knee")


def thigh_level(body: Body, side: Side) -> FloatArray:
    """How much of the thigh runs along the mat: 1 where it lies, 0 where the hip is on the knee."""
    return np.asarray(ahead(body, side, "hip", "knee") / thigh_length(body, side))


def hip_off_mat(body: Body, side: Side) -> FloatArray:
    """Height of the hip over the knee, less what the slope of the mat that the view gives adds."""
    gradient = np.tan(np.radians(mat_slope(body)))
    return np.asarray(hip_height(body, side) - gradient * ahead(body, side, "hip", "knee"))


def chest_height(body: Body, side: Side) -> FloatArray:
    """Height of the shoulder over the knee, which stays on the mat."""
    return above(body, side, "shoulder", "knee")


def head_height(body: Body, side: Side) -> FloatArray:
    """Height of the ear over the shoulder."""
    return above(body, side, "ear", "shoulder")


def ankle_gap(body: Body) -> FloatArray:
    """Distance of the ankles over the width of the hips. Not seen in profile."""
    gap = distance(body.joint("ankle", "left"), body.joint("ankle", "right"))
    return gap / distance(body.joint("hip", "left"), body.joint("hip", "right"))


def height(body: Body, side: Side, joint: str) -> FloatArray:
    """Height of a joint in the picture; only its change means something."""
    return y_of(body.joint(joint, side))


def elbow_off_thigh(body: Body, side: Side) -> FloatArray:
    """How far across an elbow is from the outside of the other side's thigh, seen from the front.

    From there the distance along the thigh does not show, and how high the elbow rests is free,
    and how far past the knee it is hooked.
    """
    knee, hips = body.joint("knee", other(side)), body.middle("hip")
    out = np.sign(x_of(body.joint("hip", other(side))) - x_of(hips))
    past = (x_of(body.joint("elbow", side)) - x_of(knee)) * out
    return np.maximum(-past, past - HOOKED)


def head_over_mat(body: Body) -> FloatArray:
    """Height of the head, half-way between nose and ears, over the mat below it.

    The mat is the line from between the feet to between the hands, which all rest on it, or level
    if a hand is not seen. The near ones look lower than the mat below the head if the camera stands
    high.
    """
    foot, hand, head = body.middle("ankle"), body.middle("wrist"), _head(body)
    long, high = x_of(hand) - x_of(foot), y_of(hand) - y_of(foot)
    share = clip((x_of(head) - x_of(foot)) / np.fmax(long, SHORTEST_LINE), 0.0, 1.0)
    mat = share * high
    return y_of(head) - y_of(foot) - choose(np.isnan(mat), 0.0, mat)


def hand_from_head(body: Body, side: Side) -> FloatArray:
    """Distance from a wrist to the head, half-way between nose and ears."""
    return distance(body.joint("wrist", side), _head(body))


def arms_off_square(body: Body) -> FloatArray:
    """How far the upper arms of somebody who lies flat are from square to the trunk.

    Told on the mat, whose slant in the picture the trunk and the line of the shoulders show, and
    as the mean of both arms: what else slants them, such as a shoulder that lies higher, turns one
    as much up as the other one down.
    """
    along = body.trunk
    across = (body.joint("shoulder", "left") - body.joint("shoulder", "right")) / SHOULDERS_TORSO
    mat = cross(across, along)
    off = []
    for side in SIDES:
        arm = body.joint("elbow", side) - body.joint("shoulder", side)
        out, up = cross(arm, along) / mat, cross(across, arm) / mat
        off.append(np.degrees(np.arctan2(up, out if side == "left" else -out)))
    return np.asarray(np.abs(off[0] + off[1]) / 2)


def seat_lifted(body: Body, side: Side) -> FloatArray:
    """How far one side of the seat has been lifted since the start.

    By how much its hip has risen over the other one, and its knee, which goes along, over its
    foot; but a knee alone lifts no seat.
    """
    if body.start is None:
        return body.unknown
    hip = rise(body, side, "hip") - rise(body.start, side, "hip")
    knee = above(body, side, "knee", "heel") - above(body.start, side, "knee", "heel")
    return np.asarray(hip + np.minimum(knee, hip))


def wrist_over_head(body: Body, side: Side) -> FloatArray:
    """Height of a wrist over the nose."""
    return y_of(body.joint("wrist", side)) - y_of(body.nose)


def wrist_over_hips(body: Body, side: Side) -> FloatArray:
    """Height of a wrist over the line of the hips."""
    return y_of(body.joint("wrist", side)) - y_of(body.middle("hip"))


def _head(body: Body) -> FloatArray:
    return (body.nose + body.middle("ear")) / 2

"""Anatomical measures: a body in, degrees or torso lengths out.

Each takes a body of one instant or a whole recording, and some the side to look at. Flexion and
extension are 0 when straight. Missing landmarks give NaN.
"""

import numpy as np

from formcheck.body import Body
from formcheck.geometry import (
    cross,
    distance,
    joint_angle,
    length,
    perpendicular,
    to_segment,
    turn,
)
from formcheck.landmarks import SIDES, Landmark, Side, other, sided
from formcheck.pose import BACK_SAMPLES, FloatArray

LEVEL = np.array([1.0, 0.0])
_ALONG = np.linspace(0, 1, BACK_SAMPLES)
"""Where the samples of a back are on the way from hip to shoulder."""
EARS = [Landmark.LEFT_EAR, Landmark.RIGHT_EAR]
SHOULDERS = [Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER]
STRAIGHT_NECK_DEG = -10.0
"""The ear lies before the shoulder."""
STRAIGHT_NECK_SPACE_DEG = -28.0
SHOULDERS_TORSO = 0.75
HIPS_TORSO = 0.45
"""Widths of shoulders and hips as landmarks: the usual ones of rendered bodies."""


def elbow_angle(body: Body, side: Side) -> FloatArray:
    """Inner angle of the elbow: 180 when the arm is straight."""
    return joint_angle(*(body.joint(name, side) for name in ("shoulder", "elbow", "wrist")))


def knee_flexion(body: Body, side: Side) -> FloatArray:
    """Bend of the knee between thigh and shank."""
    return 180 - joint_angle(*(body.joint(name, side) for name in ("hip", "knee", "ankle")))


def straighter_knee(body: Body) -> FloatArray:
    """Bend of the knee that is bent less."""
    return np.minimum(knee_flexion(body, "left"), knee_flexion(body, "right"))


def kick(body: Body, side: Side) -> FloatArray:
    """Bend of a knee that kicks, in profile.

    When the near leg kicks the landmarks drag the far one along, so the far leg has kicked only
    by as much as it is bent more than the near one.
    """
    flexion = knee_flexion(body, side)
    if side == body.near:
        return flexion
    return np.maximum(flexion - knee_flexion(body, body.near), 0.0)


def trunk_extension(body: Body, side: Side) -> FloatArray:
    """Bend of the trunk back over the thigh; folding forward is negative. Needs a profile.

    The landmarks' hips and shoulders lie so in the body that this reads 6 degrees too much,
    the median over rendered bodies; that is taken off.
    """
    hip = body.joint("hip", side)
    return turn(hip - body.joint("knee", side), body.joint("shoulder", side) - hip) - 6


def trunk_elevation(body: Body) -> FloatArray:
    """Slope of the trunk over the mat: 0 prone, 90 upright, 180 supine. Needs a profile."""
    slope = turn(LEVEL, body.middle("shoulder") - body.middle("hip"))
    return np.where(slope < -90, slope + 360, slope)


def neck_extension(body: Body, side: Side) -> FloatArray:
    """Bend of the neck back; chin to chest is negative. Needs a profile.

    The smaller of two readings, each less what it is when the neck is straight: from a camera
    that is raised or stands towards the feet pixels show up to 25 degrees too much, and in space
    the landmarks bend the neck too little, so that only what both show is sure.
    """
    shoulder = body.joint("shoulder", side)
    trunk = shoulder - body.joint("hip", side)
    seen = turn(trunk, body.joint("ear", side) - shoulder) - STRAIGHT_NECK_DEG
    return np.minimum(seen, neck_extension_in_space(body) - STRAIGHT_NECK_SPACE_DEG)


def neck_extension_in_space(body: Body) -> FloatArray:
    """Bend of the neck back against the trunk, taken in space."""
    across, front, _, _ = _trunk(body)
    up = perpendicular(front, across)
    neck = body.world[..., EARS, :].mean(axis=-2) - body.world[..., SHOULDERS, :].mean(axis=-2)
    return np.asarray(
        -np.degrees(np.arctan2((neck * front).sum(axis=-1), (neck * up).sum(axis=-1)))
    )


def ear_to_shoulder(body: Body, side: Side) -> FloatArray:
    """Distance from ear to shoulder."""
    return distance(body.joint("ear", side), body.joint("shoulder", side))


def ear_distance(body: Body, side: Side) -> FloatArray:
    """Distance from ear to shoulder over the length of the trunk, which grows as they near."""
    return ear_to_shoulder(body, side) / distance(
        body.joint("shoulder", side), body.joint("hip", side)
    )


def hip_to_ankle(body: Body, side: Side) -> FloatArray:
    """Distance from hip to ankle: small when the seat is on the heels."""
    return distance(body.joint("hip", side), body.joint("ankle", side))


def ahead(body: Body, side: Side, joint: str, of: str) -> FloatArray:
    """How far one joint is ahead of another along the mat. Needs a profile."""
    return body.joint(joint, side)[..., 0] - body.joint(of, side)[..., 0]


def head_ahead(body: Body, side: Side) -> FloatArray:
    """How far the ear is ahead of the hips along the mat. Needs a profile."""
    return body.joint("ear", side)[..., 0] - body.middle("hip")[..., 0]


def along(body: Body, side: Side, joint: str) -> FloatArray:
    """Place of a joint along the mat; only its change means something. Needs a profile."""
    return body.joint(joint, side)[..., 0]


def above(body: Body, side: Side, joint: str, over: str) -> FloatArray:
    """How much higher one joint is than another."""
    return body.joint(joint, side)[..., 1] - body.joint(over, side)[..., 1]


def shoulder_over_wrist(body: Body, side: Side) -> FloatArray:
    """Distance along the mat from being stacked: shoulder over wrist."""
    return np.abs(ahead(body, side, "shoulder", "wrist"))


def hip_over_knee(body: Body, side: Side) -> FloatArray:
    """Distance along the mat from being stacked: hip over knee."""
    return np.abs(ahead(body, side, "hip", "knee"))


def hip_height(body: Body, side: Side) -> FloatArray:
    """Height of the hip over the knee; lying flat it is about the same for everybody."""
    return above(body, side, "hip", "knee")


def chest_height(body: Body, side: Side) -> FloatArray:
    """Height of the shoulder over the knee, which stays on the mat."""
    return above(body, side, "shoulder", "knee")


def head_height(body: Body, side: Side) -> FloatArray:
    """Height of the ear over the shoulder."""
    return above(body, side, "ear", "shoulder")


def back_line(body: Body) -> FloatArray:
    """Heights of the back's edge over the line through its own two ends. Shape (..., 21).

    Each end is the mean of three samples, so that no single one can tip the line.
    """
    back = body.back
    hip, shoulder = back[..., :3].mean(axis=-1), back[..., -3:].mean(axis=-1)
    slope = (shoulder - hip) / (_ALONG[-2] - _ALONG[1])
    return np.asarray(back - (hip[..., None] + slope[..., None] * (_ALONG - _ALONG[1])))


def spine_curve(body: Body) -> FloatArray:
    """Height of the back's edge at its middle: + rounded, 0 flat, - hollow."""
    line = back_line(body)
    middle = line.shape[-1] // 2
    return np.asarray(line[..., middle - 2 : middle + 3].mean(axis=-1))


def lumbar_hollow(body: Body) -> FloatArray:
    """Lowest point of the lower third of the back's edge: the deeper the hollow, the lower."""
    line = back_line(body)
    return np.asarray(line[..., : line.shape[-1] // 3 + 1].min(axis=-1))


def lumbar_bend(body: Body) -> FloatArray:
    """Sharpest bend of the lower back: the second difference over a fifth of its edge.

    It needs no more of the back than its lower two thirds.
    """
    back = body.back
    fifth, half = back.shape[-1] // 5, back.shape[-1] // 2
    bend = back[..., : -2 * fifth] - 2 * back[..., fifth:-fifth] + back[..., 2 * fifth :]
    return np.asarray(bend[..., : half - fifth + 1].max(axis=-1))


def lumbar_arch(body: Body) -> FloatArray:
    """Depth of the hollow in the lower back, or more than that where it bends in one place.

    The mean of the depth and of the sharpest bend: for an evenly hollowed back the two are about
    equal, at a hinge the bend is larger.
    """
    return (lumbar_bend(body) - lumbar_hollow(body)) / 2


def knee_crossing(body: Body, side: Side) -> FloatArray:
    """How far a knee has crossed the midline of the trunk; on its own side it is negative.

    Taken in space along the line of the shoulders: from the side, pixels do not show it.
    """
    across, _, hips, length = _trunk(body)
    out = ((body.world[..., sided(side, "knee"), :] - hips) * across).sum(axis=-1) / length
    return np.asarray(-out if side == "left" else out)


def head_turn(body: Body) -> FloatArray:
    """Turn of the head against the shoulders: + to the person's left. Taken in space."""
    across, front, _, _ = _trunk(body)
    ears = (body.world[..., Landmark.LEFT_EAR, :] + body.world[..., Landmark.RIGHT_EAR, :]) / 2
    face = body.world[..., Landmark.NOSE, :] - ears
    return np.asarray(
        np.degrees(np.arctan2((face * across).sum(axis=-1), (face * front).sum(axis=-1)))
    )


def gaze_to_knee(body: Body) -> FloatArray:
    """Turn of the head to the side to which the worked leg goes over."""
    return head_turn(body) * (-1 if body.working == "left" else 1)


def shoulder_lift(body: Body, side: Side) -> FloatArray:
    """Height of a shoulder in the picture; only its change means something.

    Rolling away from the camera the near shoulder rises about half as much in the picture as the
    far one does rolling towards it (rendered bodies), so it counts twice.
    """
    return body.joint("shoulder", side)[..., 1] * (2 if side == body.near else 1)


def ankle_gap(body: Body) -> FloatArray:
    """Distance of the ankles over the width of the hips. Not seen in profile."""
    gap = distance(body.joint("ankle", "left"), body.joint("ankle", "right"))
    return gap / distance(body.joint("hip", "left"), body.joint("hip", "right"))


def uprightness(body: Body) -> FloatArray:
    """How much of the trunk points up: 1 standing, near 0 lying. Taken in space."""
    shoulders = (
        body.world[..., Landmark.LEFT_SHOULDER, 1] + body.world[..., Landmark.RIGHT_SHOULDER, 1]
    )
    hips = body.world[..., Landmark.LEFT_HIP, 1] + body.world[..., Landmark.RIGHT_HIP, 1]
    return np.asarray((shoulders - hips) / 2 / _trunk(body)[3])


def back_view(body: Body) -> FloatArray:
    """How much of the back is seen: + from behind or lying face down seen from above."""
    shoulders, hips = body.middle("shoulder"), body.middle("hip")
    across = body.joint("shoulder", "left") - body.joint("shoulder", "right")
    return cross(shoulders - hips, across)


def trunk_lean(body: Body) -> FloatArray:
    """Lean of the trunk to the person's left, seen from the front."""
    shoulders, hips = body.middle("shoulder"), body.middle("hip")
    across = body.joint("shoulder", "left")[..., 0] - body.joint("shoulder", "right")[..., 0]
    up = shoulders - hips
    return np.degrees(np.arctan2(up[..., 0] * np.sign(across), up[..., 1]))


def lean_to(body: Body, side: Side) -> FloatArray:
    """Lean of the trunk to one side, seen from the front."""
    return trunk_lean(body) * (1 if side == "left" else -1)


def shoulder_turn(body: Body, side: Side) -> FloatArray:
    """Turn of the shoulders out of the picture's plane to one side. Taken in space."""
    left = body.world[..., Landmark.LEFT_SHOULDER, :]
    across = left - body.world[..., Landmark.RIGHT_SHOULDER, :]
    turned = np.degrees(np.arctan2(across[..., 2], across[..., 0]))
    return np.asarray(turned if side == "right" else -turned)


def face_turn(body: Body, side: Side) -> FloatArray:
    """Turn of the face from the camera to one side. Taken in space."""
    ears = (body.world[..., Landmark.LEFT_EAR, :] + body.world[..., Landmark.RIGHT_EAR, :]) / 2
    face = body.world[..., Landmark.NOSE, :] - ears
    turned = np.degrees(np.arctan2(face[..., 0], face[..., 2]))
    return np.asarray(turned if side == "left" else -turned)


def head_lead(body: Body, side: Side) -> FloatArray:
    """How much further to one side the face is turned than the shoulders."""
    return face_turn(body, side) - shoulder_turn(body, side)


def shoulder_width(body: Body) -> FloatArray:
    """Distance of the shoulders in the picture: it shrinks as the chest turns away."""
    return distance(body.joint("shoulder", "left"), body.joint("shoulder", "right"))


def rise(body: Body, side: Side, joint: str) -> FloatArray:
    """How much higher a joint is than that of the other side."""
    return body.joint(joint, side)[..., 1] - body.joint(joint, other(side))[..., 1]


def hip_rise(body: Body, side: Side) -> FloatArray:
    """How much higher one hip is than the other."""
    return rise(body, side, "hip")


def hips_level(body: Body) -> FloatArray:
    """How much higher the left hip is than the right one."""
    return rise(body, "left", "hip")


def shoulders_tilt(body: Body) -> FloatArray:
    """Tilt of the line of the shoulders against that of the hips: + is left up.

    From the heights alone: a shoulder line that is turned away still has its true height.
    """
    tilt = np.arcsin(np.clip(rise(body, "left", "shoulder") / SHOULDERS_TORSO, -1, 1))
    hips = np.arcsin(np.clip(rise(body, "left", "hip") / HIPS_TORSO, -1, 1))
    return np.asarray(np.degrees(tilt - hips))


def height(body: Body, side: Side, joint: str) -> FloatArray:
    """Height of a joint in the picture; only its change means something."""
    return body.joint(joint, side)[..., 1]


def elbow_to_thigh(body: Body, side: Side) -> FloatArray:
    """Distance from the elbow to the other side's thigh, in the picture."""
    hip, knee = body.joint("hip", other(side)), body.joint("knee", other(side))
    return to_segment(body.joint("elbow", side), hip, knee)


def nose_over_wrist(body: Body, side: Side) -> FloatArray:
    """Height of the nose over a wrist that lies on the mat."""
    return body.nose[..., 1] - body.joint("wrist", side)[..., 1]


def arms_off_square(body: Body) -> FloatArray:
    """How far the upper arm that is worse off is from square to the trunk, seen from above."""
    off = [
        np.abs(joint_angle(*(body.joint(name, side) for name in ("elbow", "shoulder", "hip"))) - 90)
        for side in SIDES
    ]
    return np.maximum(*off)


def wrist_over_head(body: Body, side: Side) -> FloatArray:
    """Height of a wrist over the nose."""
    return body.joint("wrist", side)[..., 1] - body.nose[..., 1]


def wrist_over_hips(body: Body, side: Side) -> FloatArray:
    """Height of a wrist over the line of the hips."""
    return body.joint("wrist", side)[..., 1] - body.middle("hip")[..., 1]


def _trunk(body: Body) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
    """Return the trunk in space: its axes to the left and to the front, the hips, its length."""
    left = body.world[..., Landmark.LEFT_SHOULDER, :]
    right = body.world[..., Landmark.RIGHT_SHOULDER, :]
    hips = (body.world[..., Landmark.LEFT_HIP, :] + body.world[..., Landmark.RIGHT_HIP, :]) / 2
    trunk = (left + right) / 2 - hips
    trunk_m = length(trunk)
    up = trunk / trunk_m[..., None]
    across = left - right - up * ((left - right) * up).sum(axis=-1, keepdims=True)
    across = across / length(across)[..., None]
    return across, perpendicular(across, up), hips, trunk_m

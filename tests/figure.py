"""A stick figure: joint angles in, landmarks out. The inverse of formcheck.measures.

A figure has a space of its own, in torso lengths: x to where the person looks when standing, y up
from the mat, z to the person's right. Directions in the sagittal plane run from x to y, so that a
trunk is at 0 prone, at 90 upright and at 180 supine. Angles are in degrees.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from formcheck.body import Body
from formcheck.landmarks import MIRROR, Landmark, Side, other, sided
from formcheck.pose import BACK_SAMPLES, FloatArray, Pose
from formcheck.tracking.tracker import BodyTracker
from tests.camera import Camera

THIGH, SHANK, FOOT, HAND, FACE = 0.85, 0.8, 0.25, 0.15, 0.2
EAR = 0.4
"""From shoulder to ear."""
WIDTH = {
    "ear": 0.14,
    "shoulder": 0.32,
    "elbow": 0.36,
    "wrist": 0.34,
    "hip": 0.17,
    "knee": 0.3,
    "ankle": 0.17,
}
"""How far a joint is from the midline."""
HIP_BIAS_DEG, EAR_BIAS_DEG = 6, -10
"""What the landmarks of a straight trunk and of a straight neck read."""
SIDES: tuple[Side, Side] = ("left", "right")
FLESH = 0.12
"""How far the back's edge is from the line of the joints."""
ALONG = np.linspace(0, 1, BACK_SAMPLES)
CURVE = 4 * ALONG * (1 - ALONG) / 0.796667
"""An even curve whose middle is 1 over its ends, both taken as a mean of some samples."""
HINGE = np.cos(np.clip((ALONG - 0.25) / 0.125, -1, 1) * np.pi / 2) ** 2
"""A bend in the lower third that neither the middle nor the ends have a part in."""
BESIDE = Camera()


@dataclass(frozen=True)
class Figure(ABC):
    """A person in some position; its fields are what the measures read."""

    @property
    @abstractmethod
    def points(self) -> FloatArray:
        """Landmarks in torso lengths. Shape (33, 3)."""

    @property
    def back(self) -> FloatArray:
        """Edge of the back from hip to shoulder over the line of the joints. Shape (21,)."""
        return np.full(BACK_SAMPLES, FLESH)

    def pose(
        self,
        timestamp_s: float = 0.0,
        camera: Camera = BESIDE,
        hidden: tuple[Landmark, ...] = (),
    ) -> Pose:
        """Return what is seen of the figure."""
        return camera.look(self.points, self.back, timestamp_s, hidden)

    def body(self, camera: Camera = BESIDE) -> Body:
        """Return the body that a camera gives."""
        body = BodyTracker(camera.beside).update(self.pose(camera=camera))
        assert body is not None
        return body


@dataclass(frozen=True)
class Prone(Figure):
    """A person on the belly, or raised from there on the arms."""

    trunk: float = 0.0
    """How far the trunk is bent back over the thighs."""
    neck: float = 0.0
    hips: float = 0.05
    """How high they are over the knees."""
    knee_left: float = 0.0
    knee_right: float = 0.0
    elbow: float = 140.0
    hands: float = 0.0
    """How far they are behind where the shoulders are with the trunk down."""
    ear: float = 0.4
    """How far it is from the shoulder."""

    @property
    def points(self) -> FloatArray:
        """Landmarks in torso lengths. Shape (33, 3)."""
        hip = np.array([np.sqrt(THIGH**2 - self.hips**2), self.hips])
        flat_deg = np.degrees(np.arctan2(hip[1], hip[0])) + HIP_BIAS_DEG
        head_deg = flat_deg + self.trunk + self.neck
        shoulder = hip + _ray(flat_deg + self.trunk)
        joints = {
            "knee": np.zeros(2),
            "hip": hip,
            "shoulder": shoulder,
            "wrist": np.array([hip[0] + _ray(flat_deg)[0] - self.hands, 0.0]),
            "ear": shoulder + _ray(head_deg + EAR_BIAS_DEG, self.ear),
        }
        points = _limbs(joints, self.elbow, (self.knee_left, self.knee_right))
        return _with_face(points, head_deg)


@dataclass(frozen=True)
class Tabletop(Figure):
    """A person on all fours."""

    spine: float = 0.0
    """How far the middle of the back is rounded."""
    hinge: float = 0.0
    """How far the back is bent in at one place."""
    neck: float = 0.0
    shoulders: float = 0.0
    """How far they are ahead of the wrists."""
    hips: float = 0.0
    """How far they are ahead of the knees."""
    elbow: float = 170.0
    folded: float = 0.0
    """How far into child's pose, the seat on the heels and the chest down: 0 to 1."""

    @property
    def points(self) -> FloatArray:
        """Landmarks in torso lengths. Shape (33, 3)."""
        thigh_deg = 90.0 + 45.0 * self.folded
        hip = np.array([self.hips, 0.0]) + _ray(thigh_deg, THIGH)
        shoulder = hip + _ray(-15.0 * self.folded)
        joints = {
            "knee": np.zeros(2),
            "hip": hip,
            "shoulder": shoulder,
            "wrist": np.array([shoulder[0] - self.shoulders, 0.0]),
            "ear": shoulder + _ray(self.neck + EAR_BIAS_DEG, EAR),
        }
        return _with_face(_limbs(joints, self.elbow, (thigh_deg, thigh_deg)), self.neck)

    @property
    def back(self) -> FloatArray:
        """Edge of the back from hip to shoulder over the line of the joints. Shape (21,)."""
        return FLESH + self.spine * CURVE - self.hinge * HINGE


FOLD = Tabletop(folded=1.2, shoulders=-0.5)
"""Child's pose with the hands ahead."""


@dataclass(frozen=True)
class Kneeling(Figure):
    """A person who kneels upright, the hands on the thighs."""

    thigh: float = 155.0
    """Its angle to the mat: 90 with the hips over the knees, more with the seat on the heels."""

    @property
    def points(self) -> FloatArray:
        """Landmarks in torso lengths. Shape (33, 3)."""
        hip = _ray(self.thigh, THIGH)
        shoulder = hip + _ray(90.0)
        joints = {
            "knee": np.zeros(2),
            "hip": hip,
            "shoulder": shoulder,
            "wrist": np.array([-0.3, 0.3]),
            "ear": shoulder + _ray(90.0 + EAR_BIAS_DEG, EAR),
        }
        return _with_face(_limbs(joints, 120.0, (self.thigh, self.thigh)), 90.0)


@dataclass(frozen=True)
class Supine(Figure):
    """A person on the back, one leg of whom may be drawn in and go over to the other side."""

    side: Side = "right"
    knee_in: float = 0.0
    """How far the knee is drawn in: 0 to 1."""
    crossing: float = -0.3
    """How far it is across the midline; the hips roll with it."""
    hands: float = 0.0
    """How far up beside the shoulders they are, from beside the hips: 0 to 1."""
    face: float = 0.0
    """How far the face is turned to the person's left."""
    lift_left: float = 0.0
    lift_right: float = 0.0

    @property
    def points(self) -> FloatArray:
        """Landmarks in torso lengths. Shape (33, 3)."""
        joints = {
            "knee": np.array([THIGH, 0.0]),
            "hip": np.zeros(2),
            "shoulder": _ray(180),
            "wrist": np.array([-0.1 - 1.2 * self.hands, 0.0]),
            "ear": _ray(180) + _ray(180 + EAR_BIAS_DEG, EAR),
        }
        points = _with_face(_limbs(joints, 160.0), 180.0, self.face)
        points[sided("left", "shoulder"), 1] += self.lift_left
        points[sided("right", "shoulder"), 1] += self.lift_right
        ahead, aside = THIGH * (1 - 0.7 * self.knee_in), self.crossing + WIDTH["hip"]
        height = np.sqrt(max(THIGH**2 - ahead**2 - aside**2, 0.0))
        across = self.crossing if self.side == "left" else -self.crossing
        points[sided(self.side, "knee")] = [ahead, height, across]
        aside, up = _ray(40 * (self.crossing + 0.3), WIDTH["hip"])
        outer = -1 if self.side == "left" else 1
        points[sided(self.side, "hip"), 1:] = [up, outer * aside]
        points[sided(other(self.side), "hip"), 1:] = [-up, -outer * aside]
        return points


@dataclass(frozen=True)
class Seated(Figure):
    """A person who sits with legs stretched out, for a camera in front."""

    lean: float = 0.0
    """How far the trunk leans to the person's left."""
    twist: float = 0.0
    """How far the shoulders are turned to the person's left."""
    face: float = 0.0
    """How far the face is."""
    ankles: float = 1.0
    """How far they are apart, over the width of the hips."""

    @property
    def points(self) -> FloatArray:
        """Landmarks in torso lengths. Shape (33, 3)."""
        joints = {
            "knee": np.array([THIGH, 0.0]),
            "hip": np.zeros(2),
            "shoulder": _ray(90),
            "wrist": np.array([0.3, 0.0]),
            "ear": _ray(90) + _ray(90, EAR),
        }
        points = _with_face(_limbs(joints, 160.0), 90, self.face)
        points[Landmark.LEFT_ANKLE, 2] = -self.ankles * WIDTH["hip"]
        points[Landmark.RIGHT_ANKLE, 2] = self.ankles * WIDTH["hip"]
        forward, aside = _ray(self.twist, WIDTH["shoulder"])[::-1]
        points[Landmark.LEFT_SHOULDER] = [-forward, 1.0, -aside]
        points[Landmark.RIGHT_SHOULDER] = [forward, 1.0, aside]
        up, left = _ray(self.lean)
        above = points[: Landmark.LEFT_ELBOW, 1:]
        above[:] = above @ [[up, -left], [left, up]]
        return points


@dataclass(frozen=True)
class Rolled(Figure):
    """A person on the belly, arms out as a T, one leg of whom may be bent and rolled over."""

    side: Side = "right"
    over: float = 0.0
    """How far the leg has gone over to where its foot stands on the other side: 0 to 1."""
    kicked: float = 0.0
    """How far its heel is lifted to the seat: 0 to 1."""
    arms: float = 0.0
    """How far the arms lie from square to the trunk, towards the head, in degrees."""
    mistaken: float = 0.0
    """From a half on the legs are taken for one another."""

    @property
    def points(self) -> FloatArray:
        """Landmarks in torso lengths. Shape (33, 3)."""
        joints = {
            "knee": np.array([-THIGH, 0.0]),
            "hip": np.zeros(2),
            "shoulder": _ray(0),
            "wrist": np.array([1.0, 0.0]),
            "ear": _ray(0, 1 + EAR),
        }
        points = _with_face(_limbs(joints, 179.0), 0.0)
        across = 1 if self.side == "right" else -1
        ahead, out = np.sin(np.radians(self.arms)), np.cos(np.radians(self.arms))
        for name, far in (("elbow", 0.4), ("wrist", 0.9)):
            for side, outwards in (("left", -out), ("right", out)):
                shoulder = points[sided(side, "shoulder")]
                points[sided(side, name)] = shoulder + far * np.array([ahead, 0.0, outwards])
        there = {"hip": [0, 0.4, 0], "knee": [-0.4, 0.6, -0.5], "ankle": [-0.6, 0, -0.8]}
        for name, place in there.items():
            rolled = np.array(place) * [1, 1, across]
            points[sided(self.side, name)] += self.over * (rolled - points[sided(self.side, name)])
        points[sided(self.side, "ankle")] += self.kicked * np.array([SHANK, SHANK, 0])
        if self.mistaken >= 0.5:
            points[Landmark.LEFT_HIP :] = points[MIRROR][Landmark.LEFT_HIP :]
        return points


def in_a_mirror(body: Body) -> Body:
    """Return the body that a mirror shows to a camera beside the mat."""
    flip = {"left": "right", "right": "left", None: None}
    return Body(
        body.points[..., MIRROR, :],
        body.world[..., MIRROR, :] * [-1.0, 1.0, 1.0],
        body.back,
        flip[body.near],  # type: ignore[arg-type]
        flip[body.working],  # type: ignore[arg-type]
        body.view,
        body.start and in_a_mirror(body.start),
    )


def seen_from_above(pose: Pose) -> Pose:
    """Return the pose of who lies as if in space the back, not the side, were to the camera."""
    about_trunk = [[1, 0, 0], [0, 0, -1], [0, 1, 0]]
    return replace(pose, world=pose.world @ about_trunk)


def with_short_legs(pose: Pose) -> Pose:
    """Return the pose with the legs drawn over a part of their length, as of a folded body."""
    image, hips = pose.image.copy(), slice(Landmark.LEFT_HIP, Landmark.RIGHT_HIP + 1)
    middle = image[hips].mean(axis=0)
    image[Landmark.LEFT_HIP :] = middle + 0.55 * (image[Landmark.LEFT_HIP :] - middle)
    return replace(pose, image=image)


def _ray(angle_deg: float, length: float = 1.0) -> FloatArray:
    angle = np.radians(angle_deg)
    return length * np.array([np.cos(angle), np.sin(angle)])


def _limbs(
    joints: Mapping[str, FloatArray], elbow: float, knees: tuple[float, float] = (0.0, 0.0)
) -> FloatArray:
    """Return landmarks of joints in the sagittal plane; elbows and shanks follow from angles."""
    points = np.zeros((len(Landmark), 3))
    arm = joints["wrist"] - joints["shoulder"]
    sag = np.array([arm[1], -arm[0]]) / 2 / np.tan(np.radians(elbow) / 2)
    thigh = joints["knee"] - joints["hip"]
    for side, sign, knee in zip(SIDES, (-1.0, 1.0), knees, strict=True):
        shank_deg = np.degrees(np.arctan2(thigh[1], thigh[0])) - knee
        ankle = joints["knee"] + _ray(shank_deg, SHANK)
        here = {**joints, "elbow": joints["shoulder"] + arm / 2 + sag, "ankle": ankle}
        for name, at in here.items():
            points[sided(side, name)] = [*at, sign * WIDTH[name]]
        for name in ("pinky", "index", "thumb"):
            points[sided(side, name)] = points[sided(side, "wrist")] + [HAND, 0, 0]
        for name, angle_deg in (("heel", shank_deg - 90), ("foot_index", shank_deg + 45)):
            points[sided(side, name)] = points[sided(side, "ankle")] + [*_ray(angle_deg, FOOT), 0]
    return points


def _with_face(points: FloatArray, axis_deg: float, turned_deg: float = 0.0) -> FloatArray:
    """Put a face before the ears of a head whose axis points so, turned to the left."""
    ears = (points[Landmark.LEFT_EAR] + points[Landmark.RIGHT_EAR]) / 2
    ahead, aside = _ray(turned_deg, FACE)
    nose = ears + [*_ray(axis_deg - 90, ahead), -aside]
    ahead, aside = _ray(turned_deg, WIDTH["ear"])[::-1]
    points[Landmark.LEFT_EAR] = ears + [*_ray(axis_deg - 90, -ahead), -aside]
    points[Landmark.RIGHT_EAR] = ears + [*_ray(axis_deg - 90, ahead), aside]
    points[Landmark.NOSE] = nose
    points[Landmark.LEFT_EYE_INNER : Landmark.RIGHT_EYE_OUTER + 1] = (2 * nose + ears) / 3
    points[Landmark.MOUTH_LEFT : Landmark.MOUTH_RIGHT + 1] = (2 * nose + ears) / 3
    return points

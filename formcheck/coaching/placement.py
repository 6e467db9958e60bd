"""Getting ready: what is missing until the camera sees what it must, one thing at a time."""

from dataclasses import dataclass

import numpy as np

from formcheck.arming import FORGET_S, STEEPEST_DEG, camera_tilt
from formcheck.body import Body
from formcheck.coaching.facing import turn_to
from formcheck.coaching.steady import Steady
from formcheck.exercise import Exercise
from formcheck.landmarks import JOINTS, SIDES, sided
from formcheck.pose import BoolArray, Pose
from formcheck.posture import in_posture
from formcheck.tracking.plausibility import body_length
from formcheck.tracking.tracker import WORLD_AXES, BodyTracker
from formcheck.tracking.view import view_of

DARK, BRIGHT = 0.12, 0.92
"""Mean brightness beyond which a picture shows too little of a body."""
NEAREST, FARTHEST = 0.95, 0.3
"""Length of the body, stretched out, over the longer side of the picture."""
HEAD = 1.15
"""Length of the body over that of trunk and leg."""
EDGE = 0.02
"""This near to the edge, as a share of the longer side, a joint that is hard to see is cut off."""
DOUBTFUL = 0.5
"""Visibility below which it is hard to see."""
CHANGE_S = 0.8
"""How long something else must be missing before the advice changes."""
GAP_S = 0.3
"""How long the start position may be missed meanwhile."""
COUNTDOWN_S = 3.0

PARTS = (
    ("head", ("ear",)),
    ("feet", ("ankle",)),
    ("hands", ("wrist",)),
    ("knees", ("knee",)),
    ("whole body", ("shoulder", "elbow", "hip")),
)
"""What to show when it is cut off, by its joints."""


@dataclass(frozen=True)
class Advice:
    """What to do next to be seen well, or that all is well."""

    code: str
    """What it is about: ``wait nobody dark bright cut near far view level start hold ready``."""
    text: str
    """What to do, in at most six words."""
    countdown_s: float | None = None
    """What is left of the countdown."""

    @property
    def ready(self) -> bool:
        """Whether the start position has been held through the countdown, once and for all."""
        return self.code == "ready"


WAIT = Advice("wait", "One moment")
UNLIT = Advice("dark", "Turn on a light")
READY = Advice("ready", "Begin when you like")


class Placement:
    """Follows a person to the start position. For a new set, make a new one."""

    def __init__(self, exercise: Exercise, size_px: tuple[int, int]) -> None:
        self._exercise = exercise
        self._size_px = size_px
        self._tracker = BodyTracker(exercise.profiled)
        self._steady = Steady(WAIT, CHANGE_S)
        self._held_since_s: float | None = None
        self._held_last_s = 0.0
        self._ready = False

    def update(self, pose: Pose, brightness: float) -> Advice:
        """Take in a pose and the mean brightness of its picture, 0 to 1; return what to do.

        Raise ValueError for a time that is not later than the last.
        """
        if self._ready:
            return READY
        body = self._tracker.update(pose) if pose.seen else None
        advice = self._steady.update(pose.timestamp_s, self._look(pose, body, brightness))
        if advice.code != "start":
            self._held_since_s = None
            return advice
        return self._count_down(pose.timestamp_s, body) or advice

    def _look(self, pose: Pose, body: Body | None, brightness: float) -> Advice:
        """Return what is missing first, in the order in which putting it right helps."""
        return (
            light(brightness, body is not None)
            or frame(pose, self._size_px)
            or self._view(pose, body)
            or self._level(body)
            or Advice("start", start_text(self._exercise))
        )

    def _view(self, pose: Pose, body: Body | None) -> Advice | None:
        """Tell a wrong view; by a start position that may not tell it only if it is from an end."""
        seen = view_of(pose.world * WORLD_AXES)
        doubtful = bool(self._exercise.views_told) and seen != "foot" and self._is_held(body)
        if seen in self._exercise.views or doubtful:
            return None
        return Advice("view", turn_to(self._exercise))

    def _level(self, body: Body | None) -> Advice | None:
        """Tell a tilted camera by what lies on the mat in the start position."""
        level = self._exercise.level
        if level is None or body is None or not self._is_held(body):
            return None
        tilted = abs(camera_tilt(body, level)) > STEEPEST_DEG
        return Advice("level", "Set the camera level") if tilted else None

    def _is_held(self, body: Body | None) -> bool:
        """Return whether a body is in the start position."""
        return body is not None and in_posture(body, self._exercise.start)

    def _count_down(self, now_s: float, body: Body | None) -> Advice | None:
        """Return the countdown while the start position is held."""
        if self._is_held(body):
            if self._held_since_s is None or now_s - self._held_last_s > FORGET_S:
                self._held_since_s = now_s
            self._held_last_s = now_s
        elif now_s - self._held_last_s > GAP_S:
            self._held_since_s = None
        if self._held_since_s is None:
            return None
        left_s = COUNTDOWN_S - (now_s - self._held_since_s)
        if left_s <= 0:
            self._ready = True
            return READY
        return Advice("hold", f"Hold still: {int(np.ceil(left_s))}", left_s)


def darkness(brightness: float) -> Advice | None:
    """Return what to do where it is too dark to see anybody; None where it is not."""
    return UNLIT if brightness < DARK else None


def light(brightness: float, somebody: bool) -> Advice | None:
    """Return what to do about the light or, in good light, about nobody being there."""
    if not somebody:
        return darkness(brightness) or Advice("nobody", "Step into the picture")
    if brightness > BRIGHT:
        return Advice("bright", "Turn the camera from the light")
    return darkness(brightness)


def frame(pose: Pose, size_px: tuple[int, int]) -> Advice | None:
    """Return what to do to have the whole body in the picture, neither too small nor too large."""
    length = body_length_px(pose) / max(size_px)
    edges = {part: _cut_at(pose, joints, size_px) for part, joints in PARTS}
    everywhere = np.any(list(edges.values()), axis=0)
    if length > NEAREST or bool(np.any(everywhere[:2] & everywhere[2:])):
        return Advice("near", "Move back one step")
    cut = next((part for part in edges if edges[part].any()), None)
    if cut is not None:
        return Advice("cut", f"Show me your {cut}")
    return Advice("far", "Come closer") if length < FARTHEST else None


def body_length_px(pose: Pose) -> float:
    """Return the length of the body were it stretched out across the picture; NaN if unseen."""
    image, world = pose.image[JOINTS], pose.world[JOINTS, :2]
    scale = np.linalg.norm(image - image.mean(axis=0)) / np.linalg.norm(world - world.mean(axis=0))
    return float(scale * body_length(pose.world) * HEAD)


def start_text(exercise: Exercise) -> str:
    """Return the first words of how to do an exercise, which are where to begin."""
    first = exercise.setup.replace(":", ",").replace(".", ",").replace(";", ",").split(",")[0]
    return first if 0 < len(first.split()) <= 6 else "Take the start position"


def _cut_at(pose: Pose, joints: tuple[str, ...], size_px: tuple[int, int]) -> BoolArray:
    """Return at which edges (left, top, right, bottom) one of these joints is cut off."""
    rows = [sided(side, joint) for joint in joints for side in SIDES]
    points, doubtful = pose.image[rows], pose.visibility[rows] < DOUBTFUL
    margins = np.concatenate([points, np.array(size_px) - points], axis=-1)
    needed = np.where(doubtful, EDGE * max(size_px), 0.0)
    return np.asarray((margins < needed[:, None]).any(axis=0))

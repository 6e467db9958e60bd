"""A person in their own measure: what every check looks at.

A camera may stand near or far, left or right, tilted or level. A body is freed of that once:
lengths are in torsos (mid-shoulder to mid-hip), y points up from the mat, and in exercises seen
from the side x points to where the person looks when standing, so that the camera always seems
to see the right profile. Left and right stay the person's own.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache, cached_property
from math import isfinite, nan
from types import EllipsisType
from typing import Literal

import numpy as np

from formcheck.landmarks import SIDES, Landmark, Side, other, sided
from formcheck.pose import BoolArray, FloatArray

LevelLine = tuple[str] | tuple[str, str]
"""What lies equally high in a position: a joint of both sides, or two joints of the near side."""
View = Literal["side", "front", "foot", "top", "oblique"]
"""Where the camera stands."""
_TRUNK = np.array([sided(side, joint) for side in SIDES for joint in ("shoulder", "hip")])


@cache
def _place(side: Side, joint: str) -> tuple[EllipsisType, int, slice]:
    """Return where in an array of landmarks a joint of one side is."""
    return ..., int(sided(side, joint)), slice(None)


@dataclass(frozen=True, eq=False)
class Body:
    """One instant of a person, or a whole recording with time as the leading axis."""

    points: FloatArray
    """Landmarks in torso lengths, y up. What was not seen is NaN. Shape (..., 33, 2)."""
    world: FloatArray
    """Landmarks in space, in metres: x right, y up, z to the camera. Shape (..., 33, 3)."""
    back: FloatArray
    """Edge of the back over the hip-shoulder line, from hip to shoulder. Shape (..., 21)."""
    near: Side
    """The side of the body closer to the camera."""
    working: Side | None = None
    """The side that is worked just now, where the exercise has sides."""
    view: View | None = None
    """From where it is seen; None until that is settled by the start position."""
    start: "Body | None" = None
    """The same person in the start position, once that was taken."""
    shown: BoolArray | None = None
    """Which landmarks were in the picture; None if all were. Shape (33,)."""

    def joint(self, name: str, side: Side) -> FloatArray:
        """Return a joint of one side: ``body.joint("knee", "left")``. Shape (..., 2)."""
        return self.points[_place(side, name)]

    def middle(self, name: str) -> FloatArray:
        """Return the point half-way between the left and right joint. Shape (..., 2)."""
        return (self.joint(name, "left") + self.joint(name, "right")) / 2

    def joint_in_space(self, name: str, side: Side) -> FloatArray:
        """Return a joint of one side in metres. Shape (..., 3)."""
        return self.world[_place(side, name)]

    def middle_in_space(self, name: str) -> FloatArray:
        """Return the point half-way between both joints in metres. Shape (..., 3)."""
        return (self.joint_in_space(name, "left") + self.joint_in_space(name, "right")) / 2

    @cached_property
    def trunk(self) -> FloatArray:
        """The way from the hips to the shoulders. Shape (..., 2)."""
        return self.middle("shoulder") - self.middle("hip")

    def levelled(self, tilt_deg: float) -> "Body":
        """Return the body with its points turned so that a mat that sloped up by this is level."""
        return replace(self, points=self.points @ levelling(tilt_deg))

    @cached_property
    def in_picture(self) -> "Body":
        """The body, and its start, without what was out of the picture, and so is a guess."""
        start = self.start.in_picture if self.start is not None else None
        if self.shown is None or self.shown.all():
            return self if start is self.start else replace(self, start=start)
        points, world = (
            np.where(self.shown[..., None], part, np.nan) for part in (self.points, self.world)
        )
        trunk = self.shown.take(_TRUNK, axis=-1).all(axis=-1, keepdims=True)
        back = np.where(trunk, self.back, np.nan)
        return replace(self, points=points, world=world, back=back, start=start)

    @property
    def unknown(self) -> FloatArray:
        """What is told by a measure that can't be told: NaN at each instant. Shape (...)."""
        return np.full(self.points.shape[:-2], np.nan)

    @property
    def nose(self) -> FloatArray:
        """The tip of the nose. Shape (..., 2)."""
        return self.points[..., Landmark.NOSE, :]


def levelling(tilt_deg: float) -> FloatArray:
    """Return what turns points so that a mat that sloped up by this is level. Shape (2, 2)."""
    tilt = np.radians(tilt_deg)
    cos, sin = np.cos(tilt), np.sin(tilt)
    return np.array([[cos, -sin], [sin, cos]])


Measure = Callable[[Body], FloatArray]
"""A number read off a body: degrees or torso lengths, shape (...)."""
SidedMeasure = Callable[[Body, Side], FloatArray]
"""A measure of one side of the body."""


def reading(measure: Measure, body: Body) -> float:
    """Return what a measure is of one body; NaN also if it is no finite number."""
    value = float(measure(body))
    return value if isfinite(value) else nan


def near(measure: SidedMeasure) -> Measure:
    """Read a measure on the side closer to the camera."""
    return lambda body: measure(body, body.near)


def far(measure: SidedMeasure) -> Measure:
    """Read a measure on the side away from the camera."""
    return lambda body: measure(body, other(body.near))


def on(side: Side, measure: SidedMeasure) -> Measure:
    """Read a measure on one named side."""
    return lambda body: measure(body, side)


def larger(measure: SidedMeasure) -> Measure:
    """Read a measure on the side where it is larger; on the one that is seen, if only one is."""
    return lambda body: np.fmax(measure(body, "left"), measure(body, "right"))


def working(measure: SidedMeasure) -> Measure:
    """Read a measure on the side that is worked; the near side while none is."""
    return lambda body: measure(body, body.working or body.near)


def at_start(measure: Measure) -> Measure:
    """Read a measure off the same person in the start position; until that was taken, off now."""
    return lambda body: measure(body.start or body)


def since_start(measure: Measure) -> Measure:
    """Read how much more a measure is than when the set was armed; until then, 0.

    It is for positions: a check that is to follow a rest that drifts is held ``Against.START``.
    """
    return lambda body: np.asarray(measure(body) - at_start(measure)(body))


def resting(measure: SidedMeasure) -> Measure:
    """Read a measure on the side opposite the one that is worked."""
    return lambda body: measure(body, other(body.working or body.near))

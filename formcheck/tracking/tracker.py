"""From poses to bodies: steadied, and freed of where the camera stands."""

from collections import deque
from dataclasses import replace
from math import copysign, isnan, nan
from statistics import median
from typing import NamedTuple

import numpy as np

from formcheck.body import Body, levelling
from formcheck.geometry import cross, length, midpoint
from formcheck.landmarks import Landmark, Side
from formcheck.pose import BACK_SAMPLES, BoolArray, FloatArray, Pose
from formcheck.tracking.edges import Edges
from formcheck.tracking.filters import OneEuroFilter
from formcheck.tracking.plausibility import LIMIT, plausibility
from formcheck.tracking.untangling import Legs, with_legs_changed

BELIEVED = 0.7 * LIMIT
"""Below the limit the landmarker looks for a better skeleton; a body that is folded up or hides
itself is a little below it, too, and is followed as well as it goes."""
MIN_VISIBILITY = 0.1
"""Below this a landmark was not seen. Limbs on the far side are often at 0.2 and yet right."""
MIN_CUTOFF_HZ = 1.5
BETA = 6.0
"""A hertz of cutoff more for every torso length a second and this factor: kicks stay sharp."""
MEMORY_S = 6.0
"""The last seconds over which torso length and facing are taken."""
WORLD_AXES = np.tile([1.0, -1.0, -1.0], (len(Landmark), 1))
"""From the axes of a pose in space, y down and z away, to those of a body."""
_POINTS = 2 * len(Landmark)
_FLAT = _POINTS + BACK_SAMPLES
"""How many of the numbers that are steadied together are of the picture; the rest is in space."""
_BETAS = np.repeat([BETA, 0.0], [_FLAT, 3 * len(Landmark)])


class _Kept(NamedTuple):
    """What is kept from the start position on."""

    torso_px: float
    facing: float
    start: Body
    axes: FloatArray
    """Takes landmarks in pixels to a body's, on a mat that is level. Shape (2, 2)."""


class BodyTracker:
    """Turns a stream of poses into bodies. For a new stream, make a new tracker.

    Legs are kept apart by how they move if that is asked for: not where they cross and stay so.
    """

    def __init__(self, profiled: bool, legs_apart: bool = False) -> None:
        self._profiled = profiled
        self._legs_apart = legs_apart
        self._legs = Legs()
        self._filter = OneEuroFilter(MIN_CUTOFF_HZ, _BETAS)
        self._edges = Edges()
        self._shown: BoolArray | None = None
        """Which landmarks were in the picture last."""
        self._latest: deque[tuple[float, float, float]] = deque()
        self._unit_px = nan
        """How long the trunk was first: landmarks are steadied in this measure."""
        self._origin_px: FloatArray | None = None
        """Where the hips were first: from there the scale, as it becomes known, moves nobody."""
        self._kept: _Kept | None = None

    @property
    def near(self) -> Side:
        """The side closer to the camera."""
        return "right" if self._facing() > 0 else "left"  # who faces right shows the right side

    def freeze(self, start: Body, tilt_deg: float = 0.0) -> None:
        """Keep scale and facing from now on, the view of the start position, and level the mat.

        The start is level already; the mat slopes up by the tilt in the bodies to come. It is what
        a second usually showed, so a head that came into the picture just before is no guess in it.
        """
        start = replace(start, shown=self._shown)
        axes = self._axes() @ levelling(tilt_deg)
        self._kept = _Kept(self._torso_px(), self._facing(), start, axes)

    def again(self) -> "BodyTracker":
        """Return a tracker for an earlier part of the stream that knows what this one does."""
        tracker = BodyTracker(self._profiled, self._legs_apart)
        tracker._kept, tracker._origin_px = self._kept, self._origin_px
        return tracker

    def thaw(self) -> None:
        """Find scale and facing anew."""
        self._kept = None

    def update(self, pose: Pose, working: Side | None = None) -> Body | None:
        """Return the body of a pose, or None if there is none that could be a body's.

        Raise ValueError for a time that is not later than the last.
        """
        if plausibility(pose.world, pose.visibility) < BELIEVED:
            return None
        points = _seen(pose)
        trunk = _trunk(points)
        torso_px = float(length(trunk))
        if not torso_px > 1:
            return None
        origin_px = self._remember(pose.timestamp_s, torso_px, points, trunk)
        points -= origin_px
        if self._legs_apart and self._legs.swapped(pose.timestamp_s, points / self._torso_px()):
            pose = with_legs_changed(pose)
            points = _seen(pose) - origin_px
        return self._body(pose, points, working)

    def _body(self, pose: Pose, points: FloatArray, working: Side | None) -> Body:
        """Return the body of landmarks in pixels from where the hips were first."""
        smooth, back, world = self._smoothed(pose, points / self._unit_px)
        start = self._kept.start if self._kept else None
        self._shown = pose.shown
        return Body(
            points=smooth @ (self._unit_px * self._axes()),
            world=world * WORLD_AXES,
            back=back,
            near=self.near,
            working=working,
            view=start.view if start else None,
            start=start,
            shown=self._edges.update(pose.timestamp_s, pose.shown),
        )

    def _axes(self) -> FloatArray:
        """Return what takes landmarks in pixels to a body's. Shape (2, 2)."""
        if self._kept is not None:
            return self._kept.axes
        fold = self._facing() if self._profiled else 1.0
        return np.diag([fold, -1.0]) / self._torso_px()

    def _smoothed(self, pose: Pose, points: FloatArray) -> tuple[FloatArray, ...]:
        """Return landmarks, back and world, steadied; all at once takes a third of the time."""
        loose = np.concatenate([points.ravel(), pose.back, pose.world.ravel()])
        steady = self._filter.update(pose.timestamp_s, loose)
        seen, back, world = steady[:_POINTS], steady[_POINTS:_FLAT], steady[_FLAT:]
        return seen.reshape(points.shape), back, world.reshape(pose.world.shape)

    def _facing(self) -> float:
        """Return +1 if the person, standing, would look to the right of the picture, else -1."""
        if self._kept is not None:
            return self._kept.facing
        facings = [facing for _, _, facing in self._latest]
        usual = sum(facings) or next((last for last in reversed(facings) if last), 1.0)
        return copysign(1.0, usual)

    def _torso_px(self) -> float:
        """Return how long the trunk usually is."""
        if self._kept is not None:
            return self._kept.torso_px
        return median(torso_px for _, torso_px, _ in self._latest)

    def _remember(
        self, timestamp_s: float, torso_px: float, points: FloatArray, trunk: FloatArray
    ) -> FloatArray:
        """Take in how long the trunk is, and where the face; return where the hips were first."""
        if isnan(self._unit_px):
            self._unit_px = torso_px
        if self._origin_px is None:
            self._origin_px = midpoint(points[Landmark.LEFT_HIP], points[Landmark.RIGHT_HIP])
        self._latest.append((timestamp_s, torso_px, _facing(points, trunk)))
        while timestamp_s - self._latest[0][0] > MEMORY_S:
            self._latest.popleft()
        return self._origin_px


def _seen(pose: Pose) -> FloatArray:
    """Return the landmarks in pixels; those that were not seen are NaN. Shape (33, 2)."""
    points: FloatArray = pose.image.copy()
    points[~(pose.visibility >= MIN_VISIBILITY)] = np.nan
    return points


def _trunk(points: FloatArray) -> FloatArray:
    """Return the way from the hips to the shoulders. Shape (2,)."""
    shoulders = midpoint(points[Landmark.LEFT_SHOULDER], points[Landmark.RIGHT_SHOULDER])
    return shoulders - midpoint(points[Landmark.LEFT_HIP], points[Landmark.RIGHT_HIP])


def _facing(points: FloatArray, trunk: FloatArray) -> float:
    """Return on which side of the trunk the face is: +1 if right of it going up, else -1."""
    ears = midpoint(points[Landmark.LEFT_EAR], points[Landmark.RIGHT_EAR])
    side = float(cross(trunk, points[Landmark.NOSE] - ears))
    return 0.0 if isnan(side) or side == 0 else copysign(1.0, side)

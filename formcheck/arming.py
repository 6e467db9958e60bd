"""Waiting for the start position, and what is learnt of the person there."""

from collections import deque
from collections.abc import Mapping
from dataclasses import replace
from math import isnan, nan
from statistics import median

import numpy as np

from formcheck.body import Body, Measure
from formcheck.exercise import View
from formcheck.geometry import distance, turn
from formcheck.landmarks import Landmark, Side
from formcheck.pose import FloatArray
from formcheck.posture import Posture, holds
from formcheck.view import view_of

HOLD_S = 1.0
"""How long the start position must be held before anything counts."""
GAP_S = 0.25
"""How long it may be missed meanwhile."""
STILL_TORSO = 0.12
"""Who has settled in the position moves head and trunk by less than this."""
STEEPEST_DEG = 12.0
"""A mat that seems to slope more than this was not seen well enough to level by."""
LEVEL = np.array([1.0, 0.0])
STILL_JOINTS = [
    Landmark.NOSE,
    Landmark.LEFT_SHOULDER,
    Landmark.RIGHT_SHOULDER,
    Landmark.LEFT_HIP,
    Landmark.RIGHT_HIP,
]


class Arming:
    """Watches for the start position. For a new set, make a new one."""

    def __init__(self, posture: Posture) -> None:
        self._posture = posture
        self._held: deque[tuple[float, Body]] = deque()
        self._last_s: float | None = None

    def update(self, timestamp_s: float, body: Body) -> bool:
        """Take in a body; return whether the position has been held long enough."""
        if not holds(self._posture, body):
            if self._last_s is not None and timestamp_s - self._last_s > GAP_S:
                self.drop()
            return False
        self._last_s = timestamp_s
        self._held.append((timestamp_s, body))
        held_s = timestamp_s - self._held[0][0]
        while timestamp_s - self._held[0][0] > HOLD_S + GAP_S:
            self._held.popleft()
        return held_s >= HOLD_S

    def drop(self) -> None:
        """Start waiting anew."""
        self._held.clear()
        self._last_s = None

    @property
    def view(self) -> View:
        """The view in which the position was seen."""
        return view_of(np.stack([body.world for _, body in self._held]))

    def level(self, joints: tuple[str, str]) -> float:
        """Level the bodies by two joints of the near side that lie on the mat; return its slope.

        A slope steeper than a tilted camera gives was not seen well: then it is 0.
        """
        first, second = (self._usual(name) for name in joints)
        tilt_deg = float(turn(LEVEL, (second - first) * np.sign(second[0] - first[0])))
        if not abs(tilt_deg) <= STEEPEST_DEG:
            return 0.0
        self._held = deque((at_s, body.levelled(tilt_deg)) for at_s, body in self._held)
        return tilt_deg

    def _usual(self, joint: str) -> FloatArray:
        """Return where a joint of the near side usually was. Shape (2,)."""
        places = np.stack([body.joint(joint, body.near) for _, body in self._held])
        return np.array([_median(axis.tolist()) for axis in places.T])

    def median(
        self, measures: Mapping[str, Measure], working: Side | None = None
    ) -> dict[str, float]:
        """Return the usual value of each measure since the body has settled in the position.

        It is NaN if it was not seen.
        """
        held = [body for _, body in self._held]
        moved = _moved(np.stack([body.points[STILL_JOINTS] for body in held]))
        still = [body for body, far in zip(held, moved, strict=True) if far <= STILL_TORSO]
        bodies = [replace(body, working=working) for body in still]
        return {
            name: _median([float(measure(body)) for body in bodies])
            for name, measure in measures.items()
        }


def _moved(places: FloatArray) -> list[float]:
    """Return how far the head or an end of the trunk moved until the last, whichever is more.

    The places have shape (n, joints, 2).
    """
    moved: list[float] = np.fmax.reduce(distance(places, places[-1]), axis=-1).tolist()
    return moved


def _median(values: list[float]) -> float:
    seen = [value for value in values if not isnan(value)]
    return median(seen) if seen else nan

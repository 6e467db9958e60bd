"""Measures over time, as the report draws them."""

from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from math import nan

import numpy as np

from formcheck.assessment import Assessment, Summary
from formcheck.body import reading
from formcheck.exercise import Exercise
from formcheck.landmarks import Side
from formcheck.pose import FloatArray, Pose
from formcheck.session import Session

ARCH = "over_arch"
"""The check whose limit is drawn."""
_SAME = 1e-6
"""Curves that differ by less are one."""


@dataclass(frozen=True, eq=False)
class Curve:
    """One measure over time. What was not seen is NaN."""

    times_s: FloatArray
    """Shape (n,)."""
    values: FloatArray
    """Shape (n,)."""
    unit: str
    side: Side | None = None


class Trace:
    """How a set went, as far as a report shows it: numbers alone, since it may last an hour."""

    def __init__(self, exercise: Exercise) -> None:
        self.exercise = exercise
        self._times_s = array("d")
        self._counted = [array("d") for _ in exercise.ways]
        self._arch = array("d")
        self._sides: list[tuple[Side | None, Side | None]] = []

    def take(self, assessment: Assessment) -> None:
        """Take in what is known after the next pose."""
        body = assessment.body
        followed = body if assessment.armed else None
        self._times_s.append(assessment.timestamp_s)
        for way, values in zip(self.exercise.ways, self._counted, strict=True):
            values.append(nan if followed is None else reading(way.measure, followed))
        self._arch.append(assessment.values.get(ARCH, nan))
        self._sides.append((assessment.near(self.exercise), assessment.side))

    def near(self, row: int) -> Side | None:
        """Return the side closer to the camera, if the body was seen in profile."""
        return self._sides[row][0]

    def working(self, row: int) -> Side | None:
        """Return the side that was worked."""
        return self._sides[row][1]

    @property
    def counted(self) -> tuple[Curve, ...]:
        """What was counted: a curve for each way, or one for two that mirror each other."""
        curves: list[Curve] = []
        for way, values in zip(self.exercise.ways, self._counted, strict=True):
            curve = Curve(np.array(self._times_s), np.array(values), way.unit, way.side)
            if not any(_mirrored(curve, other) for other in curves):
                curves.append(curve)
        return tuple(curves)

    @property
    def arch(self) -> Curve | None:
        """What the check of the arch judged, NaN where it did not apply; None if there is none."""
        for check in self.exercise.checks:
            if check.id == ARCH:
                times_s, values = np.array(self._times_s), np.array(self._arch)
                return Curve(times_s, values, check.unit)
        return None


def followed(exercise: Exercise, poses: Iterable[Pose]) -> tuple[Summary, Trace]:
    """Follow a whole set; return what it came to, and how it went."""
    session, trace = Session(exercise), Trace(exercise)
    for pose in poses:
        trace.take(session.update(pose))
    return session.finish(), trace


def _mirrored(curve: Curve, other: Curve) -> bool:
    """Return whether two curves show the same, or the same upside down."""
    return any(
        np.allclose(curve.values, sign * other.values, atol=_SAME, equal_nan=True)
        for sign in (1, -1)
    )

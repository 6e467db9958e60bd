"""Measures over time, as the report draws them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from formcheck.body import Measure
from formcheck.exercise import Exercise, Way
from formcheck.landmarks import Side
from formcheck.pose import FloatArray
from formcheck.session import Assessment

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


@dataclass(frozen=True, eq=False, kw_only=True)
class LimitedCurve(Curve):
    """What a check judged over time; NaN where it did not apply."""

    check: str


def counted_curves(exercise: Exercise, assessments: Sequence[Assessment]) -> tuple[Curve, ...]:
    """Return what was counted: a curve for each way, or one for two that mirror each other."""
    curves: list[Curve] = []
    for way in exercise.ways:
        curve = _curve(way, assessments)
        if not any(_mirrored(curve, other) for other in curves):
            curves.append(curve)
    return tuple(curves)


def arch_curve(exercise: Exercise, assessments: Sequence[Assessment]) -> LimitedCurve | None:
    """Return how far the lower back was arched; None if the exercise has no such check."""
    for check in exercise.checks:
        if check.id == ARCH:
            values = np.array([a.values.get(ARCH, np.nan) for a in assessments], float)
            return LimitedCurve(_times(assessments), values, check.unit, check=ARCH)
    return None


def _curve(way: Way, assessments: Sequence[Assessment]) -> Curve:
    return Curve(_times(assessments), _values(way.measure, assessments), way.unit, way.side)


def _times(assessments: Sequence[Assessment]) -> FloatArray:
    return np.array([assessment.timestamp_s for assessment in assessments], float)


def _values(measure: Measure, assessments: Sequence[Assessment]) -> FloatArray:
    return np.array(
        [float(measure(a.body)) if a.armed and a.body is not None else np.nan for a in assessments],
        float,
    )


def _mirrored(curve: Curve, other: Curve) -> bool:
    """Return whether two curves show the same, or the same upside down."""
    return any(
        np.allclose(curve.values, sign * other.values, atol=_SAME, equal_nan=True)
        for sign in (1, -1)
    )

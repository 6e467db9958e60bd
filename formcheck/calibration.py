"""A person's own comfortable range, and limits that follow it."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import copysign, isfinite, isnan, nan
from typing import Any

import numpy as np

from formcheck.assessment import Assessment
from formcheck.body import Body, reading
from formcheck.exercise import AnyCheck, Exercise, Way

SCHEMA = 2
ENOUGH = 3
"""Movements of each way after which a range is known."""
HOLDS_ENOUGH = 1
FOLLOWING = "over_arch"
"""The check whose limit follows the person: how far a back bends comfortably differs most."""
USUAL_PERCENT = 95.0
"""The largest value but for what the landmarks get wrong now and then."""
NEEDED = 0.7
"""A movement counts from this share of the own range."""
LEAST = 0.5
"""But never from less than this share of the usual reach: noise moves that far."""
SPARE = 1.1
"""The own largest arch may be passed by this much."""
TIGHTEST = 0.6
"""The arch is never limited to less than this share, which is that for sensitive backs."""


class CalibrationError(ValueError):
    """Something is no calibration, or not of this exercise; the message is one line."""


@dataclass(frozen=True)
class Calibration:
    """The comfortable range of one person in one exercise."""

    exercise_id: str
    ranges: Mapping[str, float]
    """By way: how far the measure goes from rest, in its own unit."""
    arch: float | None = None
    """The largest value of the over-arch check, as it is held against its limit; None where there
    is none."""

    def as_dict(self) -> dict[str, Any]:
        """Return plain values, ready for JSON."""
        ranges = {way: round(value, 4) for way, value in self.ranges.items()}
        arch = None if self.arch is None else round(self.arch, 4)
        return {
            "schema": SCHEMA,
            "exercise": self.exercise_id,
            "ranges": ranges,
            FOLLOWING: arch,
        }


def calibration_of(values: Any) -> Calibration:
    """Return the calibration of plain values, or raise CalibrationError."""
    match values:
        case {"schema": int(schema), "exercise": str(exercise), "ranges": dict(ranges)}:
            arch = values.get(FOLLOWING)
            numbers = [*ranges.values(), *([] if arch is None else [arch])]
            if schema == SCHEMA and all(map(_is_number, numbers)):
                return Calibration(exercise, ranges, arch)
    raise CalibrationError("this is no calibration")


def calibrated(exercise: Exercise, calibration: Calibration) -> Exercise:
    """Return the exercise with limits that follow the person, never beyond its own."""
    if calibration.exercise_id != exercise.id:
        raise CalibrationError(f"this calibration is of {calibration.exercise_id}")
    return replace(
        exercise,
        ways=tuple(_way(way, calibration.ranges.get(way.phase, nan)) for way in exercise.ways),
        checks=tuple(_check(check, calibration.arch) for check in exercise.checks),
    )


class Calibrator:
    """Watches the first comfortable movements of a set. For a new set, make a new one."""

    def __init__(self, exercise: Exercise) -> None:
        self._exercise = exercise
        self._enough = HOLDS_ENOUGH if exercise.held else ENOUGH
        self._rests: dict[str, list[float]] = defaultdict(list)
        self._peaks: dict[str, list[float]] = {way.phase: [] for way in exercise.ways}
        self._arches: list[float] = []
        self._under_way: str | None = None
        """The way whose peak still grows."""

    @property
    def done(self) -> bool:
        """Whether every way was gone often enough, and is over."""
        return all(
            len(peaks) - (way == self._under_way) >= self._enough
            for way, peaks in self._peaks.items()
        )

    def update(self, assessment: Assessment) -> Calibration | None:
        """Take in an assessment; return the calibration once it is known."""
        if assessment.armed and assessment.body is not None and not self.done:
            self._watch(assessment, assessment.body)
        return self._calibration() if self.done else None

    def _watch(self, assessment: Assessment, body: Body) -> None:
        if assessment.phase not in (None, self._under_way):  # on the way it is still the same one
            self._under_way = None
        for way in self._exercise.ways:
            value = reading(way.measure, body)
            if not isnan(value):
                self._take(way, value, assessment.phase)
        if FOLLOWING in assessment.values:
            self._arches.append(assessment.values[FOLLOWING])

    def _take(self, way: Way, value: float, phase: str | None) -> None:
        if phase == self._exercise.rest_phase:
            self._rests[way.phase].append(value)
        if phase != way.phase:
            return
        far = value * copysign(1.0, way.reach)
        peaks = self._peaks[way.phase]
        if self._under_way != phase:
            self._under_way = phase
            peaks.append(far)
        peaks[-1] = max(peaks[-1], far)

    def _calibration(self) -> Calibration:
        ranges = {way.phase: self._range(way) for way in self._exercise.ways}
        arches = self._arches
        return Calibration(
            self._exercise.id,
            {phase: far for phase, far in ranges.items() if not isnan(far)},
            float(np.percentile(arches, USUAL_PERCENT)) if arches else None,
        )

    def _range(self, way: Way) -> float:
        """Return how far the way usually goes from rest; NaN if rest was not seen."""
        rests = self._rests[way.phase]
        rest = way.rest if isinstance(way.rest, float | int) else float(np.median(rests or [nan]))
        return float(np.median(self._peaks[way.phase])) - rest * copysign(1.0, way.reach)


def _way(way: Way, own: float) -> Way:
    if not own > 0:
        return way
    usual = abs(way.reach)
    reach = min(usual, max(LEAST * usual, NEEDED * own))
    return replace(way, reach=copysign(reach, way.reach))


def _check(check: AnyCheck, arch: float | None) -> AnyCheck:
    if check.id != FOLLOWING or arch is None or check.limit.enter <= 0:
        return check
    share = min(1.0, max(TIGHTEST, SPARE * arch / check.limit.enter))
    return replace(check, limit=check.limit.scaled(share))


def _is_number(value: Any) -> bool:
    return isinstance(value, float | int) and not isinstance(value, bool) and isfinite(value)

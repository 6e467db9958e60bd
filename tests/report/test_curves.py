import numpy as np
import pytest

from formcheck.exercises import EXERCISES
from formcheck.report.curves import arch_curve, counted_curves
from formcheck.session import Session
from tests.app.arm_raise import ARM_RAISE
from tests.movement import cobras, kicks, summary_of
from tests.report.making import arm_raises


def followed(exercise, poses):
    session = Session(exercise)
    return [session.update(pose) for pose in poses]


def test_what_drives_an_exercise_is_its_curve():
    analysis = arm_raises(count=2)
    (curve,) = counted_curves(ARM_RAISE, analysis.assessments)
    assert len(curve.times_s) == len(curve.values) == len(analysis.recording)
    assert np.isnan(curve.values[0])  # the start position is not held yet
    repetition = analysis.result["repetitions"][0]
    top = curve.times_s[
        np.nanargmax(np.where(curve.times_s < repetition["end_s"], curve.values, -9))
    ]
    assert top == pytest.approx(repetition["peak_s"], abs=0.2)
    assert arch_curve(ARM_RAISE, analysis.assessments) is None


def test_two_sides_are_two_curves_and_mirrored_ones_are_one():
    kicked = followed(EXERCISES["cobra_kicks"], kicks().poses())
    assert [curve.side for curve in counted_curves(EXERCISES["cobra_kicks"], kicked)] == [
        "left",
        "right",
    ]
    bend = EXERCISES["butterfly_side_bend"]
    assert len(counted_curves(bend, followed(bend, kicks().poses()))) == 1


def test_the_arch_is_what_was_held_against_the_limit():
    cobra = EXERCISES["cobra"]
    poses = cobras(2, {"trunk": 60.0}).poses()
    arch = arch_curve(cobra, followed(cobra, poses))
    assert arch is not None
    finding = next(f for f in summary_of(cobra, poses).findings if f.check.id == arch.check)
    assert np.nanmax(arch.values) == pytest.approx(finding.worst)
    assert arch.times_s[np.nanargmax(arch.values)] == pytest.approx(finding.worst_s)

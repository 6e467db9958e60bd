import gc
import weakref

import numpy as np
import pytest

from formcheck.assessment import Assessment
from formcheck.body import Body
from formcheck.exercises import EXERCISES
from formcheck.report.curves import ARCH, Trace, followed
from tests.movement import cobras, kicks, summary_of
from tests.report.making import arm_raises


def test_what_drives_an_exercise_is_its_curve():
    analysis = arm_raises(count=2)
    (curve,) = analysis.trace.counted
    assert len(curve.times_s) == len(curve.values) == len(analysis.recording)
    assert np.isnan(curve.values[0])  # the start position is not held yet
    repetition = analysis.result["repetitions"][0]
    top = curve.times_s[
        np.nanargmax(np.where(curve.times_s < repetition["end_s"], curve.values, -9))
    ]
    assert top == pytest.approx(repetition["peak_s"], abs=0.2)
    assert analysis.trace.arch is None


def test_two_sides_are_two_curves_and_mirrored_ones_are_one():
    _, kicked = followed(EXERCISES["cobra_kicks"], kicks().poses())
    assert [curve.side for curve in kicked.counted] == ["left", "right"]
    bend = EXERCISES["butterfly_side_bend"]
    assert len(followed(bend, kicks().poses())[1].counted) == 1


def test_the_arch_is_what_was_held_against_the_limit():
    cobra = EXERCISES["cobra"]
    poses = cobras(2, {"trunk": 60.0}).poses()
    arch = followed(cobra, poses)[1].arch
    assert arch is not None
    finding = next(f for f in summary_of(cobra, poses).findings if f.check.id == ARCH)
    assert np.nanmax(arch.values) == pytest.approx(finding.worst)
    assert arch.times_s[np.nanargmax(arch.values)] == pytest.approx(finding.worst_s)


def test_of_an_hour_no_body_is_kept():
    trace = Trace(EXERCISES["cobra"])
    body = Body(np.zeros((33, 2)), np.zeros((33, 3)), np.zeros(21), "left")
    trace.take(Assessment(0.0, body, view="side", armed=True))
    watched = weakref.ref(body)
    del body
    gc.collect()
    assert watched() is None
    assert trace.near(0) == "left"


@pytest.mark.parametrize(
    ("exercise", "view", "near"),
    [
        pytest.param("cobra", "side", "left", id="in profile"),
        pytest.param("cobra", None, "left", id="not known, but only ever in profile"),
        pytest.param("supine_twist", "side", "left", id="in profile, as it may be"),
        pytest.param("supine_twist", "top", None, id="from above"),
        pytest.param("supine_twist", None, None, id="not known, and maybe from above"),
        pytest.param("crocodile_twist", "side", None, id="from the side, of a turning trunk"),
        pytest.param("seated_twist", "front", None, id="from the front"),
    ],
)
def test_a_side_is_near_only_in_profile(exercise, view, near):
    trace = Trace(EXERCISES[exercise])
    body = Body(np.zeros((33, 2)), np.zeros((33, 3)), np.zeros(21), "left")
    trace.take(Assessment(0.0, body, view=view))
    assert trace.near(0) == near

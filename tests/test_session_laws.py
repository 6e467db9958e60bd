"""What counting depends on, and what it does not."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from formcheck.pose import unseen
from tests.figure import Prone
from tests.lifting import LIFTING, assessments, counted, hidden, lifts
from tests.movement import FACE_DOWN, SAME, SETTLE, Movement, summary_of

UP, SHORT, LITTLE = 30.0, 8.0, 1.0
lift_angles = st.lists(st.sampled_from([UP, 22.0, 40.0, SHORT, LITTLE]), max_size=3)
paces = st.sampled_from([0.6, 0.9, 1.4])
few = settings(max_examples=5)


def truth(angles):
    return sum(angle >= 15 for angle in angles)


@settings(max_examples=4)
@given(lift_angles, paces)
def test_frame_rates_agree(angles, way_s):
    ends = [
        [r.end_s for r in summary_of(LIFTING, lifts(angles, way_s).poses(fps)).repetitions]
        for fps in (15, 30, 60)
    ]
    assert len(ends[0]) == len(ends[1]) == len(ends[2]) == truth(angles)
    np.testing.assert_allclose(ends[0], ends[2], atol=0.15)
    np.testing.assert_allclose(ends[1], ends[2], atol=0.1)


@pytest.mark.parametrize(
    ("up_s", "raised"),
    [
        pytest.param(0.05, 0, id="too short by a frame"),
        pytest.param(0.13, 1, id="just long enough"),
        pytest.param(0.15, 1, id="longer by a frame"),
        pytest.param(0.5, 1, id="long"),
    ],
)
def test_a_fault_is_the_same_at_every_frame_rate(up_s, raised):
    steps = [SETTLE, (0.21, {"hips": 0.3}), (up_s, SAME), (0.21, {"hips": 0.05}), (1.0, SAME)]
    movement = Movement(FACE_DOWN, steps)
    slow, usual, fast = (
        [(e.start_s, e.end_s, e.worst) for e in summary_of(LIFTING, movement.poses(fps)).events]
        for fps in (15, 30, 60)
    )
    assert len(slow) == len(usual) == len(fast) == raised
    np.testing.assert_allclose(slow, fast, atol=0.01)
    np.testing.assert_allclose(usual, fast, atol=0.01)


@few
@given(lift_angles, paces, st.integers(0, 99), st.sampled_from([15, 30]))
def test_a_tenth_of_the_frames_may_be_missing(angles, way_s, seed, fps):
    poses = lifts(angles, way_s).poses(fps)
    kept = np.random.default_rng(seed).random(len(poses)) > 0.1
    assert counted([p for p, keep in zip(poses, kept, strict=True) if keep]) == truth(angles)
    blinked = [p if keep else unseen(p.timestamp_s) for p, keep in zip(poses, kept, strict=True)]
    assert counted(blinked) == truth(angles)


@few
@given(lift_angles, paces)
def test_the_count_never_falls_and_rises_by_one_with_a_repetition(angles, way_s):
    seen = assessments(lifts(angles, way_s).poses())
    for before, after in pairwise(seen):
        assert after.count - before.count == (after.repetition is not None)
        if after.repetition:
            top, now = after.repetition.peak_s, after.timestamp_s
            assert top < now
            assert after.share < 0.5


@few
@given(lift_angles, paces, st.sampled_from([-64.0, 0.5, 4096.0]))
def test_a_shift_of_all_times_changes_nothing_else(angles, way_s, shift_s):
    movement = lifts(angles, way_s)
    here = summary_of(LIFTING, movement.poses(fps=16))
    there = summary_of(LIFTING, movement.poses(fps=16, since_s=shift_s))
    assert [r.start_s + shift_s for r in here.repetitions] == [r.start_s for r in there.repetitions]
    assert [r.end_s + shift_s for r in here.repetitions] == [r.end_s for r in there.repetitions]
    assert [p.reason for p in here.partials] == [p.reason for p in there.partials]
    assert here.judged_share == there.judged_share


@few
@given(lift_angles, st.integers(0, 99))
def test_it_depends_on_nothing_but_what_it_is_given(angles, seed):
    rng = np.random.default_rng(seed)
    poses = [
        replace(pose, image=pose.image + rng.normal(0, 1, (33, 2)))
        for pose in lifts(angles).poses()
    ]
    assert counted(poses) == truth(angles)


@few
@given(st.lists(st.sampled_from([0.05, 0.13, 0.17, 0.22, 0.27]), max_size=8), st.integers(0, 9))
def test_events_of_a_check_never_overlap_and_are_in_order(heights, seed):
    gone = np.random.default_rng(seed).uniform(0, 8, 2)
    steps = [SETTLE, *((0.3, {"hips": height}) for height in heights), (0.5, {"hips": 0.05})]
    poses = hidden(Movement(Prone(), steps).poses(), gone[0], gone[0] + 0.3)
    events = summary_of(LIFTING, poses).events
    assert all(event.start_s <= event.end_s for event in events)
    assert all(before.end_s < after.start_s for before, after in pairwise(events))

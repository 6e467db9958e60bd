from dataclasses import replace

import pytest

from formcheck.checks import Limit, MoveCheck
from formcheck.exercises import EXERCISES
from formcheck.pose import unseen
from formcheck.session import Session
from tests.movement import (
    FACE_DOWN,
    ON_ALL_FOURS,
    SAME,
    SETTLE,
    Movement,
    cobras,
    summary_of,
    verdicts_of,
)


def test_a_movement_is_held_against_those_that_were_over_before_it():
    check = MoveCheck("some", lambda move, before: len(before), Limit(0.5, 0.4), "parts", "Cue")
    exercise = replace(EXERCISES["cobra"], checks=(check,))
    events = summary_of(exercise, cobras(3).poses()).events
    assert [event.worst for event in events] == [1, 2]


@pytest.mark.parametrize(
    ("away_s", "judged"),
    [
        pytest.param(1.0, 1, id="at once"),
        pytest.param(3.0, 0, id="after a pause"),
        pytest.param(12.0, 0, id="in another set"),
    ],
)
def test_only_movements_that_follow_upon_one_another_are_in_a_row(away_s, judged):
    check = MoveCheck("some", lambda move, before: 1, Limit(0.5, 0.4), "s", "Cue", in_a_row=2)
    first, then = cobras(1).poses(), cobras(1).poses()
    by_s = first[-1].timestamp_s + away_s
    poses = [*first, *(replace(pose, timestamp_s=pose.timestamp_s + by_s) for pose in then)]
    summary = summary_of(replace(EXERCISES["cobra"], checks=(check,)), poses)
    assert (len(summary.repetitions), len(summary.events)) == (2, judged)


@pytest.mark.parametrize(("away_s", "raised"), [(0.5, ("hips_down",)), (3.0, ())])
def test_no_fault_is_shown_for_long_of_who_is_out_of_sight(away_s, raised):
    lifted = Movement(FACE_DOWN, [SETTLE, (1.0, {"trunk": 30.0, "hips": 0.4}), (3.0, SAME)])
    poses = lifted.poses()
    last_s = poses[-1].timestamp_s
    away = [unseen(last_s + i / 10) for i in range(1, round(away_s * 10) + 1)]
    session = Session(EXERCISES["cobra"])
    *_, last = [session.update(pose) for pose in [*poses, *away]]
    assert last.raised == raised


def test_how_a_set_ends_is_not_judged_where_nothing_was_done():
    arched = Movement(ON_ALL_FOURS, [(3.0, {}), (1.0, {"spine": 0.08}), (3.0, SAME)])
    assert verdicts_of(EXERCISES["cat_cow"], arched.poses())["flat_back_return"] == "not_seen"


def test_warnings_come_in_the_order_in_which_they_began():
    steps = [SETTLE, (1.0, {"trunk": 30.0, "neck": 60.0}), (2.0, SAME), (0.5, {"hips": 0.4})]
    events = summary_of(
        EXERCISES["cobra"], Movement(FACE_DOWN, [*steps, (3.0, SAME)]).poses()
    ).events
    assert [event.check for event in events] == ["neck_over_extension", "hips_down"]

from dataclasses import replace

import numpy as np
import pytest

from formcheck.body import near
from formcheck.checks import Against, Check, Limit, MoveCheck
from formcheck.exercises import EXERCISES
from formcheck.landmarks import Landmark
from formcheck.measures import ear_distance, hip_to_ankle, trunk_elevation
from formcheck.pose import unseen
from formcheck.posture import Range
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

HEAD = range(Landmark.NOSE, Landmark.LEFT_SHOULDER)
FEET = range(Landmark.LEFT_ANKLE, 33)
LEGS = range(Landmark.LEFT_KNEE, 33)


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


@pytest.mark.parametrize(
    ("out", "neck", "arch"),
    [
        pytest.param([], "fault", "good", id="nothing"),
        pytest.param(HEAD, "not_seen", "good", id="the head"),
        pytest.param(FEET, "fault", "good", id="the feet"),
        pytest.param(LEGS, "fault", "not_seen", id="the legs"),
    ],
)
def test_what_is_out_of_the_picture_is_counted_by_and_not_judged(out, neck, arch):
    shown = ~np.isin(np.arange(33), out)
    poses = [replace(pose, shown=shown) for pose in cobras(3, {"neck": 60}).poses()]
    summary = summary_of(EXERCISES["cobra"], poses)
    assert len(summary.repetitions) == 3
    verdicts = {finding.check.id: finding.verdict.value for finding in summary.findings}
    assert (verdicts["neck_over_extension"], verdicts["over_arch"]) == (neck, arch)


def test_what_was_out_of_the_picture_at_the_start_is_held_against_nothing():
    check = Check(
        "some", near(ear_distance), Limit(0.1, 0.05), "torso", "Cue", against=Against.START_SHARE
    )
    exercise = replace(EXERCISES["cobra"], checks=(check,))
    poses = cobras(1, {"ear": 0.3}).poses()
    unsure = [
        replace(pose, shown=~np.isin(np.arange(33), HEAD)) if pose.timestamp_s < 2 else pose
        for pose in poses
    ]
    assert verdicts_of(exercise, poses) == {"some": "fault"}
    assert verdicts_of(exercise, unsure)["some"] != "fault"


def test_a_head_that_came_into_the_picture_just_before_the_start_is_known_of_the_start():
    poses = cobras(3, {"ear": 0.3}).poses()
    coming = [
        replace(pose, shown=~np.isin(np.arange(33), HEAD)) if pose.timestamp_s < 0.5 else pose
        for pose in poses
    ]
    told = [verdicts_of(EXERCISES["cobra"], each) for each in (poses, coming)]
    assert told[0] == told[1]
    assert told[1]["shoulders_away_from_ears"] != "not_seen"


def test_what_was_seen_at_the_start_is_not_forgotten_where_it_is_out_of_the_picture_later():
    rest_s = 6.0
    steps = [SETTLE, (1.0, {"trunk": 30.0}), (1.0, SAME), (1.0, {"trunk": 0.0}), (rest_s, SAME)]
    lies_s = sum(seconds for seconds, _ in steps)
    too_far = [(1.0, {"trunk": 75.0}), (2.0, SAME), (1.0, {"trunk": 0.0}), SETTLE]
    poses = Movement(FACE_DOWN, [*steps, *too_far]).poses()
    without_legs = [
        replace(pose, shown=~np.isin(np.arange(33), LEGS))
        if lies_s - rest_s < pose.timestamp_s < lies_s + 0.5
        else pose
        for pose in poses
    ]
    assert verdicts_of(EXERCISES["cobra"], without_legs)["over_arch"] == "fault"


def test_nothing_is_told_of_who_was_out_of_sight_until_it_is_seen_again():
    session = Session(EXERCISES["cobra"])
    poses = Movement(FACE_DOWN, [SETTLE, (1.0, {"trunk": 40.0}), (1.0, SAME)]).poses()
    *_, raised = [session.update(pose) for pose in poses]
    assert raised.values["over_arch"] > 10
    again = Movement(FACE_DOWN, [SETTLE]).poses(since_s=poses[-1].timestamp_s + 15)
    told = [session.update(pose).values.get("over_arch", 0.0) for pose in again]
    assert max(told) < 5


def test_a_check_is_judged_in_a_position_that_is_told_by_what_is_out_of_the_picture():
    check = Check(
        "some",
        trunk_elevation,
        Limit(20, 15),
        "deg",
        "Cue",
        when=(Range(near(hip_to_ankle), at_least=0.8),),
    )
    poses = cobras().poses()
    without_feet = [replace(pose, shown=~np.isin(np.arange(33), FEET)) for pose in poses]
    exercise = replace(EXERCISES["cobra"], checks=(check,))
    assert verdicts_of(exercise, without_feet) == {"some": "fault"}

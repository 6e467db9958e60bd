from dataclasses import replace

import numpy as np
import pytest

from formcheck.exercises import EXERCISES
from formcheck.landmarks import Landmark
from formcheck.result import result_of
from formcheck.session import Session
from tests.camera import Camera
from tests.figure import Supine
from tests.movement import SAME, SETTLE, Movement, summary_of, twists, verdicts_of

TWIST = EXERCISES["supine_twist"]
SIDES = ["left", "right"]
OVER, LESS, CENTRE = {"crossing": 0.5}, {"crossing": 0.35}, {"crossing": -0.3}


def towards(side, degrees):
    """Turn of the face to the side to which the leg goes: the other one than its own."""
    return degrees if side == "right" else -degrees


@pytest.mark.parametrize("place", SIDES)
@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize(
    ("over", "faults"),
    [
        pytest.param({}, set(), id="good"),
        pytest.param({"face": -40}, set(), id="looks the other way"),
        pytest.param({"face": 45}, {"gaze_opposite"}, id="looks after the knee"),
        pytest.param({"lift": 0.4}, {"both_shoulders_flat"}, id="a shoulder comes up"),
        pytest.param({"crossing": 0.01}, {"knee_across"}, id="the knee stays in the middle"),
    ],
)
def test_verdicts(over, faults, side, place):
    there = {
        "crossing": over.get("crossing", 0.5),
        "face": towards(side, over.get("face", 0.0)),
        f"lift_{side}": over.get("lift", 0.0),
    }
    movement = twists(there, start=Supine(side))
    verdicts = verdicts_of(TWIST, movement.poses(camera=Camera(place)))
    others = dict.fromkeys(verdicts, "good")
    if "lift" in over:  # which takes the ears along, and turns the line of the shoulders
        others |= dict.fromkeys(("gaze_opposite", "knee_across"), "not_seen")
    assert verdicts == others | dict.fromkeys(faults, "fault")


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize(
    ("over_s", "place", "verdict"),
    [
        pytest.param(0.6, "above", "fault", id="thrown over"),
        pytest.param(2.0, "above", "good", id="slowly"),
        pytest.param(2.0, "left", "good", id="slowly, from the left"),
        pytest.param(2.0, "right", "good", id="slowly, from the right"),
    ],
)
def test_entry(over_s, place, verdict, side):
    steps = [SETTLE, (over_s, {"knee_in": 1, "crossing": 0.7}), (5, SAME), (2, {"crossing": -0.3})]
    poses = Movement(Supine(side), steps).poses(camera=Camera(place))
    assert verdicts_of(TWIST, poses)["slow_entry"] == verdict


@pytest.mark.parametrize("side", SIDES)
def test_who_goes_in_fast_and_stays_holds_well(side):
    steps = [SETTLE, (0.6, {"knee_in": 1, "crossing": 0.7}), (8, SAME), (2, {"crossing": -0.3})]
    poses = Movement(Supine(side), steps).poses(camera=Camera("above"))
    result = result_of(summary_of(TWIST, poses))
    (entry,), (hold,) = result["events"], result["holds"]
    assert entry["check"] == "slow_entry"
    assert entry["end_s"] < hold["start_s"] + 2
    assert hold["faults"] == ["slow_entry"]
    assert hold["good_s"] > hold["held_s"] - 2


def turned_around(pose):
    """Return a pose as a camera above sees it that is turned by half a turn."""
    return replace(pose, image=[640, 480] - pose.image, world=pose.world * [-1, -1, 1])


@pytest.mark.parametrize("side", SIDES)
def test_from_above_the_head_may_lie_either_way(side):
    poses = twists(start=Supine(side)).poses(camera=Camera("above"))
    ways = poses, [turned_around(pose) for pose in poses]
    held = [summary_of(TWIST, way).holds for way in ways]
    assert [[hold.side for hold in holds] for holds in held] == [[side], [side]]


@pytest.mark.parametrize(
    ("turned", "verdict"),
    [
        pytest.param(-30, "good", id="away"),
        pytest.param(5, "not_seen", id="up, or a little to the knee"),
        pytest.param(40, "fault", id="to the knee"),
    ],
)
@pytest.mark.parametrize("side", SIDES)
def test_from_above_a_face_must_clearly_be_turned_to_tell_where_it_looks(turned, verdict, side):
    movement = twists({"crossing": 0.5, "face": towards(side, turned)}, start=Supine(side))
    assert verdicts_of(TWIST, movement.poses(camera=Camera("above")))["gaze_opposite"] == verdict


@pytest.mark.parametrize("place", [*SIDES, "above"])
@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("held_s", [4.0, 16.0])
def test_a_hold_has_its_side_and_its_length(held_s, side, place):
    movement = twists(start=Supine(side), held_s=held_s)
    summary = summary_of(TWIST, movement.poses(10, Camera(place)))
    (hold,) = summary.holds
    assert hold.side == side
    assert hold.held_s == pytest.approx(held_s, abs=1.5)
    assert result_of(summary)["count"] == (held_s > 15)


@pytest.mark.parametrize(
    ("half_over_s", "reasons"), [pytest.param(0.5, [], id="passed through"), (6.0, ["range"])]
)
def test_half_over_is_a_try_only_if_it_stays(half_over_s, reasons):
    half_over = [SETTLE, (0.8, {"knee_in": 1, "crossing": -0.13}), (half_over_s, SAME)]
    movement = Movement(Supine("right"), [*half_over, (0.8, {"knee_in": 0, "crossing": -0.3})])
    summary = summary_of(TWIST, movement.poses())
    assert summary.holds == ()
    assert [partial.reason for partial in summary.partials] == reasons


def test_both_sides_one_after_the_other():
    left, right = twists(start=Supine("left")), twists(start=Supine("right"))
    first = left.poses()
    second = right.poses(since_s=first[-1].timestamp_s + 0.1)
    assert [hold.side for hold in summary_of(TWIST, [*first, *second]).holds] == ["left", "right"]


def test_legs_that_lie_close_together_are_at_rest_there():
    poses = twists(start=Supine(crossing=-0.1)).poses()
    again = twists(start=Supine(crossing=-0.1)).poses(since_s=poses[-1].timestamp_s + 0.1)
    holds = summary_of(TWIST, [*poses, *again]).holds
    assert [hold.held_s for hold in holds] == [pytest.approx(5.0, abs=1.5)] * 2


def test_a_knee_that_does_not_come_over_is_no_hold():
    drawn_in = Movement(Supine(), [SETTLE, (1.5, {"knee_in": 1.0}), (4.0, SAME)])
    summary = summary_of(TWIST, drawn_in.poses())
    assert (summary.holds, summary.partials) == ((), ())


@pytest.mark.parametrize("place", SIDES)
@pytest.mark.parametrize("side", SIDES)
def test_a_knee_that_stands_up_free_is_a_hold_that_has_not_come_over(side, place):
    movement = twists({"crossing": -0.2, "hands": 1.0}, start=Supine(side))
    summary = summary_of(TWIST, movement.poses(camera=Camera(place)))
    assert [hold.side for hold in summary.holds] == [side]
    assert [event.check for event in summary.events] == ["knee_across"]


def test_a_hold_that_lasts_to_the_end_of_the_video_is_a_hold():
    poses = [pose for pose in twists(held_s=20).poses(10) if pose.timestamp_s < 23]
    (hold,) = summary_of(TWIST, poses).holds
    assert hold.held_s > 16


@pytest.mark.parametrize(("lifted_s", "alerts"), [(0.4, 0), (1.2, 1)], ids=["jump", "lift"])
def test_a_shoulder_that_jumps_up_for_a_moment_is_no_alert(lifted_s, alerts):
    lifted = [(0.1, {"lift_right": 0.3}), (lifted_s, SAME), (0.1, {"lift_right": 0.0})]
    over = [SETTLE, (1.5, {"crossing": 0.5}), (2, SAME), *lifted, (2, SAME), (1.5, {"crossing": 0})]
    poses = Movement(Supine(), [*over, SETTLE]).poses()
    events = summary_of(TWIST, poses).events
    assert [event.check for event in events] == ["both_shoulders_flat"] * alerts


@pytest.mark.parametrize("place", SIDES)
@pytest.mark.parametrize("side", SIDES)
def test_who_rolls_over_to_get_up_is_done(side, place):
    over = [SETTLE, (1.0, {"crossing": 0.5, f"lift_{side}": 0.6}), (5, SAME)]
    summary = summary_of(TWIST, Movement(Supine(side), over).poses(camera=Camera(place)))
    assert (summary.holds, summary.partials, summary.events) == ((), (), ())


def test_an_arm_that_jumps_is_no_end_of_a_hold():
    session = Session(TWIST)
    held_s = []
    for pose in twists(held_s=8).poses():
        jumps = 7 <= pose.timestamp_s < 7.2
        held_s.append(session.update(arm_aside(pose) if jumps else pose).hold_s)
    around = np.array(held_s[6 * 15 : 9 * 15])
    assert around[0] > 0
    assert np.diff(around).min() > -0.1
    assert around[-1] - around[0] == pytest.approx(3, abs=0.1)


@pytest.mark.parametrize(
    ("there", "back"),
    [
        pytest.param([(1.5, OVER)], [(1.5, CENTRE)], id="left at once"),
        pytest.param([(1.5, OVER)], [(3.0, LESS), (1.0, CENTRE)], id="left slowly at first"),
        pytest.param([(1.5, LESS), (1.5, OVER)], [(1.5, CENTRE)], id="lowered further"),
    ],
)
@pytest.mark.parametrize("fps", [15, 30])
def test_what_is_held_by_now_is_kept_when_it_is_left(there, back, fps):
    session = Session(TWIST)
    steps = [SETTLE, *there, (4, SAME), *back, (1, SAME)]
    held_s = [session.update(pose).hold_s for pose in Movement(Supine(), steps).poses(fps)]
    (hold,) = session.finish().holds
    assert max(held_s) == pytest.approx(hold.held_s, abs=0.15)


def arm_aside(pose):
    image = pose.image.copy()
    image[[Landmark.RIGHT_ELBOW, Landmark.RIGHT_WRIST]] += 300
    return replace(pose, image=image)

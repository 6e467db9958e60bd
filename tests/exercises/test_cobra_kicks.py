from dataclasses import replace

import pytest

from formcheck.exercises import EXERCISES
from formcheck.pose import unseen
from formcheck.result import result_of
from formcheck.session import Session
from tests.camera import Camera
from tests.movement import (
    FACE_DOWN,
    ON_ALL_FOURS,
    SAME,
    SETTLE,
    Movement,
    Step,
    kicks,
    summary_of,
    verdicts_of,
)

KICKS = EXERCISES["cobra_kicks"]
SIDES = ["left", "right"]


@pytest.mark.parametrize("place", SIDES)
@pytest.mark.parametrize(
    ("movement", "faults"),
    [
        pytest.param(kicks(), set(), id="good"),
        pytest.param(kicks("llrrllrr"), set(), id="left first"),
        pytest.param(kicks(later={"hips": 0.4}), {"hips_pressed"}, id="the seat comes up"),
        pytest.param(kicks(later={"trunk": 75.0}), {"over_arch"}, id="far too high"),
        pytest.param(kicks(later={"ear": 0.2}), {"shoulders_sunk"}, id="sinks after a while"),
        pytest.param(kicks(later={"neck": 60.0}), {"neck_over_extension"}, id="head thrown back"),
        pytest.param(kicks(bend=50), {"full_kick"}, id="half kicks"),
        pytest.param(kicks("rlrlrlrl"), {"kick_pattern"}, id="one and one"),
        pytest.param(kicks("rrrlllrrrlll"), {"kick_pattern"}, id="three and three"),
    ],
)
def test_verdicts(movement, faults, place):
    verdicts = verdicts_of(KICKS, movement.poses(camera=Camera(place)))
    assert verdicts == {check: "fault" if check in faults else "good" for check in verdicts}


@pytest.mark.parametrize(("place", "fps"), [("left", 15), ("right", 30)])
@pytest.mark.parametrize(
    ("pattern", "period_s", "count", "kicked"),
    [
        pytest.param("rrll" * 2, 0.8, 2, (4, 4), id="at ease"),
        pytest.param("llrr" * 2, 0.8, 2, (4, 4), id="left first"),
        pytest.param("rrll" * 3, 0.5, 3, (6, 6), id="quick"),
        pytest.param("rrll" * 4, 1 / 3, 4, (8, 8), id="three kicks a second"),
        pytest.param("rr", 0.8, 0, (0, 2), id="one leg only"),
        pytest.param("llll" * 2, 0.8, 2, (None, None), id="legs that look like one"),
        pytest.param("llll" + "rrll", 0.8, 2, (6, 2), id="legs that looked like one at first"),
        pytest.param("", 0.8, 0, (0, 0), id="none"),
    ],
)
def test_count(pattern, period_s, count, kicked, fps, place):
    poses = kicks(pattern, period_s=period_s).poses(fps, Camera(place))
    result = result_of(summary_of(KICKS, poses))
    assert (result["details"]["kicks_left"], result["details"]["kicks_right"]) == kicked
    assert result["count"] == count
    assert all(60 < each["range"] < 160 for each in result["repetitions"]), "that of one kick"


@pytest.mark.parametrize(("place", "fps"), [("left", 15), ("left", 30), ("right", 15)])
def test_one_leg_may_come_up_as_the_other_goes_down(fps, place):
    right, left = {"knee_right": 115.0}, {"knee_left": 115.0}
    down = {"knee_right": 0.0, "knee_left": 0.0}
    kick_by_kick = [right, down, right, {**down, **left}, down, left, down] * 3
    steps = [SETTLE, (1.0, {"trunk": 25.0}), (2.0, SAME), *((0.4, to) for to in kick_by_kick)]
    poses = Movement(FACE_DOWN, [*steps, (1.0, SAME)]).poses(fps, Camera(place))
    summary = summary_of(KICKS, poses)
    assert summary.tally == {"kick_left": 6, "kick_right": 6}
    assert len(summary.repetitions) == 3


@pytest.mark.parametrize("place", SIDES)
def test_the_hips_are_judged_while_a_leg_kicks(place):
    steps: list[Step] = [SETTLE, (1.0, {"trunk": 25.0}), (2.0, SAME)]
    legs = ["knee_right", "knee_right", "knee_left", "knee_left"] * 2
    for number, leg in enumerate(legs, 1):
        hips = 0.4 if number >= len(legs) / 2 else 0.0
        steps += [(0.4, {leg: 115.0, "hips": hips}), (0.4, {leg: 0.0, "hips": hips})]
    session = Session(KICKS)
    told = [session.update(pose) for pose in Movement(FACE_DOWN, steps).poses(camera=Camera(place))]
    assert all("hips_pressed" in one.values for one in told if one.side is not None)
    (event,) = session.finish().events
    raised_s = sum(seconds for seconds, _ in steps[:9])
    assert event.check == "hips_pressed"
    assert event.start_s == pytest.approx(raised_s, abs=0.3)


@pytest.mark.parametrize(("twitch_s", "reasons"), [(0.4, []), (1.0, ["range"])])
def test_a_knee_that_twitches_has_not_tried_to_kick(twitch_s, reasons):
    twitch = [(twitch_s / 2, {"knee_left": 28}), (twitch_s / 2, {"knee_left": 0})]
    steps = [SETTLE, (1.0, {"trunk": 25}), (2.0, SAME), *twitch, (2.0, SAME)]
    summary = summary_of(KICKS, Movement(FACE_DOWN, steps).poses())
    assert [partial.reason for partial in summary.partials] == reasons


@pytest.mark.parametrize("near", SIDES)
@pytest.mark.parametrize(("low", "verdict"), [("near", "fault"), ("far", "good")])
def test_how_far_the_far_leg_kicks_is_not_judged(low, verdict, near):
    bends = {leg: 50.0 if (leg == near) == (low == "near") else 115.0 for leg in SIDES}
    steps: list[Step] = [SETTLE, (1.0, {"trunk": 25.0}), (2.0, SAME)]
    for leg in ("right", "right", "left", "left") * 2:
        steps += [(0.4, {f"knee_{leg}": bends[leg]}), (0.4, {f"knee_{leg}": 0.0})]
    poses = Movement(FACE_DOWN, steps).poses(camera=Camera(near))
    assert verdicts_of(KICKS, poses)["full_kick"] == verdict


def test_a_knee_that_stays_bent_has_not_kicked():
    bent = Movement(
        FACE_DOWN, [SETTLE, (1.0, {"trunk": 25}), (1.0, {"knee_left": 30}), (5.0, SAME)]
    )
    assert summary_of(KICKS, bent.poses()).tally.total() == 0


def test_two_quick_kicks_of_one_leg_are_two():
    steps = [SETTLE, (1.0, {"trunk": 25}), (2.0, SAME)]
    for leg in ("knee_right", "knee_left") * 2:
        steps += [(0.25, {leg: 115}), (0.25, {leg: 40}), (0.25, {leg: 115}), (0.3, {leg: 0})]
    tally = summary_of(KICKS, Movement(FACE_DOWN, steps).poses(30)).tally
    assert tally == {"kick_left": 4, "kick_right": 4}


@pytest.mark.parametrize(
    ("away_s", "count", "reasons"), [(1, 1, []), (4, 0, ["lost", "incomplete"])]
)
def test_kicks_go_on_after_a_moment_out_of_sight_and_begin_anew_after_longer(
    away_s, count, reasons
):
    first = kicks("rr")
    poses = first.poses()[: -round(0.8 * 15)]
    left_s = poses[-1].timestamp_s
    away = [unseen(left_s + i / 10) for i in range(1, 10 * away_s)]
    raised = replace(FACE_DOWN, trunk=25.0)
    steps = [(0.4, SAME), *[(0.4, {"knee_left": 115}), (0.4, {"knee_left": 0})] * 2, (1.0, SAME)]
    back = Movement(raised, steps).poses(since_s=left_s + away_s)
    summary = summary_of(KICKS, [*poses, *away, *back])
    assert len(summary.repetitions) == count
    assert [partial.reason for partial in summary.partials] == reasons
    if reasons:  # all that was done of it was lost
        begun_s = sum(seconds for seconds, _ in first.steps[:3])
        assert summary.partials[0].start_s == pytest.approx(begun_s, abs=0.2)


def test_kicks_of_both_legs_that_were_over_count_though_nobody_is_seen_any_more():
    poses = kicks("rrl").poses()
    last_s = poses[-1].timestamp_s
    away = [unseen(last_s + i / 10) for i in range(1, 35)]
    session = Session(KICKS)
    told = [session.update(pose).repetition for pose in [*poses, *away]]
    (repetition,) = filter(None, told)
    assert repetition.pattern == ("kick_right", "kick_right", "kick_left")
    assert not any(told[: len(poses)])
    summary = session.finish()
    assert summary.repetitions == (repetition,)
    assert not summary.partials


@pytest.mark.parametrize("place", SIDES)
@pytest.mark.parametrize(("trunk", "over_arch"), [(20.0, "good"), (35.0, "good"), (80.0, "fault")])
def test_who_is_in_the_cobra_already_goes_on_from_there(trunk, over_arch, place):
    """As in a video that was cut; how high the hips lay at the start is not known then."""
    in_the_cobra = kicks("llrr").steps[2:]
    movement = Movement(replace(FACE_DOWN, trunk=trunk), in_the_cobra)
    poses = movement.poses(camera=Camera(place))
    assert len(summary_of(KICKS, poses).repetitions) == 1
    verdicts = verdicts_of(KICKS, poses)
    assert verdicts["over_arch"] == over_arch
    assert verdicts["hips_pressed"] == "not_seen"


@pytest.mark.parametrize("place", ["raised before", "raised behind"])
def test_who_comes_back_after_long_is_held_against_nothing_that_was_before(place):
    """The camera may stand elsewhere by then."""
    session = Session(KICKS, looks_back=False)
    first = kicks("rrll").poses()
    last_s = first[-1].timestamp_s
    away = [unseen(last_s + i / 15) for i in range(1, 180)]
    again = Movement(replace(FACE_DOWN, trunk=25.0), [(8.0, SAME)])
    later = again.poses(camera=Camera(place), since_s=last_s + 12.1)
    *_, last = [session.update(pose) for pose in [*first, *away, *later]]
    assert "hips_pressed" not in last.values
    assert last.values["shoulders_sunk"] == pytest.approx(0.0, abs=0.02)


def test_who_lies_down_again_is_held_against_that():
    steps = [SETTLE, (1.0, {"trunk": 0.0}), (2.0, SAME), (1.0, {"trunk": 30.0}), (2.0, SAME)]
    movement = Movement(replace(FACE_DOWN, trunk=30.0), steps)
    assert verdicts_of(KICKS, movement.poses())["hips_pressed"] == "good"


@pytest.mark.parametrize("folded", [0.0, 1.0])
def test_who_kneels_or_sits_on_the_heels_has_not_begun(folded):
    movement = Movement(replace(ON_ALL_FOURS, folded=folded), [(4.0, SAME)])
    assert summary_of(KICKS, movement.poses()).view is None

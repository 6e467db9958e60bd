from dataclasses import replace
from math import nan

import numpy as np
import pytest

from formcheck.body import resting
from formcheck.exercises.butterfly_side_bend import (
    ARMS_APART,
    BUTTERFLY_SIDE_BEND,
    SEATED,
    SEEN_LEVEL,
)
from formcheck.judging.watch import CheckWatch
from formcheck.landmarks import SIDES, Landmark, other, sided
from formcheck.measures import seat_lifted, trunk_lean
from formcheck.posture import in_posture
from formcheck.session import Session
from tests.camera import Camera
from tests.figure import Prone, Seated, Supine
from tests.movement import SAME, Movement, check_of


@pytest.mark.parametrize("bent_to", ["left", "right"])
@pytest.mark.parametrize(
    ("joints", "share"),
    [
        pytest.param(("hip", "knee"), 2, id="the hip, and the knee goes along"),
        pytest.param(("hip",), 1, id="a hip that seems to rise alone"),
        pytest.param(("knee",), 0, id="a knee alone"),
    ],
)
def test_a_seat_is_lifted_by_the_hip_and_the_knee_of_the_side_one_bends_away_from(
    joints, share, bent_to
):
    seated = replace(Seated().body(Camera("front")), working=bent_to)
    points = seated.points.copy()
    for joint in joints:
        points[sided(other(bent_to), joint), 1] += 0.1
    lifted = resting(seat_lifted)(replace(seated, points=points, start=seated))
    assert lifted == pytest.approx(share * 0.1)


def turned(share):
    """Return a body whose shoulders seem as far apart as this share of what they did before."""
    seated = Seated().body(Camera("front"))
    points = seated.points.copy()
    left, right = sided("left", "shoulder"), sided("right", "shoulder")
    points[right] = points[left] + share * (points[right] - points[left])
    return replace(seated, points=points, start=seated, view="front")


def test_a_chest_that_turns_past_profile_leans_to_the_same_side():
    """Its shoulders then show the other way round."""
    leaning = replace(Seated(lean=20.0).body(Camera("front")), start=Seated().body(Camera("front")))
    points = leaning.points.copy()
    shoulders = [sided("left", "shoulder"), sided("right", "shoulder")]
    points[shoulders] = points[shoulders[::-1]]
    assert trunk_lean(leaning) == pytest.approx(20, abs=1)
    assert trunk_lean(replace(leaning, points=points)) == trunk_lean(leaning)


@pytest.mark.parametrize(
    ("below", "sits", "level"),
    [
        pytest.param(0.1, True, True, id="seen from in front"),
        pytest.param(0.5, True, False, id="seen from close above"),
        pytest.param(0.75, False, False, id="kneels"),
    ],
)
def test_knees_far_below_the_hips_are_seen_from_above_or_of_who_kneels(below, sits, level):
    seated = Seated().body(Camera("front"))
    points = seated.points.copy()
    points[Landmark.LEFT_KNEE :] -= [0, below]
    seen = replace(seated, points=points)
    assert in_posture(seen, SEATED) == sits
    assert in_posture(replace(seen, start=seen), SEEN_LEVEL) == level


@pytest.mark.parametrize("check_id", ["arm_overhead", "support_hand_down"])
def test_the_arms_of_a_chest_in_profile_are_not_judged(check_id):
    check = check_of(BUTTERFLY_SIDE_BEND, check_id)
    arms_apart = replace(check, when=(ARMS_APART,))
    assert ARMS_APART in check.when
    assert arms_apart.applies("left", turned(0.6))
    assert not arms_apart.applies("left", turned(0.2))


@pytest.mark.parametrize(
    ("lowered_s", "told"),
    [
        pytest.param(0.9, False, id="on the way back"),
        pytest.param(1.4, True, id="for good"),
    ],
)
def test_an_arm_that_was_overhead_may_be_lowered_on_the_way_back(lowered_s, told):
    bent = replace(Seated(lean=20).body(Camera("front")), working="left", view="front")
    watch = CheckWatch(check_of(BUTTERFLY_SIDE_BEND, "arm_overhead"))
    for i in range(round((1.0 + lowered_s) * 20)):
        points = bent.points.copy()
        points[sided("right", "wrist"), 1] = 2.0 if i < 20 else 1.0
        watch.update(i / 20, 1 / 20, replace(bent, points=points), nan)
    assert watch.raised is told


@pytest.mark.parametrize("drawn", ["now", "at the start"])
@pytest.mark.parametrize(("long", "applies"), [(0.6, True), (0.2, False)])
def test_a_seat_is_not_judged_by_a_knee_that_is_drawn_at_the_hip(long, applies, drawn):
    seated = Seated().body(Camera("front"))
    points = seated.points.copy()
    for side in SIDES:
        points[sided(side, "knee")] = points[sided(side, "hip")] + np.array([0.6, 0.0])
    seated, points = replace(seated, points=points), points.copy()
    points[sided("left", "knee")] = points[sided("left", "hip")] + np.array([long, 0.0])
    misdrawn = replace(seated, points=points)
    now, start = (misdrawn, seated) if drawn == "now" else (seated, misdrawn)
    check = check_of(BUTTERFLY_SIDE_BEND, "sit_bones_grounded")
    assert check.applies("left", replace(now, start=start)) == applies


@pytest.mark.parametrize(("hips_up", "begins"), [(0.0, True), (0.2, True), (0.7, False)])
def test_who_kneels_does_not_begin(hips_up, begins):
    seated = Seated().body(Camera("front"))
    points = seated.points.copy()
    for side in SIDES:
        points[sided(side, "knee"), 1] = points[sided(side, "hip"), 1] - hips_up
        points[sided(side, "ankle"), 0] = points[sided(side, "hip"), 0]
        points[sided(side, "ankle"), 1] = points[sided(side, "knee"), 1]
    assert in_posture(replace(seated, points=points), BUTTERFLY_SIDE_BEND.start) == begins


@pytest.mark.parametrize("place", SIDES)
@pytest.mark.parametrize("lying", [Supine(), Prone()], ids=["on the back", "on the belly"])
def test_who_lies_down_is_done_and_not_judged(lying, place):
    sits = Movement(Seated(), [(3.0, SAME)]).poses(camera=Camera("front"))
    lies = Movement(lying, [(10.0, SAME)]).poses(camera=Camera(place), since_s=4.0)
    session = Session(BUTTERFLY_SIDE_BEND)
    seen = [session.update(pose) for pose in [*sits, *lies]]
    assert any(one.armed for one in seen)
    assert not seen[-1].armed
    summary = session.finish()
    assert not summary.repetitions
    assert not summary.events


@pytest.mark.parametrize("slope_deg", [-12.0, 8.0])
def test_who_sits_straight_before_a_tilted_camera_leans_to_no_side(slope_deg):
    session = Session(BUTTERFLY_SIDE_BEND)
    camera = Camera("front", slope_deg=slope_deg)
    sits = Movement(Seated(), [(3.0, SAME)]).poses(camera=camera)
    *_, last = [session.update(pose) for pose in sits]
    assert last.armed
    assert trunk_lean(last.body) == pytest.approx(0, abs=0.1)

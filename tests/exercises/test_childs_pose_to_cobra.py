from dataclasses import replace

import numpy as np
import pytest

from formcheck.exercises.childs_pose_to_cobra import CHILDS_POSE_TO_COBRA, seat_from_heels
from formcheck.landmarks import SIDES, Landmark, sided
from formcheck.measures import hip_to_ankle
from formcheck.session import Session
from formcheck.tracking.tracker import BodyTracker
from tests.camera import Camera
from tests.figure import BESIDE, Prone, Supine, Tabletop, seen_from_above, with_short_legs
from tests.movement import SAME, SETTLE, Movement, check_of

FOLDED_DEG = 5.0
"""A trunk lower than this is folded in these sets, and drawn lying straight."""


@pytest.mark.parametrize(("body", "side"), [(Prone().body(), "right"), (Tabletop().body(), "left")])
def test_the_seat_is_as_far_from_the_heels_as_the_hip(body, side):
    assert seat_from_heels(body, side) == hip_to_ankle(body, side)


@pytest.mark.parametrize("camera", [BESIDE, Camera("left")], ids=["right", "left"])
def test_a_fold_that_is_drawn_lying_straight_is_a_fold(camera):
    up, down = {"trunk": 40.0}, {"trunk": 0.0}
    twice = [SETTLE, *[(1.5, up), (1.0, SAME), (1.5, down), (1.5, SAME)] * 2]
    summary = after(Movement(Prone(), twice), camera, fold=with_short_legs)
    assert len(summary.repetitions) == 2
    assert hands_fixed(summary) == "good"


def as_seen_from_above(pose):
    """Draw a fold with the back, not the side, to the camera in space."""
    return seen_from_above(with_short_legs(pose))


def with_hands_at_the_knees(pose):
    """Draw a fold with the arms, which are hidden, beside the thighs."""
    image = with_short_legs(pose).image.copy()
    for side in SIDES:
        image[sided(side, "wrist")] = image[sided(side, "knee")]
    return replace(pose, image=image)


@pytest.mark.parametrize("drawn", [as_seen_from_above, with_hands_at_the_knees])
def test_a_fold_is_one_however_it_is_drawn(drawn):
    up, down = {"trunk": 40.0}, {"trunk": 0.0}
    thrice = [SETTLE, *[(1.5, up), (1.0, SAME), (1.5, down), (1.5, SAME)] * 3]
    assert len(after(Movement(Prone(), thrice), BESIDE, fold=drawn).repetitions) == 3


def test_the_view_is_told_anew_of_who_comes_back():
    up, down = {"trunk": 40.0}, {"trunk": 0.0}
    movement = Movement(Prone(), [SETTLE, (1.5, up), (1.0, SAME), (1.5, down), (2.0, SAME)])
    session = Session(CHILDS_POSE_TO_COBRA)
    armed: list[tuple[float, bool]] = []
    for since_s in (0.0, 60.0):
        for pose in movement.poses(since_s=since_s):
            drawn = as_drawn(pose, movement.at(pose.timestamp_s - since_s), as_seen_from_above)
            armed.append((pose.timestamp_s, session.update(drawn).armed))
    opened_s = SETTLE[0] + 1.5
    assert not any(is_armed for now_s, is_armed in armed if now_s % 60.0 < opened_s)
    assert any(is_armed for now_s, is_armed in armed if now_s < 60.0)
    assert armed[-1][1]


@pytest.mark.parametrize("slope_deg", [10.0, -10.0])
def test_before_a_tilted_camera_hips_are_as_far_off_the_mat_as_before_a_level_one(slope_deg):
    up, down = {"trunk": 40.0}, {"trunk": 0.0}
    once = Movement(Prone(), [SETTLE, (1.5, up), (3.0, SAME), (1.5, down), (1.5, SAME)])
    cameras = (BESIDE, replace(BESIDE, slope_deg=slope_deg))
    level, tilted = (after(once, camera, fold=with_short_legs).findings for camera in cameras)
    worst = [f.worst for found in (level, tilted) for f in found if f.check.id == "hips_down"]
    assert worst[1] == pytest.approx(worst[0], abs=0.02)


@pytest.mark.parametrize(("moved", "verdict"), [(0.1, "good"), (0.35, "fault"), (-0.35, "fault")])
def test_hands_are_told_to_stay_while_the_chest_is_up(moved, verdict):
    up, down = {"trunk": 40.0}, {"trunk": 0.0}
    walk = {"trunk": 40.0, "hands": moved}
    sets = [SETTLE, (1.5, up), (1.5, SAME), (1.0, walk), (1.5, SAME), (1.5, down), (1.5, SAME)]
    assert hands_fixed(after(Movement(Prone(), sets), BESIDE, fold=with_short_legs)) == verdict


@pytest.mark.parametrize(("walk", "verdict"), [(0.0, "good"), (0.35, "fault")])
def test_hands_may_creep_along_from_one_round_to_the_next_and_not_within_one(walk, verdict):
    drawn_off = {"trunk": 0.0, "hands": 0.8}
    steps = [(1.5, drawn_off), SETTLE]
    for hands in (0.0, 0.08, 0.16, 0.24, 0.32):
        moved = hands + walk if hands == 0.16 else hands
        steps += [(0.1, {"hands": hands}), (1.5, {"trunk": 40.0}), (1.5, SAME)]
        steps += [(1.0, {"hands": moved}), (1.0, SAME), (1.5, drawn_off), (1.5, SAME)]
    summary = after(Movement(Prone(hands=0.8), steps), BESIDE, fold=with_short_legs)
    assert len(summary.repetitions) == 5
    assert hands_fixed(summary) == verdict


def test_hands_that_were_drawn_elsewhere_in_the_fold_have_not_moved():
    up, down = {"trunk": 40.0}, {"trunk": 0.0, "hands": 0.5}
    sets = [(1.5, down), SETTLE, (0.1, {"hands": 0.0}), (1.5, up), (1.5, SAME), (1.5, down)]
    summary = after(Movement(Prone(hands=0.5), sets), BESIDE, fold=with_short_legs)
    assert hands_fixed(summary) == "good"


def test_somebody_who_lies_is_not_folded():
    lying = Movement(Prone(), [SETTLE, (1.5, {"trunk": 40.0}), (1.5, {"trunk": 0.0}), SETTLE])
    summary = after(lying, BESIDE, fold=lambda pose: pose)
    assert (summary.judged_share, summary.repetitions) == (0, ())


@pytest.mark.parametrize(
    ("seat", "judged"), [(0.3, True), (0.9, False)], ids=["on the heels", "up"]
)
def test_the_neck_is_told_against_a_folded_start_alone(seat, judged):
    shoulders = check_of(CHILDS_POSE_TO_COBRA, "shoulders_away_from_ears")
    cobra = Prone(trunk=40).body()
    start = Tabletop().body()
    start.points[Landmark.RIGHT_ANKLE] = start.joint("hip", "right") - [seat, 0]
    assert shoulders.applies("cobra", replace(cobra, view="side", start=start)) is judged


def hands_fixed(summary):
    (verdict,) = [one.verdict.value for one in summary.findings if one.check.id == "hands_fixed"]
    return verdict


def after(movement, camera, fold):
    """Return what a set comes to whose lowest poses are drawn in some other way."""
    session = Session(CHILDS_POSE_TO_COBRA)
    for pose in movement.poses(camera=camera):
        session.update(as_drawn(pose, movement.at(pose.timestamp_s), fold))
    return session.finish()


def as_drawn(pose, figure, fold):
    """Return a figure's pose, drawn in some other way if it is folded."""
    return fold(pose) if figure.trunk < FOLDED_DEG else pose


def test_legs_that_are_lost_with_the_chest_up_tell_nothing():
    lost = BodyTracker(True).update(with_short_legs(Prone(trunk=60).pose()))
    assert lost is not None
    assert np.isnan(seat_from_heels(lost, "right"))


def test_who_turns_over_on_the_back_is_done_and_draws_in_the_knees_for_nothing():
    folds = Movement(Prone(), [SETTLE, (1.0, SAME)])
    hugs = [(1.5, {"knee_in": 1.0}), (1.5, SAME), (1.5, {"knee_in": 0.0}), (1.5, SAME)] * 3
    later = Movement(Supine(hands=1.0), [(2.0, SAME), *hugs]).poses(
        camera=Camera("left"), since_s=folds.duration_s + 2.0
    )
    session = Session(CHILDS_POSE_TO_COBRA)
    seen = [session.update(pose) for pose in [*map(with_short_legs, folds.poses()), *later]]
    assert any(one.armed for one in seen)
    assert not seen[-1].armed
    assert not session.finish().repetitions

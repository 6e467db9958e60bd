from dataclasses import replace

import pytest

from formcheck.checks import Check
from formcheck.exercises.childs_pose_to_cobra import CHILDS_POSE_TO_COBRA, seat_from_heels
from formcheck.landmarks import Landmark
from formcheck.measures import hip_to_ankle
from formcheck.session import Session
from tests.camera import Camera
from tests.figure import BESIDE, Prone, Tabletop, with_short_legs
from tests.movement import SAME, SETTLE, Movement

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
    (hands,) = [one for one in summary.findings if one.check.id == "hands_fixed"]
    assert hands.verdict.value == "not_seen"


def test_somebody_who_lies_is_not_folded():
    lying = Movement(Prone(), [SETTLE, (1.5, {"trunk": 40.0}), (1.5, {"trunk": 0.0}), SETTLE])
    summary = after(lying, BESIDE, fold=lambda pose: pose)
    assert (summary.judged_share, summary.repetitions) == (0, ())


@pytest.mark.parametrize(
    ("seat", "judged"), [(0.3, True), (0.9, False)], ids=["on the heels", "up"]
)
def test_the_neck_is_told_against_a_folded_start_alone(seat, judged):
    checks = [check for check in CHILDS_POSE_TO_COBRA.checks if isinstance(check, Check)]
    (shoulders,) = (check for check in checks if check.id == "shoulders_away_from_ears")
    cobra = Prone(trunk=40).body()
    start = Tabletop().body()
    start.points[Landmark.RIGHT_ANKLE] = start.joint("hip", "right") - [seat, 0]
    assert shoulders.applies("cobra", replace(cobra, view="side", start=start)) is judged


def after(movement, camera, fold):
    """Return what a set comes to whose lowest poses are drawn in some other way."""
    session = Session(CHILDS_POSE_TO_COBRA)
    for pose in movement.poses(camera=camera):
        folded = movement.at(pose.timestamp_s).trunk < FOLDED_DEG
        session.update(fold(pose) if folded else pose)
    return session.finish()

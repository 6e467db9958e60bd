from dataclasses import replace

import numpy as np
import pytest

from formcheck.exercises.childs_pose import CHILDS_POSE, FORWARD, folding, with_legs
from formcheck.landmarks import Landmark
from formcheck.measures import hip_to_ankle
from formcheck.posture import in_posture
from formcheck.session import Session
from tests.figure import Prone, Seated, Supine, Tabletop, with_short_legs
from tests.movement import check_of


def with_thigh(length):
    """Return a body on all fours whose thigh seems that long."""
    body = Tabletop().body()
    points = body.points.copy()
    thigh = points[Landmark.RIGHT_HIP] - points[Landmark.RIGHT_KNEE]
    points[Landmark.RIGHT_HIP] = points[Landmark.RIGHT_KNEE] + thigh * length / np.hypot(*thigh)
    return replace(body, points=points)


def test_the_seat_is_as_far_from_the_heels_as_the_hip_is():
    body = with_thigh(0.7)
    assert with_legs(hip_to_ankle)(body, "right") == pytest.approx(hip_to_ankle(body, "right"))


def test_a_hip_where_none_can_be_tells_nothing():
    assert np.isnan(with_legs(hip_to_ankle)(with_thigh(0.2), "right"))


def test_a_knee_where_none_can_be_tells_nothing():
    assert np.isnan(with_legs(hip_to_ankle)(Prone().body(), "right"))


@pytest.mark.parametrize("jumps", [(), (70, 71, 72)], ids=["steady", "landmarks jump"])
def test_legs_that_are_drawn_straight_are_folded_all_the_same_if_they_are_short(jumps):
    """Folded flat, a body may be taken for one that lies; it is in the exercise until it is up."""
    session = Session(CHILDS_POSE)
    kneeling, lying = Tabletop(), Prone()
    for i in range(120):
        kneels = i < 30 or i in jumps
        session.update(kneeling.pose(i / 15) if kneels else with_short_legs(lying.pose(i / 15)))
    (hold,) = session.finish().holds
    assert hold.held_s == pytest.approx(6.0, abs=0.7)


@pytest.mark.parametrize(
    ("length", "bend", "held"),
    [
        pytest.param(1.4, 0.0, False, id="straight and nearly as long as others"),
        pytest.param(1.2, 0.0, True, id="straight, but short"),
        pytest.param(1.4, 90.0, True, id="long, but bent"),
    ],
)
def test_who_lies_on_the_belly_with_short_legs_is_in_no_childs_pose(length, bend, held):
    body = Prone(knee_left=bend, knee_right=bend).body()
    points, hip = body.points.copy(), body.joint("hip", "right")
    legs = slice(Landmark.LEFT_HIP, None)
    points[legs] = hip + (points[legs] - hip) * length / hip_to_ankle(body, "right")
    assert in_posture(replace(body, points=points), CHILDS_POSE.within) == held


@pytest.mark.parametrize("side", ["left", "right"])
def test_who_hugs_a_knee_on_the_back_does_not_kneel(side):
    session = Session(CHILDS_POSE)
    hugging = Supine(side, knee_in=1.0)
    assert not any(session.update(hugging.pose(i / 15)).armed for i in range(45))


@pytest.mark.parametrize(
    ("hand", "judged"), [(0.25, False), (0.6, True), (np.nan, True)], ids=["fist", "far", "hidden"]
)
def test_a_forehead_may_rest_on_a_fist(hand, judged):
    check = check_of(CHILDS_POSE, "forehead_down")
    body = Tabletop().body()
    points = body.points.copy()
    head = (body.nose + body.middle("ear")) / 2
    points[Landmark.RIGHT_WRIST] = head - [0.0, hand]
    assert check.applies("child", replace(body, points=points, view="side")) is judged


@pytest.mark.parametrize("knees", [0.0, 0.3, 0.6])
def test_who_sits_upright_is_not_folded_however_high_the_knees_are(knees):
    body = Seated().body()
    points = body.points.copy()
    points[[Landmark.LEFT_KNEE, Landmark.RIGHT_KNEE], 1] += knees
    way = CHILDS_POSE.ways[0]
    assert (folding(replace(body, points=points)) - FORWARD) / way.reach < 0.1

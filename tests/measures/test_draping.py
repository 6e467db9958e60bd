"""Whose knee goes over, by bodies that lie on their back."""

from dataclasses import replace

import numpy as np
import pytest

from formcheck.landmarks import Landmark, other
from formcheck.measures import knee_crossing, knee_let_go, knee_over
from tests.camera import Camera
from tests.figure import Supine


@pytest.mark.parametrize("side", ["left", "right"])
@pytest.mark.parametrize("place", ["left", "right", "above", "behind"])
@pytest.mark.parametrize("crossing", [-0.3, 0.0, 0.5])
def test_a_knee_crosses_whatever_it_is_seen_from(side, place, crossing):
    body = Supine(side, knee_in=1.0, crossing=crossing).body(Camera(place))
    assert knee_crossing(body, side) == pytest.approx(crossing, abs=1e-6)
    assert knee_crossing(body, other(side)) == pytest.approx(-0.3, abs=1e-6)


def twisted(side, place):
    """Return a body from beside the mat whose leg of that side has gone over."""
    camera = Camera(place)
    over = Supine(side, knee_in=1.0, crossing=0.5).body(camera)
    return replace(over, view="side", start=Supine(side).body(camera))


def with_knees_at(body, across):
    """Return the body with both knees so far from the middle to the left, over the shoulders."""
    shoulders = body.world[Landmark.LEFT_SHOULDER] - body.world[Landmark.RIGHT_SHOULDER]
    hips = (body.world[Landmark.LEFT_HIP] + body.world[Landmark.RIGHT_HIP]) / 2
    world = body.world.copy()
    world[[Landmark.LEFT_KNEE, Landmark.RIGHT_KNEE]] = hips + across * shoulders
    return replace(body, world=world)


@pytest.mark.parametrize("side", ["left", "right"])
@pytest.mark.parametrize("place", ["left", "right"])
def test_the_hips_tell_which_leg_is_over(side, place):
    body = twisted(side, place)
    assert knee_over(body, side) > 0.2
    assert knee_over(body, other(side)) < -0.2


def test_a_near_leg_over_is_told_though_the_other_knee_seems_to_cross():
    mistaken = with_knees_at(twisted("left", "left"), 0.1)
    assert knee_crossing(mistaken, "right") > knee_crossing(mistaken, "left")
    assert knee_over(mistaken, "right") < 0 < knee_over(mistaken, "left")


def test_a_near_knee_that_seems_to_cross_is_not_over_while_its_hip_is_down():
    mistaken = with_knees_at(twisted("right", "left"), -0.5)
    assert knee_crossing(mistaken, "left") > 0.2
    assert knee_over(mistaken, "left") < 0


def rolled(body, hips, shoulders):
    """Return the body, its left hip and shoulder risen by so much since the start."""
    points = body.start.points.copy()
    points[Landmark.LEFT_HIP] += [0, hips]
    points[Landmark.LEFT_SHOULDER] += [0, shoulders]
    return replace(body, points=points)


@pytest.mark.parametrize("by", [0.1, 0.2])
def test_who_rolls_while_a_knee_is_hugged_has_no_leg_over(by):
    hugged = with_knees_at(twisted("left", "left"), 0.3)
    assert knee_over(rolled(hugged, by, by), "left") < 0


def test_a_leg_is_over_though_the_shoulders_seem_to_have_rolled_along():
    mistaken = with_knees_at(twisted("left", "left"), 0.3)
    assert knee_over(rolled(mistaken, 0.37, 0.33), "left") > 0.2


def test_without_the_start_position_the_knees_alone_tell():
    body = replace(twisted("left", "left"), start=None)
    for side in ("left", "right"):
        assert knee_over(body, side) == knee_crossing(body, side)


@pytest.mark.parametrize(
    ("near_hand", "far_hand", "let_go"),
    [
        pytest.param(1.4, np.nan, True, id="let go"),
        pytest.param(1.4, 0.8, True, id="let go, and the far hand a guess"),
        pytest.param(1.4, 0.1, False, id="held by the far hand"),
        pytest.param(0.1, np.nan, False, id="held by the near hand"),
        pytest.param(0.8, 0.8, False, id="hands on their way"),
    ],
)
def test_a_knee_that_stands_is_over_only_if_no_hand_holds_it(near_hand, far_hand, let_go):
    body = Supine("right", knee_in=1.0, crossing=-0.3).body(Camera("left"))
    points = body.points.copy()
    knee = points[Landmark.RIGHT_KNEE] + [0, 0.3]
    points[Landmark.RIGHT_KNEE] = knee
    points[Landmark.LEFT_WRIST] = knee + [near_hand, 0]
    points[Landmark.RIGHT_WRIST] = knee + [far_hand, 0]
    stands = replace(body, points=points, view="side")
    assert (knee_let_go(stands, "right") > 0) == let_go

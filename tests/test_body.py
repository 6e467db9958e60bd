from dataclasses import replace

import numpy as np
import pytest

from formcheck.body import Body, far, larger, near, on, resting, working
from formcheck.landmarks import Landmark


def body_of(rng, near_side="right", working_side=None):
    return Body(
        rng.normal(size=(33, 2)),
        rng.normal(size=(33, 3)),
        rng.normal(size=21),
        near_side,
        working_side,
    )


def side_read(body, side):
    return side


@pytest.mark.parametrize(
    ("way", "near_side", "working_side", "expected"),
    [
        pytest.param(near, "left", None, "left", id="near"),
        pytest.param(near, "left", "right", "left", id="near, whatever is worked"),
        pytest.param(far, "left", None, "right", id="far"),
        pytest.param(working, "left", "right", "right", id="worked"),
        pytest.param(working, "left", None, "left", id="worked while none is: near"),
        pytest.param(resting, "left", "right", "left", id="resting"),
        pytest.param(resting, "left", None, "right", id="resting while none is worked: far"),
    ],
)
def test_the_side_a_measure_is_read_on(rng, way, near_side, working_side, expected):
    assert way(side_read)(body_of(rng, near_side, working_side)) == expected


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [(1.0, 2.0, 2.0), (2.0, 1.0, 2.0), (np.nan, 1.0, 1.0), (1.0, np.nan, 1.0)],
)
def test_the_side_where_a_measure_is_larger(rng, left, right, expected):
    sides = {"left": left, "right": right}
    assert larger(lambda body, side: sides[side])(body_of(rng)) == expected


@pytest.mark.parametrize("side", ["left", "right"])
def test_a_named_side_is_read_whatever_is_near(rng, side):
    assert {on(side, side_read)(body_of(rng, near_side)) for near_side in ("left", "right")} == {
        side
    }


def test_joints_are_the_persons_own(rng):
    body = body_of(rng)
    np.testing.assert_array_equal(body.joint("knee", "left"), body.points[Landmark.LEFT_KNEE])
    np.testing.assert_array_equal(body.nose, body.points[Landmark.NOSE])
    both = [body.joint("hip", "left"), body.joint("hip", "right")]
    np.testing.assert_allclose(body.middle("hip"), np.mean(both, axis=0))


@pytest.mark.parametrize("slope_deg", [-10, 0, 10])
def test_levelled_takes_a_slope_away(rng, slope_deg):
    body = body_of(rng)
    up_the_mat = np.array([np.cos(np.radians(slope_deg)), np.sin(np.radians(slope_deg))])
    points = np.arange(33)[:, None] * up_the_mat
    levelled = Body(points, body.world, body.back, body.near).levelled(slope_deg).points
    np.testing.assert_allclose(levelled, np.arange(33)[:, None] * [1.0, 0.0], atol=1e-12)


def test_what_was_out_of_the_picture_is_missing_in_it(rng):
    shown = np.arange(33) != Landmark.LEFT_KNEE
    body = replace(body_of(rng), shown=shown)
    np.testing.assert_array_equal(np.isnan(body.in_picture.points).any(axis=-1), ~shown)
    np.testing.assert_array_equal(np.isnan(body.in_picture.world).any(axis=-1), ~shown)
    np.testing.assert_array_equal(body.in_picture.points[shown], body.points[shown])
    np.testing.assert_array_equal(body.in_picture.back, body.back)


@pytest.mark.parametrize("end", [Landmark.LEFT_SHOULDER, Landmark.RIGHT_HIP])
def test_of_a_trunk_that_is_partly_out_of_the_picture_no_back_is_in_it(rng, end):
    body = replace(body_of(rng), shown=np.arange(33) != end)
    assert np.isnan(body.in_picture.back).all()


def test_so_is_what_was_out_of_it_at_the_start(rng):
    start = replace(body_of(rng), shown=np.arange(33) != Landmark.NOSE)
    body = replace(body_of(rng), start=start)
    assert np.isnan(body.in_picture.start.nose).all()
    np.testing.assert_array_equal(body.in_picture.points, body.points)


@pytest.mark.parametrize("shown", [None, np.ones(33, np.bool_)])
def test_a_body_that_is_all_in_the_picture_is_the_same(rng, shown):
    body = replace(body_of(rng), shown=shown)
    assert body.in_picture is body

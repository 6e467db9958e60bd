import numpy as np
import pytest

from formcheck.geometry import (
    cross,
    distance,
    joint_angle,
    midpoint,
    turn,
    x_of,
    y_of,
)

RIGHT, UP, LEFT = np.array([1.0, 0]), np.array([0.0, 1]), np.array([-1.0, 0])
NOTHING, MISSING = np.zeros(2), np.full(2, np.nan)


def rotated(points, degrees):
    angle = np.radians(degrees)
    cos, sin = np.cos(angle), np.sin(angle)
    return points @ np.array([[cos, sin], [-sin, cos]])


@pytest.mark.parametrize(
    ("u", "v", "expected"),
    [
        pytest.param(RIGHT, UP, 90, id="from the x axis to the y axis is positive"),
        pytest.param(UP, RIGHT, -90, id="and back is negative"),
        pytest.param(RIGHT, 7 * RIGHT, 0, id="length does not matter"),
        pytest.param(RIGHT, LEFT, 180, id="straight back"),
        pytest.param(NOTHING, UP, np.nan, id="no length, no angle"),
        pytest.param(RIGHT, NOTHING, np.nan, id="no length of the other, no angle"),
        pytest.param(RIGHT, MISSING, np.nan, id="missing"),
    ],
)
def test_turn(u, v, expected):
    assert turn(u, v) == pytest.approx(expected, nan_ok=True)


@pytest.mark.parametrize("degrees", [-179.999999, -90, -1e-6, 1e-6, 33, 90, 179.999999])
def test_turn_undoes_a_rotation_exactly_even_when_nearly_straight(degrees, rng):
    u = rng.normal(size=(20, 2))
    np.testing.assert_allclose(turn(u, rotated(u, degrees)), degrees, rtol=0, atol=1e-9)


@pytest.mark.parametrize(
    ("distal", "expected"),
    [
        pytest.param(LEFT, 180, id="straight"),
        pytest.param(UP, 90, id="bent square"),
        pytest.param(-UP, 90, id="bent square the other way"),
        pytest.param(RIGHT, 0, id="folded"),
        pytest.param(NOTHING, np.nan, id="no limb"),
    ],
)
def test_joint_angle(distal, expected):
    joint = np.array([3.0, -2.0])
    angle = joint_angle(joint + RIGHT, joint, joint + distal)
    assert angle == pytest.approx(expected, nan_ok=True)


def test_midpoint_is_as_far_from_one_as_from_the_other(rng):
    a, b = rng.normal(size=(2, 9, 2))
    middle = midpoint(a, b)
    np.testing.assert_allclose(distance(a, middle), distance(a, b) / 2)
    np.testing.assert_allclose(distance(middle, b), distance(a, b) / 2)


def test_cross_is_the_area_that_two_vectors_span():
    assert cross(2 * RIGHT, 3 * UP) == 6
    assert cross(3 * UP, 2 * RIGHT) == -6


def test_coordinates_are_numbers_of_one_frame_and_arrays_of_a_recording():
    assert x_of(UP) == 0
    assert y_of(UP) == 1
    assert isinstance(x_of(UP), np.float64)
    recording = np.stack([RIGHT, UP, LEFT])
    assert x_of(recording).tolist() == [1, 0, -1]
    assert y_of(recording).tolist() == [0, 1, 0]


ANGLES = [
    pytest.param(lambda p: turn(p[..., 1, :] - p[..., 0, :], p[..., 2, :]), id="turn"),
    pytest.param(lambda p: joint_angle(*np.moveaxis(p, -2, 0)), id="joint_angle"),
    pytest.param(lambda p: distance(p[..., 0, :], p[..., 1, :]), id="distance"),
]


@pytest.mark.parametrize("function", ANGLES)
def test_a_recording_gives_what_its_frames_give(function, rng):
    recording = rng.normal(size=(4, 5, 3, 2))
    one_by_one = [[function(points) for points in row] for row in recording]
    np.testing.assert_allclose(function(recording), one_by_one)


@pytest.mark.parametrize("function", ANGLES)
def test_missing_gives_nan_where_it_is_missing(function, rng):
    recording = rng.normal(size=(3, 3, 2))
    recording[1] = np.nan
    assert np.isnan(function(recording)).tolist() == [False, True, False]

from dataclasses import fields, replace

import numpy as np
import pytest

from formcheck.pose import Pose, between, in_picture, unseen
from tests.figure import Prone

ARRAYS = ("image", "world", "visibility", "back")


def test_nobody_is_missing_everywhere_and_never_zero():
    pose = unseen(0.0)
    assert not pose.seen
    assert np.isnan(pose.image).all()
    assert np.isnan(pose.world).all()
    assert np.isnan(pose.back).all()
    assert not pose.visibility.any()


def test_one_landmark_is_a_person():
    image = unseen(0.0).image.copy()
    image[7] = 3.0
    assert replace(unseen(0.0), image=image).seen


@pytest.mark.parametrize("name", ARRAYS)
def test_arrays_can_not_be_written_to(name):
    with pytest.raises(ValueError, match="read-only"):
        getattr(Prone().pose(), name)[0] = 0.0


@pytest.mark.parametrize("name", ARRAYS)
def test_a_wrong_shape_says_which(name):
    pose = Prone().pose()
    arrays = {n: getattr(pose, n).copy() for n in ARRAYS}
    arrays[name] = arrays[name][1:]
    with pytest.raises(ValueError, match=f"^{name} must have shape"):
        Pose(0.0, **arrays, back_quality=1.0)


def test_a_pose_is_frozen():
    with pytest.raises(AttributeError):
        setattr(Prone().pose(), fields(Pose)[0].name, 1.0)


def test_a_pose_between_two():
    one, other = Prone().pose(), Prone(trunk=20.0).pose()
    one, other = replace(one, timestamp_s=1.0), replace(other, timestamp_s=2.0)
    pose = between(one, other, 1.25)
    assert pose.timestamp_s == 1.25
    for name in ARRAYS:
        expected = 0.75 * getattr(one, name) + 0.25 * getattr(other, name)
        np.testing.assert_allclose(getattr(pose, name), expected)


@pytest.mark.parametrize("nobody_first", [True, False])
def test_between_somebody_and_nobody_nothing_moves(nobody_first):
    poses = [Prone().pose(), unseen(0.0)]
    one, other = poses[::-1] if nobody_first else poses
    pose = between(replace(one, timestamp_s=1.0), replace(other, timestamp_s=2.0), 1.5)
    np.testing.assert_array_equal(pose.image, one.image)


@pytest.mark.parametrize(
    ("place", "shown"),
    [
        pytest.param((320, 240), True, id="in the middle"),
        pytest.param((0, 480), True, id="in a corner"),
        pytest.param((-1, 240), False, id="left of it"),
        pytest.param((641, 240), False, id="right of it"),
        pytest.param((320, -1), False, id="above"),
        pytest.param((320, 481), False, id="below"),
        pytest.param((np.nan, 240), False, id="nowhere"),
    ],
)
def test_what_is_in_a_picture(place, shown):
    assert in_picture(np.array(place, float), (640, 480)) == shown

from dataclasses import fields, replace

import numpy as np
import pytest

from formcheck.pose import Pose, unseen
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

import numpy as np
import pytest

from formcheck.landmarks import MIRROR, Landmark, other, sided


def test_there_are_33_in_one_row_each():
    assert [int(landmark) for landmark in Landmark] == list(range(33))


@pytest.mark.parametrize(
    ("landmark", "mirror"),
    [
        (Landmark.NOSE, Landmark.NOSE),
        (Landmark.LEFT_KNEE, Landmark.RIGHT_KNEE),
        (Landmark.RIGHT_FOOT_INDEX, Landmark.LEFT_FOOT_INDEX),
        (Landmark.MOUTH_LEFT, Landmark.MOUTH_RIGHT),
        (Landmark.LEFT_EYE_INNER, Landmark.RIGHT_EYE_INNER),
    ],
)
def test_mirror(landmark, mirror):
    assert landmark.mirrored is mirror
    assert MIRROR[landmark] == mirror


def test_mirrored_twice_is_as_before():
    np.testing.assert_array_equal(MIRROR[MIRROR], np.arange(33))


def test_only_the_nose_is_its_own_mirror():
    assert np.flatnonzero(np.arange(33) == MIRROR).tolist() == [Landmark.NOSE]


@pytest.mark.parametrize("joint", ["shoulder", "hip", "knee", "foot_index"])
def test_a_joint_of_the_other_side_is_the_mirrored_one(joint):
    assert sided("left", joint) is Landmark[f"LEFT_{joint.upper()}"]
    assert sided("left", joint).mirrored is sided(other("left"), joint)
    assert other(other("left")) == "left"


def test_a_joint_that_is_none_is_an_error():
    with pytest.raises(KeyError, match="LEFT_NECK"):
        sided("left", "neck")

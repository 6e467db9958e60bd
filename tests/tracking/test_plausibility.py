import numpy as np
import pytest

from formcheck.landmarks import MIRROR, Landmark
from formcheck.tracking.plausibility import BODY_M, LIMIT, body_length, plausibility

SHOULDERS = [Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER]
KNEES = [Landmark.LEFT_KNEE, Landmark.RIGHT_KNEE]
ANKLES = [Landmark.LEFT_ANKLE, Landmark.RIGHT_ANKLE]


def standing(shrunk=1.0, right_leg=1.0):
    """A body 1.27 m from shoulder to ankle, its right leg shortened by a factor."""
    world = np.zeros((33, 3))
    world[SHOULDERS] = [[0.17, -0.49, 0], [-0.17, -0.49, 0]]
    for side, x, leg in (("LEFT", 0.1, 1.0), ("RIGHT", -0.1, right_leg)):
        world[Landmark[f"{side}_HIP"]] = [x, 0, 0]
        world[Landmark[f"{side}_KNEE"]] = [x, 0.4 * leg, 0]
        world[Landmark[f"{side}_ANKLE"]] = [x, 0.78 * leg, 0]
    return world * shrunk


def test_a_whole_body_in_plain_sight_is_one():
    assert plausibility(standing(), np.ones(33)) == pytest.approx(1)


@pytest.mark.parametrize(
    ("world", "visibility", "believed"),
    [
        pytest.param(standing(), 0.55, True, id="a body half of which is hidden"),
        pytest.param(standing(0.9), 0.7, True, id="folded in child's pose"),
        pytest.param(standing(right_leg=0.3), 0.8, True, id="one leg guessed"),
        pytest.param(standing(0.75), 0.62, False, id="a skeleton shrunk into the head"),
        pytest.param(standing(), 0.4, False, id="the network does not believe it itself"),
    ],
)
def test_limit(world, visibility, believed):
    assert (plausibility(world, np.full(33, visibility)) >= LIMIT) == believed


def test_posture_does_not_change_the_length():
    bent = standing()
    bent[ANKLES] = bent[KNEES] + [0, 0, 0.38]
    assert body_length(bent) == pytest.approx(BODY_M)


def test_left_is_right_in_the_mirror(rng):
    world, visibility = rng.normal(size=(33, 3)), rng.random(33)
    mirrored = plausibility(world[MIRROR] * [-1, 1, 1], visibility[MIRROR])
    assert mirrored == pytest.approx(plausibility(world, visibility))


def test_a_recording_gives_what_its_frames_give(rng):
    world, visibility = rng.normal(size=(5, 33, 3)), rng.random((5, 33))
    one_by_one = [plausibility(*frame) for frame in zip(world, visibility, strict=True)]
    np.testing.assert_allclose(plausibility(world, visibility), one_by_one)


def test_unseen_landmarks_give_nan():
    assert np.isnan(plausibility(np.full((33, 3), np.nan), np.zeros(33)))

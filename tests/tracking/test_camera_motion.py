from dataclasses import replace

import numpy as np
import pytest

from formcheck.exercises import EXERCISES
from formcheck.pose import CAMERA_REACH_PX
from formcheck.tracking.camera_motion import CameraMotion
from tests.camera import Camera
from tests.figure import Prone
from tests.movement import twists, verdicts_of

TWIST = EXERCISES["supine_twist"]
ENDS = np.array([0, CAMERA_REACH_PX], complex)


def plane(points):
    return points[..., 0] + 1j * points[..., 1]


def apart(points):
    return np.stack([points.real, points.imag], axis=-1)


def filmed(pose, now, before):
    """The pose in a picture that has gone from one place to another, as (turn, shift)."""
    turn, shift_px = now
    image = apart(plane(pose.image) * turn + shift_px)
    across = apart(plane(pose.world[:, :2]) * turn / abs(turn))
    world = np.column_stack([across, pose.world[:, 2]])
    first = (ENDS - shift_px) / turn
    there = first * before[0] + before[1]
    return replace(pose, image=image, world=world, camera=apart(there - ENDS))


def hand_held(poses, rng):
    """Poses of a camera that is turned, moved and drawn nearer a little from one to the next."""
    path = np.cumsum(rng.normal(0, [0.002, 0.002, 1.0, 1.0], (len(poses), 4)), axis=0)
    places = [(1 + zoom + 1j * turn, x + 1j * y) for zoom, turn, x, y in path]
    befores = [places[0], *places[:-1]]
    return [filmed(*each) for each in zip(poses, places, befores, strict=True)]


def test_of_a_camera_that_stands_nothing_is_changed():
    pose = Prone().pose()
    assert CameraMotion().undone(pose) is pose


def test_poses_come_back_to_where_the_first_picture_has_them(rng):
    pose, motion = Prone().pose(), CameraMotion()
    first, *later = (motion.undone(each) for each in hand_held([pose] * 50, rng))
    for each in later:
        np.testing.assert_allclose(each.image, first.image, atol=1e-6)
        np.testing.assert_allclose(each.world, first.world, atol=1e-9)


def test_what_is_missing_stays_missing(rng):
    image = Prone().pose().image.copy()
    image[7] = np.nan
    pose, motion = replace(Prone().pose(), image=image), CameraMotion()
    last = [motion.undone(each) for each in hand_held([pose] * 3, rng)][-1]
    assert np.isnan(last.image).all(axis=1).tolist() == [i == 7 for i in range(33)]


@pytest.mark.parametrize(("lift", "verdict"), [(0.0, "good"), (0.4, "fault")])
def test_a_camera_held_by_hand_changes_no_verdict(rng, lift, verdict):
    poses = twists({"crossing": 0.5, "lift_right": lift}).poses(camera=Camera("left"))
    verdicts = verdicts_of(TWIST, poses)
    assert verdicts["both_shoulders_flat"] == verdict
    assert verdicts_of(TWIST, hand_held(poses, rng)) == verdicts


def test_a_camera_that_slips_down_lifts_no_shoulder():
    poses = twists().poses(camera=Camera("left"))
    slipped = [replace(pose, image=pose.image + [0.0, -i]) for i, pose in enumerate(poses)]
    told = [replace(pose, camera=np.array([[0.0, 1.0], [0.0, 1.0]])) for pose in slipped]
    assert verdicts_of(TWIST, slipped)["both_shoulders_flat"] == "fault"
    assert verdicts_of(TWIST, told) == verdicts_of(TWIST, poses)

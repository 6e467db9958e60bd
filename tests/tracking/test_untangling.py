from dataclasses import replace

import numpy as np
import pytest

from formcheck.exercises import EXERCISES
from formcheck.landmarks import MIRROR, Landmark
from formcheck.tracking.tracker import BodyTracker
from formcheck.tracking.untangling import LONGEST_S, Legs, with_legs_changed
from tests.camera import Camera
from tests.movement import kicks, summary_of


def feet(left, right):
    """Return landmarks whose knees lie still and whose feet are so high."""
    points = np.zeros((33, 2))
    points[Landmark.LEFT_ANKLE, 1], points[Landmark.RIGHT_ANKLE, 1] = left, right
    return points


def followed(*seen):
    """Return whether the legs are changed in each of several sets of landmarks."""
    legs = Legs()
    return [legs.swapped(i / 15, feet(*heights)) for i, heights in enumerate(seen)]


def test_legs_that_change_places_at_once_are_changed_back():
    assert followed((0, 0), (0.4, 0), (0.8, 0), (0, 0.8), (0, 0.9)) == [False] * 3 + [True] * 2


def test_they_are_changed_no_longer_once_the_landmarks_are_right_again():
    assert followed((0.6, 0), (0, 0.7), (0.8, 0)) == [False, True, False]


def test_what_the_landmarks_say_counts_when_the_feet_come_apart():
    assert followed((0.6, 0), (0, 0.7), (0, 0.3), (0, 0.7)) == [False, True, False, False]


def test_what_they_say_for_long_was_no_mistake_but_what_they_said_before():
    mistaken_at_first = followed((0, 0.6), *[(0.7, 0)] * 20)
    assert mistaken_at_first[1]
    assert mistaken_at_first[10:] == [False] * 11


def test_a_foot_that_comes_down_while_the_other_goes_up_is_no_change():
    assert not any(followed(*((0.9 - h, h) for h in np.linspace(0, 0.9, 8))))


def test_feet_that_were_not_seen_tell_nothing():
    assert followed((0.8, 0), (np.nan, 0), (0, 0.8)) == [False] * 3


def test_nobody_knows_after_a_while():
    legs = Legs()
    assert not legs.swapped(0.0, feet(0.8, 0))
    assert not legs.swapped(LONGEST_S + 0.1, feet(0, 0.8))


def test_changed_legs_are_those_of_the_other_side_and_the_rest_stays():
    pose = kicks("r").poses()[60]
    changed = with_legs_changed(pose)
    for part, other in ((changed.image, pose.image), (changed.world, pose.world)):
        np.testing.assert_array_equal(part[: Landmark.LEFT_KNEE], other[: Landmark.LEFT_KNEE])
        np.testing.assert_array_equal(
            part[Landmark.LEFT_KNEE :], other[MIRROR][Landmark.LEFT_KNEE :]
        )


def tangled(poses, since_s, until_s):
    """Return the poses with the legs taken for one another for a while."""
    return [
        with_legs_changed(pose) if since_s < pose.timestamp_s < until_s else pose for pose in poses
    ]


@pytest.mark.parametrize("place", ["left", "right"])
@pytest.mark.parametrize("fps", [15, 30])
def test_kicks_are_counted_on_the_right_leg_though_the_legs_are_mistaken_at_the_top(fps, place):
    poses = kicks("rrll").poses(fps, Camera(place))
    tops_s = [5.0 + 0.8 * i for i in range(4)]
    for top_s in tops_s:
        poses = tangled(poses, top_s - 0.1, top_s + 0.1)
    summary = summary_of(EXERCISES["cobra_kicks"], poses)
    assert dict(summary.tally) == {"kick_left": 2, "kick_right": 2}


def test_legs_are_kept_apart_only_if_that_is_asked_for():
    poses = tangled(kicks("r").poses(), 4.9, 5.1)
    bends = []
    for legs_apart in (True, False):
        tracker = BodyTracker(True, legs_apart)
        bodies = [tracker.update(pose) for pose in poses]
        bends.append(max(body.joint("ankle", "left")[1] for body in bodies if body is not None))
    assert bends[0] < bends[1] - 0.2


def test_the_pose_that_was_given_stays_as_it_was():
    pose = kicks("r").poses()[75]
    before = replace(pose, image=pose.image.copy())
    with_legs_changed(pose)
    np.testing.assert_array_equal(pose.image, before.image)


def test_what_is_out_of_the_picture_goes_along():
    one = replace(kicks("r").poses()[0], shown=np.arange(33) != Landmark.LEFT_ANKLE)
    assert with_legs_changed(one).shown.tolist() == (np.arange(33) != Landmark.RIGHT_ANKLE).tolist()

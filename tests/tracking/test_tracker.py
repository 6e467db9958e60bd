from dataclasses import replace

import numpy as np
import pytest

from formcheck.landmarks import Landmark
from formcheck.measures import hip_height, trunk_elevation
from formcheck.pose import unseen
from formcheck.tracking.tracker import BodyTracker
from tests.camera import Camera
from tests.figure import Prone, Seated, Supine, Tabletop
from tests.movement import cobras

POSITIONS = [Prone(), Prone(trunk=40), Tabletop(), Supine()]


def update(tracker, pose, working=None):
    """Return the body of a pose that has one."""
    return tracker.update(pose, working)


def tracked(poses, profiled=True):
    tracker = BodyTracker(profiled)
    return [tracker.update(pose) for pose in poses], tracker


@pytest.mark.parametrize("figure", POSITIONS, ids=lambda f: type(f).__name__)
@pytest.mark.parametrize("place", ["left", "right"])
def test_the_near_side_is_the_one_the_camera_is_on(figure, place):
    (body,), tracker = tracked([figure.pose(camera=Camera(place))])
    assert body.near == tracker.near == place


@pytest.mark.parametrize(("first", "last"), [("left", "right"), ("right", "left")])
def test_of_as_many_looks_either_way_the_last_one_counts(first, last):
    _, tracker = tracked([Prone().pose(i, Camera(place)) for i, place in enumerate((first, last))])
    assert tracker.near == last


@pytest.mark.parametrize("figure", POSITIONS, ids=lambda f: type(f).__name__)
def test_from_the_left_a_body_looks_as_from_the_right(figure):
    left, right = (figure.body(Camera(place)).points for place in ("left", "right"))
    np.testing.assert_allclose(np.diff(left, axis=0), np.diff(right, axis=0), atol=1e-9)


@pytest.mark.parametrize("torso_px", [40, 150, 900])
def test_lengths_are_in_torsos_and_y_is_up(torso_px):
    body = Tabletop().body(Camera(torso_px=torso_px))
    assert np.linalg.norm(body.middle("shoulder") - body.middle("hip")) == pytest.approx(1)
    assert body.joint("hip", "left")[1] > body.joint("knee", "left")[1]


def test_from_the_front_left_and_right_of_the_picture_stay():
    body = Seated().body(Camera("front"))
    assert body.joint("shoulder", "left")[0] > body.joint("shoulder", "right")[0]


def test_space_is_seen_with_y_up_and_z_to_the_camera():
    body = Seated().body(Camera("front"))
    assert body.world[Landmark.NOSE, 1] > body.world[Landmark.LEFT_HIP, 1]
    assert body.world[Landmark.NOSE, 2] > body.world[Landmark.LEFT_EAR, 2]


@pytest.mark.parametrize("camera", [Camera(torso_px=20), Camera(torso_px=600, hips_px=(-90, 7))])
def test_a_moving_body_is_the_same_from_near_and_far(camera):
    movement = cobras(1)
    here, _ = tracked(movement.poses())
    there, _ = tracked(movement.poses(camera=camera))
    for a, b in zip(here, there, strict=True):
        np.testing.assert_allclose(np.diff(a.points, axis=0), np.diff(b.points, axis=0), atol=1e-9)


def test_hidden_landmarks_are_missing():
    (body,), _ = tracked([Prone().pose(hidden=(Landmark.LEFT_WRIST,))])
    assert np.isnan(body.joint("wrist", "left")).all()
    assert not np.isnan(body.joint("wrist", "right")).any()


@pytest.mark.parametrize(
    "pose",
    [
        pytest.param(unseen(0.0), id="nobody"),
        pytest.param(Prone().pose(hidden=tuple(Landmark)), id="everything hidden"),
        pytest.param(Prone().pose(hidden=(Landmark.LEFT_HIP,)), id="no trunk"),
        pytest.param(Prone().pose(camera=Camera(torso_px=0.5)), id="a trunk of no size"),
    ],
)
def test_without_a_trunk_there_is_no_body(pose):
    (body,), _ = tracked([pose])
    assert body is None


def test_a_still_body_stays_still():
    bodies, _ = tracked([Prone().pose(i / 15) for i in range(30)])
    np.testing.assert_allclose(bodies[-1].points, bodies[0].points, atol=1e-9)


def test_jitter_is_smoothed_away(rng):
    poses = [Prone().pose(i / 30) for i in range(90)]
    noisy = [replace(p, image=p.image + rng.normal(0, 1.5, (33, 2)), back=p.back) for p in poses]
    bodies, _ = tracked(noisy)
    hips = np.array([body.joint("knee", "right") for body in bodies[30:]]) * 150
    assert hips.std(axis=0).max() < 1.0


def test_a_person_who_comes_near_grows_until_the_scale_is_kept():
    far = [Prone().pose(i / 15, Camera(torso_px=100)) for i in range(15)]
    close = [Prone().pose(1 + i / 15, Camera(torso_px=200)) for i in range(15)]
    tracker = BodyTracker(profiled=True)
    for pose in far:
        start = update(tracker, pose)
    tracker.freeze(start)
    for pose in close:
        body = update(tracker, pose)
    length = np.linalg.norm(body.middle("shoulder") - body.middle("hip"))
    assert length == pytest.approx(2, rel=0.1)


def test_a_face_that_turns_does_not_turn_the_body_over_once_it_is_kept():
    tracker = BodyTracker(profiled=True)
    tracker.freeze(update(tracker, Prone().pose(0.0)))
    for i in range(1, 30):
        tracker.update(Prone().pose(i / 15, Camera("left")))
    kept = tracker.near
    tracker.thaw()
    assert (kept, tracker.near) == ("right", "left")


@pytest.mark.parametrize("slope_deg", [-10, 6])
def test_a_mat_that_slopes_is_levelled(slope_deg):
    tracker = BodyTracker(profiled=True)
    tilted = Camera(slope_deg=slope_deg)
    sloping = update(tracker, Tabletop().pose(0.0, tilted))
    tracker.freeze(sloping.levelled(slope_deg), slope_deg)
    level = update(tracker, Tabletop().pose(1.0, tilted))
    assert trunk_elevation(sloping) == pytest.approx(slope_deg)
    assert trunk_elevation(level) == pytest.approx(0, abs=1e-9)
    assert hip_height(level, "right") == pytest.approx(hip_height(Tabletop().body(), "right"))


@pytest.mark.parametrize("side", [None, "left", "right"])
def test_the_side_that_is_worked_is_handed_on(side):
    assert update(BodyTracker(profiled=True), Prone().pose(), side).working == side


@pytest.mark.parametrize("fps", [15, 30, 60])
def test_the_usual_length_is_that_of_the_last_seconds_at_every_frame_rate(fps):
    near, far = Camera(torso_px=200), Camera(torso_px=100)
    poses = [Prone().pose(i / fps, near if i < 4 * fps else far) for i in range(6 * fps)]
    bodies, _ = tracked(poses)
    trunk = bodies[-1].middle("shoulder") - bodies[-1].middle("hip")
    assert np.linalg.norm(trunk) == pytest.approx(0.5, abs=0.01)  # 100 px of what were mostly 200


@pytest.mark.parametrize("hips_px", [(100, 100), (600, 40)])
def test_who_lies_still_stays_where_they_are_while_it_becomes_clear_how_long_they_are(hips_px):
    """Wherever in the picture that is."""
    far = [Prone().pose(i / 15, Camera(torso_px=80, hips_px=hips_px)) for i in range(5)]
    near = [Prone().pose(i / 15, Camera(torso_px=100, hips_px=hips_px)) for i in range(5, 15)]
    bodies, _ = tracked([*far, *near])
    hips = np.array([body.middle("hip") for body in bodies])
    assert np.ptp(hips, axis=0).max() < 0.01


def test_a_head_that_was_cut_off_just_now_is_not_in_the_picture():
    poses = [Prone().pose(i / 10) for i in range(20)]
    poses[10] = replace(poses[10], shown=np.arange(33) != Landmark.NOSE)
    bodies, _ = tracked(poses)
    assert [bool(body.shown[Landmark.NOSE]) for body in bodies] == [True] * 10 + [False] * 10

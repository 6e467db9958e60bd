import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from formcheck.landmarks import Landmark
from formcheck.overlay.figure import FaultMark
from formcheck.pose import Pose
from formcheck.report.stick_figure import crop_of, stick_figure
from tests.app.figure import standing

PLACES = st.tuples(st.floats(-500, 1500), st.floats(-500, 1500))


@given(PLACES, st.floats(0.05, 5), st.integers(1, 2000), st.integers(1, 2000))
def test_a_crop_lies_in_the_picture(place, scale, width, height):
    crop = crop_of(standing(hip_px=place, scale=scale), width, height)
    assert 0 <= crop.left < crop.left + crop.width <= width
    assert 0 <= crop.top < crop.top + crop.height <= height


def test_a_crop_holds_the_whole_body():
    pose = standing(hip_px=(600.0, 400.0), scale=0.5)
    crop = crop_of(pose, 1280, 960)
    points = pose.image[~np.isnan(pose.image).any(axis=1)]
    assert (points > (crop.left, crop.top)).all()
    assert (points < (crop.left + crop.width, crop.top + crop.height)).all()
    assert crop.height < 960 / 2


def test_the_far_side_is_drawn_apart():
    pose = standing()
    assert len(stick_figure(pose, (640, 480), None, None).near) == 16
    profile = stick_figure(pose, (640, 480), "right", None)
    assert (len(profile.near), len(profile.far)) == (8, 10)
    assert len(profile.back) == 21
    assert stick_figure(pose, (640, 480), None, None).back == ()


def test_a_fault_is_marked_at_its_joints():
    fault = FaultMark((Landmark.LEFT_HIP,), alert=True, back=True)
    figure = stick_figure(standing(), (640, 480), "left", fault)
    assert figure.marks == ((320, 230),)
    assert figure.back_at_fault


def test_what_was_not_seen_is_left_out():
    pose = standing()
    image = np.full_like(pose.image, np.nan)
    image[Landmark.LEFT_HIP] = 100, 100
    bare = Pose(0.0, image, pose.world, pose.visibility, pose.back, 1.0)
    figure = stick_figure(bare, (640, 480), "left", None)
    assert (figure.near, figure.far, figure.back, figure.head) == ((), (), (), ())
    assert figure.head_radius == 0

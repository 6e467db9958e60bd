from dataclasses import replace

import pytest

from formcheck import measures
from formcheck.landmarks import sided
from formcheck.measures import gaze
from tests.camera import Camera
from tests.figure import Seated, Supine


@pytest.mark.parametrize("worked", ["left", "right"])
def test_from_above_the_gaze_follows_the_knee_by_the_turn_of_the_head(worked):
    above = Camera("above")
    start = Supine(face=10).body(above)
    to_the_left = replace(Supine(face=40).body(above), working=worked, start=start, view="top")
    turned = measures.gaze_to_knee(to_the_left)
    assert turned == pytest.approx(30 if worked == "right" else -30)


@pytest.mark.parametrize("place", ["left", "right"])
@pytest.mark.parametrize("worked", ["left", "right"])
def test_from_beside_the_gaze_follows_the_knee_by_the_rise_of_an_ear(worked, place):
    start = Supine().body(Camera(place))
    points = start.points.copy()
    points[sided(worked, "ear"), 1] += 0.05
    turned = replace(start, points=points, working=worked, start=start, view="side")
    drawn = gaze.NEAR_GAZE_DEG if worked == place else 0.0
    assert measures.gaze_to_knee(turned) == pytest.approx(drawn + 0.05 * 640)
    points[sided(worked, "shoulder"), 1] += 0.1  # takes the ears along
    rolled = replace(turned, points=points)
    assert measures.gaze_to_knee(rolled) == pytest.approx(drawn + (0.05 - 0.02) * 640)


def test_the_head_leads_by_as_much_as_it_is_turned_more_than_the_shoulders():
    body = Seated(twist=3, face=43).body(Camera("front"))
    assert measures.head_lead(body, "left") == pytest.approx(40)


@pytest.mark.parametrize(
    ("twist", "face", "lead"),
    [
        pytest.param(10, 40, 30, id="seen"),
        pytest.param(20, 50, float("nan"), id="in profile it may be further"),
        pytest.param(40, 100, float("nan"), id="further in profile"),
    ],
)
def test_a_face_in_profile_does_not_tell_how_far_it_is_turned(twist, face, lead):
    body = Seated(twist=twist, face=face).body(Camera("front"))
    assert measures.head_lead(body, "left") == pytest.approx(lead, nan_ok=True)

from dataclasses import replace

import numpy as np
import pytest

from formcheck import measures
from formcheck.landmarks import Landmark, other, sided
from tests.camera import Camera
from tests.figure import Prone, Seated, Supine, Tabletop


@pytest.mark.parametrize("place", ["left", "right"])
@pytest.mark.parametrize("bend", [0, 70, 110, 150])
def test_each_knee_is_bent_by_itself(place, bend):
    body = Prone(knee_left=bend).body(Camera(place))
    assert measures.knee_flexion(body, "left") == pytest.approx(bend, abs=1e-4)
    assert measures.knee_flexion(body, "right") == pytest.approx(0, abs=1e-4)


@pytest.mark.parametrize(("hips", "level"), [(0.0, 1.0), (0.3, 0.94), (0.6, 0.71)])
@pytest.mark.parametrize("place", ["right", "left"])
def test_a_thigh_that_is_raised_runs_less_along_the_mat(hips, level, place):
    body = Prone(hips=hips).body(Camera(place))
    assert measures.thigh_level(body, body.near) == pytest.approx(level, abs=0.01)


@pytest.mark.parametrize("hips", [0.05, 0.3])
@pytest.mark.parametrize("place", ["right", "left"])
def test_hips_seen_from_beside_are_as_high_as_they_seem(hips, place):
    body = Prone(hips=hips).body(Camera(place))
    assert measures.hip_off_mat(body, body.near) == pytest.approx(hips)


@pytest.mark.parametrize("hips", [0.05, 0.3])
def test_the_slope_that_the_view_gives_the_mat_is_taken_off_the_height_of_hips(hips):
    bodies = [Prone(hips=hips).body(Camera(f"raised {place}")) for place in ("behind", "before")]
    seeming, told = (
        [measure(body, body.near) for body in bodies]
        for measure in (measures.hip_height, measures.hip_off_mat)
    )
    assert abs(np.diff(told)) < 0.4 * abs(np.diff(seeming))


def test_a_knee_has_shifted_that_is_elsewhere_than_at_the_start():
    start = Seated().body()
    moved = start.points.copy()
    moved[sided("right", "knee")] += [0.3, 0.4]
    shifted = replace(start, points=moved + [5.0, 1.0], start=start)
    assert measures.knee_shift(shifted, "right") == pytest.approx(0.5)
    assert measures.knee_shift(shifted, "left") == pytest.approx(0.0)
    assert np.isnan(measures.knee_shift(start, "right"))


@pytest.mark.parametrize("place", ["left", "right"])
@pytest.mark.parametrize(
    ("figure", "low", "high"),
    [
        pytest.param(Prone(), 0, 20, id="prone"),
        pytest.param(Prone(trunk=40), 40, 60, id="cobra"),
        pytest.param(Tabletop(), -5, 5, id="on all fours"),
        pytest.param(Supine(), 175, 185, id="supine"),
        pytest.param(Seated(), 85, 95, id="seated"),
    ],
)
def test_the_slope_of_the_trunk_tells_how_the_body_lies(figure, low, high, place):
    body = figure.body(Camera(place))
    assert low <= measures.trunk_elevation(body) <= high


@pytest.mark.parametrize("ankles", [0.5, 1.0, 1.6])
def test_ankles_are_apart_over_the_width_of_the_hips(ankles):
    body = Seated(ankles=ankles).body(Camera("front"))
    assert measures.ankle_gap(body) == pytest.approx(ankles)


@pytest.mark.parametrize("place", ["left", "right"])
@pytest.mark.parametrize("bend", [-20, 0, 20, 90])
def test_an_elbow_is_bent_back_or_forth(bend, place):
    body = Prone(elbow=180 - bend).body(Camera(place))
    assert measures.elbow_bent_back(body, body.near) == pytest.approx(bend)


@pytest.mark.parametrize(
    ("start", "now", "bend"),
    [
        pytest.param(-8, 12, 32, id="seemed straight at the start"),
        pytest.param(14, 14, 14, id="bent as it was"),
        pytest.param(25, 20, 20, id="bent, and more so at the start"),
    ],
)
@pytest.mark.parametrize("place", ["left", "right"])
def test_an_elbow_is_bent_at_least_by_what_it_has_bent_since_the_start(start, now, bend, place):
    before, after = (Prone(elbow=180 - deg).body(Camera(place)) for deg in (start, now))
    body = replace(after, start=before)
    assert measures.elbow_bent_since_start(body, body.near) == pytest.approx(bend)


@pytest.mark.parametrize("side", ["left", "right"])
@pytest.mark.parametrize(
    ("past", "off"),
    [
        pytest.param(-0.3, 0.3, id="not there yet"),
        pytest.param(0.05, -0.05, id="outside the knee"),
        pytest.param(0.25, 0.1, id="hooked deep"),
        pytest.param(0.45, 0.3, id="far past it"),
    ],
)
def test_an_elbow_is_on_the_other_thigh_when_it_is_hooked_outside_its_knee(past, off, side):
    body = Seated().body(Camera("front"))
    points = body.points.copy()
    knee = points[sided(other(side), "knee")]
    points[sided(side, "elbow")] = knee + [past if other(side) == "left" else -past, 0.4]
    assert measures.elbow_off_thigh(replace(body, points=points), side) == pytest.approx(off)


@pytest.mark.parametrize("place", ["left", "right"])
@pytest.mark.parametrize(
    ("hand", "head", "height"),
    [
        pytest.param((2.0, 0.0), (1.5, 0.3), 0.3, id="a level mat"),
        pytest.param((2.0, 0.4), (1.0, 0.3), 0.1, id="a mat that rises"),
        pytest.param((2.0, 0.4), (2.5, 0.5), 0.1, id="a head past the hand"),
        pytest.param((0.1, 0.1), (1.5, 0.3), 0.2, id="hands by the feet"),
        pytest.param((np.nan, np.nan), (1.5, 0.3), 0.3, id="no hand seen"),
    ],
)
def test_a_head_is_as_high_as_nose_and_ears_are_over_the_mat(hand, head, height, place):
    body = Prone().body(Camera(place))
    points = body.points.copy()
    points[[Landmark.NOSE, Landmark.LEFT_EAR, Landmark.RIGHT_EAR]] = head
    for side, aside in ((body.near, -0.2), (other(body.near), 0.2)):  # seen from above
        points[sided(side, "ankle")] = 0.0, aside
        points[sided(side, "wrist")] = hand[0], hand[1] + aside
    assert measures.head_over_mat(replace(body, points=points)) == pytest.approx(height)

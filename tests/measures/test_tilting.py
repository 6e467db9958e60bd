from dataclasses import replace

import numpy as np
import pytest

from formcheck import measures
from formcheck.landmarks import Landmark, other, sided
from formcheck.measures import tilting
from tests.camera import Camera
from tests.figure import Seated, Supine, Tabletop


@pytest.mark.parametrize(
    ("place", "slope_deg"),
    [("right", 0.0), ("left", 0.0), ("raised behind", 4.0), ("raised before", -4.0)],
)
def test_a_level_mat_rises_where_it_is_seen_from_above_and_aside(place, slope_deg):
    body = Tabletop().body(Camera(place))
    assert measures.mat_slope(body) == pytest.approx(slope_deg, abs=0.2)
    line = body.joint("wrist", "right") - body.joint("knee", "right")
    if slope_deg:
        assert np.degrees(np.arctan2(line[1], line[0])) / slope_deg > 1.0


def shoulder_lifts(place, near=0.0, far=0.0):
    """Return how much higher the near and the far shoulder seem than of one who lies flat."""
    flat = Supine().body(Camera(place))
    sides = flat.near, other(flat.near)
    raised = {f"lift_{side}": lift for side, lift in zip(sides, (near, far), strict=True)}
    lifted = Supine(**raised).body(Camera(place))
    return tuple(
        measures.shoulder_lifted(replace(lifted, start=flat, working=side, view="side"))
        for side in sides
    )


@pytest.mark.parametrize(("place", "shown"), [("left", 1.0), ("right", tilting.RIGHT_LIFT)])
def test_a_shoulder_is_lifted_that_rises(place, shown):
    near, _ = shoulder_lifts(place, near=0.2)
    _, far = shoulder_lifts(place, far=0.2)
    assert near == pytest.approx(0.2 * tilting.NEAR_LIFT, abs=0.01)
    assert far == pytest.approx(0.2 * shown, abs=0.01)


@pytest.mark.parametrize("place", ["left", "right"])
def test_a_near_shoulder_that_the_far_one_makes_up_for_is_not_lifted(place):
    """So it is drawn where the hips roll far and the shoulders lie flat."""
    near, _ = shoulder_lifts(place, near=0.16, far=-0.12)
    assert near < 0.15


@pytest.mark.parametrize(
    ("twist", "raised", "known"),
    [
        pytest.param(0, 0.0, True, id="level, to the front"),
        pytest.param(30, 0.0, True, id="level, half turned"),
        pytest.param(75, 0.0, False, id="one hidden, seemingly level"),
        pytest.param(75, 0.4, True, id="one hidden, and lower all the same"),
    ],
)
def test_a_hidden_shoulder_is_never_told_to_be_level(twist, raised, known):
    start = Seated().body(Camera("front"))
    turned = Seated(twist=twist).body(Camera("front"))
    points = turned.points.copy()
    points[Landmark.LEFT_SHOULDER, 1] += raised
    told = measures.shoulders_tilt(replace(turned, points=points, start=start))
    assert bool(np.isfinite(told)) is known


@pytest.mark.parametrize("side", ["left", "right"])
def test_a_shoulder_in_front_that_nears_the_ears_is_tilted(side):
    twist = 80 if side == "left" else -80
    start = Seated().body(Camera("front"))
    turned = replace(Seated(twist=twist).body(Camera("front")), start=start, working=side)
    tilts = []
    for raised in (0.0, 0.15, 0.3):
        points = turned.points.copy()
        points[sided(other(side), "shoulder"), 1] += raised
        points[sided(side, "shoulder"), 1] += raised  # hidden, and guessed to be level
        tilts.append(float(measures.shoulders_tilt(replace(turned, points=points))))
    assert np.isnan(tilts[:2]).all()
    assert tilts[2] == pytest.approx(np.degrees(np.arcsin((0.3 - 0.06) / 0.5)), abs=0.1)


@pytest.mark.parametrize("turned_to", ["left", "right"])
@pytest.mark.parametrize(
    ("raised", "leans", "tipped"),
    [
        pytest.param(0.0, 10, 0.0, id="leans to the twist"),
        pytest.param(0.1, 0, 0.1, id="a hip comes up"),
        pytest.param(0.1, -3, 0.152, id="and the trunk goes along"),
        pytest.param(0.1, -20, 0.2, id="but no further than the hip says"),
        pytest.param(0.1, 5, 0.013, id="seems to come up, and the trunk leans to it"),
        pytest.param(-0.1, 5, 0.08, id="the other hip comes up"),
    ],
)
def test_a_seat_is_tipped_if_a_hip_comes_up_and_the_trunk_leans_away(
    raised, leans, tipped, turned_to
):
    camera = Camera("front")
    start = replace(Seated().body(camera), working=turned_to)
    leaning = Seated(lean=leans if turned_to == "left" else -leans).body(camera)
    points = leaning.points.copy()
    across = [sided(side, "hip") for side in ("left", "right")]
    points[across, 1] = start.points[across, 1]
    points[sided(turned_to, "hip"), 1] += raised / 2
    points[sided(other(turned_to), "hip"), 1] -= raised / 2
    body = replace(leaning, points=points, start=start, working=turned_to)
    assert measures.seat_tipped(body) == pytest.approx(tipped, abs=0.005)

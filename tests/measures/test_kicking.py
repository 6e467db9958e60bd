from dataclasses import replace

import numpy as np
import pytest

from formcheck import measures
from formcheck.landmarks import MIRROR, Landmark, sided
from tests.camera import Camera
from tests.figure import Prone


@pytest.mark.parametrize(
    ("near", "far", "expected"),
    [
        pytest.param(110, 0, (110, 0), id="the near leg kicks"),
        pytest.param(0, 110, (0, 110), id="the far leg kicks"),
        pytest.param(110, 80, (110, 0), id="the near leg kicks and drags the far one along"),
        pytest.param(30, 110, (30, 80), id="the far leg kicks more than the near one"),
    ],
)
def test_kick(near, far, expected):
    body = Prone(knee_right=near, knee_left=far).body(Camera("right"))
    kicks = measures.kick(body, "right"), measures.kick(body, "left")
    assert kicks == pytest.approx(expected, abs=1e-3)


@pytest.mark.parametrize("swapped", [False, True])
@pytest.mark.parametrize(
    ("near", "far", "expected"),
    [
        pytest.param(110, 0, (110, 0), id="the near leg kicks"),
        pytest.param(0, 110, (0, 110), id="the far leg kicks"),
        pytest.param(5, 5, (5, 0), id="neither does"),
    ],
)
def test_a_resting_foot_tells_which_leg_kicks(near, far, expected, swapped):
    """From a raised camera the feet do not lie in the same place of the picture."""
    start = far_leg_apart(Prone().body(Camera("right")))
    body = replace(far_leg_apart(Prone(knee_right=near, knee_left=far).body()), start=start)
    if swapped:
        body.points[Landmark.LEFT_HIP :] = body.points[MIRROR][Landmark.LEFT_HIP :]
    kicks = measures.kick(body, "right"), measures.kick(body, "left")
    assert kicks == pytest.approx(expected, abs=1)


@pytest.mark.parametrize("slid", [(0.06, 0.1), (-0.06, -0.1)], ids=["up", "down"])
def test_who_slides_on_the_mat_kicks_with_the_same_leg(slid):
    start = far_leg_apart(Prone().body(Camera("right")))
    for near, far in ((90, 0), (0, 90)):
        body = far_leg_apart(Prone(knee_right=near, knee_left=far).body())
        body = replace(body, points=body.points + np.array(slid), start=start)
        kicks = measures.kick(body, "right"), measures.kick(body, "left")
        assert kicks == pytest.approx((near, far), abs=1)


def far_leg_apart(body):
    """Return the body with the far leg where a camera that looks down sees it."""
    points = body.points.copy()
    points[[sided("left", joint) for joint in ("hip", "knee", "ankle")]] += [0.04, 0.08]
    return replace(body, points=points)

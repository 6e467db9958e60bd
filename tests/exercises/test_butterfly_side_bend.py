from dataclasses import replace

import pytest

from formcheck.body import resting
from formcheck.landmarks import other, sided
from formcheck.measures import seat_lifted
from tests.camera import Camera
from tests.figure import Seated


@pytest.mark.parametrize("bent_to", ["left", "right"])
@pytest.mark.parametrize(
    ("joints", "share"),
    [
        pytest.param(("hip", "knee"), 2, id="the hip, and the knee goes along"),
        pytest.param(("hip",), 1, id="a hip that seems to rise alone"),
        pytest.param(("knee",), 0, id="a knee alone"),
    ],
)
def test_a_seat_is_lifted_by_the_hip_and_the_knee_of_the_side_one_bends_away_from(
    joints, share, bent_to
):
    seated = replace(Seated().body(Camera("front")), working=bent_to)
    points = seated.points.copy()
    for joint in joints:
        points[sided(other(bent_to), joint), 1] += 0.1
    lifted = resting(seat_lifted)(replace(seated, points=points, start=seated))
    assert lifted == pytest.approx(share * 0.1)

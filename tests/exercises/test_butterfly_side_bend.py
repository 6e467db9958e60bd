from dataclasses import replace

import pytest

from formcheck.checks import Check
from formcheck.exercises import EXERCISES
from formcheck.landmarks import Landmark
from tests.camera import Camera
from tests.figure import Seated

(GROUNDED,) = (
    check
    for check in EXERCISES["butterfly_side_bend"].checks
    if isinstance(check, Check) and check.id == "sit_bones_grounded"
)


@pytest.mark.parametrize(
    ("below", "judged"),
    [
        pytest.param(0.25, True, id="from the height of the mat"),
        pytest.param(0.4, True, id="from the height of the chest"),
        pytest.param(0.5, False, id="from above"),
    ],
)
def test_whether_the_hips_are_level_is_not_told_from_above(below, judged):
    bent = Seated(lean=20).body(Camera("front"))
    bent = replace(bent, view="front", start=with_feet(bent, below))
    assert GROUNDED.applies("left", bent) is judged


def with_feet(body, below):
    """Return the body with its feet that much lower than its hips."""
    points = body.points.copy()
    feet = [Landmark.LEFT_ANKLE, Landmark.RIGHT_ANKLE]
    points[feet, 1] = body.middle("hip")[1] - below
    return replace(body, points=points)

from dataclasses import replace

import numpy as np
import pytest

from formcheck.landmarks import Landmark
from formcheck.measures import ear_distance, neck_growth
from tests.figure import Prone

NECK = ear_distance(Prone().body(), "right")


def with_neck(body, long):
    """Return the body with its near ear so far from the shoulder, over the trunk."""
    points = body.points.copy()
    shoulder = points[Landmark.RIGHT_SHOULDER]
    way = points[Landmark.RIGHT_EAR] - shoulder
    points[Landmark.RIGHT_EAR] = shoulder + way * long / NECK
    return replace(body, points=points)


@pytest.mark.parametrize(
    ("folded", "now", "grown"),
    [
        pytest.param(0.2, 0.24, 1.2, id="drawn in"),
        pytest.param(0.15, 0.25, np.nan, id="either"),
        pytest.param(0.2, 0.4, 2.0, id="long"),
        pytest.param(0.35, 0.4, np.nan, id="long, and folded just as long"),
    ],
)
def test_a_neck_is_drawn_in_if_it_is_short_and_was_hardly_shorter_when_folded(folded, now, grown):
    start = with_neck(Prone().body(), folded)
    raised = replace(with_neck(Prone(trunk=40).body(), now), start=start)
    assert neck_growth(raised, "right") == pytest.approx(grown, abs=0.01, nan_ok=True)


def test_a_neck_is_not_told_against_a_trunk_that_was_raised():
    raised = Prone(trunk=40).body()
    assert np.isnan(neck_growth(replace(raised, start=raised), "right"))

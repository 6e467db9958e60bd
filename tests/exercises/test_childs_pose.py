from dataclasses import replace

import numpy as np
import pytest

from formcheck.exercises.childs_pose import with_hips
from formcheck.landmarks import Landmark
from formcheck.measures import hip_to_ankle
from tests.figure import Tabletop


def with_thigh(length):
    """Return a body on all fours whose thigh seems that long."""
    body = Tabletop().body()
    points = body.points.copy()
    thigh = points[Landmark.RIGHT_HIP] - points[Landmark.RIGHT_KNEE]
    points[Landmark.RIGHT_HIP] = points[Landmark.RIGHT_KNEE] + thigh * length / np.hypot(*thigh)
    return replace(body, points=points)


def test_the_seat_is_as_far_from_the_heels_as_the_hip_is():
    body = with_thigh(0.7)
    assert with_hips(hip_to_ankle)(body, "right") == pytest.approx(hip_to_ankle(body, "right"))


def test_a_hip_where_none_can_be_tells_nothing():
    assert np.isnan(with_hips(hip_to_ankle)(with_thigh(0.2), "right"))

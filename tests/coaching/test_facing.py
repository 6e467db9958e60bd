import pytest

from formcheck.coaching.facing import turn_to
from formcheck.exercises import EXERCISES


@pytest.mark.parametrize(
    ("exercise", "before", "expected"),
    [
        pytest.param("cat_cow", None, "Turn side-on", id="first, seen from the side"),
        pytest.param("seated_twist", None, "Face the camera", id="first, seen from the front"),
        pytest.param("crocodile_twist", None, "Turn side-on", id="the side will do as well"),
        pytest.param("cobra", "cat_cow", "Stay side-on", id="side after side"),
        pytest.param("cobra", "seated_twist", "Turn side-on", id="side after front"),
        pytest.param(
            "butterfly_side_bend", "seated_twist", "Keep facing the camera", id="front after front"
        ),
    ],
)
def test_turn(exercise, before, expected):
    earlier = EXERCISES[before] if before else None
    assert turn_to(EXERCISES[exercise], earlier) == expected

from dataclasses import replace

import pytest

from formcheck.exercise import Holds, Repetitions
from formcheck.exercises import EXERCISES

TEN = Repetitions((), target=10, enough=1)


@pytest.mark.parametrize(
    ("name", "goal", "sided", "each_side", "per_side"),
    [
        pytest.param("cobra", TEN, False, False, [10, 1], id="without sides"),
        pytest.param("butterfly_side_bend", TEN, True, True, [5, 1], id="with sides"),
        pytest.param(
            "cobra_kicks",
            EXERCISES["cobra_kicks"].goal,
            False,
            False,
            [10, 1],
            id="both sides make one",
        ),
        pytest.param("supine_twist", Holds(), True, True, [5, 1], id="held on each side"),
        pytest.param(
            "supine_twist", Holds(each_side=False), True, False, [10, 1], id="held on one side"
        ),
        pytest.param(
            "childs_pose", Holds(each_side=True), False, False, [10, 1], id="held without sides"
        ),
    ],
)
def test_sides(name, goal, sided, each_side, per_side):
    exercise = replace(EXERCISES[name], goal=goal)
    assert (exercise.sided, exercise.each_side) == (sided, each_side)
    assert [exercise.per_side(number) for number in (10, 1)] == per_side


@pytest.mark.parametrize(
    ("goal", "pattern"),
    [
        pytest.param(Repetitions(("a", "b"), 5, 3), ("a", "b"), id="repetitions"),
        pytest.param(Holds(), (), id="holds"),
    ],
)
def test_pattern(goal, pattern):
    assert replace(EXERCISES["cobra"], goal=goal).pattern == pattern

from dataclasses import replace

import pytest

from formcheck.exercise import Holds, Repetitions
from formcheck.exercises import EXERCISES
from formcheck.texts.goals import goal_in_full, goal_of


@pytest.mark.parametrize(
    ("name", "goal", "short", "full"),
    [
        pytest.param("cobra", Repetitions((), 5, 3), "5", "5 (3 are enough)", id="repetitions"),
        pytest.param("cobra", Repetitions((), 2, 1), "2", "2 (1 is enough)", id="one is enough"),
        pytest.param(
            "butterfly_side_bend",
            Repetitions((), 16, 10),
            "8 each side",
            "8 each side (5 are enough)",
            id="of each side",
        ),
        pytest.param(
            "childs_pose", Holds(2.5), "2.5 breaths", "2.5 breaths (5 are very good)", id="a hold"
        ),
        pytest.param(
            "supine_twist",
            Holds(1, 3),
            "1 breath each side",
            "1 breath each side (3 are very good)",
            id="one breath",
        ),
    ],
)
def test_goals_in_words(name, goal, short, full):
    exercise = replace(EXERCISES[name], goal=goal)
    assert (goal_of(exercise), goal_in_full(exercise)) == (short, full)

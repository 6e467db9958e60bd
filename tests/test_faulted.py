import pytest

from formcheck.exercises import EXERCISES
from formcheck.session import Session
from tests.movement import kicks


@pytest.mark.parametrize(
    ("movement", "expected"),
    [
        pytest.param(kicks("rrllrrll"), [], id="two and two, all to the seat"),
        pytest.param(kicks("rrllrrrllrr"), [], id="once three of one leg"),
        pytest.param(kicks("rrrllrrrllrr"), ["kick_pattern"], id="three of one leg twice"),
        pytest.param(kicks("rrll", bend=55), [], id="two of the near leg short"),
        pytest.param(kicks("rrllrr", bend=55), ["full_kick"], id="four of the near leg short"),
        pytest.param(kicks("rrllrrllrr", bend=55), ["full_kick"] * 3, id="six of it short"),
    ],
)
def test_a_movement_at_fault_is_told_once_when_it_is_over(movement, expected):
    session = Session(EXERCISES["cobra_kicks"])
    told = [check for pose in movement.poses(30) for check in session.update(pose).faulted]
    assert told == expected

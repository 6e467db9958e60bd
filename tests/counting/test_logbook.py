from dataclasses import replace

import numpy as np
import pytest

from formcheck.counting.excursion import Excursion
from formcheck.counting.holds import PASSED_S, SHORTEST_HOLD_S, Hold
from formcheck.counting.logbook import OPEN_S, TRIED_S, SetLog
from formcheck.exercise import Holds, Way
from tests.counting.test_movement import SWINGING
from tests.leaning import lean

HOLDING = replace(SWINGING, ways=(Way("forward", lean, 0.4, "left"),), goal=Holds())
MOMENT_S = 0.05


def move(way="forward", start_s=0.0, lasting_s=1.0, peak=1.2):
    times_s = start_s + lasting_s * np.array([0, 0.75, 1])
    return Excursion(way, start_s, start_s + lasting_s, times_s, np.array([0, peak, 0]))


def hold(held_s):
    return Hold("left", 1.0, 1.0 + held_s)


def test_movements_become_repetitions_with_their_range():
    log = SetLog(SWINGING)
    assert not log.take(move(), hold(0)).repetitions
    (repetition,) = log.take(move("back", 1.0), hold(0)).repetitions
    assert log.repetitions == [repetition]
    assert repetition.range == pytest.approx(2 * 1.2 * 0.4)
    assert (log.tally, log.holds) == ({"forward": 1, "back": 1}, [])


@pytest.mark.parametrize(("longer_s", "count"), [(-MOMENT_S, 0), (MOMENT_S, 1)])
def test_what_was_passed_through_was_not_held(longer_s, count):
    log = SetLog(HOLDING)
    completed = log.take(move(), hold(PASSED_S + longer_s))
    assert len(log.holds) == log.tally["forward"] == count
    assert (completed.move is not None) == bool(count)
    assert not completed.repetitions


@pytest.mark.parametrize(
    ("exercise", "tried_s"),
    [
        pytest.param(SWINGING, TRIED_S, id="repetitions"),
        pytest.param(HOLDING, SHORTEST_HOLD_S, id="holds"),
    ],
)
def test_what_is_over_at_once_was_no_try(exercise, tried_s):
    log = SetLog(exercise)
    log.fall_short(move(lasting_s=tried_s - MOMENT_S), None)
    assert not log.partials
    log.fall_short(move(lasting_s=tried_s + MOMENT_S), None)
    assert [partial.reason for partial in log.partials] == ["range"]


def test_a_repetition_that_is_not_gone_on_with_is_incomplete():
    log = SetLog(SWINGING)
    log.take(move(), hold(0))
    assert not log.rest(1.0 + OPEN_S)
    assert not log.partials
    log.rest(1.0 + OPEN_S + MOMENT_S)
    assert [partial.reason for partial in log.partials] == ["incomplete"]


@pytest.mark.parametrize(
    ("exercise", "since_s", "starts_s"),
    [
        pytest.param(SWINGING, None, [0.0], id="between the parts of a repetition"),
        pytest.param(SWINGING, 2.0, [0.0], id="in its second part"),
        pytest.param(HOLDING, 2.0, [2.0], id="on the way to a hold"),
        pytest.param(HOLDING, None, [], id="after a hold"),
    ],
)
def test_what_was_under_way_when_somebody_was_lost_is_told(exercise, since_s, starts_s):
    log = SetLog(exercise)
    log.take(move(), hold(5))
    assert not log.lose(since_s, 3.0, None)
    assert [(partial.start_s, partial.reason) for partial in log.partials] == [
        (start_s, "lost") for start_s in starts_s
    ]


def test_the_past_told_anew_replaces_what_was_told_of_it():
    log, again = SetLog(SWINGING), SetLog(SWINGING)
    log.take(move(), hold(0))
    for start_s in (2.0, 6.0):
        log.fall_short(move(start_s=start_s), None)
    again.take(move("back", 5.0), hold(0))
    again.take(move("forward", 6.5), hold(0))
    (repetition,) = log.revise(again, 5.0)
    assert log.repetitions == [repetition]
    assert log.tally == {"forward": 2, "back": 1}
    assert [partial.start_s for partial in log.partials] == [2.0]

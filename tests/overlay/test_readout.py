from dataclasses import replace

import pytest

from formcheck.assessment import Assessment
from formcheck.checks import Event, Severity
from formcheck.counting.reps import Repetition
from formcheck.exercise import Repetitions
from formcheck.exercises import EXERCISES
from formcheck.overlay.readout import Cue, Reader
from formcheck.pose import unseen
from tests.app.arm_raise import ARM_RAISE
from tests.app.figure import standing

HOLD = EXERCISES["supine_twist"]
SIDED = replace(
    ARM_RAISE,
    goal=Repetitions((), target=16, enough=10),
    ways=tuple(replace(ARM_RAISE.ways[0], phase=side, side=side) for side in ("left", "right")),
)


def read(reader, **known):
    assessment = Assessment(**{"timestamp_s": 0.0, "armed": True, **known})
    return reader.update(standing(assessment.timestamp_s), assessment)


@pytest.mark.parametrize(
    ("pose", "armed", "seen", "state"),
    [
        pytest.param(unseen(0.0), False, False, "I can't see you", id="nobody"),
        pytest.param(unseen(0.0), True, False, "I can't see you", id="lost during the set"),
        pytest.param(standing(), False, True, "Take the start position", id="not yet begun"),
        pytest.param(standing(), True, True, "I see you", id="counting"),
    ],
)
def test_says_whether_the_person_is_seen(pose, armed, seen, state):
    readout = Reader(ARM_RAISE).update(pose, Assessment(0.0, armed=armed))
    assert (readout.seen, readout.state) == (seen, state)


@pytest.mark.parametrize(
    ("time_s", "shown"), [(0.0, "0:00"), (59.99, "0:59"), (60.0, "1:00"), (3725.0, "62:05")]
)
def test_shows_the_time_of_the_video(time_s, shown):
    assert read(Reader(ARM_RAISE), timestamp_s=time_s).time == shown


def test_shows_the_count_and_the_target():
    readout = read(Reader(ARM_RAISE), count=2)
    assert (readout.name, readout.number, readout.beside) == ("Arm raise", "2", "")
    assert readout.below == "of 3"


def test_counts_each_side_by_itself():
    reader = Reader(SIDED)
    before = read(reader)
    assert (before.number, before.beside, before.below) == ("0", "", "of 8 each side")
    for side in ("left", "right", "left"):
        read(reader, side=side)
        done = read(reader, repetition=Repetition((), side))
    assert (done.number, done.beside, done.below) == ("2", "left", "left 2, right 1 of 8 each side")
    now = read(reader, side="right")
    assert (now.number, now.beside) == ("1", "right")


def test_times_the_hold_under_way_in_seconds_and_breaths():
    reader = Reader(HOLD, breath_s=4.0)
    held = read(reader, share=1.1, side="left", hold_s=6.7)
    assert (held.number, held.beside, held.below) == ("6", "s left", "1.6 of 3 breaths")


def test_shows_a_hold_as_it_will_be_kept():
    """It may be there for long before the body rests in it."""
    assert read(Reader(HOLD), share=1.2, side="left", hold_s=0.0).number == "0"
    assert read(Reader(HOLD), share=0.8, side="left", hold_s=5.2).number == "5"


def test_shows_one_cue_and_alerts_first():
    readout = read(Reader(ARM_RAISE), raised=("elbows_straight",))
    assert readout.cue == Cue("elbows_straight", "Straighten your elbows", alert=True)
    assert read(Reader(ARM_RAISE)).cue is None


@pytest.mark.parametrize(
    ("time_s", "raised", "shown"),
    [
        pytest.param(4.9, (), None, id="the movement is not over"),
        pytest.param(5.0, (), "slow_entry", id="it is over"),
        pytest.param(6.9, (), "slow_entry", id="still fresh"),
        pytest.param(7.1, (), None, id="long over"),
        pytest.param(6.0, ("both_shoulders_flat",), "both_shoulders_flat", id="worse now"),
    ],
)
def test_a_fault_known_when_the_movement_is_over_is_shown_then(time_s, raised, shown):
    entry = Event("slow_entry", Severity.WARN, 3.0, 5.0, 2.0, "s", "Slowly")
    other = Event("both_shoulders_flat", Severity.ALERT, 3.0, 5.0, 2.0, "torso", "Shoulders")
    reader = Reader(EXERCISES["supine_twist"], events=(entry, other))
    cue = read(reader, timestamp_s=time_s, raised=raised).cue
    assert (cue.check if cue else None) == shown

import pytest

from formcheck.exercises import EXERCISES
from formcheck.recognition import DECIDE_S, RANK, Recognizer, meant_of
from tests.figure import Kneeling, Prone
from tests.movement import (
    FACE_DOWN,
    FACE_UP,
    ON_ALL_FOURS,
    SETTLE,
    Movement,
    cat_cows,
    cobras,
    kicks,
    twists,
)

LIFTS = cobras(2, start=Prone(hands=1.5))
LYING_KICKS = Movement(FACE_DOWN, [SETTLE, *[(0.4, {"knee_left": b}) for b in (115.0, 0.0) * 6]])
NODS = Movement(ON_ALL_FOURS, [SETTLE, *[(0.8, {"neck": 30.0}), (0.8, {"neck": 0.0})] * 5])


def recognized(movement):
    """Return what is recognized in the end, and when it first was."""
    recognizer = Recognizer(EXERCISES)
    times_s = [pose.timestamp_s for pose in movement.poses() if recognizer.update(pose)]
    return recognizer.finish(), times_s[0] if times_s else None


@pytest.mark.parametrize(
    ("movement", "exercise"),
    [
        pytest.param(cobras(), "cobra", id="lifts with the hands by the shoulders"),
        pytest.param(LIFTS, "upper_back_lift", id="lifts with the hands back"),
        pytest.param(kicks(), "cobra_kicks", id="kicks"),
        pytest.param(LYING_KICKS, None, id="kicks of who lies flat"),
        pytest.param(cat_cows(), "cat_cow", id="hollow and round"),
        pytest.param(twists(), "supine_twist", id="a knee goes over"),
        pytest.param(Movement(FACE_DOWN, [(9, {})]), None, id="lying face down"),
        pytest.param(Movement(FACE_UP, [(9, {})]), None, id="lying on the back"),
        pytest.param(Movement(ON_ALL_FOURS, [(9, {})]), None, id="on all fours"),
        pytest.param(NODS, None, id="a head that nods"),
        pytest.param(cobras(3, {"trunk": 6.0, "ear": 0.4}), None, id="hardly lifted"),
    ],
)
def test_the_exercise_is_told_by_start_and_movement(movement, exercise):
    assert recognized(movement)[0] == exercise


@pytest.mark.parametrize("movement", [cobras(4), kicks("rrllrrllrrll"), cat_cows(4)])
def test_it_is_told_once_it_was_moved_for_a_while(movement):
    still_s = movement.steps[0][0]
    _, told_s = recognized(movement)
    assert told_s is not None
    assert still_s + DECIDE_S <= told_s <= still_s + DECIDE_S + 1.5


def test_what_comes_after_something_else_is_watched_as_long():
    before, lifts = NODS.poses(), cobras(4)
    begins_s = before[-1].timestamp_s + 0.1
    recognizer = Recognizer(EXERCISES)
    poses = [*before, *lifts.poses(since_s=begins_s)]
    times_s = [pose.timestamp_s for pose in poses if recognizer.update(pose)]
    assert recognizer.finish() == "cobra"
    assert times_s[0] >= begins_s + lifts.steps[0][0] + DECIDE_S


def test_half_of_a_pair_is_not_enough():
    hollow = {"spine": -0.09, "neck": 25.0}
    back = {"spine": ON_ALL_FOURS.spine, "neck": ON_ALL_FOURS.neck}
    cows = Movement(ON_ALL_FOURS, [SETTLE, *[(0.9, hollow), (0.6, {}), (0.9, back)] * 4])
    assert recognized(cows)[0] is None


def test_halves_of_two_sets_are_no_pair():
    hollow, rounded = {"spine": -0.09, "neck": 25.0}, {"spine": 0.08, "neck": -35.0}
    back = {"spine": ON_ALL_FOURS.spine, "neck": ON_ALL_FOURS.neck}
    cow = Movement(ON_ALL_FOURS, [SETTLE, (0.9, hollow), (0.8, {}), (0.9, back), (0.5, {})])
    kneels = Movement(Kneeling(), [(6.0, {})])
    cat = Movement(ON_ALL_FOURS, [SETTLE, (0.9, rounded), (0.8, {}), (0.9, back), (6.0, {})])
    recognizer, since_s = Recognizer({"cat_cow": EXERCISES["cat_cow"]}), 0.0
    for part in (cow, kneels, cat):
        for pose in part.poses(since_s=since_s):
            recognizer.update(pose)
        since_s += part.duration_s + 0.1
    assert recognizer.finish() is None


def test_what_was_recognized_stays_so():
    recognizer = Recognizer(EXERCISES)
    poses = cobras(4).poses()
    found = [recognizer.update(pose) for pose in poses]
    later = [recognizer.update(pose) for pose in cat_cows().poses(since_s=poses[-1].timestamp_s)]
    assert {*found, *later} == {None, "cobra"}
    assert recognizer.found == recognizer.finish() == "cobra"
    assert None not in later


def test_every_exercise_has_its_rank():
    assert sorted(RANK) == sorted(EXERCISES)


@pytest.mark.parametrize(
    ("since_s", "meant"),
    [
        pytest.param({"cobra": 1.0, "cobra_kicks": 1.0}, "cobra_kicks", id="one holds the other"),
        pytest.param(
            {"crocodile_twist": 1.0, "supine_twist": 4.1}, "crocodile_twist", id="earlier"
        ),
        pytest.param({"crocodile_twist": 1.0, "supine_twist": 1.5}, "supine_twist", id="together"),
        pytest.param({"cobra": 1.0, "my_own": 1.2}, "my_own", id="a user's own comes first"),
    ],
)
def test_of_several_that_fit_the_one_that_was_begun_first_is_meant(since_s, meant):
    assert meant_of(since_s) == meant


@pytest.mark.parametrize(("held_s", "exercise"), [(1.2, None), (3.5, "supine_twist")])
def test_a_position_that_is_left_soon_was_not_held(held_s, exercise):
    over, back = {"knee_in": 1.0, "crossing": 0.5}, {"knee_in": 0.0, "crossing": -0.3}
    passing = [SETTLE, (0.8, over), (held_s, {}), (0.8, back), (3.0, {})]
    assert recognized(Movement(FACE_UP, passing))[0] == exercise

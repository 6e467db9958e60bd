from dataclasses import replace

import pytest

from formcheck.coaching.cues import Coach
from formcheck.coaching.following import RoutineFollower
from formcheck.coaching.speaking import Speaker
from formcheck.exercises import EXERCISES
from formcheck.routines import ROUTINES, parse_routine
from tests.coaching.told import FPS, assessments

REP = (1.0, {"done": True})
HELD = (15.2, {"hold": 0.0})


class Coachee:
    """Somebody who follows a routine; every set begins with a count of its own."""

    def __init__(self, routine):
        self.follower = RoutineFollower(routine, EXERCISES)
        self.now_s = 0.0
        self.speaker = Speaker()
        self.said = []
        self.states = [self.look()]

    def look(self, done=False):
        state = self.follower.update(self.now_s, done)
        for one in self.follower.utterances(self.now_s):
            self.speaker.offer(one)
        said = self.speaker.next(self.now_s)
        self.said += [said.text] if said else []
        return state

    def do(self, *parts):
        """Do something in one set; return the last state."""
        coach = Coach(self.follower.exercise, Speaker())
        for assessment, _ in assessments(parts):
            self.now_s += 1 / FPS
            coach.update(assessment, None)
            self.states.append(self.look(coach.done))
        return self.states[-1]

    def rest(self, seconds=6.5):
        return self.do((seconds, {"armed": False}))


def test_moves_on_by_itself_when_the_target_is_met():
    person = Coachee(parse_routine("cobra:2,childs_pose:3"))
    before = person.do(REP)
    assert (before.index, before.resting) == (0, False)
    upcoming = person.follower.upcoming
    assert upcoming is not None
    assert upcoming.id == "childs_pose"
    rest = person.do((1.0, {}))
    assert not rest.resting
    person = Coachee(parse_routine("cobra:2,childs_pose:3"))
    rest = person.do(REP, REP)
    assert (rest.index, rest.resting, rest.text) == (
        0,
        True,
        "Next: Child's pose. Stay side-on",
    )
    begun = person.rest()
    assert (begun.index, begun.resting, begun.exercise_id) == (1, False, "childs_pose")
    assert begun.set_number == before.set_number + 1
    assert person.follower.upcoming is None
    assert not person.do((14.9, {"hold": 0.0})).done
    assert person.do((1.0, {"hold": 14.9})).done


def test_a_whole_published_routine():
    person = Coachee(ROUTINES["spine-health"])
    both = [(15.2, {"hold": 0.0, "side": "right"}), (15.2, {"hold": 0.0, "side": "left"})]
    seen = []
    for parts in ([REP] * 5, [HELD], both, [HELD], both, [REP] * 5):
        seen.append(person.do((0.1, {})).exercise_id)
        last = person.do(*parts)
        person.rest()
    assert seen == [step.exercise_id for step in ROUTINES["spine-health"].steps]
    assert last.done
    assert last.set_number == 6


@pytest.mark.parametrize(
    ("text", "parts", "met"),
    [
        pytest.param("cobra:2", [REP], False, id="too few"),
        pytest.param("cobra:2", [REP, REP], True, id="enough"),
        pytest.param("childs_pose:2", [(9.9, {"hold": 0.0})], False, id="too short"),
        pytest.param("childs_pose:2", [(10.2, {"hold": 0.0})], True, id="two breaths"),
        pytest.param(
            "childs_pose:2", [(6, {"hold": 0.0}), (2, {}), (6, {"hold": 0.0})], False, id="parts"
        ),
        pytest.param(
            "supine_twist:2", [(10.2, {"hold": 0.0, "side": "left"})], False, id="one side of two"
        ),
        pytest.param(
            "supine_twist:2",
            [(10.2, {"hold": 0.0, "side": "left"}), (0.1, {}), (9, {"hold": 10.4, "side": "left"})],
            False,
            id="one side, missed for an instant",
        ),
        pytest.param(
            "supine_twist:2",
            [(10.2, {"hold": 0.0, "side": side}) for side in ("left", "right")],
            True,
            id="both sides",
        ),
        pytest.param(
            "supine_twist:2:left", [(10.2, {"hold": 0.0, "side": "right"})], False, id="not asked"
        ),
        pytest.param(
            "supine_twist:2:left", [(10.2, {"hold": 0.0, "side": "left"})], True, id="side asked"
        ),
        pytest.param(
            "butterfly_side_bend:1",
            [(1, {"done": True, "of": "left"})] * 2,
            False,
            id="bends to one side only",
        ),
        pytest.param(
            "butterfly_side_bend:1",
            [(1, {"done": True, "of": side}) for side in ("left", "right")],
            True,
            id="bends to both",
        ),
    ],
)
def test_when_a_step_is_met(text, parts, met):
    state = Coachee(parse_routine(text + ",cobra")).do((0.1, {}), *parts)
    assert state.resting == met


def test_what_is_done_on_one_side_alone_needs_no_other():
    both = EXERCISES["butterfly_side_bend"]
    one = replace(both, id="one", ways=tuple(way for way in both.ways if way.side == "left"))
    known = {**EXERCISES, "one": one}
    routine = parse_routine("one:2,cobra", known)
    follower = RoutineFollower(routine, known)
    coach = Coach(follower.exercise, Speaker())
    said = []
    for now, _ in assessments([(3.0, {"done": True, "of": "left"})] * 2 + [(0.5, {})]):
        said += [one.text for one in coach.update(now, None) if one.text]
        state = follower.update(now.timestamp_s, coach.done)
    assert state.resting
    assert said == ["1", "2. Set done"]


@pytest.mark.parametrize(
    ("text", "faces"),
    [
        pytest.param("cobra:1,cat_cow:1", ("Turn side-on", "Stay side-on"), id="both from beside"),
        pytest.param(
            "cobra:1,seated_twist", ("Turn side-on", "Face the camera"), id="then from the front"
        ),
    ],
)
def test_where_to_face(text, faces):
    person = Coachee(parse_routine(text))
    assert (person.do((0.1, {})).face, person.do(REP).face) == faces


def test_what_is_said():
    person = Coachee(parse_routine("cobra:1,seated_twist:1:left"))
    person.do((6, {}))
    person.do(REP)
    person.rest()
    person.do((5.5, {"hold": 0.0, "side": "left"}), (9, {}))
    assert person.said == [
        "First: Cobra",
        "Turn side-on",
        "Next: Seated twist, left side",
        "Face the camera",
        "All done. Well done",
    ]


def test_skip_and_repeat():
    person = Coachee(parse_routine("cobra:2,childs_pose:3"))
    person.do(REP)
    person.follower.repeat()
    again = person.do((3, {}), REP)
    assert (again.index, again.set_number, again.resting) == (0, 2, False)
    person.follower.skip()
    skipped = person.do((3, {}))
    assert (skipped.index, skipped.set_number, skipped.done) == (1, 3, False)
    person.follower.skip()
    assert person.do((3, {})).done
    person.follower.repeat()
    assert not person.do((1, {})).done
    assert person.said == [
        "First: Cobra",
        "Again: Cobra",
        "Now: Child's pose",
        "Stay side-on",
        "All done. Well done",
    ]


def test_at_rest_the_step_that_is_over_is_repeated():
    person = Coachee(parse_routine("cobra:1,childs_pose:3"))
    assert person.do((0.1, {}), REP).resting
    person.follower.repeat()
    again = person.do((9, {}))
    assert (again.index, again.resting, again.set_number) == (0, False, 2)


def test_what_the_last_session_says_does_not_count_in_the_new_set():
    follower = RoutineFollower(parse_routine("cobra:1,cobra:1"), EXERCISES)
    follower.update(0.0, done=False)
    assert follower.update(1.0, done=True).resting
    follower.skip()
    assert follower.update(1.1, done=True).index == 1
    assert not follower.update(1.2, done=False).done


def test_a_pause_stops_both_counting_and_resting():
    person = Coachee(parse_routine("cobra:1,childs_pose:3"))
    person.do((0.1, {}))
    person.follower.pause(person.now_s)
    paused = person.do(REP)
    assert (paused.resting, paused.text) == (False, "Paused")
    person.follower.resume(person.now_s)
    left_s = person.do(REP, (1.0, {})).rest_left_s
    person.follower.pause(person.now_s)
    assert person.rest().rest_left_s == pytest.approx(left_s, abs=0.06)
    person.follower.resume(person.now_s)
    assert person.rest(left_s - 0.2).resting
    assert person.rest(0.4).index == 1


def test_what_comes_next_is_said_after_a_pause_that_was_sooner():
    person = Coachee(parse_routine("cobra:1,childs_pose:3"))
    person.do((0.1, {}))
    person.speaker.busy = True
    person.do(REP)
    person.follower.pause(person.now_s)
    person.rest(30)
    person.speaker.busy = False
    person.follower.resume(person.now_s)
    person.rest(5.5)
    assert person.said == ["First: Cobra", "Next: Child's pose", "Stay side-on"]


def test_what_comes_next_is_said_when_the_camera_is_back():
    person = Coachee(parse_routine("cobra:1,childs_pose:3"))
    person.do((0.1, {}))
    person.speaker.busy = True
    person.do(REP)
    person.speaker.busy = False
    person.now_s += 30
    person.rest(8)
    assert person.said == ["First: Cobra", "Next: Child's pose", "Stay side-on"]


def test_pausing_twice_is_pausing_once():
    person = Coachee(parse_routine("cobra:1,childs_pose:3"))
    person.do((0.1, {}), REP)
    person.follower.pause(person.now_s)
    person.rest(3)
    person.follower.pause(person.now_s)
    person.rest(3)
    person.follower.resume(person.now_s)
    assert person.rest(5.5).resting
    assert not person.rest(1.0).resting

import json
from collections import Counter
from dataclasses import replace
from math import nan

import numpy as np
import pytest

from formcheck.assessment import Summary
from formcheck.checks import Event, Severity, Verdict
from formcheck.counting.holds import Hold
from formcheck.counting.reps import Partial, Repetition
from formcheck.exercises import EXERCISES
from formcheck.judging.watch import Finding
from formcheck.pose import unseen
from formcheck.result import result_of
from tests.counting.test_reps import excursion
from tests.movement import cat_cows, cobras, kicks, summary_of, twists

KEYS = {
    "": "exercise view seen count goal count_by_side details "
    "repetitions partial holds checks events",
    "view": "needed seen ok",
    "seen": "person whole judged",
    "count_by_side": "left right",
    "repetitions": "index side start_s peak_s end_s good faults range range_unit",
    "partial": "start_s end_s side reason",
    "holds": "side start_s end_s held_s good_s breaths faults",
    "checks": "id severity verdict judged_s fault_s worst limit",
    "events": "check severity start_s end_s worst unit cue",
}
THIRD = 1 / 3


def event(check, start_s, end_s, worst=0.14):
    return Event(check, Severity.WARN, start_s, end_s, worst, "torso", "Press your hips down")


def repetition(start_s, end_s, side=None):
    return Repetition((excursion("cobra", start_s, end_s - start_s),), side, 0.42 + THIRD / 1e3)


def summary(exercise="cobra", **given):
    chosen = EXERCISES[exercise]
    findings = tuple(
        Finding(check, Verdict.GOOD, 18.2 + THIRD / 1e3, 0.0, 38.0 + THIRD / 1e3, 4.1 + THIRD / 1e3)
        for check in chosen.checks
    )
    fields = {
        "exercise": chosen,
        "view": "side",
        "view_ok": True,
        "person_share": 2 / 3,
        "whole_share": THIRD,
        "judged_share": THIRD,
        "repetitions": (),
        "partials": (),
        "holds": (),
        "findings": findings,
        "events": (),
    }
    return Summary(**{**fields, **given})


FULL = summary(
    repetitions=(repetition(1 + THIRD, 3.4),),
    partials=(Partial(14 + THIRD, 15.0, None, "range"),),
    holds=(Hold("left", 2 + THIRD, 19.5),),
    events=(event("hips_down", 2 + THIRD, 3.0, THIRD),),
)


@pytest.mark.parametrize("part", KEYS)
def test_keys(part):
    value = result_of(FULL)[part] if part else result_of(FULL)
    entry = value[0] if isinstance(value, list) else value
    assert list(entry) == KEYS[part].split()


def floats(value):
    if isinstance(value, dict):
        return [number for entry in value.values() for number in floats(entry)]
    if isinstance(value, list):
        return [number for entry in value for number in floats(entry)]
    return [value] if isinstance(value, float) else []


def test_numbers_are_given_to_a_thousandth():
    numbers = floats(result_of(FULL))
    assert len(numbers) > 20
    assert all(number == round(number, 3) for number in numbers)


def test_a_check_says_when_it_was_worst_and_by_how_much():
    entry = result_of(FULL)["checks"][1]
    assert entry == {
        "id": "over_arch",
        "severity": "alert",
        "verdict": "good",
        "judged_s": 18.2,
        "fault_s": 0.0,
        "worst": {"time_s": 4.1, "value": 38.0, "unit": "deg"},
        "limit": EXERCISES["cobra"].checks[1].limit.enter,
    }


def test_what_was_not_judged_has_no_worst():
    check = EXERCISES["cobra"].checks[0]
    never = Finding(check, Verdict.NOT_SEEN, 0.0, 0.0, nan, nan)
    (entry,) = result_of(summary(findings=(never,)))["checks"]
    assert entry["worst"] is None
    assert entry["verdict"] == "not_seen"


@pytest.mark.parametrize(
    ("start_s", "end_s", "faulty"),
    [
        pytest.param(0.0, 0.9, [], id="before the first"),
        pytest.param(0.5, 1.5, [0], id="into the first"),
        pytest.param(1.5, 2.0, [0], id="within the first"),
        pytest.param(2.5, 4.5, [0, 1], id="from one to the next"),
        pytest.param(3.1, 3.9, [], id="between them"),
        pytest.param(0.5, 1.0, [], id="up to the first"),
        pytest.param(3.0, 4.0, [], id="from the end of one to the next"),
        pytest.param(0.0, 9.0, [0, 1], id="over both"),
        pytest.param(6.0, 7.0, [], id="after both"),
    ],
)
def test_a_repetition_has_the_faults_that_fell_into_it(start_s, end_s, faulty):
    repetitions = (repetition(1.0, 3.0), repetition(4.0, 5.0))
    given = summary(repetitions=repetitions, events=(event("hips_down", start_s, end_s),))
    entries = result_of(given)["repetitions"]
    assert [i for i, entry in enumerate(entries) if not entry["good"]] == faulty
    assert [entry["faults"] for entry in entries] == [
        ["hips_down"] if i in faulty else [] for i in range(2)
    ]
    assert [entry["index"] for entry in entries] == [1, 2]


def test_a_fault_is_named_once_and_a_faulty_repetition_counts():
    events = (
        event("over_arch", 1.2, 1.5),
        event("hips_down", 1.2, 1.5),
        event("over_arch", 2, 2.5),
    )
    result = result_of(summary(repetitions=(repetition(1.0, 3.0),), events=events))
    assert result["repetitions"][0]["faults"] == ["hips_down", "over_arch"]
    assert result["count"] == 1


def test_a_fault_on_the_way_in_is_one_of_the_hold():
    given = summary(
        "supine_twist",
        holds=(Hold("left", 2.0, 19.5),),
        events=(
            event("knee_across", 0.0, 1.9),
            event("slow_entry", 1.0, 2.0),
            event("gaze_opposite", 19.5, 20.5),
        ),
    )
    (entry,) = result_of(given)["holds"]
    assert (entry["faults"], entry["good_s"]) == (["slow_entry"], 17.5)


@pytest.mark.parametrize(
    ("events", "good_s"),
    [
        pytest.param([], 17.5, id="none"),
        pytest.param([(3.0, 5.5)], 15.0, id="one"),
        pytest.param([(3.0, 5.5), (4.0, 6.0)], 14.5, id="two that overlap count once"),
        pytest.param([(0.0, 3.0), (19.0, 25.0)], 16.0, id="only what falls into it"),
        pytest.param([(0.0, 30.0)], 0.0, id="all of it"),
        pytest.param([(25.0, 30.0)], 17.5, id="after it"),
    ],
)
def test_the_good_time_of_a_hold(events, good_s):
    given = summary(
        "supine_twist",
        holds=(Hold("left", 2.0, 19.5),),
        events=tuple(event("knee_across", *span) for span in events),
    )
    (entry,) = result_of(given)["holds"]
    assert entry["held_s"] == 17.5
    assert entry["good_s"] == pytest.approx(good_s)


@pytest.mark.parametrize(
    ("breath_s", "breaths", "count"),
    [
        pytest.param(5.0, 3.5, 1, id="long enough"),
        pytest.param(2.5, 7.0, 1, id="more than long enough"),
        pytest.param(7.0, 2.5, 0, id="too short for slow breath"),
        pytest.param(5.84, 2.99, 0, id="nearly long enough"),
    ],
)
def test_a_hold_counts_when_it_met_its_target(breath_s, breaths, count):
    given = summary("supine_twist", holds=(Hold("left", 2.0, 19.5),))
    result = result_of(given, breath_s)
    assert result["holds"][0]["breaths"] == breaths
    assert result["count"] == count
    assert result["count_by_side"] == {"left": count, "right": 0}


@pytest.mark.parametrize("number", [np.float64, np.float32])
def test_holds_at_times_that_numpy_gave_can_be_written(number):
    held = Hold("left", number(1.0), number(16.5))
    result = json.loads(json.dumps(result_of(summary("supine_twist", holds=(held,)))))
    assert (result["count"], result["count_by_side"]) == (1, {"left": 1, "right": 0})


def test_repetitions_are_counted_by_side_where_there_are_sides():
    sides = ("left", "right", "left")
    repetitions = tuple(repetition(i, i + 0.5, side) for i, side in enumerate(sides))
    result = result_of(summary("butterfly_side_bend", repetitions=repetitions))
    assert result["count"] == 3
    assert result["count_by_side"] == {"left": 2, "right": 1}


def test_without_sides_the_count_by_side_is_absent_not_zero():
    assert result_of(FULL)["count_by_side"] == {"left": None, "right": None}


@pytest.mark.parametrize(
    ("exercise", "goal"),
    [
        pytest.param("cobra", 5, id="repetitions"),
        pytest.param("butterfly_side_bend", 16, id="repetitions of both sides"),
        pytest.param("supine_twist", 3.0, id="breaths of a hold"),
    ],
)
def test_the_goal_is_one_number(exercise, goal):
    assert result_of(summary(exercise))["goal"] == goal


def test_kicks_are_told_by_leg():
    given = summary("cobra_kicks", tally=Counter({"kick_left": 3}))
    assert result_of(given)["details"] == {"kicks_left": 3, "kicks_right": 0}
    assert result_of(FULL)["details"] == {}


SETS = {
    "cobra": cobras(2),
    "cat_cow": cat_cows(1),
    "supine_twist": twists(),
    "cobra_kicks": kicks("rrll"),
}


@pytest.mark.parametrize("exercise", SETS)
def test_of_a_real_set_nothing_is_nan(exercise):
    result = result_of(summary_of(EXERCISES[exercise], SETS[exercise].poses()))
    assert json.loads(json.dumps(result, allow_nan=False)) == result
    assert result["count"] + len(result["holds"]) >= 1
    assert [entry["id"] for entry in result["checks"]] == [
        check.id for check in EXERCISES[exercise].checks
    ]


def test_what_is_measured_is_a_float_though_it_is_whole():
    result = result_of(summary_of(EXERCISES["cobra_kicks"], kicks("rlrlrlrl").poses()))
    checks, events = result["checks"], result["events"]
    assert {entry["fault_s"] > 0 for entry in checks} == {True, False}
    values = [entry["worst"]["value"] for entry in checks if entry["worst"]]
    values += [entry[name] for entry in checks for name in ("judged_s", "fault_s", "limit")]
    assert {type(value) for value in (*values, *(entry["worst"] for entry in events))} == {float}


@pytest.mark.parametrize("exercise", SETS)
def test_a_set_at_times_that_numpy_gave_can_be_written(exercise):
    poses = SETS[exercise].poses()
    timed = [replace(pose, timestamp_s=np.float32(pose.timestamp_s)) for pose in poses]
    result = result_of(summary_of(EXERCISES[exercise], timed))
    assert json.loads(json.dumps(result)) == result


@pytest.mark.parametrize("exercise", list(EXERCISES))
@pytest.mark.parametrize("poses", [[], [unseen(i / 10) for i in range(50)]], ids=["none", "nobody"])
def test_of_nothing_everything_is_not_seen_and_nothing_is_nan(exercise, poses):
    result = result_of(summary_of(EXERCISES[exercise], poses))
    json.dumps(result, allow_nan=False)
    assert result["count"] == 0
    assert result["view"]["seen"] is None
    assert not result["view"]["ok"]
    assert result["seen"] == {"person": 0.0, "whole": 0.0, "judged": 0.0}
    assert {entry["verdict"] for entry in result["checks"]} == {"not_seen"}

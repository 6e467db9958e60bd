import pytest

from formcheck.exercises import EXERCISES
from formcheck.report.overview import headline, numbers
from formcheck.report.part import ReportPart

CHECKS = [("warn", "good"), ("warn", "not_seen"), ("alert", "good")]
"""Severities and verdicts: all that tells what may hurt was seen."""


def checks(*verdicts):
    return [{"severity": severity, "verdict": verdict} for severity, verdict in verdicts]


SEEN = {
    "view": {"needed": ["side"], "seen": "side", "ok": True},
    "count": 1,
    "holds": [],
    "checks": checks(*CHECKS),
}
EVENT = {"check": "over_arch"}
HOLD = {"held_s": 15.0, "good_s": 15.0, "faults": []}


def repetitions(*good):
    return [{"good": each} for each in good]


@pytest.mark.parametrize(
    ("done", "events", "expected"),
    [
        pytest.param((), 1, "No repetition was finished.", id="nothing done"),
        pytest.param((True,), 0, "1 repetition: it looks good.", id="one, good"),
        pytest.param((True, True), 0, "2 repetitions: all look good.", id="all good"),
        pytest.param((True, False), 1, "2 repetitions, 1 without a fault.", id="some good"),
        pytest.param((False,), 1, "1 repetition, none without a fault.", id="none good"),
        pytest.param(
            (True,),
            1,
            "1 repetition looks good; 1 warning came before or after it.",
            id="one, good, and a warning after it",
        ),
        pytest.param(
            (True, True),
            2,
            "2 repetitions look good; 2 warnings came before, between or after them.",
            id="all good, and warnings between them",
        ),
    ],
)
def test_repetitions_in_one_sentence(done, events, expected):
    result = {**SEEN, "repetitions": repetitions(*done), "events": [EVENT] * events}
    assert headline(ReportPart(result, EXERCISES["cobra"])) == expected


@pytest.mark.parametrize(
    ("verdicts", "good", "events", "expected"),
    [
        pytest.param(
            [("warn", "not_seen"), ("alert", "not_seen")],
            (True, True),
            0,
            "2 repetitions; their form could not be judged.",
            id="no check was seen",
        ),
        pytest.param(
            [], (True,), 0, "1 repetition; its form could not be judged.", id="there is no check"
        ),
        pytest.param(
            [*CHECKS, ("alert", "not_seen")],
            (True, True),
            0,
            "2 repetitions without a fault in the 2 of 4 checks that were seen.",
            id="one that tells what may hurt was not",
        ),
        pytest.param(
            [("warn", "good"), ("alert", "not_seen")],
            (True,),
            1,
            "1 repetition without a fault in the 1 of 2 checks that was seen; "
            "1 warning came before or after it.",
            id="nor was it, and a warning came between",
        ),
        pytest.param(
            [("warn", "fault"), ("alert", "not_seen")],
            (True, False),
            1,
            "2 repetitions, 1 without a fault.",
            id="a fault was seen",
        ),
    ],
)
def test_what_was_not_seen_is_not_called_good(verdicts, good, events, expected):
    changed = {"repetitions": repetitions(*good), "events": [EVENT] * events}
    result = {**SEEN, **changed, "checks": checks(*verdicts)}
    assert headline(ReportPart(result, EXERCISES["cobra"])) == expected


@pytest.mark.parametrize(
    ("verdicts", "expected"),
    [
        pytest.param(
            [("alert", "not_seen")],
            "1 of 1 hold reached the goal; its form could not be judged.",
            id="no check was seen",
        ),
        pytest.param(
            [*CHECKS, ("alert", "not_seen")],
            "1 of 1 hold reached the goal, 1 without a fault in the 2 of 4 checks that were seen.",
            id="one that tells what may hurt was not",
        ),
    ],
)
def test_of_holds_it_is_not_either(verdicts, expected):
    changed = {"repetitions": [], "holds": [HOLD], "events": [], "checks": checks(*verdicts)}
    assert headline(ReportPart({**SEEN, **changed}, EXERCISES["childs_pose"])) == expected


@pytest.mark.parametrize(
    ("seen", "expected"),
    [
        (None, "The start position was not seen, so nothing could be judged."),
        ("front", "This could not be judged from where the camera stood."),
    ],
)
def test_why_nothing_was_judged(seen, expected):
    view = {"needed": ["side"], "seen": seen, "ok": False}
    result = {**SEEN, "view": view, "repetitions": [], "events": []}
    assert headline(ReportPart(result, EXERCISES["cobra"])) == expected


@pytest.mark.parametrize(
    ("faults", "events", "expected"),
    [
        pytest.param([], 0, "1 of 1 hold reached the goal, 1 without a fault.", id="good"),
        pytest.param(
            ["slow_entry"], 1, "1 of 1 hold reached the goal, 0 without a fault.", id="at fault"
        ),
        pytest.param(
            [],
            1,
            "1 of 1 hold reached the goal, 1 without a fault; 1 warning came before or after it.",
            id="good, and a warning after it",
        ),
    ],
)
def test_holds_in_one_sentence(faults, events, expected):
    holds = [{**HOLD, "faults": faults}]
    result = {**SEEN, "repetitions": [], "holds": holds, "events": [EVENT] * events}
    assert headline(ReportPart(result, EXERCISES["childs_pose"])) == expected


def test_holds_of_an_exercise_that_is_no_longer_known_are_holds():
    result = {**SEEN, "repetitions": [], "holds": [HOLD], "events": []}
    expected = "1 of 1 hold reached the goal, 1 without a fault."
    assert headline(ReportPart(result, None)) == expected


@pytest.mark.parametrize(
    ("reasons", "told"),
    [
        pytest.param([], [], id="all counted"),
        pytest.param(["range", "range"], [("2", "not far enough")], id="twice for one reason"),
    ],
)
def test_what_was_not_counted(reasons, told):
    result = {
        **SEEN,
        "repetitions": [],
        "partial": [{"reason": reason} for reason in reasons],
        "details": {},
        "count_by_side": {"left": None, "right": None},
    }
    shown = numbers(ReportPart(result, EXERCISES["cobra"]))
    assert [(n.value, n.note) for n in shown if n.title == "Not counted"] == told


@pytest.mark.parametrize(
    ("details", "expected"),
    [
        pytest.param({}, "goal: 20", id="nothing"),
        pytest.param(
            {"kicks_left": 6, "kicks_right": 5}, "goal: 20 · kicks: left 6, right 5", id="by side"
        ),
        pytest.param(
            {"kicks_left": None, "kicks_right": None},
            "goal: 20 · kicks: left not seen, right not seen",
            id="not seen",
        ),
        pytest.param({"deep_bows": 4}, "goal: 20 · deep bows: 4", id="without sides"),
    ],
)
def test_what_is_counted_apart_does_not_read_as_what_remains(details, expected):
    result = {
        **SEEN,
        "repetitions": [],
        "partial": [],
        "details": details,
        "count_by_side": {"left": None, "right": None},
    }
    assert numbers(ReportPart(result, EXERCISES["cobra_kicks"]))[0].note == expected

import pytest

from formcheck.exercises import EXERCISES
from formcheck.report.findings import findings_of
from formcheck.report.part import ReportPart
from formcheck.texts.words import check_text
from tests.app.arm_raise import ARM_RAISE
from tests.report.making import arm_part, arm_raises


def note(check, exercise="cobra", seen="side", **changed):
    """What is said of a check that was judged for a second, if nothing else is known."""
    known = {
        "id": check, "severity": "warn", "verdict": "good", "judged_s": 1.0, "fault_s": 0.0,
        "worst": None, "limit": 1.0, **changed,
    }  # fmt: skip
    view = {"needed": list(EXERCISES[exercise].views), "seen": seen}
    result = {"exercise": exercise, "view": view, "checks": [known], "events": []}
    (finding,) = findings_of(ReportPart(result, EXERCISES[exercise]))
    return finding.note


@pytest.mark.parametrize(
    ("check", "worst", "limit", "expected"),
    [
        pytest.param("over_arch", 30.0, 33.0, "", id="within a limit of one's own"),
        pytest.param("over_arch", 40.0, 33.0, "past the limit only briefly", id="past it"),
        pytest.param("over_arch", 60.0, 65.0, "", id="within one that is wider"),
        pytest.param(
            "shoulders_away_from_ears", 0.3, 0.36, "past the limit only briefly", id="below"
        ),
    ],
)
def test_a_good_value_is_held_against_the_limit_it_was_judged_by(check, worst, limit, expected):
    value = {"time_s": 1.0, "value": worst, "unit": "deg"}
    assert note(check, worst=value, limit=limit) == expected


def test_what_to_do_in_an_exercise_of_formcheck_is_not_said_of_ones_own():
    analysis = arm_raises()
    (finding,) = findings_of(arm_part(analysis))
    assert check_text("cat_cow", "elbows_straight").do
    assert (finding.text.title, finding.text.do) == ("Straight elbows", "")
    assert finding.cue == ARM_RAISE.checks[0].cue


@pytest.mark.parametrize(
    ("exercise", "check", "seen", "expected"),
    [
        pytest.param(
            "supine_twist", "both_shoulders_flat", "top", "can only be seen from: side", id="there"
        ),
        pytest.param(
            "crocodile_twist",
            "foot_planted",
            "side",
            "can only be seen from: foot; the other checks can't be seen from there",
            id="not from where the exercise is judged",
        ),
        pytest.param(
            "supine_twist",
            "both_shoulders_flat",
            None,
            "its position was not reached, or what it looks at was hidden",
            id="from where it was seen is not known",
        ),
    ],
)
def test_where_to_see_it_from(exercise, check, seen, expected):
    assert note(check, exercise, seen, verdict="not_seen", judged_s=0.0) == expected

import io

import pytest
from rich.console import Console

from formcheck.app.result_text import show_result
from formcheck.exercises import EXERCISES
from formcheck.texts.words import check_text

COBRA = EXERCISES["cobra"]
WORST = {"time_s": 61.25, "value": 0.314, "unit": "torso"}
GOOD = {"faults": [], "good": True, "side": None, "peak_s": 2.0, "range": 0.5}
REPETITION = {**GOOD, "index": 1, "start_s": 1.0, "end_s": 3.0, "range_unit": "torso"}
HOLD = {"side": "left", "start_s": 1.0, "end_s": 9.4, "held_s": 8.38, "good_s": 8.0}


def check(name, verdict, worst=None, severity="warn", limit=0.2):
    return {
        "id": name, "severity": severity, "verdict": verdict, "worst": worst, "limit": limit,
        "judged_s": 9.0 if worst else 0.0, "fault_s": 1.5 if verdict == "fault" else 0.0,
    }  # fmt: skip


def event(name, severity, start_s):
    return {
        "check": name, "severity": severity, "start_s": start_s, "end_s": start_s + 1.5,
        "worst": 0.3, "unit": "torso", "cue": f"Mind {name}",
    }  # fmt: skip


EVENT = event("hips_down", "warn", 1.0)


def result(**changed):
    return {
        "source": {"path": "[clip].mp4", "duration_s": 90.0},
        "exercise": "cobra",
        "view": {"needed": ["side"], "seen": "side", "ok": True},
        "seen": {"person": 1.0, "judged": 0.9},
        "count": 4,
        "count_by_side": {"left": None, "right": None},
        "details": {},
        "repetitions": [REPETITION],
        "partial": [],
        "holds": [],
        "checks": [check("hips_down", "good", {**WORST, "value": 0.1})],
        "events": [],
        **changed,
    }


def text(known, exercise=COBRA, width=160):
    shown = io.StringIO()
    show_result(Console(file=shown, width=width, soft_wrap=True, highlight=False), known, exercise)
    return shown.getvalue()


def row(shown, title):
    """Return the cells of a check."""
    (line,) = (line for line in shown.splitlines() if line.startswith(f"{title}  "))
    return [cell.strip() for cell in line.split("  ") if cell.strip()]


def test_names_and_counts_are_shown_as_they_are():
    first, second, third, *_ = text(result()).splitlines()
    assert first == "Cobra ([clip].mp4)"
    assert second == "1 repetition: it looks good."
    assert third == "Repetitions: 4 (goal: 5)"


def test_names_of_an_exercise_of_ones_own_are_shown_as_they_are():
    held = {**HOLD, "side": None, "breaths": 0.2, "faults": ["[/b]"]}
    known = result(exercise="[/mine]", details={"[/up]": 2}, holds=[held])
    known["checks"] = [check("[/b]", "fault", WORST, "alert")]
    shown = text({**known, "events": [event("[/b]", "alert", 60.5)]}, None)
    assert shown.startswith("[/mine] ([clip].mp4)\n")
    assert "  8.4 s, 0.2 breaths, [/b]\n" in shown
    assert row(shown, "[/b]")[:3] == ["[/b]", "fault", "0.31 torso"]
    assert "1. [/b] (1:00.5): Mind [/b]\n" in shown
    assert "[/up]: 2" in text(result(details={"[/up]": 2}))


@pytest.mark.parametrize(
    ("exercise", "changed", "line"),
    [
        pytest.param(
            "butterfly_side_bend",
            {"count_by_side": {"left": 3, "right": 1}},
            "Repetitions: 4 (goal: 8 each side · left: 3 · right: 1)",
            id="sides",
        ),
        pytest.param(
            "cobra_kicks",
            {"details": {"kicks_left": 8, "kicks_right": None}},
            "Repetitions: 4 (goal: 20 · kicks: left 8, right not seen)",
            id="details",
        ),
        pytest.param(
            "supine_twist",
            {"count": 0, "holds": [{**HOLD, "breaths": 1.68, "faults": ["slow_entry"]}]},
            f"  left: 8.4 s, 1.6 breaths, {check_text('supine_twist', 'slow_entry').title}",
            id="holds",
        ),
        pytest.param(
            "cobra",
            {"partial": [{"start_s": 1.0, "end_s": 2.0, "side": None, "reason": "range"}]},
            "Not counted: 1 (not far enough)",
            id="what was not counted",
        ),
    ],
)
def test_counts_by_side_and_kind(exercise, changed, line):
    shown = text(result(exercise=exercise, **changed), EXERCISES[exercise])
    assert line in shown.splitlines()


def test_checks_are_shown_with_verdict_worst_and_limit():
    checks = [check("hips_down", "fault", WORST), check("ankles_together", "not_seen")]
    shown = text(result(checks=checks, events=[event("hips_down", "warn", 60.5)]))
    assert row(shown, "Hips on the mat") == [
        *("Hips on the mat", "fault", "0.31 torso", "1:01.2", "at most 0.20 torso")
    ]
    assert "\n  Hips on the mat: 1 time, 1.5 s in all\nNot judged:\n" in shown
    assert row(shown, "Ankles together") == ["Ankles together", "not seen", "at most 20 %"]
    assert "Not judged:\n  Ankles together: can only be seen from: front or foot or top" in shown


@pytest.mark.parametrize("exercise", EXERCISES.values(), ids=lambda exercise: exercise.id)
def test_a_check_is_one_line_of_a_terminal_of_80_columns(exercise):
    checks = [
        check(each.id, "fault", {"time_s": 61.25, "value": -10.5, "unit": each.unit})
        for each in exercise.checks
    ]
    shown = text(result(exercise=exercise.id, checks=checks), exercise, width=80)
    for each in exercise.checks:
        assert len(row(shown, check_text(exercise.id, each.id).title)) == 5


@pytest.mark.parametrize("ok", [True, False])
def test_why_a_check_was_not_judged_is_said_unless_it_was_for_all(ok):
    view = {"needed": ["side"], "seen": "side" if ok else "front", "ok": ok}
    shown = text(result(view=view, checks=[check("hips_down", "not_seen")]))
    assert ("Not judged:\n  Hips on the mat: its position" in shown) is ok


@pytest.mark.parametrize(
    ("value", "noted"),
    [
        pytest.param(0.1, False, id="good"),
        pytest.param(0.3, True, id="good though past the limit"),
    ],
)
def test_what_is_good_though_past_the_limit_was_so_briefly(value, noted):
    shown = text(result(checks=[check("hips_down", "good", {**WORST, "value": value})]))
    assert ("past the limit only briefly" in shown) is noted


def test_values_are_shown_as_in_the_report():
    worst = {"time_s": 1.0, "value": 1.0, "unit": "parts"}
    pattern = check("kick_pattern", "fault", worst, limit=0.0)
    pressed = check("hips_pressed", "good", {**WORST, "value": -0.001})
    known = result(exercise="cobra_kicks", checks=[pattern, pressed])
    shown = text(known, EXERCISES["cobra_kicks"])
    title = check_text("cobra_kicks", "kick_pattern").title
    assert row(shown, title)[1:5] == ["fault", "1", "0:01.0", "none wrong"]
    assert row(shown, check_text("cobra_kicks", "hips_pressed").title)[2] == "0.00 torso"


def test_an_exercise_without_checks_has_no_table():
    assert "verdict" not in text(result(checks=[]))
    assert "1 repetition; its form could not be judged." in text(result(checks=[]))


def test_what_to_work_on_is_little_and_comes_last_with_what_may_hurt_first():
    checks = [
        check("hips_down", "fault", WORST),
        check("over_arch", "fault", WORST, "alert"),
        check("neck_over_extension", "good", {**WORST, "value": 0.1}, "alert"),
    ]
    starts = [("hips_down", "warn", 1.0), ("over_arch", "alert", 12.5), ("hips_down", "warn", 20.0)]
    shown = text(result(checks=checks, events=[event(*each) for each in starts])).splitlines()
    assert shown[-2].startswith("1. Arch of the lower back (0:12.5): ")
    assert shown[-1].startswith("2. Hips on the mat (0:01.0, 0:20.0): ")


@pytest.mark.parametrize(
    ("changed", "lines"),
    [
        pytest.param({}, 2, id="a repetition"),
        pytest.param({"repetitions": []}, 0, id="nothing"),
        pytest.param({"repetitions": [], "events": [EVENT]}, 2, id="a fault"),
    ],
)
def test_the_course_of_what_was_done_is_shown(changed, lines):
    assert sum(line.startswith("|") for line in text(result(**changed)).splitlines()) == lines


@pytest.mark.parametrize(
    ("severities", "meanings"),
    [
        pytest.param((), "", id="none"),
        pytest.param(("warn",), "  ~ fault", id="a fault"),
        pytest.param(("alert",), "  ! may hurt", id="one that may hurt"),
        pytest.param(("warn", "alert"), "  ! may hurt  ~ fault", id="both"),
    ],
)
def test_what_the_marks_of_the_course_mean_stands_beside_them(severities, meanings):
    events = [event("any", severity, 1.0 + i) for i, severity in enumerate(severities)]
    held = {**HOLD, "breaths": 1.6, "faults": []}  # long enough for marks of both
    (_, faults) = (
        line
        for line in text(result(holds=[held], events=events)).splitlines()
        if line.startswith("|")
    )
    marks, _, beside = faults[1:].partition("|")
    assert beside == meanings
    assert set(marks) - {" "} == set(meanings) & {"!", "~"}
    assert len(faults) <= 80


def test_holds_are_told_one_by_one_below_what_they_come_to():
    holds = [{**HOLD, "side": side, "breaths": 1.6, "faults": []} for side in ("left", "right")]
    shown = text(result(exercise="supine_twist", holds=holds), EXERCISES["supine_twist"])
    assert "\nHeld: 16.8 s (16.0 s of it without a fault)\n  left: 8.4 s, 1.6 breaths\n" in shown
    assert "\n  right: 8.4 s, 1.6 breaths\nPerson found: " in shown


def test_what_was_in_the_way_is_said_before_the_count():
    known = result(view={"needed": ["side"], "seen": "front", "ok": False})
    _, hindrance, headline, count, *_ = text(known).splitlines()
    assert hindrance == f"Seen from: front; it needs: side. Camera: {COBRA.camera}"
    assert headline.startswith("1 repetition")
    assert count.startswith("Repetitions: 4")


def test_that_not_all_was_looked_at_is_said():
    shown = text(result(incomplete="stopped after 4.0 s"))
    assert "Not all of it was looked at: stopped after 4.0 s.\n" in shown

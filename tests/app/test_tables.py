import io

import pytest
from rich.console import Console

from formcheck.app.tables import show_result
from formcheck.exercise import Repetitions
from formcheck.exercises import EXERCISES

COBRA = EXERCISES["cobra"]
WORST = {"time_s": 61.25, "value": 0.314, "unit": "torso"}


def event(check, severity, start_s, end_s):
    return {
        "check": check, "severity": severity, "start_s": start_s, "end_s": end_s,
        "worst": 60.0, "unit": "deg", "cue": f"Mind {check}",
    }  # fmt: skip


def result(**changed):
    return {
        "source": {"path": "[clip].mp4"},
        "view": {"needed": ["side"], "seen": "side", "ok": True},
        "seen": {"person": 1.0, "judged": 0.9},
        "count": 4,
        "count_by_side": {"left": None, "right": None},
        "details": {},
        "holds": [],
        "checks": [],
        "events": [],
        **changed,
    }


def text(known, exercise=COBRA, width=120):
    shown = io.StringIO()
    show_result(Console(file=shown, width=width, soft_wrap=True, highlight=False), known, exercise)
    return shown.getvalue()


def test_names_and_counts_are_shown_as_they_are():
    assert text(result()).startswith("[clip].mp4: Cobra\nRepetitions: 4 (goal 5)\n")


def test_names_of_an_exercise_of_ones_own_are_shown_as_they_are():
    details, faults = {"[/up]": 2}, ["[/b]"]
    held = {"side": None, "held_s": 1.0, "breaths": 0.2, "faults": faults}
    known = text(result(details=details, holds=[held]))
    assert "Repetitions: 4 ([/up] 2; goal 5)" in known
    assert "1.0 s, 0.2 breaths, [/b]" in known


@pytest.mark.parametrize(
    ("exercise", "changed", "line"),
    [
        pytest.param(
            "butterfly_side_bend",
            {"count_by_side": {"left": 3, "right": 1}},
            "Repetitions: 4 (left 3, right 1; goal 8 each side)",
            id="sides",
        ),
        pytest.param(
            "cobra_kicks",
            {"details": {"kicks_left": 8, "kicks_right": 7}},
            "Repetitions: 4 (kicks_left 8, kicks_right 7; goal 20",
            id="details",
        ),
        pytest.param(
            "cobra_kicks",
            {"details": {"kicks_left": None, "kicks_right": None}},
            "Repetitions: 4 (kicks_left not seen, kicks_right not seen; goal 20",
            id="details that are not seen",
        ),
        pytest.param(
            "supine_twist",
            {
                "count": 0,
                "holds": [
                    {"side": "left", "held_s": 8.38, "breaths": 1.68, "faults": ["slow_entry"]}
                ],
            },
            "  left: 8.4 s, 1.6 breaths, slow_entry\n",
            id="holds",
        ),
    ],
)
def test_counts_by_side_and_kind(exercise, changed, line):
    assert line in text(result(**changed), EXERCISES[exercise])


def test_checks_are_shown_with_verdict_worst_and_limit():
    checks = [
        {"id": "hips_down", "verdict": "fault", "worst": WORST},
        {"id": "ankles_together", "verdict": "not_seen", "worst": None},
    ]
    lines = [line.split() for line in text(result(checks=checks)).splitlines()]
    fault, unseen = lines[-2:]
    assert fault[:4] == ["hips_down", "fault", "0.31", "torso"]
    assert fault[-1] == "1:01.2"
    assert unseen[:3] == ["ankles_together", "not", "seen"]


@pytest.mark.parametrize(
    ("verdict", "value", "at"),
    [
        pytest.param("good", 0.1, "1:01.2", id="good"),
        pytest.param("good", 0.3, "1:01.2, past it only briefly", id="good though past the limit"),
        pytest.param("fault", 0.3, "1:01.2", id="a fault"),
        pytest.param("not_seen", 0.3, "1:01.2", id="hardly seen"),
    ],
)
def test_what_is_good_though_past_the_limit_was_so_briefly(verdict, value, at):
    check = {"id": "hips_down", "verdict": verdict, "worst": {**WORST, "value": value}}
    assert text(result(checks=[check])).rstrip().endswith(f" {at}")


def test_values_are_shown_as_in_the_report():
    worst = {"time_s": 1.0, "value": 1.0, "unit": "parts"}
    pattern = {"id": "kick_pattern", "verdict": "fault", "worst": worst}
    pressed = {"id": "hips_pressed", "verdict": "good", "worst": {**WORST, "value": -0.001}}
    shown = text(result(checks=[pattern, pressed]), EXERCISES["cobra_kicks"]).splitlines()
    assert shown[-2].split() == ["kick_pattern", "fault", "1", "at", "most", "0", "0:01.0"]
    assert shown[-1].split()[:4] == ["hips_pressed", "good", "0.00", "torso"]


def test_ids_of_checks_are_whole_on_a_narrow_terminal():
    check = {"id": "shoulders_away_from_ears", "verdict": "fault", "worst": WORST}
    shown = text(result(checks=[check]), width=40)
    assert "shoulders_away_from_ears" in shown
    assert "…" not in shown


def test_worst_moments_are_few_and_alerts_come_first():
    events = [
        event("hips_down", "warn", 1.0, 9.0),
        event("over_arch", "alert", 12.5, 13.0),
        event("hips_down", "warn", 20.0, 21.0),
        event("neck_over_extension", "alert", 30.0, 32.0),
    ]
    shown = text(result(events=events)).split("Worst moments:\n")[1].splitlines()
    assert [line.split()[:2] for line in shown] == [
        ["from", "0:30.0"],
        ["from", "0:12.5"],
        ["from", "0:01.0"],
    ]
    assert shown[1].endswith("over_arch, at worst 60°: Mind over_arch")


def test_a_moment_is_when_the_value_was_worst():
    worst = {"time_s": 59.967, "value": 60.0, "unit": "deg"}
    events = [event("over_arch", "alert", start_s, start_s + 4.0) for start_s in (57.5, 70.0)]
    checks = [{"id": "over_arch", "verdict": "fault", "worst": worst}]
    shown = text(result(checks=checks, events=events)).split("Worst moments:\n")[1].splitlines()
    assert shown == [
        "  1:00.0  over_arch 60°: Mind over_arch",
        "  from 1:10.0  over_arch, at worst 60°: Mind over_arch",
    ]


def test_what_was_in_the_way_is_said_before_the_count():
    known = result(view={"needed": ["side"], "seen": "front", "ok": False})
    _, hindrance, count, *_ = text(known).splitlines()
    assert hindrance == f"Seen from: front; it needs: side. Camera: {COBRA.camera}"
    assert count.startswith("Repetitions: 4")


def test_all_exercises_are_listed(formcheck):
    status, out, err = formcheck("exercises")
    assert (status, err) == (0, "")
    rows = {line.split()[0]: line for line in out.splitlines()[1:]}
    assert set(rows) == set(EXERCISES)
    for name, exercise in EXERCISES.items():
        assert exercise.name in rows[name]
        assert all(view in rows[name] for view in exercise.views)
        goal = exercise.goal
        assert ("breaths" in rows[name]) is not isinstance(goal, Repetitions)


@pytest.mark.parametrize("columns", ["80", "40"])
def test_no_id_is_cut_on_a_narrow_terminal(formcheck, monkeypatch, columns):
    monkeypatch.setenv("COLUMNS", columns)
    out = formcheck("exercises")[1]
    assert {line.split(" ")[0] for line in out.splitlines()} >= set(EXERCISES)
    assert "…" not in out
    for name, exercise in EXERCISES.items():
        out = formcheck("exercises", name)[1]
        shown = {line.split(" ")[0] for line in out.splitlines()}
        assert shown >= {check.id for check in exercise.checks}
        assert "…" not in out


@pytest.mark.parametrize("name", EXERCISES)
def test_one_exercise_is_shown_whole(formcheck, name):
    status, out, err = formcheck("exercises", name)
    exercise = EXERCISES[name]
    assert (status, err) == (0, "")
    assert all(text in out for text in (exercise.name, exercise.setup, exercise.camera))
    assert all(check.id in out for check in exercise.checks)
    assert all(way.phase in out for way in exercise.ways)
    assert ("Profile pregnant: not offered" in out) is (name != "cat_cow")


def test_what_profiles_change_is_shown(formcheck):
    out = formcheck("exercises", "cobra_kicks")[1]
    assert "Profile sensitive-back: over_arch at most " in out
    assert "(Move your hands forward to lower the arch)" in out

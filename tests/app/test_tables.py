import pytest

from formcheck.exercise import Repetitions
from formcheck.exercises import EXERCISES


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

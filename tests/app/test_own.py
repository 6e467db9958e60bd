import json
from dataclasses import replace

import pytest

from formcheck.app.choice import choose_exercise
from formcheck.app.own import ExerciseError, blamed, load_exercise
from formcheck.app.own_fields import wrong_field
from formcheck.calibration import Calibration, calibrated
from formcheck.exercise import Repetitions
from formcheck.exercises import EXERCISES
from formcheck.profiles import apply_profiles, profiles_of
from formcheck.routines import Step, aimed
from tests.app.arm_raise import ARM_RAISE as LOADED
from tests.app.conftest import ARM_RAISE

OWN = ARM_RAISE.read_text()

WRONG_FILES = {
    "empty": ("", "it holds no exercise; let it hold one Exercise constant"),
    "only what it imports": (
        "from formcheck.exercises.cobra import COBRA",
        "it holds no exercise",
    ),
    "two": (
        f"{OWN}\nfrom dataclasses import replace\nOTHER = replace(ARM_RAISE, id='other')",
        "it holds 2 exercises; let it hold one",
    ),
    "not Python": ("a = 1\nno Python", ", line 2: SyntaxError: invalid syntax; correct"),
    "no text": ("a\0", "source code string cannot contain null bytes; correct the file"),
    "breaks": ("a = 1\n\nb = a / 0", ", line 3: ZeroDivisionError: division by zero; correct"),
    "leaves": ("import sys\nsys.exit('bye')", ", line 2: SystemExit: bye; correct the file"),
    "lacks a field": ("from formcheck import Exercise\nExercise('a')", ", line 2: TypeError"),
    "no ways": (OWN.replace("ways=(Way(", "ways=() and (Way("), "ways is empty; an exercise needs"),
    "way named twice": (
        f"{OWN}\nfrom dataclasses import replace\n"
        "ARM_RAISE = replace(ARM_RAISE, ways=ARM_RAISE.ways * 2)",
        "it has two ways 'up'; name one differently",
    ),
    "check named twice": (
        f"{OWN}\nfrom dataclasses import replace\n"
        "ARM_RAISE = replace(ARM_RAISE, checks=ARM_RAISE.checks * 2)",
        "it has two checks 'elbows_straight'; name one differently",
    ),
}

WRONG_FIELDS = {
    "no such view": (
        'views=("side",)', 'views=("sid",)',
        "views has 'sid'; choose from side, front, foot, top, oblique",
    ),
    "a text for views": ('views=("side",)', 'views="side"', "views is no tuple; write one"),
    "one way without a comma": ("reach=1.0),)", "reach=1.0))", "ways is no tuple; write one"),
    "a text for phases": (
        "Severity.ALERT,", 'Severity.ALERT, during="up",',
        "check 'elbows_straight': during is no tuple; write one",
    ),
    "no phases": (
        "Severity.ALERT,", "Severity.ALERT, during=None,",
        "check 'elbows_straight': during is no tuple; write one",
    ),
    "no such phase": (
        "Severity.ALERT,", 'Severity.ALERT, during=("upp",),',
        "check 'elbows_straight': during has 'upp'; choose from up, down, end",
    ),
    "no such way": ('("up",), target', '("nope",), target', "goal, pattern has 'nope'; choose"),
    "target below 0": ("target=3", "target=-1", "goal, target is -1; let it be a whole number"),
    "target is a text": ("target=3", "target='3'", "goal, target is '3'; let it be a whole"),
    "severity is a text": (
        "Severity.ALERT", '"warn"',
        "check 'elbows_straight': severity is 'warn'; let it be Severity.ALERT or Severity.WARN",
    ),
    "limit is a text": (
        "Limit(150", 'Limit("a"',
        "check 'elbows_straight': limit is Limit(enter='a', leave=155); let it be a Limit of two",
    ),
    "limit is a number": (
        "Limit(150, 155)", "150",
        "check 'elbows_straight': limit is 150; let it be a Limit of two",
    ),
    "a text for a rate": (
        'rest_phase="down"', 'rest_phase="down", least_hz="12"',
        "least_hz is '12'; let it be a number, 0 if it is slow",
    ),
    "a number for a name": ('name="Arm raise"', "name=5", "name is 5; let it be a text"),
    "no text for a cue": (
        '"Straighten your elbows"', "None",
        "check 'elbows_straight': cue is None; let it be a text",
    ),
    "no id": ('id="arm_raise"', 'id=""', "id is ''; files are named by it"),
    "two lines for an id": ('id="arm_raise"', 'id="arm\\nraise"', "id is 'arm\\nraise'; files are"),
    "a text for a reach": ("reach=1.0", "reach='1'", "way 'up': reach is '1'; let it be a number"),
    "no reach": ("reach=1.0", "reach=0", "way 'up': reach is 0; let it be a number over 0, or"),
    "no such rest": (
        "reach=1.0", "reach=1.0, rest='begin'",
        "way 'up': rest is 'begin'; let it be a number, 'start' or 'recent'",
    ),
    "no such side": (
        "reach=1.0", "reach=1.0, side='lft'",
        "way 'up': side is 'lft'; let it be 'left' or 'right', or leave it out",
    ),
    "a number for the unit of a way": (
        "reach=1.0", "reach=1.0, unit=5", "way 'up': unit is 5; let it be a text",
    ),
    "a way called as rest is": (
        'rest_phase="down"', 'rest_phase="up"', "rest_phase is 'up', as a way is; name one",
    ),
    "a start that nothing is in": (
        "60, 120", "120, 60", "start has a Range from 120 to 60; give numbers, the smaller first",
    ),
    "a text for a bound": ("60, 120", "'60', 120", "start has a Range from '60' to 120; give"),
    "a measure for a start": (
        "(Range(trunk_elevation, 60, 120),)", "('standing',)",
        "start has 'standing'; let all of them be Range",
    ),
    "one Range for within": (
        'rest_phase="down"', 'rest_phase="down", within=Range(trunk_elevation)',
        "within is no tuple; write one, with a comma after its only part",
    ),
    "the name of a measure": (
        "near(elbow_angle)", "'elbow_angle'",
        "check 'elbows_straight': measure is 'elbow_angle'; let it be a function of the body",
    ),
    "a measure of one side for a check": (
        "near(elbow_angle)", "elbow_angle",
        "check 'elbows_straight': measure elbow_angle does not take a body alone; if a side as "
        "well, write near(elbow_angle)",
    ),
    "a measure of one side for a way": (
        "near(wrist_height), reach", "wrist_height, reach",
        "way 'up': measure wrist_height does not take a body alone",
    ),
    "a text for against": (
        "Severity.ALERT,", "Severity.ALERT, against='start',",
        "check 'elbows_straight': against is 'start'; let it be Against.ZERO or Against.START or",
    ),
    "no such profile": (
        "Severity.ALERT,", "Severity.ALERT, profiles={'neck': Limit(1, 2)},",
        "check 'elbows_straight': profiles has 'neck'; choose from default, sensitive-back",
    ),
    "a list for profiles": (
        "Severity.ALERT,", "Severity.ALERT, profiles=[],",
        "check 'elbows_straight': profiles is []; let it be a dict",
    ),
    "one Range for when": (
        "Severity.ALERT,", "Severity.ALERT, when=Range(trunk_elevation),",
        "check 'elbows_straight': when is no tuple; write one",
    ),
    "a movement begins at rest": (
        "enough=2", "enough=2, begin=0.1", "goal, begin is 0.1; let it be a number over 0.2, up to",
    ),
    "a list for a tally": (
        "enough=2", "enough=2, tally=['up']", "goal, tally is ['up']; let it be a dict",
    ),
    "a list for an id": ('id="arm_raise"', 'id=["arm"]', "id is ['arm']; let it be a text"),
    "a path for an id": ('id="arm_raise"', 'id="arms/raise"', "id is 'arms/raise'; files are"),
    "a text for a way": ("ways=(", 'ways=("up", ', "ways has 'up'; let all of them be ways"),
    "check is a number": ("checks=(", "checks=(1,", "checks has 1; let all of them be checks"),
}  # fmt: skip


def test_a_file_gives_its_exercise():
    assert load_exercise(ARM_RAISE).id == LOADED.id == "arm_raise"


def test_one_made_from_another_counts(tmp_path):
    path = tmp_path / "low_cobra.py"
    path.write_text(
        "from dataclasses import replace\n"
        "from formcheck.exercises.cobra import COBRA\n"
        "LOW_COBRA = SAME = replace(COBRA, id='low_cobra')\n"
    )
    assert load_exercise(path).id == "low_cobra"


@pytest.mark.parametrize(("text", "message"), WRONG_FILES.values(), ids=WRONG_FILES)
def test_a_wrong_file_is_told_in_one_line(tmp_path, text, message):
    path = tmp_path / "own.py"
    path.write_text(text)
    with pytest.raises(ExerciseError) as caught:
        load_exercise(path)
    assert str(caught.value).startswith(f"{path}")
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(("old", "new", "message"), WRONG_FIELDS.values(), ids=WRONG_FIELDS)
def test_a_wrong_field_is_named(tmp_path, old, new, message):
    path = tmp_path / "own.py"
    assert old in OWN
    path.write_text(OWN.replace(old, new))
    with pytest.raises(ExerciseError) as caught:
        load_exercise(path)
    assert str(caught.value).startswith(f"{path}: {message}")


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        pytest.param({"views": ()}, "views is empty; an exercise needs", id="no views"),
        pytest.param({"goal": None}, "goal is None; let it be Repetitions or Holds", id="no goal"),
        pytest.param({"id": "a/b"}, "id is 'a/b'; files are named by it", id="a path for an id"),
    ],
)
def test_a_wrong_field_of_an_exercise_in_hand_is_named(fields, message):
    with pytest.raises(ExerciseError) as caught:
        choose_exercise(replace(LOADED, **fields))
    assert str(caught.value).startswith(f"the Exercise: {message}")


@pytest.mark.parametrize(
    ("pattern", "wrong"),
    [
        pytest.param("rrll", False, id="one way, then the other"),
        pytest.param("rlc", False, id="three ways"),
        pytest.param("rlr", True, id="there and back and there"),
        pytest.param("rlrl", True, id="twice"),
    ],
)
def test_a_repetition_comes_back_to_no_way(pattern, wrong):
    ways = tuple(replace(LOADED.ways[0], phase=letter) for letter in "rlc")
    own = replace(LOADED, ways=ways, checks=(), goal=Repetitions(tuple(pattern), 1, 1))
    message = "goal, pattern comes back to a way; give one way after the other"
    assert wrong_field(own) == (message if wrong else None)


@pytest.mark.parametrize("name", EXERCISES)
def test_no_field_is_wrong_in_what_is_at_hand(name):
    assert wrong_field(EXERCISES[name]) is None


def test_the_line_of_an_error_is_told_of_a_relative_path_too(tmp_path, monkeypatch):
    (tmp_path / "own.py").write_text("a = 1\n\nb = a / 0")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ExerciseError, match=r"^own\.py, line 3: ZeroDivisionError"):
        load_exercise("own.py")


def test_a_file_of_another_kind_is_refused(tmp_path):
    path = tmp_path / "own.txt"
    path.write_text(OWN)
    with pytest.raises(ExerciseError, match=r"its name has to end with \.py"):
        load_exercise(path)


@pytest.mark.parametrize("wanted", [str(ARM_RAISE), ARM_RAISE, LOADED], ids=["text", "path", "it"])
def test_an_exercise_of_ones_own_may_be_chosen(wanted):
    assert choose_exercise(wanted).id == "arm_raise"


def test_exercises_are_chosen_by_id():
    assert all(choose_exercise(name) is exercise for name, exercise in EXERCISES.items())


@pytest.mark.parametrize("name", ["arm_raise", "cobra"])
def test_an_exercise_that_fails_is_told_in_one_line(formcheck, arm_poses, tmp_path, name):
    path = tmp_path / "own.py"
    path.write_text(
        OWN.replace("near(elbow_angle)", "lambda body: 1 / 0").replace('"arm_raise"', f'"{name}"')
    )
    line = 1 + OWN[: OWN.index("near(elbow_angle)")].count("\n")
    status, out, err = formcheck("analyze", arm_poses, "-e", path)
    assert (status, out) == (2, "")
    assert (
        f"formcheck: the exercise '{name}' can't be followed (ZeroDivisionError: division by "
        f"zero); correct its file, line {line}\n" in err
    )


@pytest.mark.parametrize("name", EXERCISES)
def test_no_file_is_blamed_for_what_is_not_its_own(name):
    exercise = aimed(apply_profiles(EXERCISES[name], profiles_of("sensitive-back")), Step(name, 7))
    exercise = calibrated(exercise, Calibration(name, {way.phase: 1.0 for way in exercise.ways}))
    with pytest.raises(ZeroDivisionError), blamed(exercise):
        raise ZeroDivisionError


@pytest.mark.parametrize("measure", ["near(elbow_angle)", "near(wrist_height)"])
def test_what_a_measure_tells_as_infinite_was_not_seen(formcheck, arm_poses, tmp_path, measure):
    path = tmp_path / "own.py"
    path.write_text(OWN.replace(measure, "lambda body: float('inf')"))
    status, out, err = formcheck("analyze", arm_poses, "-e", path, "--json", "-")
    assert status == 0, err
    assert "Infinity" not in out
    assert json.loads(out)["exercise"] == "arm_raise"

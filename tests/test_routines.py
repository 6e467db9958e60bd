import pytest

from formcheck.exercise import Holds, Repetitions
from formcheck.exercises import EXERCISES
from formcheck.routines import ROUTINES, RoutineError, Step, aimed, parse_routine

REST = "childs_pose 3 breaths"


def told(routine):
    return [
        f"{step.exercise_id} {step.breaths} breaths"
        if step.breaths
        else f"{step.exercise_id} {step.target}"
        for step in routine.steps
    ]


@pytest.mark.parametrize(
    ("routine", "expected"),
    [
        pytest.param(
            ROUTINES["spine-health"],
            ["cat_cow 5", REST, "crocodile_twist 3 breaths", REST, "supine_twist 3 breaths"]
            + ["cobra 5"],
            id="spine-health",
        ),
        pytest.param(
            ROUTINES["spine-health"].variant("seated"),
            ["cat_cow 5", REST, "crocodile_twist 3 breaths", REST, "seated_twist 3 breaths"]
            + ["cobra 5"],
            id="spine-health, seated",
        ),
        pytest.param(
            ROUTINES["bendy-back"],
            ["butterfly_side_bend 8", "butterfly_articulation 10", "upper_back_lift 12", REST]
            + ["childs_pose_to_cobra 6", "cobra_kicks 20", REST],
            id="bendy-back",
        ),
    ],
)
def test_published_routines(routine, expected):
    assert told(routine) == expected


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        pytest.param(
            "cat_cow:5,childs_pose:3,cobra",
            (Step("cat_cow", 5), Step("childs_pose", breaths=3), Step("cobra", 5)),
            id="repetitions, breaths, and as usual",
        ),
        pytest.param(" cobra : 2 , ", (Step("cobra", 2),), id="blanks and a last comma"),
        pytest.param("cobra,cobra:3", (Step("cobra", 5), Step("cobra", 3)), id="twice"),
        pytest.param("butterfly_side_bend", (Step("butterfly_side_bend", 8),), id="each side"),
        pytest.param(
            "supine_twist:4:left", (Step("supine_twist", side="left", breaths=4),), id="one side"
        ),
        pytest.param(
            "supine_twist:right", (Step("supine_twist", side="right"),), id="one side, as usual"
        ),
    ],
)
def test_own_routines(text, steps):
    assert parse_routine(text).steps == steps


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("", "empty", id="nothing"),
        pytest.param(" , ", "empty", id="nothing but commas"),
        pytest.param("cobra,kobra", "did you mean cobra", id="misspelt"),
        pytest.param("cobra:0", "whole number", id="none"),
        pytest.param("cobra:101", "whole number", id="too many"),
        pytest.param("cobra:-3", "whole number", id="negative"),
        pytest.param("cobra:1.5", "whole number", id="a part"),
        pytest.param("cobra:²", "whole number", id="a digit that is no number"),
        pytest.param("cobra:", "whole number", id="a colon and nothing"),
        pytest.param("cobra:3:4", "write it like", id="two numbers"),
        pytest.param(
            "butterfly_side_bend:3:left", "write it like", id="one side of what goes to both"
        ),
        pytest.param("cobra:3:left", "write it like", id="a side where there is none"),
    ],
)
def test_what_is_no_routine_is_refused_in_one_line(text, message):
    with pytest.raises(RoutineError, match=message) as refused:
        parse_routine(text)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("routine", "known"),
    [("spine-health", "supine or seated"), ("bendy-back", "it has none")],
)
def test_unknown_variants_are_refused(routine, known):
    with pytest.raises(RoutineError, match=known):
        ROUTINES[routine].variant("standing")


@pytest.mark.parametrize(
    ("step", "goal"),
    [
        pytest.param(Step("cobra", 3), (3, 3), id="repetitions"),
        pytest.param(Step("cobra", 9), (9, 3), id="more repetitions"),
        pytest.param(Step("cobra", 2), (2, 2), id="fewer than are enough otherwise"),
        pytest.param(Step("butterfly_side_bend", 8), (16, 10), id="of each side"),
        pytest.param(Step("cobra_kicks", 12), (12, 10), id="both sides make one"),
        pytest.param(Step("supine_twist", breaths=4), (4, 6, True), id="hold, each side"),
        pytest.param(Step("supine_twist", side="left"), (3, 5, False), id="hold, one side"),
        pytest.param(Step("childs_pose", breaths=10), (10, 12, False), id="long hold"),
    ],
)
def test_aimed(step, goal):
    match aimed(EXERCISES[step.exercise_id], step).goal:
        case Repetitions() as aim:
            assert (aim.target, aim.enough) == goal
        case Holds() as aim:
            assert (aim.target_breaths, aim.praised_breaths, aim.each_side) == goal


@pytest.mark.parametrize("routine", ROUTINES.values(), ids=lambda routine: routine.id)
def test_every_step_is_an_exercise(routine):
    assert all(step.exercise_id in EXERCISES for step in routine.steps)

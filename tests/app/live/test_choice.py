import pytest

from formcheck.app.failures import UsageError
from formcheck.app.live.choice import plan_for
from formcheck.app.own_range import save_range
from formcheck.app.videos.analyze import task_for
from formcheck.calibration import Calibration
from formcheck.exercise import Repetitions
from tests.app.conftest import ARM_RAISE


@pytest.mark.parametrize(
    ("wanted", "name", "progress"),
    [
        pytest.param("cobra:2", "own", "1 of 1: Cobra", id="one with a number"),
        pytest.param(
            f"cobra:2,{ARM_RAISE}:3", "own", "1 of 2: Cobra, then Arm raise", id="an own file last"
        ),
        pytest.param(
            f"{ARM_RAISE}:3, cobra", "own", "1 of 2: Arm raise, then Cobra", id="an own file first"
        ),
        pytest.param(f"{ARM_RAISE}:3", "own", "1 of 1: Arm raise", id="an own file with a number"),
        pytest.param(ARM_RAISE, "arm_raise", "Arm raise, 3", id="an own file"),
        pytest.param(
            "supine_twist:3:right,seated_twist:3:left",
            "own",
            "1 of 2: Supine twist, right side, then Seated twist, left side",
            id="one side alone",
        ),
    ],
)
def test_files_and_ids_make_a_plan(wanted, name, progress):
    plan = plan_for(str(wanted))
    assert (plan.name, plan.progress) == (name, progress)


def test_a_range_is_found_anew_by_the_usual_limits():
    save_range(Calibration("cobra", {"cobra": 0.1}, 20.0))
    assert plan_for("cobra").task != task_for("cobra")
    assert plan_for("cobra", calibrate=True).task == task_for("cobra")


def test_the_number_after_a_file_is_its_goal():
    goal = plan_for(f"{ARM_RAISE}:7").task.exercise.goal
    assert isinstance(goal, Repetitions)
    assert goal.target == 7


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        pytest.param("cobra:2,none.py:3", "none.py: there is no such file", id="no such file"),
        pytest.param("cobra,{own}", "another exercise is called 'cobra', too", id="an id twice"),
        pytest.param("{own}:many", "needs a whole number from 1", id="no number"),
    ],
)
def test_what_is_wrong_with_a_file_in_a_list_is_told(tmp_path, wanted, message):
    own = tmp_path / "own.py"
    own.write_text(ARM_RAISE.read_text().replace('id="arm_raise"', 'id="cobra"'))
    with pytest.raises(UsageError, match=message):
        plan_for(wanted.format(own=own))

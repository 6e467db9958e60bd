import json

import pytest

from formcheck.app.live.choice import plan_for
from formcheck.app.own_range import load_range, own_task, range_file, save_range
from formcheck.app.videos.analyze import task_for
from formcheck.calibration import Calibration, CalibrationError
from tests.app.conftest import ARM_RAISE

OWN = Calibration("cobra", {"cobra": 0.2}, arch=30.0)


def test_a_range_is_kept():
    assert load_range("cobra") is None
    path = save_range(OWN)
    assert load_range("cobra") == OWN
    assert [file.name for file in path.parent.iterdir()] == [path.name] == ["cobra.json"]
    assert json.loads(path.read_text())["exercise"] == "cobra"


def test_limits_follow_it():
    usual = task_for("cobra", "sensitive-neck", 4.0)
    assert own_task(usual, "cobra") == usual
    save_range(OWN)
    own = own_task(usual, "cobra")
    limits = [
        {check.id: check.limit.enter for check in task.exercise.checks}["over_arch"]
        for task in (own, usual)
    ]
    assert limits[0] < limits[1]
    assert (own.profiles, own.breath_s) == (usual.profiles, usual.breath_s)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"\xff\xfe{", id="no text"),
        pytest.param(b"{}", id="something else"),
        pytest.param(b'{"schema": 9, "exercise": "cobra", "ranges": {}}', id="newer"),
    ],
)
def test_what_cannot_be_read_is_told_and_left_out(capsys, content):
    path = range_file("cobra")
    path.parent.mkdir()
    path.write_bytes(content)
    with pytest.raises(CalibrationError, match=r"can't be read"):
        load_range("cobra")
    task = task_for("cobra")
    assert own_task(task, "cobra") == task
    assert capsys.readouterr().err == (
        f"formcheck: {path}: it can't be read; run formcheck live cobra --calibrate\n"
    )


@pytest.mark.parametrize("wanted", [str(ARM_RAISE), f"cobra,{ARM_RAISE}:3"])
def test_an_own_exercise_is_calibrated_by_its_file(capsys, wanted):
    path = range_file("arm_raise")
    path.parent.mkdir()
    path.touch()
    plan_for(wanted)
    assert f"; run formcheck live {ARM_RAISE} --calibrate\n" in capsys.readouterr().err


def test_a_range_of_another_exercise_is_left_out(capsys):
    save_range(OWN).rename(range_file("cat_cow"))
    task = task_for("cat_cow")
    assert own_task(task, "cat_cow") == task
    assert "this calibration is of cobra; run formcheck live cat_cow" in capsys.readouterr().err

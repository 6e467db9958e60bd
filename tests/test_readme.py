"""What the README says is so."""

import re
import shlex
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from formcheck.app.cli import app
from formcheck.app.failures import FAILED, NOBODY, STOPPED, UNREADABLE, WRONG_USAGE
from formcheck.app.live.view import KEYS
from formcheck.app.own import load_exercise
from formcheck.app.videos.analyze import judged, task_for
from formcheck.app.videos.landmarking import Landmarked
from formcheck.exercises import EXERCISES
from formcheck.io.sampling import Sampling
from formcheck.measures import uprightness
from formcheck.posture import Range
from formcheck.profiles import HEALTH_NOTE
from formcheck.result import result_of
from tests.app.arm_raise import ARM_RAISE
from tests.app.figure import recording
from tests.camera import Camera
from tests.figure import Seated
from tests.movement import Movement, Step, summary_of

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PYTHON = re.findall(r"^```python\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
COMMANDS = re.findall(r"^    formcheck ([^#|\n]*)", README, re.MULTILINE)
NAMES = ("analyze", "live", "show", "history", "page")
ROWS = dict(re.findall(r"^\| `(\w+)` \| (.*) \|$", README, re.MULTILINE))


@pytest.mark.parametrize("exercise", EXERCISES.values(), ids=lambda exercise: exercise.id)
def test_every_exercise_is_told_with_its_views_and_checks(exercise):
    views, checks = ROWS[exercise.id].split(" | ")
    assert tuple(views.split(", ")) == exercise.views
    assert re.findall(r"\w+", checks) == [check.id for check in exercise.checks]


def test_the_exercise_of_ones_own_can_be_loaded(tmp_path):
    path = tmp_path / "arm_raise.py"
    path.write_text(PYTHON[1])
    assert load_exercise(path).id == "arm_raise"


def test_sides_and_holds_of_ones_own_are_counted():
    parts: dict[str, Any] = {}
    exec(PYTHON[2], parts)
    exercise = replace(
        ARM_RAISE,
        views=("front",),
        start=(Range(uprightness, at_least=0.8),),
        ways=parts["ways"],
        goal=parts["goal"],
        checks=(),
    )
    steps: list[Step] = [(2.0, {})]
    for lean, held_s in ((25.0, 11.0), (-25.0, 4.0)):
        steps += [(1.0, {"lean": lean}), (held_s, {}), (1.0, {"lean": 0.0}), (2.0, {})]
    poses = Movement(Seated(), steps).poses(camera=Camera("front"))
    result = result_of(summary_of(exercise, poses))
    held = [(hold["side"], round(hold["held_s"])) for hold in result["holds"]]
    assert held == [("left", 11), ("right", 4)]
    assert result["count"] == 1


@pytest.mark.model
def test_the_call_from_python_counts(monkeypatch):
    monkeypatch.chdir(ROOT)
    said = []
    exec(PYTHON[0], {"print": lambda *words: said.extend(words)})
    assert said == [3, ["hips_down"]]


@pytest.mark.parametrize("line", COMMANDS)
def test_every_command_is_understood(line):
    words = shlex.split(line)
    command = [word for word in words[:2] if word in NAMES]
    told = CliRunner(env={"COLUMNS": "200"}).invoke(app, [*command, "--help"]).output
    assert all(word in told for word in words if word.startswith("-") and word != "-")
    assert command


@pytest.mark.parametrize("key", KEYS.values())
def test_every_key_is_told_as_the_window_tells_it(key):
    assert f"`{key}`" in README


def test_how_many_frames_are_analysed_is_told():
    told = re.findall(r"Of (\d+) or (\d+) frames a second (\d+) are analysed", README)
    ((*rates, analysed),) = [map(int, each) for each in told]
    assert [rate / Sampling.enough(rate).stride for rate in rates] == [analysed] * 2


@pytest.mark.parametrize("status", [0, FAILED, WRONG_USAGE, UNREADABLE, NOBODY, STOPPED])
def test_every_exit_status_is_told(status):
    told = " ".join(re.findall(r"Exit status: ([^.]*)\.", README))
    assert re.search(rf"\b{status} [a-z]", told)


@pytest.mark.parametrize("path", re.findall(r"\b(?:samples|tests|formcheck)/[\w/]+\.\w+", README))
def test_every_file_is_there(path):
    assert (ROOT / path).exists()


def test_every_field_of_a_result_is_told():
    poses = Landmarked(recording(count=3, bent=(1,)))
    fields = set(judged(poses, task_for(ARM_RAISE)).result)
    told = README.partition("## From Python")[2].partition("## ")[0]
    assert fields <= set(re.findall(r"`(\w+)`", told))


def test_the_health_note_is_there():
    assert HEALTH_NOTE in README


def test_the_figures_are_those_that_were_measured():
    measured = (ROOT / "tests" / "bench" / "RESULTS.md").read_text(encoding="utf-8")
    rows = [line for line in measured.splitlines() if line.startswith("| ")]
    assert len(rows) > 10
    assert [line for line in README.splitlines() if line in rows] == rows

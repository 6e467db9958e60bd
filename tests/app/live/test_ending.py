import json
import os
import pkgutil
import signal
from dataclasses import replace

import pytest

from formcheck.app.live.live import FAILURE
from formcheck.app.live.live_set import LiveSet
from formcheck.app.live.pace import stoppable
from formcheck.app.live.plan import (
    SinglePlan,
)
from formcheck.app.own import ExerciseError
from formcheck.app.videos.analyze import Task
from formcheck.posture import Range
from tests.app.figure import raises
from tests.app.live.fakes import (
    ARM,
    BOTH,
    TASK,
    Session,
    left_in,
    long_set,
    sequence,
)


def failing(body):
    return 1 / 0


@pytest.mark.parametrize(
    "command",
    [
        pytest.param("q", id="the key"),
        pytest.param("close", id="the window"),
        pytest.param(lambda: os.kill(os.getpid(), signal.SIGINT), id="Ctrl-C"),
        pytest.param(lambda: os.kill(os.getpid(), signal.SIGTERM), id="the system"),
    ],
)
def test_ending_it_at_any_time_keeps_what_was_done(tmp_path, command):
    before = signal.getsignal(signal.SIGINT)
    session = Session(tmp_path, raises(**BOTH), commands={80: command})
    session.run()
    assert 80 <= len(session.stage.scenes) <= 81
    assert session.results[0]["count"] == 1
    assert left_in(tmp_path) == ["arm_raise.json", "arm_raise.poses.npz"]
    assert signal.getsignal(signal.SIGINT) is before


def test_it_can_be_ended_while_no_picture_comes(tmp_path):
    def steps():
        yield from (pose.timestamp_s for pose in list(raises(**BOTH))[:80])
        os.kill(os.getpid(), signal.SIGINT)
        yield from ["lost"] * 9

    session = Session(tmp_path, raises(**BOTH), steps=steps())
    session.run()
    assert session.live.stopped
    assert len(session.stage.scenes) == 81


def test_the_second_time_it_is_broken_off():
    asked = []
    before = signal.getsignal(signal.SIGTERM)
    with stoppable(lambda: asked.append(signal.getsignal(signal.SIGTERM))):
        os.kill(os.getpid(), signal.SIGTERM)
        assert asked == [before]


@pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="a closed terminal sends nothing here")
@pytest.mark.parametrize(
    ("handler", "count"),
    [
        pytest.param(signal.SIG_DFL, 1, id="ends it"),
        pytest.param(signal.SIG_IGN, 3, id="does not, under nohup"),
    ],
)
def test_a_terminal_that_is_closed(tmp_path, handler, count):
    before = signal.signal(signal.SIGHUP, handler)
    try:
        closed = {80: lambda: os.kill(os.getpid(), signal.SIGHUP)}
        session = Session(tmp_path, raises(**BOTH), commands=closed)
        session.run()
        assert signal.getsignal(signal.SIGHUP) is handler
    finally:
        signal.signal(signal.SIGHUP, before)
    assert [result["count"] for result in session.results] == [count]


@pytest.mark.parametrize("plan", [lambda: SinglePlan(TASK), sequence], ids=["exercise", "routine"])
@pytest.mark.parametrize(
    "step", ["judged", "write_result", "save_recording", "part_without_pictures"]
)
def test_what_is_being_kept_is_not_broken_off(tmp_path, monkeypatch, plan, step):
    """Who has pressed Ctrl-C may press it again: keeping a long session takes a while."""
    module = "live_set.describe" if step == "judged" else f"keep.{step}"
    usual = pkgutil.resolve_name(f"formcheck.app.live.{module}")

    def impatiently(*arguments):
        os.kill(os.getpid(), signal.SIGINT)
        return usual(*arguments)

    def stop():
        monkeypatch.setattr(f"formcheck.app.live.{module}", impatiently)
        os.kill(os.getpid(), signal.SIGINT)

    before = signal.getsignal(signal.SIGINT)
    session = Session(tmp_path, raises(**BOTH), plan(), commands={80: stop})
    session.run()
    assert [result["count"] for result in session.results] == [1]
    assert sorted(session.keeper.files) == sorted(tmp_path.iterdir())
    assert any(path.suffix == ".html" for path in session.keeper.files)
    assert signal.getsignal(signal.SIGINT) is before


def test_a_failure_keeps_what_was_done(tmp_path):
    poses = list(raises(**BOTH))
    session = Session(tmp_path, poses)
    session.landmarker.poses[round(poses[80].timestamp_s * 1000)] = MemoryError("no more")
    with pytest.raises(MemoryError):
        session.run()
    assert json.loads((tmp_path / "arm_raise.json").read_text())["count"] == 1


def test_a_set_that_can_not_be_ended_takes_no_other_with_it(tmp_path, monkeypatch):
    finish = LiveSet.finish

    def fails_later(self, *arguments):
        if self.task.exercise.goal.target == 1:
            raise ExerciseError("the exercise 'arm_raise' can't be followed")
        return finish(self, *arguments)

    monkeypatch.setattr(LiveSet, "finish", fails_later)
    session = Session(tmp_path, long_set(8), sequence(), {240: "q"})
    with pytest.raises(ExerciseError):
        session.run()
    whole = json.loads((tmp_path / "two.json").read_text())
    assert [result["count"] for result in whole["sets"]] == [2]


@pytest.mark.parametrize("level", ["quiet", "normal"])
def test_who_lies_face_down_hears_that_it_has_failed(tmp_path, level):
    poses = list(raises(**BOTH))
    session = Session(tmp_path, poses, level=level)
    session.landmarker.poses[round(poses[80].timestamp_s * 1000)] = MemoryError("no more")
    with pytest.raises(MemoryError):
        session.run()
    assert session.voice.said[-1].text == FAILURE
    assert session.results[0]["said"][-1]["text"] == FAILURE


@pytest.mark.parametrize(
    "part",
    [
        pytest.param({"start": (Range(failing, 60, 120),)}, id="its start position"),
        pytest.param({"ways": (replace(ARM.ways[0], measure=failing),)}, id="what counts"),
    ],
)
def test_an_own_exercise_that_fails_is_told_in_one_line(tmp_path, part):
    plan = SinglePlan(Task(replace(ARM, **part)))
    with pytest.raises(ExerciseError, match=r"'arm_raise' can't be followed .* correct its file$"):
        Session(tmp_path, raises(count=1), plan).run()

import itertools
from dataclasses import replace
from types import SimpleNamespace

import pytest

from formcheck.app.live.live import BACK, TROUBLE
from formcheck.app.live.live_set import LiveSet
from formcheck.app.live.plan import (
    SinglePlan,
)
from formcheck.app.videos.analyze import Task
from formcheck.coaching.speaking import Speaker
from formcheck.exercise import Holds
from formcheck.pose import unseen
from tests.app.figure import raises, standing
from tests.app.live.fakes import (
    ARM,
    BOTH,
    FPS,
    TASK,
    Session,
    later,
)


@pytest.mark.parametrize(
    ("state", "told"),
    [
        ("stalled", "The camera sends no picture"),
        ("frozen", "The picture stands still. I wait"),
        ("black", "The picture is black"),
        ("lost", "The camera is gone. I wait"),
    ],
)
def test_trouble_with_the_camera_is_told(tmp_path, state, told):
    poses = list(raises(count=1))
    times_s = [pose.timestamp_s for pose in poses]
    session = Session(tmp_path, poses, steps=[*times_s[:30], state, *times_s[30:]])
    session.run()
    assert told in session.headlines
    assert session.stage.scenes[-1].headline == ""
    assert session.results[0]["count"] == 1


@pytest.mark.parametrize("state", ["frozen", "lost"])
def test_trouble_with_the_camera_is_said_in_quiet_too(tmp_path, state):
    """Without a picture there are no alerts either."""
    poses = list(raises(count=1))
    steps = [*(pose.timestamp_s for pose in poses), *[state] * 5]
    session = Session(tmp_path, poses, steps=steps, level="quiet")
    session.run()
    assert [one.text for one in session.voice.said] == [TROUBLE[state]]


def test_nobody_is_called_back_into_the_dark():
    lit = list(raises(count=1))
    dark = [unseen(lit[-1].timestamp_s + i / FPS) for i in range(1, 100)]
    live = LiveSet(TASK, (640, 480), Speaker())
    moments = [live.update(pose, 0.5) for pose in lit] + [live.update(pose, 0.02) for pose in dark]
    live.close()
    told = [one.text for moment in moments for one in moment.utterances if one.text]
    assert told[-1] == "Turn on a light"
    assert "Come back into the picture" not in told


def test_who_is_seen_is_not_told_that_it_is_dark():
    live = LiveSet(TASK, (640, 480), Speaker())
    poses = list(raises(count=2))
    moments = [live.update(pose, 0.5 if pose.timestamp_s < 4 else 0.02) for pose in poses]
    live.close()
    assert moments[-1].advice is None


def test_that_the_camera_is_gone_is_told_once_what_is_being_said_is_over(tmp_path, monkeypatch):
    ticks = itertools.count()
    clock = SimpleNamespace(monotonic=lambda: next(ticks) / 100)
    for module in ("formcheck.app.live.live", "tests.app.live.fakes"):
        monkeypatch.setattr(f"{module}.time", clock)
    poses = list(raises(**BOTH))
    session = Session(tmp_path, poses, steps=[pose.timestamp_s for pose in poses])
    session.run()
    cue_s = next(one["time_s"] for one in session.results[0]["said"] if "elbows" in one["text"])
    before = [pose.timestamp_s for pose in poses if pose.timestamp_s < cue_s + 0.3]
    after = [pose.timestamp_s for pose in poses if pose.timestamp_s > cue_s + 6]
    cut_off = Session(tmp_path / "cut off", poses, steps=[*before, *["lost"] * 200, *after])
    cut_off.run()
    told = [one.text for one in cut_off.voice.said if one.kind == "camera"]
    assert told == ["The camera is gone. I wait", "The picture is back"]


@pytest.mark.parametrize(
    ("gone", "told"),
    [
        pytest.param(["lost"] * 5, [TROUBLE["lost"], BACK], id="told"),
        pytest.param(["lost"] * 5 + ["ok"] + ["frozen"] * 5, [TROUBLE["lost"], BACK], id="twice"),
        pytest.param(["frozen"] + ["lost"] * 5, [TROUBLE["frozen"], BACK], id="two troubles"),
    ],
)
def test_that_the_picture_is_back_is_said_in_quiet_too(tmp_path, gone, told):
    """Whoever was told to wait has to hear when to go on."""
    poses = list(raises(count=3))
    times_s = [pose.timestamp_s for pose in poses]
    steps = [*times_s[:30], *gone, *times_s[30:]]
    session = Session(tmp_path, poses, steps=steps, level="quiet")
    session.run()
    assert [one.text for one in session.voice.said if one.kind == "camera"] == told


def test_of_trouble_that_was_not_told_it_is_not_said_that_it_is_over(tmp_path):
    poses = list(raises(**BOTH))
    times_s = [pose.timestamp_s for pose in poses]
    usual = Session(tmp_path / "usual", poses)
    usual.run()
    cue_s = next(one.time_s for one in usual.voice.said if "elbows" in one.text)
    before = sum(time_s <= cue_s for time_s in times_s)
    steps = [*times_s[: before + 1], "stalled", *times_s[before + 1 :]]
    session = Session(tmp_path, poses, steps=steps)
    session.run()
    assert TROUBLE["stalled"] in session.headlines
    assert "camera" not in [one.kind for one in session.voice.said]


def test_a_camera_that_was_away_for_long_does_not_count_on(tmp_path):
    """A hold must not last through the time in which nothing was seen."""
    task = Task(replace(ARM, goal=Holds(1.0, each_side=False)), breath_s=1.0)
    up = [standing(i / FPS, 180.0 * min(1, max(0, i / FPS - 1.5))) for i in range(60)]
    down = [standing(30 + i / FPS, 0.0) for i in range(30)]
    session = Session(tmp_path, [*up, *down], SinglePlan(task))
    session.run()
    assert all(hold["held_s"] < 5 for hold in session.results[0]["holds"])


def test_nobody_is_called_back_at_once_after_a_pause(tmp_path):
    before = list(raises(count=1))
    resumed_s = before[-1].timestamp_s + 60.0
    nobody = [unseen(resumed_s + i / FPS) for i in range(4)]
    after = later(raises(count=1), nobody[-1].timestamp_s + 1 / FPS)
    session = Session(tmp_path, [*before, *nobody, *after])
    session.run()
    assert "Come back into the picture" not in [one.text for one in session.voice.said]

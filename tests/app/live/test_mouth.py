from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from formcheck.app.failures import say
from formcheck.app.live.mouth import CAPTION_S, Mouth
from formcheck.app.live.plan import (
    SinglePlan,
)
from formcheck.app.live.voice import RecordedVoice
from formcheck.app.videos.analyze import Task
from formcheck.coaching.speaking import SPACING_S, Speaker, Utterance
from formcheck.exercise import Holds
from tests.app.figure import raises
from tests.app.live.fakes import (
    ARM,
    BOTH,
    FPS,
    Session,
    later,
)


def test_what_is_said_is_noted_shown_and_spoken(tmp_path):
    session = Session(tmp_path, raises(**BOTH))
    session.run()
    said = session.results[0]["said"]
    assert "Straighten your elbows" in [one["text"] for one in said]
    assert [one["time_s"] for one in said] == sorted(one["time_s"] for one in said)
    assert [one.text for one in session.voice.said] == [one["text"] for one in said]
    captions = {scene.caption for scene in session.stage.scenes}
    assert {one["text"] for one in said if one["text"]} <= captions


class SlowVoice(RecordedVoice):
    """Is still saying what it was given when that should be over."""

    TAKES_S = 4.0

    def __init__(self):
        super().__init__()
        self.now_s = 0.0

    @property
    def busy(self):
        begun_s = max((one.time_s for one in self.said if one.text), default=-9.0)
        return self.now_s - begun_s < self.TAKES_S


def test_what_a_slow_voice_has_no_time_for_waits_while_it_is_true(tmp_path):
    """It would be dropped and, as if it had been said, not be said again for long."""
    poses = list(raises(**BOTH))
    usual = Session(tmp_path / "usual", poses)
    usual.run()
    slow = SlowVoice()

    def pass_on():
        slow.now_s = slow_session.stage.scenes[-1].time_s + 1 / FPS

    slow_session = Session(tmp_path / "slow", poses, commands=dict.fromkeys(range(999), pass_on))
    slow_session.live._tools.mouth._voice = slow
    slow_session.run()
    begun_s = [one.time_s for one in slow.said if one.text]
    assert np.diff(begun_s).min() >= SlowVoice.TAKES_S - 1 / FPS
    assert np.diff([one.time_s for one in usual.voice.said if one.text]).min() < SlowVoice.TAKES_S
    assert "Straighten your elbows" in [one.text for one in slow.said]


def test_what_is_said_is_noted_in_its_own_set(tmp_path):
    poses = list(raises(count=1))
    begin_s = poses[-1].timestamp_s + 1 / FPS
    poses += later(poses, begin_s)
    session = Session(tmp_path, poses, commands={len(poses) // 2: "r"})
    session.run()
    first, second = ([one["time_s"] for one in result["said"]] for result in session.results)
    assert max(first) < begin_s <= min(second)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a full disk at hand")
def test_a_set_goes_on_where_it_can_not_be_told_that_nothing_is_spoken(tmp_path, monkeypatch):
    err = Path("/dev/full").open("w", buffering=1)  # noqa: SIM115 - closing it fails
    monkeypatch.setattr("sys.stderr", err)
    session = Session(tmp_path, raises(**BOTH))
    monkeypatch.setattr(session.voice, "notice", lambda: "no speech: install espeak-ng")
    session.live._tools.mouth._tell = say
    session.run()
    with suppress(OSError):
        err.close()
    assert [result["count"] for result in session.results] == [3]


def test_what_was_said_is_not_shown_for_long_while_no_picture_comes(tmp_path, pass_time):
    poses = [pose for pose in raises(**BOTH) if pose.timestamp_s < 1.0]
    steps = [*(pose.timestamp_s for pose in poses), "ok", "ok"]
    wait = {len(poses) + 1: lambda: pass_time(CAPTION_S)}
    session = Session(tmp_path, poses, commands=wait, steps=steps)
    session.run()
    captions = [scene.caption for scene in session.stage.scenes]
    assert captions[len(poses)] == session.voice.said[-1].text != ""
    assert captions[len(poses) + 1] == ""


def test_what_was_said_late_is_shown_and_noted_from_then_on():
    mouth = Mouth(Speaker(), RecordedVoice())
    for time_s, text in ((0.0, "Come closer"), (1.5, "Show me your feet")):
        mouth.offer([Utterance(time_s, "placement", text)])
        mouth.speak(time_s)
    assert mouth.speak(SPACING_S) == "Show me your feet"
    assert mouth.caption(SPACING_S + CAPTION_S - 0.1) == "Show me your feet"
    assert [one["time_s"] for one in mouth.told()] == [0.0, SPACING_S]


def test_why_nothing_is_spoken_is_told(monkeypatch):
    told: list[str] = []
    voice = RecordedVoice()
    monkeypatch.setattr(voice, "notice", lambda: None if told else "no speech: install espeak-ng")
    mouth = Mouth(Speaker(), voice, told.append)
    for time_s in (0.0, 3.0):
        mouth.say([Utterance(time_s, "form", "Lower slowly")])
    assert told == ["no speech: install espeak-ng"]


def test_a_tone_does_not_wipe_what_was_said_off_the_screen():
    mouth = Mouth(Speaker(), RecordedVoice())
    mouth.say([Utterance(0.0, "form", "Lower slowly"), Utterance(0.5, "count", "", tone="count")])
    assert mouth.caption(1.0) == "Lower slowly"


def test_the_breath_is_shown_and_heard_in_holds(tmp_path):
    task = Task(replace(ARM, goal=Holds(1.0, each_side=False)), breath_s=2.0)
    session = Session(tmp_path, raises(count=2), SinglePlan(task))
    session.run()
    assert all(scene.breath is not None for scene in session.stage.scenes[:-1])
    tones = [one.tone for one in session.voice.said if one.kind == "breath"]
    until_held, held = ["breathe_in", "breathe_out"] * 2, ["breathe_in", "breathe_out"]
    assert tones == [*until_held, *held, "breathe_in", *held, "breathe_in"]
    assert "breathe_in" not in [one["kind"] for one in session.results[0]["said"]]


def test_no_breath_is_heard_where_little_is_to_be_said(tmp_path):
    task = Task(replace(ARM, goal=Holds(1.0, each_side=False)), breath_s=2.0)
    session = Session(tmp_path, raises(count=1), SinglePlan(task), level="quiet")
    session.run()
    assert "breath" not in [one.kind for one in session.voice.said]
    assert all(scene.breath is not None for scene in session.stage.scenes[:-1])

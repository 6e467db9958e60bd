from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from formcheck.app.outputs import Outputs
from formcheck.app.videos.analyze import Task, analyze, describe, judged, task_for
from formcheck.app.videos.drawing import Drawing, annotate
from formcheck.app.videos.landmarking import (
    Display,
    Landmarked,
    NoPersonError,
    Sight,
    completed,
    landmarked,
)
from formcheck.app.videos.reading import Reading
from formcheck.io.frames import SourceError, SourceInfo
from formcheck.io.recording import Recording, load_recording, save_recording
from formcheck.io.video import VideoFile
from formcheck.overlay.overlay import Overlay
from formcheck.pose import unseen
from formcheck.profiles import ProfileError
from tests.app.arm_raise import ARM_RAISE
from tests.app.figure import frames, raises, recording
from tests.io.making import make_video

TASK = Task(ARM_RAISE)


class Log(Display):
    """Notes what it is told to show."""

    def __init__(self):
        self.told = []

    def start(self):
        self.told.append("start")

    def track(self, frames, step, total):
        self.told.append((step, total))
        return frames


def drawing_of(analysis):
    return Drawing(analysis.recording, analysis.summary, 5.0)


@pytest.fixture(scope="module")
def analysis():
    return judged(Landmarked(recording(count=3, bent=(1,))), TASK)


def test_the_result_has_exactly_what_it_promises(analysis):
    result = analysis.result
    assert list(result) == [
        "schema", "formcheck", "source", "incomplete", "model", "exercise", "profile", "view",
        "seen", "count", "goal", "count_by_side", "details", "repetitions", "partial", "holds",
        "checks", "events",
    ]  # fmt: skip
    assert list(result["source"]) == [
        "path", "width", "height", "fps", "duration_s", "frames", "rotation_deg"
    ]  # fmt: skip
    assert (result["schema"], result["incomplete"]) == (1, None)
    assert result["model"] == {"name": "pose_landmarker_full", "sha256": "0" * 64}
    assert result["profile"] == ["default"]
    assert result["view"] == {"needed": ["side"], "seen": "side", "ok": True}
    assert set(result["seen"]) == {"person", "whole", "judged"}
    assert set(result["count_by_side"]) == {"left", "right"}
    assert {*result["repetitions"][0]} == {
        "index", "side", "start_s", "peak_s", "end_s", "good", "faults", "range", "range_unit"
    }  # fmt: skip
    assert {*result["checks"][0]} == {
        "id", "severity", "verdict", "judged_s", "fault_s", "worst", "limit"
    }  # fmt: skip
    assert {*result["checks"][0]["worst"]} == {"time_s", "value", "unit"}
    assert {*result["events"][0]} == {
        "check", "severity", "start_s", "end_s", "worst", "unit", "cue"
    }  # fmt: skip


def test_the_result_says_what_was_done(analysis):
    result = analysis.result
    assert result["count"] == 3
    assert [repetition["good"] for repetition in result["repetitions"]] == [True, False, True]
    assert [event["check"] for event in result["events"]] == ["elbows_straight"]
    assert len(analysis.trace.counted[0].times_s) == len(analysis.recording)


def test_what_is_missing_is_null(analysis):
    summary = replace(analysis.summary, person_share=float("nan"))
    found = replace(analysis.recording, source=SourceInfo("a.mp4", 640, 480))
    result = describe(found, summary, TASK)
    assert result["seen"]["person"] is None
    assert result["source"]["fps"] is None


def test_profiles_are_named_and_applied():
    task = task_for("cobra", "sensitive-back, sensitive-neck,sensitive-back")
    limits = {check.id: check.limit.enter for check in task.exercise.checks}
    usual = {check.id: check.limit.enter for check in task_for("cobra").exercise.checks}
    assert task.profiles == ("sensitive-back", "sensitive-neck")
    assert limits["over_arch"] == pytest.approx(0.6 * usual["over_arch"])
    assert limits["neck_over_extension"] == pytest.approx(0.5 * usual["neck_over_extension"])


def test_a_forbidden_exercise_is_refused():
    with pytest.raises(ProfileError, match="ask your physician"):
        task_for("cobra", "pregnant")


def test_breaths_are_as_long_as_told(tmp_path, arm_poses):
    """A twist held for as long as the arm is up: what a breath is decides how many these are."""
    raises = load_recording(arm_poses)
    save_recording(arm_poses, replace(raises, timestamp_s=raises.timestamp_s * 4))
    held = replace(ARM_RAISE, goal=task_for("supine_twist").exercise.goal)
    for breath_s in (0.1, 1.0, 4.0):
        result = analyze(arm_poses, Task(held, breath_s=breath_s), Sight(), Outputs()).result
        hold = result["holds"][0]
        assert hold["breaths"] == pytest.approx(hold["held_s"] / breath_s, abs=0.011)


def test_frames_find_their_poses_by_time(analysis):
    shown = frames(4)
    late = [replace(frame, timestamp_s=frame.timestamp_s + 100) for frame in frames(2)]
    odd = replace(shown[1], timestamp_s=0.1)
    drawn = list(annotate([shown[0], odd, *shown[2:], *late], drawing_of(analysis)))
    assert [frame.timestamp_s for frame in drawn] == [
        frame.timestamp_s for frame in (shown[0], *shown[2:])
    ]
    assert all((frame.image != shown[0].image).any() for frame in drawn)


def fast(count):
    """Frames at 30 a second; a pose was found in every second one."""
    return frames(count, fps=30.0)


@pytest.fixture(scope="module")
def fast_analysis(analysis):
    info = replace(analysis.recording.source, fps=30.0)
    return replace(analysis, recording=replace(analysis.recording, source=info))


def test_frames_between_poses_are_drawn_too(fast_analysis):
    late = [replace(frame, timestamp_s=frame.timestamp_s + 100) for frame in fast(2)]
    drawn = list(annotate([*fast(90), *late], drawing_of(fast_analysis)))
    assert [frame.timestamp_s for frame in drawn] == [frame.timestamp_s for frame in fast(90)]


def test_the_body_moves_between_poses(fast_analysis):
    """Nothing else does: the frames taken are drawn as they would be without those between."""
    shown = fast(90)[60:70]  # while the arm is on its way up
    every = list(annotate(shown, drawing_of(fast_analysis)))
    second = list(annotate(shown[::2], drawing_of(fast_analysis)))
    for drawn, alone in zip(every[::2], second, strict=True):
        np.testing.assert_array_equal(drawn.image, alone.image)
    for one, other in pairwise(every):
        assert (one.image != other.image).any()


def test_after_the_last_pose_the_rest_of_its_step_is_drawn(fast_analysis):
    last_s = fast_analysis.recording.timestamp_s[-1]
    shown = [frame for frame in fast(400) if frame.timestamp_s > last_s - 0.01]
    drawn = list(annotate(shown, drawing_of(fast_analysis)))
    assert [frame.timestamp_s for frame in drawn] == [frame.timestamp_s for frame in shown[:2]]


def test_a_repetition_is_told_once_between_poses(fast_analysis, monkeypatch):
    told = []

    def draw(_, image, pose, now):
        told.append(now.repetition)
        return image

    monkeypatch.setattr(Overlay, "draw", draw)
    list(annotate(fast(400), drawing_of(fast_analysis)))
    assert len([each for each in told if each is not None]) == fast_analysis.result["count"] == 3


def test_a_fast_video_is_looked_at_as_often_as_is_enough(landmarker, tmp_path):
    path = make_video(tmp_path / "fast.mp4", frames(41, 160, 120, fps=30.0), rate=30)
    landmarker()
    found = analyze(path, TASK, Sight(), Outputs(video=tmp_path / "out.mp4"))
    assert found.recording.timestamp_s == pytest.approx(np.arange(21) / 15, abs=1e-6)
    assert found.result["source"]["fps"] == pytest.approx(30)
    assert found.result["source"]["frames"] == 41
    with VideoFile(tmp_path / "out.mp4") as video:
        assert [f.timestamp_s for f in video] == pytest.approx(np.arange(41) / 30, abs=0.001)


def test_every_step_is_shown(landmarker, arm_video, tmp_path):
    landmarker()
    log, video = Log(), tmp_path / "out.mp4"
    analyze(arm_video, TASK, Sight(), Outputs(video=video), log)
    assert log.told == [("Finding the body", 40), "start", ("Drawing", 40)]


def test_stop_while_poses_are_put_together_loses_none(landmarker, arm_video, monkeypatch):
    recording = Reading.recording

    def stopped(self, again=True):
        if again:
            raise KeyboardInterrupt
        return recording(self, again)

    landmarker()
    monkeypatch.setattr(Reading, "recording", stopped)
    found = landmarked(arm_video, Sight(), Display())
    assert (len(found.recording), found.stopped) == (40, True)


def test_of_what_was_stopped_it_is_not_found_out_what_else_was_broken(
    landmarker, arm_video, monkeypatch
):
    monkeypatch.setattr(Reading, "damage", lambda _: "damaged from 0.1 s on")
    for stop_at, damage in ((None, "damaged from 0.1 s on"), (25, None)):
        landmarker(stop_at=stop_at)
        found = landmarked(arm_video, Sight(), Display())
        assert (found.damage, found.stopped) == (damage, damage is None)


@pytest.mark.parametrize(
    ("fps", "duration_s", "frames_told", "frames"),
    [
        pytest.param(None, None, None, 90, id="the file tells nothing"),
        pytest.param(15.0, 9.0, 270, 90, id="it is kept, but for the number of frames"),
        pytest.param(30.0, 9.0, None, 180, id="every second frame was looked at"),
        pytest.param(30.0, 9.0, 179, 179, id="the last one had no second"),
    ],
)
def test_a_source_is_completed_by_what_was_read(fps, duration_s, frames_told, frames):
    times_s = np.array([pose.timestamp_s for pose in raises(count=1)])
    assert len(times_s) == 90
    known = completed(SourceInfo("a.mp4", 64, 48, fps, duration_s, frames_told), times_s)
    assert known.frames == frames
    assert known.fps == pytest.approx(fps or 15.0)
    assert known.duration_s == pytest.approx(duration_s or 6.0)


def test_joined_files_last_until_their_last_frame_whatever_the_first_tells():
    times_s = np.array([pose.timestamp_s for pose in raises(count=1)])
    known = completed(SourceInfo("a.ts", 64, 48, 15.0, 2.5), times_s)
    assert known.duration_s == pytest.approx(6.0)


@pytest.mark.parametrize(
    ("poses", "error", "message"),
    [
        pytest.param([], SourceError, "it holds no frame", id="no frame"),
        pytest.param([unseen(0.0), unseen(0.1)], NoPersonError, "nobody was found", id="nobody"),
    ],
)
def test_recordings_without_anybody(tmp_path, poses, error, message):
    path = tmp_path / "a.npz"
    info = SourceInfo("a.mp4", 640, 480, 15.0, 0.2, len(poses))
    save_recording(path, Recording.of(poses, info, "model", "0" * 64))
    with pytest.raises(error, match=message):
        landmarked(path, Sight(), Display())


def test_the_same_poses_give_the_same_result(analysis):
    again = judged(Landmarked(analysis.recording), TASK)
    assert again.result == analysis.result
    assert np.isfinite(again.recording.timestamp_s).all()

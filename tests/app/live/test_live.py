import gc
import io
import itertools
import json
import os
import pkgutil
import signal
import tracemalloc
from contextlib import suppress
from dataclasses import replace
from math import ceil
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from formcheck import session as judge
from formcheck.app.failures import say
from formcheck.app.live.choice import plan_for
from formcheck.app.live.live import BACK, FAILURE, TROUBLE
from formcheck.app.live.live_set import LiveSet
from formcheck.app.live.mouth import CAPTION_S, Mouth
from formcheck.app.live.pace import stoppable
from formcheck.app.live.plan import (
    FAREWELL_S,
    KNOWN,
    SETTLE_S,
    CalibrationPlan,
    RoutinePlan,
    SinglePlan,
)
from formcheck.app.live.stage import Terminal
from formcheck.app.live.voice import RecordedVoice
from formcheck.app.outputs import write_result
from formcheck.app.own import ExerciseError
from formcheck.app.own_range import load_range, own_task, save_range
from formcheck.app.videos.analyze import Task, judged, task_for
from formcheck.app.videos.landmarking import Landmarked
from formcheck.calibration import Calibration, calibrated
from formcheck.coaching.speaking import SPACING_S, Speaker, Utterance
from formcheck.exercise import Holds, Repetitions
from formcheck.history.store import History
from formcheck.history.trends import entries
from formcheck.io.files import OutputError
from formcheck.io.recording import load_recording, save_recording
from formcheck.io.video import VideoFile
from formcheck.pose import unseen
from formcheck.posture import Range
from formcheck.routines import Routine, Step
from tests.app.conftest import ARM_RAISE
from tests.app.figure import raises, recording, standing
from tests.app.live.fakes import FPS, TASK, ForgetfulStage, Session
from tests.figure import Prone
from tests.lifting import LIFTING, counted, lifts
from tests.test_hindsight import taken_for_supine

ARM = TASK.exercise
BOTH = {"count": 3, "bent": (1,)}


REPORTS = (".html", ".csv")
ROUTINE = Routine("two", "Two times arms", (Step("arm_raise", 2), Step("arm_raise", 1)))


def sequence():
    return RoutinePlan(ROUTINE, {"arm_raise": TASK})


def left_in(folder):
    names = sorted(path.name for path in folder.iterdir())
    return [name for name in names if not name.endswith(REPORTS)]


def later(poses, by_s):
    return [replace(pose, timestamp_s=pose.timestamp_s + by_s) for pose in poses]


def failing(body):
    return 1 / 0


def test_a_set_comes_to_what_it_comes_to_from_a_file(tmp_path):
    session = Session(tmp_path, raises(**BOTH))
    session.run()
    (live,) = session.results
    file = judged(Landmarked(recording(**BOTH)), TASK).result
    for part in ("exercise", "view", "seen", "count", "repetitions", "partial", "checks", "events"):
        assert live[part] == file[part]
    assert live["source"]["path"] == "camera 0"
    assert live["source"]["fps"] == pytest.approx(FPS)
    assert live["source"]["frames"] == file["source"]["frames"]
    assert live["source"]["duration_s"] == pytest.approx(file["source"]["duration_s"], abs=0.001)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a full disk at hand")
def test_a_set_goes_on_without_its_video_when_the_disk_is_full(tmp_path, monkeypatch):
    noise = np.random.default_rng(0).integers(0, 256, (480, 640, 3), dtype=np.uint8)
    monkeypatch.setattr("tests.app.live.fakes.PICTURE", noise)
    session = Session(tmp_path, raises(**BOTH), recorded=True)
    (tmp_path / f"arm_raise.mp4.{os.getpid()}.part").symlink_to("/dev/full")
    with pytest.raises(OutputError, match=r"arm_raise\.mp4: the disk is full"):
        session.run()
    assert [result["count"] for result in session.results] == [3]
    assert left_in(tmp_path) == ["arm_raise.json", "arm_raise.poses.npz"]
    assert [session.stage.scenes[n].recorded for n in (0, -1)] == [True, False]


@pytest.mark.parametrize("every", [2, 3])
def test_dropped_pictures_change_nothing(tmp_path, every):
    poses = list(raises(**BOTH, fps=30.0))
    session = Session(tmp_path, poses, steps=[pose.timestamp_s for pose in poses[::every]])
    session.run()
    (live,) = session.results
    file = judged(Landmarked(recording(**BOTH, fps=30.0)), TASK).result
    assert live["count"] == file["count"] == 3
    near = [(event["check"], pytest.approx(event["start_s"], abs=0.1)) for event in file["events"]]
    assert [(event["check"], event["start_s"]) for event in live["events"]] == near


def test_a_set_has_a_report_and_is_in_the_history(tmp_path, history_file):
    Session(tmp_path / "out", raises(**BOTH)).run()
    text = (tmp_path / "out" / "arm_raise.html").read_text()
    assert "3 repetitions, 2 without a fault." in text
    assert (tmp_path / "out" / "arm_raise.repetitions.csv").exists()
    assert [entry.count for entry in entries(History(history_file, print))] == [3]


def test_a_set_is_not_judged_again_for_its_report(tmp_path, monkeypatch):
    """Of a long one that would take half a minute in which nothing is shown."""
    looked_at, update = [], judge.Session.update

    def count(self, pose):
        looked_at.append(pose.timestamp_s)
        return update(self, pose)

    monkeypatch.setattr(judge.Session, "update", count)
    poses = list(raises(**BOTH))
    Session(tmp_path, poses).run()
    assert looked_at == [pose.timestamp_s for pose in poses]
    assert "3 repetitions, 2 without a fault." in (tmp_path / "arm_raise.html").read_text()


def test_a_set_may_be_kept_out_of_the_history(tmp_path, history_file):
    session = Session(tmp_path / "out", raises(**BOTH), history=False)
    session.run()
    assert session.results[0]["count"] == 3
    assert not history_file.exists()


def test_everything_is_kept(tmp_path):
    Session(tmp_path / "out", raises(**BOTH)).run()
    assert left_in(tmp_path / "out") == ["arm_raise.json", "arm_raise.poses.npz"]
    result = json.loads((tmp_path / "out" / "arm_raise.json").read_text())
    assert result["count"] == 3
    poses = load_recording(tmp_path / "out" / "arm_raise.poses.npz")
    assert len(poses) == result["source"]["frames"]
    again = judged(Landmarked(poses), TASK).result
    assert again["count"] == 3


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


def test_placement_comes_first(tmp_path):
    session = Session(tmp_path, raises(**BOTH))
    session.run()
    captions = [scene.caption for scene in session.stage.scenes]
    assert captions.index("Straighten your elbows") > 0
    assert "Turn the camera from the light" not in captions


def test_nothing_counts_before_it_was_said_to_begin():
    """From a file the first one counts: by the third it is clear who lies how."""
    poses = taken_for_supine(lifts([30, 30, 30]).poses(), 2.0)
    live = LiveSet(Task(LIFTING), (640, 480), Speaker())
    counts = [live.update(pose, light=0.5).assessment.count for pose in poses]
    live.close()
    assert counts[-1] == counted(poses) - 1 == 2


def test_the_video_is_kept_only_if_asked_for(tmp_path):
    for folder, recorded in (("with", True), ("without", False)):
        pause = {10: "space", 20: "space"}
        session = Session(tmp_path / folder, raises(count=1), commands=pause, recorded=recorded)
        session.run()
        assert all(scene.recorded == recorded for scene in session.stage.scenes)
    assert "arm_raise.mp4" not in left_in(tmp_path / "without")
    with VideoFile(tmp_path / "with" / "arm_raise.mp4") as video:
        assert len(list(video)) == len(list(raises(count=1)))


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
@pytest.mark.parametrize("step", ["judged", "write_result", "save_recording", "part_of"])
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


def test_nobody_leaves_nothing(tmp_path):
    session = Session(tmp_path, [unseen(index / FPS) for index in range(60)])
    session.run()
    assert (session.results, left_in(tmp_path)) == ([], [])
    assert not session.live.seen
    assert "Step into the picture" in {scene.caption for scene in session.stage.scenes}


def test_a_routine_that_nobody_did_leaves_nothing(tmp_path):
    Session(tmp_path, [unseen(index / FPS) for index in range(60)], sequence()).run()
    assert left_in(tmp_path) == []


def test_who_never_took_the_start_position_is_told_so_by_a_result(tmp_path):
    session = Session(tmp_path, [Prone().pose(index / FPS) for index in range(60)])
    session.run()
    assert [result["view"]["seen"] for result in session.results] == [None]
    assert left_in(tmp_path) == ["arm_raise.json", "arm_raise.poses.npz"]


def test_who_was_seen_in_one_set_was_seen(tmp_path):
    poses = list(raises(count=1))
    nobody = [unseen(poses[-1].timestamp_s + i / FPS) for i in range(1, 20)]
    session = Session(tmp_path, [*poses, *nobody], commands={len(poses): "r"})
    session.run()
    assert len(session.results) == 1
    assert session.live.seen


def test_nothing_counts_in_a_pause(tmp_path):
    poses = list(raises(count=3))
    commands = {40: "space", 100: "space"}  # from within the first raise into the second
    session = Session(tmp_path, poses, commands=commands)
    session.run()
    (result,) = session.results
    paused = session.stage.scenes[40:99]
    assert {scene.headline for scene in paused} == {"Paused"}
    assert all(scene.pressed == ("space",) for scene in paused)
    assert all(scene.overlay is None for scene in paused)
    assert session.stage.scenes[100].pressed == ()
    assert result["count"] == 1
    assert [partial["reason"] for partial in result["partial"]] == ["lost"]


def test_a_key_that_is_not_offered_ends_no_pause(tmp_path):
    session = Session(tmp_path, raises(count=3), commands={40: "space", 60: "n"})
    session.run()
    assert {scene.headline for scene in session.stage.scenes[40:]} == {"Paused"}


def test_a_repetition_that_a_gap_showed_to_be_over_is_told(tmp_path):
    exercise = replace(ARM, goal=Repetitions(("up", "up"), target=1, enough=1))  # one up may do
    poses = list(raises(count=1))
    poses += later(raises(count=0), poses[-1].timestamp_s + 3.0)
    session = Session(tmp_path, poses, SinglePlan(Task(exercise)))
    session.run()
    assert session.results[0]["count"] == 1
    assert "1. Set done" in [one.text for one in session.voice.said]


def test_no_breath_is_shown_in_a_pause(tmp_path):
    task = Task(replace(ARM, goal=Holds(1.0, each_side=False)), breath_s=2.0)
    session = Session(tmp_path, raises(count=1), SinglePlan(task), {20: "space", 30: "space"})
    session.run()
    shown = [scene.breath is not None for scene in session.stage.scenes[:35]]
    assert shown == [True] * 20 + [False] * 10 + [True] * 5


def test_the_same_again_is_another_set(tmp_path):
    poses = list(raises(count=1))
    poses += later(poses, poses[-1].timestamp_s + 1 / FPS)
    session = Session(tmp_path, poses, commands={len(poses) // 2: "r"})
    session.run()
    assert [result["count"] for result in session.results] == [1, 1]
    assert left_in(tmp_path) == [
        "arm_raise-2.json", "arm_raise-2.poses.npz", "arm_raise.json", "arm_raise.poses.npz"
    ]  # fmt: skip


def test_what_was_kept_before_is_never_overwritten(tmp_path):
    for _ in range(3):
        Session(tmp_path, raises(count=1)).run()
    assert [name for name in left_in(tmp_path) if name.endswith("json")] == [
        "arm_raise-2.json", "arm_raise-3.json", "arm_raise.json"
    ]  # fmt: skip


def test_a_video_is_never_overwritten_where_there_was_no_set(tmp_path):
    for _ in range(2):
        Session(tmp_path, [unseen(index / FPS) for index in range(9)], recorded=True).run()
    assert left_in(tmp_path) == ["arm_raise-2.mp4", "arm_raise.mp4"]


def test_what_is_said_is_noted_in_its_own_set(tmp_path):
    poses = list(raises(count=1))
    begin_s = poses[-1].timestamp_s + 1 / FPS
    poses += later(poses, begin_s)
    session = Session(tmp_path, poses, commands={len(poses) // 2: "r"})
    session.run()
    first, second = ([one["time_s"] for one in result["said"]] for result in session.results)
    assert max(first) < begin_s <= min(second)


def test_where_nothing_can_be_kept_is_told_before_it_begins(tmp_path, monkeypatch):
    def refuse(self, *_):
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "touch", refuse)  # a test may run as root, whom nothing is refused
    with pytest.raises(OutputError, match="can't write"):
        Session(tmp_path, raises(count=1))


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


def long_set(count):
    """Raises for as long as is needed; between exercises there is a rest."""
    return list(raises(count=count))


def test_a_routine_moves_on_by_itself_and_ends_by_itself(tmp_path):
    session = Session(tmp_path, long_set(8), plan=sequence())
    session.run()
    assert [result["count"] for result in session.results] == [2, 1]
    assert left_in(tmp_path) == [
        "two.1-arm_raise.json", "two.1-arm_raise.poses.npz",
        "two.2-arm_raise.json", "two.2-arm_raise.poses.npz", "two.json",
    ]  # fmt: skip
    whole = json.loads((tmp_path / "two.json").read_text())
    assert whole["routine"] == "two"
    assert [result["count"] for result in whole["sets"]] == [2, 1]
    report = (tmp_path / "two.html").read_text()
    assert [f'href="#part-{n}"' in report for n in (1, 2, 3)] == [True, True, False]
    assert any(headline.startswith("Next: Arm raise") for headline in session.headlines)
    assert session.headlines[-1] == "All done. Well done!"
    texts = [one.text for one in session.voice.said]
    assert {"First: Arm raise", "Next: Arm raise", "All done. Well done"} <= set(texts)


def test_which_exercise_a_routine_asks_for_is_said_in_quiet_too(tmp_path):
    """Whoever lies face down sees no screen."""
    session = Session(tmp_path, long_set(8), sequence(), level="quiet")
    session.run()
    told = ["First: Arm raise", "Turn side-on", "Next: Arm raise", "Stay side-on"]
    assert [one.text for one in session.voice.said] == [*told, "All done. Well done"]


def test_a_folder_that_is_removed_meanwhile_is_made_again(tmp_path):
    folder = tmp_path / "out"
    session = Session(folder, raises(**BOTH), commands={60: lambda: folder.rmdir()})
    session.run()
    assert left_in(folder) == ["arm_raise.json", "arm_raise.poses.npz"]


@pytest.fixture
def full_disk(monkeypatch):
    """A disk on which nothing can be kept, until it is freed."""
    reasons = ["the disk is full"]

    def refused(write):
        def attempt(path, content):
            if reasons:
                raise OutputError(reasons[0])
            write(path, content)

        return attempt

    for write in (save_recording, write_result):
        monkeypatch.setattr(f"formcheck.app.live.keep.{write.__name__}", refused(write))
    return SimpleNamespace(free=reasons.clear)


def test_a_routine_goes_on_while_the_disk_is_full(tmp_path, full_disk):
    session = Session(tmp_path, long_set(8), sequence(), {200: full_disk.free})
    session.run()
    assert session.results[0]["source"]["frames"] < 200
    assert session.headlines[-1] == "All done. Well done!"
    assert len([name for name in left_in(tmp_path) if name.endswith(".npz")]) == 2


def test_sets_that_wait_for_room_are_called_differently(tmp_path, full_disk):
    commands = {80: "r", 160: "r", 200: full_disk.free}
    session = Session(tmp_path, raises(count=6), commands=commands)
    session.run()
    assert len(session.results) == 3
    assert left_in(tmp_path) == [
        "arm_raise-2.json", "arm_raise-2.poses.npz",
        "arm_raise-3.json", "arm_raise-3.poses.npz", "arm_raise.json", "arm_raise.poses.npz",
    ]  # fmt: skip


def test_what_cannot_be_kept_in_the_end_is_told(tmp_path, full_disk):
    session = Session(tmp_path, long_set(8), sequence())
    with pytest.raises(OutputError, match="the disk is full"):
        session.run()
    assert [result["count"] for result in session.results] == [2, 1]


def test_each_set_of_a_routine_has_the_goal_of_its_step():
    plan = sequence()
    first = plan.task.exercise.goal
    plan.skip()
    assert (first.target, plan.task.exercise.goal.target) == (2, 1)


def test_a_set_is_written_as_soon_as_it_is_over(tmp_path):
    usual = Session(tmp_path / "usual", long_set(8), plan=sequence())
    usual.run()
    rest = next(i for i, scene in enumerate(usual.stage.scenes) if "Next" in scene.headline)
    written: list[str] = []
    look = {rest + round(2 * FPS): lambda: written.extend(left_in(tmp_path / "looked at"))}
    Session(tmp_path / "looked at", long_set(8), sequence(), look).run()
    assert written == ["two.1-arm_raise.json", "two.1-arm_raise.poses.npz"]


def test_a_routine_shows_where_it_is(tmp_path):
    session = Session(tmp_path, long_set(8), plan=sequence())
    session.run()
    shown = dict.fromkeys(scene.progress for scene in session.stage.scenes)
    assert list(shown) == ["1 of 2: Arm raise, then Arm raise", "2 of 2: Arm raise"]
    resting = [scene for scene in session.stage.scenes if scene.headline.startswith("Next")]
    assert {scene.headline for scene in resting} == {"Next: Arm raise. Stay side-on"}
    left_s = [scene.left_s for scene in resting]
    assert left_s == sorted(left_s, reverse=True)
    assert dict.fromkeys(map(ceil, left_s)) == dict.fromkeys(range(6, 0, -1))


def test_how_long_a_rest_takes_is_not_shown_with_other_news(tmp_path):
    usual = Session(tmp_path / "usual", long_set(8), plan=sequence())
    usual.run()
    rest = next(i for i, scene in enumerate(usual.stage.scenes, 1) if "Next" in scene.headline)
    pause = {rest + 5: "space", rest + 10: "space"}
    session = Session(tmp_path / "paused", long_set(8), sequence(), pause)
    session.run()
    paused = [scene.left_s for scene in session.stage.scenes if scene.headline == "Paused"]
    assert paused == [0.0] * 5


def test_without_a_window_only_what_is_new_is_written(tmp_path):
    out = io.StringIO()
    session = Session(tmp_path, long_set(8), plan=sequence(), commands=Terminal(out))
    session.run()
    lines = [line.split("  ")[1] for line in out.getvalue().splitlines()]
    assert lines.count("Next: Arm raise. Stay side-on") == 1
    assert not [line for line, following in itertools.pairwise(lines) if line == following]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a full disk at hand")
def test_a_set_goes_on_where_its_text_cannot_be_written(tmp_path):
    out = Path("/dev/full").open("w")  # noqa: SIM115 - closing it fails
    session = Session(tmp_path, raises(**BOTH), commands=Terminal(out))
    session.run()
    with suppress(OSError):
        out.close()
    assert [result["count"] for result in session.results] == [3]
    assert session.voice.said


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


def test_how_a_set_ends_is_judged_too(tmp_path):
    session = Session(tmp_path, long_set(8), plan=sequence())
    session.run()
    for kept in session.keeper.sets:
        met_s = kept.result["repetitions"][-1]["end_s"]
        assert kept.recording.timestamp_s[-1] == pytest.approx(met_s + SETTLE_S, abs=1 / FPS)


@pytest.fixture
def pass_time(monkeypatch):
    """Let time stand still but for what it is told."""
    clock = SimpleNamespace(monotonic=lambda: 0.0)
    for module in ("formcheck.app.live.live", "tests.app.live.fakes"):
        monkeypatch.setattr(f"{module}.time", clock)

    def wait(seconds, command=None):
        clock.monotonic = lambda: seconds
        return command

    return wait


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


def test_no_rest_runs_out_in_a_pause_while_the_camera_is_away(tmp_path, pass_time):
    away_s = 2.0
    poses = long_set(8)
    usual = Session(tmp_path / "usual", poses, plan=sequence())
    usual.run()
    scenes = usual.stage.scenes
    rest = next(i for i, scene in enumerate(scenes, 1) if scene.headline.startswith("Next"))
    poses[rest:] = later(poses[rest:], away_s)
    times_s = [pose.timestamp_s for pose in poses]
    steps = [*times_s[:rest], "stalled", *times_s[rest:]]
    commands = {rest: "space", rest + 1: lambda: pass_time(away_s, "space")}
    paused = Session(tmp_path / "paused", poses, sequence(), commands, steps)
    paused.run()
    begun_s = [each.keeper.sets[1].recording.timestamp_s[0] for each in (usual, paused)]
    assert begun_s[1] - begun_s[0] == pytest.approx(away_s)


@pytest.mark.parametrize(
    ("plan", "first"),
    [
        pytest.param(lambda: SinglePlan(TASK), "arm_raise.json", id="an exercise"),
        pytest.param(sequence, "two.json", id="a routine"),
    ],
)
def test_all_that_was_written_is_told(tmp_path, plan, first):
    session = Session(tmp_path, long_set(8), plan=plan())
    session.run()
    assert sorted(session.keeper.files) == sorted(tmp_path.iterdir())
    assert session.keeper.files[0].name == first


def test_what_was_written_before_the_disk_was_full_is_told(tmp_path, monkeypatch):
    def refuse(*_):
        raise OutputError("the disk is full")

    monkeypatch.setattr("formcheck.app.live.keep.write_report", refuse)
    session = Session(tmp_path, long_set(8), sequence())
    with pytest.raises(OutputError, match="the disk is full"):
        session.run()
    assert sorted(session.keeper.files) == sorted(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("commands", "counts"),
    [
        pytest.param({80: "n"}, [1, 1], id="skip"),
        pytest.param({80: "r"}, [1, 2, 1], id="again"),
        pytest.param({40: "space", 60: "space"}, [2, 1], id="pause"),
        pytest.param({80: "space", 90: "n"}, [1, 1], id="skip in a pause"),
        pytest.param({80: "n", 82: "n"}, [1], id="skip what is left"),
        pytest.param({80: "q"}, [1], id="end"),
    ],
)
def test_keys_lead_through_a_routine(tmp_path, commands, counts):
    session = Session(tmp_path, long_set(14), plan=sequence(), commands=commands)
    session.run()
    assert [result["count"] for result in session.results] == counts
    assert session.stage.scenes[0].keys == ("q", "space", "n", "r", "f", "d")


def test_what_was_skipped_is_not_announced_any_more(tmp_path):
    plan = plan_for("cobra:3,childs_pose:3,crocodile_twist:3")
    nobody = [unseen(i / FPS) for i in range(150)]
    session = Session(tmp_path, nobody, plan, commands={45: "n", 57: "n"})
    session.run()
    told = [one.text for one in session.voice.said if one.kind == "routine"]
    assert told == ["First: Cobra", "Turn side-on", "Now: Crocodile twist", "Stay side-on"]


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


def test_the_range_of_an_own_exercise_is_not_taken_for_that_of_its_namesake(tmp_path):
    path = tmp_path / "own.py"
    path.write_text(ARM_RAISE.read_text().replace('id="arm_raise"', 'id="cobra"'))
    ours = Calibration("cobra", {"cobra": 0.1})
    save_range(ours)
    Session(tmp_path, raises(count=9), plan_for(str(path), calibrate=True)).run()
    assert load_range("cobra") == ours
    usual, own = task_for("cobra"), task_for(path)
    assert own_task(usual, "cobra").exercise == calibrated(usual.exercise, ours)
    raised = load_range("cobra", own=True)
    assert raised is not None
    assert own_task(own, str(path)).exercise == calibrated(own.exercise, raised)


def test_a_comfortable_range_is_found_and_kept(tmp_path):
    found: list[Calibration] = []
    session = Session(tmp_path, raises(count=9), CalibrationPlan(TASK, found.append))
    session.run()
    (own,) = found
    assert own.exercise_id == "arm_raise"
    assert own.ranges["up"] == pytest.approx(2.2, abs=0.1)
    assert "Your range is kept" in session.headlines
    assert session.results[0]["count"] < 9


def test_that_a_range_is_kept_can_be_read_before_it_ends(tmp_path):
    session = Session(tmp_path, raises(count=9), CalibrationPlan(TASK, lambda _: None))
    session.run()
    told = [scene for scene in session.stage.scenes if scene.headline == "Your range is kept"]
    assert len(told) / FPS == pytest.approx(FAREWELL_S, abs=0.2)


def test_a_range_is_found_in_one_set_alone(tmp_path):
    found: list[Calibration] = []
    session = Session(tmp_path, raises(count=4), CalibrationPlan(TASK, found.append), {112: "r"})
    session.run()
    assert [result["count"] for result in session.results] == [2, 2]
    assert found == []


def test_a_range_that_was_found_may_be_found_again(tmp_path):
    first = Session(tmp_path, raises(count=9), CalibrationPlan(TASK, lambda _: None))
    first.run()
    found: list[Calibration] = []
    again = [scene.headline for scene in first.stage.scenes].index(KNOWN) + 20
    session = Session(tmp_path, raises(count=9), CalibrationPlan(TASK, found.append), {again: "r"})
    session.run()
    headlines = [scene.headline for scene in session.stage.scenes]
    assert (headlines[again - 1], headlines[again], headlines[-1]) == (KNOWN, "", KNOWN)
    assert len(found) == 2


def test_no_range_is_found_in_too_little(tmp_path):
    found: list[Calibration] = []
    Session(tmp_path, raises(count=1), CalibrationPlan(TASK, found.append)).run()
    assert found == []


def test_memory_stays_flat(tmp_path):
    poses = list(raises(count=3))
    length_s = poses[-1].timestamp_s + 1 / FPS
    laps = [later(poses, lap * length_s) for lap in range(6)]
    sizes_bytes = []

    def measure():
        gc.collect()
        sizes_bytes.append(tracemalloc.get_traced_memory()[0])
        if len(sizes_bytes) == 2:  # what follows is writing
            tracemalloc.stop()

    stage = ForgetfulStage({3 * len(poses): measure, 6 * len(poses): measure})
    session = Session(tmp_path, itertools.chain.from_iterable(laps), commands=stage)
    tracemalloc.start()
    try:
        session.run()
    finally:
        tracemalloc.stop()
    assert session.results[0]["count"] > 15
    grown_bytes = sizes_bytes[1] - sizes_bytes[0]
    assert grown_bytes / (3 * len(poses)) < 200, "bytes kept of each picture, sayings included"

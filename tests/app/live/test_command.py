import itertools
import json
import os
import signal
import subprocess
import sys
import time
from contextlib import nullcontext

import numpy as np
import pytest

from formcheck.app.live.keep import Keeper
from formcheck.app.live.live import Live, Tools
from formcheck.app.live.mouth import Mouth
from formcheck.app.live.plan import SinglePlan
from formcheck.app.live.voice import RecordedVoice
from formcheck.app.videos.analyze import judged, task_for
from formcheck.app.videos.landmarking import Landmarked, open_landmarker
from formcheck.coaching.speaking import Speaker
from formcheck.io.camera import Camera, Shot
from formcheck.io.files import OutputError
from formcheck.io.video import VideoFile
from formcheck.io.writer import VideoWriter
from formcheck.vision.store import locate
from tests.app.conftest import ARM_RAISE, is_one_line
from tests.app.live.fakes import FastCamera, ScriptedStage
from tests.app.screen_double import VirtualScreen, is_here, until
from tests.app.videos.test_analyze_command import SAMPLES
from tests.io.mjpeg import MjpegServer, jpeg

CLIP = SAMPLES / "cobra.mp4"


@pytest.fixture(scope="module")
def from_file(tmp_path_factory):
    """The result of the clip, analysed from the file."""
    from formcheck import check_video

    return check_video(CLIP, "cobra")


class DroppingCamera(FastCamera):
    """Those pictures of a file that a machine has time for; index by index it is told which."""

    def __init__(self, path, is_kept):
        with VideoFile(path) as video:
            self.frames = {f.timestamp_s: f for i, f in enumerate(video) if is_kept(i)}
            super().__init__(list(self.frames))
            self.info = video.info

    def newest(self, timeout_s):
        shot = super().newest(timeout_s)
        if shot is None:
            return None
        return Shot(self.frames[shot.frame.timestamp_s], shot.arrived_s, shot.light)


def coached(camera, folder):
    """Return what a camera's pictures of a cobra come to."""
    keeper = Keeper(folder, "cobra", routine=False)
    model = locate()
    with open_landmarker(model) as landmarker:
        mouth = Mouth(Speaker("normal"), RecordedVoice())
        tools = Tools(camera, landmarker, model, ScriptedStage(), mouth)
        Live(tools, SinglePlan(task_for("cobra")), keeper).run()
    return keeper.sets[0]


LOADS = {
    "every picture": lambda _: True,
    "every other": lambda i: i % 2 == 0,
    "two of three, now and then none for a while": lambda i: i % 3 > 0 and i % 40 > 2,
}


@pytest.mark.model
@pytest.mark.parametrize("is_kept", LOADS.values(), ids=LOADS)
def test_a_clip_comes_to_the_same_live(tmp_path, from_file, is_kept):
    kept = coached(DroppingCamera(CLIP, is_kept), tmp_path)
    live = kept.result
    two_frames_s = 2 * float(np.diff(kept.recording.timestamp_s).max()) + 0.01
    assert live["count"] == from_file["count"] == 3
    for part, moment in (("repetitions", "end_s"), ("events", "start_s"), ("events", "end_s")):
        seen, known = ([one[moment] for one in result[part]] for result in (live, from_file))
        np.testing.assert_allclose(seen, known, atol=two_frames_s)
    assert [e["check"] for e in live["events"]] == [e["check"] for e in from_file["events"]]
    assert live["said"]


@pytest.mark.model
def test_a_clip_is_played_at_its_own_speed(tmp_path):
    """How much of it is seen depends on what else the machine does meanwhile."""
    start_s = time.monotonic()
    with Camera(str(CLIP)) as camera:
        kept = coached(camera, tmp_path)
        dropped = camera.dropped
    with VideoFile(CLIP) as video:
        times_s = [frame.timestamp_s for frame in video]
    assert time.monotonic() - start_s > times_s[-1]
    seen_s = kept.recording.timestamp_s.tolist()
    own = [time_s for time_s in seen_s if time_s in times_s]
    assert len(own) + dropped == len(times_s)
    assert own[-1] == times_s[-1]
    again = judged(Landmarked(kept.recording), task_for("cobra")).result
    assert again["count"] == kept.result["count"]


@pytest.fixture
def screen(tmp_path):
    (tmp_path / "screen").mkdir()
    with VirtualScreen(tmp_path / "screen") as screen:
        yield screen


def started(screen, *arguments):
    command = [sys.executable, "-m", "formcheck", "live", *map(str, arguments)]
    return subprocess.Popen(
        command, env=screen.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def sent_by_phone():
    """The clip as a phone's camera app sends it, again and again."""
    with VideoFile(CLIP) as video:
        pictures = [jpeg(frame.image) for frame in video]
    return itertools.cycle(pictures)


def colourful(screen):
    """Whether there is more than a dark page: the picture of the room."""
    return screen.picture().std() > 45


@pytest.mark.model
@pytest.mark.skipif(not is_here(), reason="Xvfb, xdotool or openbox is missing")
def test_a_phone_is_the_camera_and_a_window_shows_it(screen, tmp_path, monkeypatch):
    monkeypatch.setenv("no_proxy", "*")
    out = tmp_path / "out"
    with MjpegServer(sent_by_phone(), step_s=1 / 15) as server:
        address = server.address().replace("//", "//me:secret@") + "?token=1"
        process = started(screen, "cobra", "--camera", address, "-o", out, "--mute", "--record")
        until(lambda: colourful(screen), "the picture")
        time.sleep(6.5)
        screen.press("d")
        screen.press("q")
        until(lambda: not colourful(screen), "the summary")
        assert (out / "cobra.json").exists(), "it is kept before the summary is shown"
        screen.press("x")
        shown, told = process.communicate(timeout=20)
    assert process.returncode == 0, told
    result = json.loads((out / "cobra.json").read_text())
    assert result["count"] >= 1
    assert f"Repetitions: {result['count']}" in shown
    assert "secret" not in json.dumps(result) + shown + told
    assert result["source"]["path"] == server.address()
    kept = told.splitlines()[-1]
    assert all(name in kept for name in ("cobra.json", "cobra.poses.npz", "cobra.mp4"))
    with VideoFile(out / "cobra.mp4") as video:
        assert len(list(video)) == pytest.approx(result["source"]["frames"], abs=2)


@pytest.mark.model
def test_ctrl_c_without_a_window_keeps_everything(tmp_path):
    process = subprocess.Popen(
        [sys.executable, "-m", "formcheck", "live", "cobra", "--no-window", "--mute",
         "--camera", str(CLIP), "-o", str(tmp_path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )  # fmt: skip
    assert process.stdout is not None
    process.stdout.readline()
    time.sleep(2)
    process.send_signal(signal.SIGINT)
    shown, told = process.communicate(timeout=20)
    assert process.returncode == 0, told
    assert "Repetitions: 0" in shown
    assert (tmp_path / "cobra.json").exists()


WRONG_USES = {
    "no such exercise": ("cobr", 2, "no exercise or routine 'cobr'; did you mean cobra"),
    "routine in other spelling": ("spine_health", 2, "did you mean spine-health? see"),
    "nearly a routine": ("spine-healthy", 2, "did you mean spine-health"),
    "nothing near": ("squat", 2, "'squat'; see: formcheck exercises, formcheck live --help"),
    "no such exercise in a list": ("cobr:5,cobra:5", 2, "no exercise 'cobr'; did you mean cobra"),
    "refused by profile": ("spine-health --profile pregnant", 2, "ask your physician"),
    "no such variant": ("spine-health --variant tall", 2, "no variant 'tall'; choose supine"),
    "variant of an exercise": ("cobra --variant seated", 2, "cobra has no variants; leave"),
    "routine to calibrate": ("bendy-back --calibrate", 2, "name one exercise to calibrate"),
    "no such level": ("cobra --voice loud", 2, "'--voice': 'loud' is not one of 'quiet', 'normal'"),
    "no such file": ("cobra --no-window --camera none.mp4", 3, "none.mp4: there is no such file"),
    "no such device": ("cobra --no-window --camera /dev/video99", 3, "there is no such camera"),
    "no display": ("cobra", 2, "there is no display; add --no-window"),
}


@pytest.mark.parametrize(("arguments", "status", "message"), WRONG_USES.values(), ids=WRONG_USES)
@pytest.mark.usefixtures("landmarker_double")
def test_wrong_use_is_told_in_one_line(
    formcheck, monkeypatch, tmp_path, arguments, status, message
):
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    got, out, err = formcheck("live", *arguments.split(), "-o", tmp_path)
    err = err.removeprefix(
        "Not medical advice. Ask your physician before you start any exercise.\n"
    )
    assert (got, out) == (status, "")
    assert is_one_line(err)
    assert message in err


@pytest.fixture
def landmarker_double(monkeypatch):
    from formcheck.app.live import command
    from tests.app.live.fakes import MODEL

    monkeypatch.setattr(command, "obtain", lambda *_, **__: MODEL)


@pytest.mark.parametrize("history", [True, False])
def test_no_history_reaches_the_session(formcheck, monkeypatch, history):
    from formcheck.app.live import command

    asked = []
    monkeypatch.setattr(command, "coach", lambda _plan, _model, wishes: asked.append(wishes))
    formcheck("live", "cobra", *([] if history else ["--no-history"]))
    assert [wishes.history for wishes in asked] == [history]


@pytest.mark.usefixtures("landmarker_double")
def test_nobody_before_the_camera(formcheck, arm_video, tmp_path, monkeypatch):
    from formcheck.app.live import command
    from tests.app.live.fakes import TimedLandmarker

    monkeypatch.setattr(command, "open_landmarker", lambda *_: TimedLandmarker([]))
    status, _, err = formcheck(
        "live", ARM_RAISE, "--no-window", "--mute", "--camera", arm_video, "-o", tmp_path / "o"
    )
    assert status == 4
    assert "nobody was seen, nothing kept; put the whole body in the picture" in err
    assert os.listdir(tmp_path / "o") == []


@pytest.mark.parametrize(
    ("record", "kept"),
    [
        pytest.param([], "nothing kept", id="nothing kept"),
        pytest.param(["--record"], "kept in {folder}: own.mp4", id="the video kept"),
    ],
)
@pytest.mark.usefixtures("landmarker_double")
def test_somebody_who_begins_nothing_was_seen(
    formcheck, arm_video, tmp_path, monkeypatch, record, kept
):
    from formcheck.app.live import command
    from tests.app.figure import FigureLandmarker

    monkeypatch.setattr(command, "open_landmarker", lambda *_: FigureLandmarker())
    arguments = ["--no-window", "--mute", "--camera", arm_video, "-o", tmp_path / "o", *record]
    status, out, err = formcheck("live", "cobra:2,cat_cow:2", *arguments)
    assert (status, "Repetitions" in out) == (0, False)
    told = f"no start position was held, {kept.format(folder=tmp_path / 'o')}; stay still in it"
    assert told in err


@pytest.mark.parametrize(
    ("count", "told"), [pytest.param(2, True, id="cut short"), pytest.param(5, False, id="found")]
)
@pytest.mark.usefixtures("landmarker_double")
def test_that_no_range_was_found_is_told(formcheck, tmp_path, monkeypatch, count, told):
    from formcheck.app.live import command
    from tests.app.figure import FigureLandmarker, raises

    times_s = [pose.timestamp_s for pose in raises(count=count)]
    monkeypatch.setattr(command, "Camera", lambda _: nullcontext(FastCamera(times_s)))
    monkeypatch.setattr(command, "open_landmarker", lambda *_: FigureLandmarker(count=count))
    arguments = ["--calibrate", "--no-window", "--mute", "-o", tmp_path / "o"]
    status, _, err = formcheck("live", ARM_RAISE, *arguments)
    assert status == 0
    assert ("no range was found, what was known before stays; go on until" in err) == told


@pytest.mark.usefixtures("landmarker_double")
def test_what_was_kept_before_it_failed_is_told(formcheck, tmp_path, monkeypatch):
    from formcheck.app.live import command
    from tests.app.figure import FigureLandmarker, raises

    times_s = [pose.timestamp_s for pose in raises(count=3)]
    monkeypatch.setattr(command, "Camera", lambda _: nullcontext(FastCamera(times_s)))
    monkeypatch.setattr(command, "open_landmarker", lambda *_: FigureLandmarker(count=2))
    status, out, err = formcheck("live", ARM_RAISE, "--no-window", "--mute", "-o", tmp_path / "o")
    assert (status, "Repetitions: 2" in out) == (1, True)
    kept, failure = err.splitlines()[-2:]
    assert kept.startswith(f"formcheck: kept in {tmp_path / 'o'}: arm_raise.json, ")
    assert failure.startswith("formcheck: something unforeseen happened (IndexError")


@pytest.mark.usefixtures("landmarker_double")
def test_what_is_kept_without_its_video_is_told(formcheck, arm_video, tmp_path, monkeypatch):
    from formcheck.app.live import command
    from tests.app.figure import FigureLandmarker

    def refuse(self, _):
        raise OutputError("can't write arm_raise.mp4: the disk is full; free some space")

    monkeypatch.setattr(command, "open_landmarker", lambda *_: FigureLandmarker())
    monkeypatch.setattr(VideoWriter, "write", refuse)
    arguments = ["--no-window", "--mute", "--record", "--camera", arm_video, "-o", tmp_path / "o"]
    status, out, err = formcheck("live", ARM_RAISE, *arguments)
    assert (status, "Repetitions: 0" in out) == (1, True)
    kept, failure = err.splitlines()[-2:]
    assert kept.startswith(f"formcheck: kept in {tmp_path / 'o'}: arm_raise.json, ")
    assert failure.endswith("can't write arm_raise.mp4: the disk is full; free some space")


@pytest.mark.usefixtures("landmarker_double")
def test_a_set_that_cannot_be_written_is_printed_all_the_same(
    formcheck, arm_video, tmp_path, monkeypatch
):
    from formcheck.app.live import command, keep
    from tests.app.figure import FigureLandmarker

    def refuse(path, _):
        raise OutputError(f"can't write {path.name}: the disk is full; free some space")

    monkeypatch.setattr(command, "open_landmarker", lambda *_: FigureLandmarker())
    monkeypatch.setattr(keep, "write_result", refuse)
    arguments = ["--no-window", "--mute", "--camera", arm_video, "-o", tmp_path / "o"]
    status, out, err = formcheck("live", ARM_RAISE, *arguments)
    assert (status, "Repetitions: 0" in out) == (1, True)
    assert "kept" not in err
    assert err.endswith("can't write arm_raise.json: the disk is full; free some space\n")
    assert "arm.mp4" in formcheck("history")[1]

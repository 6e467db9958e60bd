import json
import re
import shutil
from pathlib import Path

import numpy as np
import pytest

from formcheck import check_video
from formcheck.app.outputs import write_result
from formcheck.app.videos import analyze
from formcheck.app.videos.folders import videos_below
from formcheck.io.files import OutputError
from formcheck.io.frames import Frame, Picture
from formcheck.io.recording import load_recording
from formcheck.io.video import VideoFile
from formcheck.overlay.overlay import Overlay
from formcheck.profiles import HEALTH_NOTE
from tests.app.conftest import ARM_RAISE, is_one_line
from tests.app.figure import frames
from tests.io.making import make_video

SAMPLES = Path(__file__).parents[3] / "samples"
OF_A_RESULT = ["arm.json", "arm.html", "arm.repetitions.csv", "arm.events.csv", "report.html"]


def test_the_video_itself_is_never_overwritten(formcheck, arm_video):
    before = arm_video.read_bytes()
    status, _, err = formcheck("analyze", arm_video, "-e", ARM_RAISE, "-o", arm_video.parent)
    assert status == 2
    assert "arm.mp4 would be overwritten; choose another folder or name" in err
    assert arm_video.read_bytes() == before


def test_no_other_video_is_overwritten_but_an_annotated_one(
    formcheck, arm_video, landmarker, tmp_path
):
    landmarker()
    command = ("analyze", arm_video, "-e", ARM_RAISE, "-o", tmp_path / "out")
    assert [formcheck(*command)[0] for _ in range(2)] == [0, 0]
    original = tmp_path / "out" / "arm.mp4"
    shutil.copy(arm_video, original)
    (tmp_path / "out" / "arm.json").unlink()
    status, _, err = formcheck(*command)
    assert status == 2
    assert is_one_line(err)
    assert "is not a video that formcheck has drawn, and would be overwritten; choose" in err
    assert original.read_bytes() == arm_video.read_bytes()
    assert not original.with_suffix(".json").exists()
    assert formcheck(*command, "--no-video")[0] == 0
    assert original.read_bytes() == arm_video.read_bytes()


def test_a_recording_gives_a_table(formcheck, arm_poses):
    status, out, err = formcheck("analyze", arm_poses, "-e", ARM_RAISE)
    assert (status, err) == (0, f"{HEALTH_NOTE}\n")
    assert "Repetitions: 3 (goal: 3)" in out
    assert re.search(r"Straight elbows +fault +10\d° +0:0\d\.\d +at least 150°", out)
    assert "\n  Straight elbows: 1 time, " in out
    assert re.search(r"\n1. Straight elbows \(0:04\.\d\): Straighten your elbows\n", out)


def test_an_empty_line_stands_between_videos(formcheck, arm_poses):
    _, one, _ = formcheck("analyze", arm_poses, "-e", ARM_RAISE)
    assert formcheck("analyze", arm_poses, arm_poses, "-e", ARM_RAISE)[1] == f"{one}\n{one}"


def test_which_video_shows_no_exercise_is_said(formcheck, arm_poses):
    status, _, err = formcheck("analyze", arm_poses, "-e", "auto")
    assert status == 1
    none = "none of the exercises is seen in it; name one: --exercise ID"
    assert err.endswith(f"formcheck: {arm_poses}: {none}\n")


def test_in_which_video_is_what_a_profile_refuses_is_said(formcheck, arm_poses, monkeypatch):
    monkeypatch.setattr("formcheck.app.videos.analyze.Recognizer.finish", lambda _: "cobra")
    status, _, err = formcheck("analyze", arm_poses, "-e", "auto", "--profile", "pregnant")
    assert status == 2
    assert f"formcheck: {arm_poses}: cobra is not offered with the profile 'pregnant'" in err


def test_videos_among_the_results_are_no_input(formcheck, arm_video):
    folder = arm_video.parent
    status, _, err = formcheck("analyze", folder, "-e", ARM_RAISE, "-o", folder)
    assert status == 3
    assert err == (
        f"formcheck: {folder}: its videos lie inside {folder}, where the results go; choose "
        f"another folder for these: -o DIR\n"
    )


def test_annotated_videos_of_another_analysis_are_no_input(formcheck, landmarker, arm_video):
    landmarker()
    folder, earlier = arm_video.parent, arm_video.parent / "earlier"
    assert formcheck("analyze", arm_video, "-e", ARM_RAISE, "-o", earlier)[0] == 0
    assert (earlier / arm_video.name).exists()
    assert videos_below(folder, folder / "out") == [arm_video]
    status, _, err = formcheck("analyze", earlier, "-e", ARM_RAISE, "-o", folder / "out")
    assert status == 3
    assert err == (
        f"formcheck: {earlier}: its videos were drawn by formcheck; give the folder of those that "
        f"they were made of\n"
    )
    shutil.copy(arm_video, earlier / "other.mp4")
    (earlier / "other.json").touch()  # not of formcheck, as little as its video
    assert videos_below(folder, folder / "out") == [arm_video, earlier / "other.mp4"]


def test_json_on_standard_output_stands_alone(formcheck, arm_poses):
    status, out, err = formcheck("analyze", arm_poses, "-e", ARM_RAISE, "--json", "-")
    assert (status, err) == (0, f"{HEALTH_NOTE}\n")
    assert json.loads(out)["count"] == 3


def test_the_result_is_the_same_wherever_it_goes(formcheck, landmarker, arm_video, tmp_path):
    landmarker()
    ways = (["--json", tmp_path / "a.json"], ["-o", tmp_path / "out"], ["--no-video"])
    for way in ways[:2]:
        assert formcheck("analyze", arm_video, "-e", ARM_RAISE, *way)[0] == 0
    printed = formcheck("analyze", arm_video, "-e", ARM_RAISE, "--json", "-")[1]
    assert (tmp_path / "a.json").read_text() == printed
    assert (tmp_path / "out" / "arm.json").read_text() == printed


@pytest.mark.parametrize(
    ("arguments", "files"),
    [
        pytest.param([], [], id="nothing"),
        pytest.param(["--json", "{}/a.json"], ["a.json"], id="json alone"),
        pytest.param(["-o", "{}"], ["arm.mp4", "arm.poses.npz", *OF_A_RESULT], id="folder"),
        pytest.param(["-o", "{}", "--no-video"], ["arm.poses.npz", *OF_A_RESULT], id="no video"),
    ],
)
def test_only_what_is_asked_for_is_written(
    formcheck, landmarker, arm_video, tmp_path, arguments, files
):
    landmarker()
    folder = tmp_path / "out"
    folder.mkdir()
    filled = [argument.format(folder) for argument in arguments]
    status, _, err = formcheck("analyze", arm_video, "-e", ARM_RAISE, *filled)
    assert status == 0
    assert {path.name for path in folder.iterdir()} == set(files)
    assert all(f"{folder}/{file}" in err for file in files if file != "report.html")


def test_a_recording_is_not_written_again(formcheck, arm_poses, tmp_path):
    assert formcheck("analyze", arm_poses, "-e", ARM_RAISE, "-o", tmp_path / "out")[0] == 0
    assert {path.name for path in (tmp_path / "out").iterdir()} == set(OF_A_RESULT)


def test_one_that_fails_does_not_stop_the_rest(formcheck, arm_poses, make_file, tmp_path):
    broken, out = make_file("b.mp4", b"no video"), tmp_path / "out"
    status, shown, err = formcheck("analyze", broken, arm_poses, "-e", ARM_RAISE, "-o", out)
    assert status == 3
    assert "Repetitions: 3" in shown
    assert err.count("this is not a video") == 1
    assert (out / "arm.json").exists()


@pytest.mark.parametrize("part", ["write_result", "save_recording"])
def test_what_cannot_be_written_is_printed_all_the_same(
    formcheck, landmarker, arm_video, tmp_path, monkeypatch, part
):
    def refuse(path, _):
        raise OutputError(f"can't write {path.name}: the disk is full; free some space")

    landmarker()
    monkeypatch.setattr(analyze, part, refuse)
    status, shown, err = formcheck("analyze", arm_video, "-e", ARM_RAISE, "-o", tmp_path / "out")
    assert (status, "Repetitions: 0" in shown) == (1, True)
    assert err.count("the disk is full") == 1
    assert err.endswith("the disk is full; free some space\n")
    assert "arm.mp4" in formcheck("history")[1]


def test_what_a_video_came_to_is_printed_though_it_is_gone_before_it_is_drawn(
    formcheck, landmarker, arm_video, tmp_path, monkeypatch
):
    def take_away(path, result):
        write_result(path, result)
        arm_video.unlink()

    landmarker()
    monkeypatch.setattr(analyze, "write_result", take_away)
    status, shown, err = formcheck("analyze", arm_video, "-e", ARM_RAISE, "-o", tmp_path / "out")
    assert (status, "Repetitions: 0" in shown) == (1, True)
    assert err.endswith(f"formcheck: {arm_video}: there is no such file; check the name\n")
    assert (tmp_path / "out" / "arm.json").exists()
    assert "arm.mp4" in formcheck("history")[1]


def test_what_a_killed_process_has_left_is_removed(formcheck, landmarker, arm_video, tmp_path):
    landmarker()
    out = tmp_path / "out"
    out.mkdir()
    for left in ("arm.mp4.999999999.part", "arm.json.999999999.part", "other.mp4.999999999.part"):
        (out / left).write_bytes(b"half")
    assert formcheck("analyze", arm_video, "-e", ARM_RAISE, "-o", out)[0] == 0
    assert [path.name for path in out.glob("*.part")] == ["other.mp4.999999999.part"]


def test_stop_keeps_what_was_analysed(formcheck, landmarker, arm_video, make_file, tmp_path):
    landmarker(stop_at=25)
    never_reached = make_file("b.mp4", b"no video")
    status, shown, err = formcheck(
        "analyze", arm_video, never_reached, "-e", ARM_RAISE, "-o", tmp_path / "out"
    )
    assert status == 130
    assert "Repetitions: 0" in shown
    assert f"{arm_video}: stopped; analysed until 1.6 s; kept " in err
    assert err.count("formcheck: ") == 1
    result = json.loads((tmp_path / "out" / "arm.json").read_text())
    assert result["source"]["frames"] == 25
    assert result["incomplete"] == "stopped after 1.6 s"
    assert len(load_recording(tmp_path / "out" / "arm.poses.npz")) == 25
    with VideoFile(tmp_path / "out" / "arm.mp4") as video:
        assert len(list(video)) == 25


def test_stop_reaches_who_called_from_python(landmarker, arm_video, tmp_path):
    landmarker(stop_at=25)
    with pytest.raises(KeyboardInterrupt):
        check_video(arm_video, ARM_RAISE, output=tmp_path / "out")
    assert json.loads((tmp_path / "out" / "arm.json").read_text())["source"]["frames"] == 25


def test_stop_while_drawing_keeps_what_was_drawn(
    formcheck, landmarker, arm_video, tmp_path, monkeypatch
):
    landmarker()
    draw = Overlay.draw
    drawn: list[Picture] = []

    def until_stopped(overlay, *arguments):
        if len(drawn) == 10:
            raise KeyboardInterrupt
        drawn.append(draw(overlay, *arguments))
        return drawn[-1]

    monkeypatch.setattr(Overlay, "draw", until_stopped)
    status, _, err = formcheck("analyze", arm_video, "-e", ARM_RAISE, "-o", tmp_path / "out")
    assert status == 130
    assert "stopped; analysed until 2.6 s, but the annotated video ends early; kept " in err
    with VideoFile(tmp_path / "out" / "arm.mp4") as video:
        assert len(list(video)) == 10


def test_stop_before_the_first_frame_keeps_nothing(formcheck, landmarker, arm_video, tmp_path):
    landmarker(stop_at=0)
    status, shown, err = formcheck(
        "analyze", arm_video, "-e", ARM_RAISE, "--json", tmp_path / "a.json"
    )
    assert (status, shown) == (130, "")
    assert err == f"formcheck: {arm_video}: stopped before it was analysed\n"
    assert not (tmp_path / "a.json").exists()


def test_a_damaged_video_is_analysed_as_far_as_it_goes(formcheck, landmarker, tmp_path):
    whole = make_video(tmp_path / "whole.mp4", frames(40, 160, 120), faststart=True, crf="1")
    cut = tmp_path / "cut.mp4"
    cut.write_bytes(whole.read_bytes()[: -whole.stat().st_size // 3])
    landmarker()
    told = tmp_path / "cut.json"
    status, shown, err = formcheck("analyze", cut, "-e", ARM_RAISE, "--json", told)
    assert status == 0
    assert "Repetitions: " in shown
    assert f"{json.loads(told.read_text())['incomplete']}; the rest was analysed\n" in err


STRANGE_VIDEOS = {
    "black": (lambda: frames_of(np.zeros((120, 160, 3), np.uint8), 5), 4),
    "ten thousand by twenty": (lambda: frames_of(np.full((20, 10_000, 3), 90, np.uint8), 3), 4),
    "one frame": (lambda: frames_of(np.zeros((480, 640, 3), np.uint8), 1), 4),
}


def frames_of(picture, count):
    return [Frame(frame.timestamp_s, picture) for frame in frames(count)]


@pytest.mark.model
@pytest.mark.parametrize(("make", "status"), STRANGE_VIDEOS.values(), ids=STRANGE_VIDEOS)
def test_nobody_in_a_video(formcheck, tmp_path, make, status):
    video = make_video(tmp_path / "a.mp4", make())
    got, out, err = formcheck("analyze", video, "-e", "cobra", "-o", tmp_path / "out")
    assert (got, out) == (status, "")
    assert is_one_line(err)
    assert "nobody was found in it; put the whole body in the picture, in good light" in err
    assert list((tmp_path / "out").iterdir()) == []


@pytest.mark.model
def test_a_sample_goes_all_the_way(formcheck, tmp_path):
    shutil.copy(SAMPLES / "cobra.mp4", tmp_path)
    status, out, _ = formcheck(
        "analyze", tmp_path / "cobra.mp4", "-e", "cobra", "-o", tmp_path / "o"
    )
    assert status == 0
    truth = json.loads((SAMPLES / "cobra.truth.json").read_text())
    result = json.loads((tmp_path / "o" / "cobra.json").read_text())
    assert result["count"] == truth["count"]
    assert f"Repetitions: {truth['count']}" in out
    with VideoFile(tmp_path / "o" / "cobra.mp4") as video:
        assert video.info.frames == result["source"]["frames"]

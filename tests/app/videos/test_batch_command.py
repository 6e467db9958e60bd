"""Batches as they are used: a command, in a process of its own."""

import csv
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import nullcontext
from pathlib import Path
from types import SimpleNamespace

import pytest

from formcheck.app.videos.batch import Outcome, Request, VideoJob
from formcheck.app.videos.batch_command import finish
from formcheck.app.videos.crew import Ended, Told
from formcheck.app.videos.landmarking import Sight
from formcheck.io.files import OutputError
from formcheck.io.frames import Frame
from formcheck.io.video import VideoFile
from formcheck.io.writer import VideoWriter
from formcheck.report.written import SUMMARY
from formcheck.vision.store import locate

SAMPLES = Path(__file__).parents[3] / "samples"
CLIP_S = 2.0


def clip(path, sample, start_s=0.0):
    """Cut a piece out of a sample."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with (
        VideoFile(SAMPLES / f"{sample}.mp4", start_s, start_s + CLIP_S) as video,
        VideoWriter(path, video.info.width, video.info.height, 15.0) as writer,
    ):
        for frame in video:
            writer.write(Frame(frame.timestamp_s - start_s, frame.image))


@pytest.fixture(scope="module")
def videos(tmp_path_factory):
    folder = tmp_path_factory.mktemp("videos")
    for index in range(4):
        clip(folder / f"{index}.mp4", "cobra", start_s=float(index))
    clip(folder / "inner" / "0.mp4", "cat_cow")
    (folder / "bad.mp4").write_bytes(b"no video")
    return folder


class Command:
    """Runs batches that share nothing with the user, or with another one of these."""

    def __init__(self, home):
        self._arguments = ["-e", "cobra", "--no-video", "--no-pictures"]
        self.environment = {
            **os.environ,
            "XDG_CACHE_HOME": str(home / "cache"),
            "XDG_DATA_HOME": str(home / "data"),
            "FORMCHECK_MODEL": str(locate().path),
            "COLUMNS": "200",
        }

    def start(self, videos, output, *more):
        return subprocess.Popen(
            [sys.executable, "-m", "formcheck", "analyze", str(videos), "-o", str(output)]
            + [*self._arguments, *more],
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *arguments):
        process = self.start(*arguments)
        out, err = process.communicate(timeout=300)
        return process.returncode, out, err


@pytest.fixture
def command(tmp_path):
    return Command(tmp_path / "home")


def results(folder):
    """What a batch has come to, file by file."""
    return {
        path.relative_to(folder).as_posix(): json.loads(path.read_text())
        for path in sorted(folder.rglob("*.json"))
    }


def wait_for(condition, seconds=120):
    end_s = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end_s
        time.sleep(0.01)


@pytest.fixture(scope="module")
def left_alone(videos, tmp_path_factory):
    """A batch that nobody disturbs."""
    output = tmp_path_factory.mktemp("alone")
    status, out, err = Command(output / "home").run(videos, output / "out", "--jobs", "2")
    return output / "out", status, out, err


@pytest.mark.model
def test_one_bad_file_does_not_stop_the_rest(left_alone):
    folder, status, out, err = left_alone
    assert status == 3
    assert list(results(folder)) == ["0.json", "1.json", "2.json", "3.json", "inner/0.json"]
    assert "bad.mp4: this is not a video" in err
    assert "5 of 6 videos analysed" in err
    assert [line.split()[0] for line in out.splitlines()][1:] == [
        *(f"{index}.mp4" for index in range(4)),
        "bad.mp4",
        "inner/0.mp4",
    ]
    with (folder / "summary.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["status"] for row in rows] == ["0", "0", "0", "0", "3", "0"]
    assert "this is not a video" in rows[4]["message"]


@pytest.mark.model
@pytest.mark.parametrize("finished", [1, 3])
def test_a_killed_batch_goes_on_where_it_was(videos, left_alone, tmp_path, command, finished):
    output = tmp_path / "out"
    killed = command.start(videos, output, "--jobs", "2")
    wait_for(lambda: len(list(output.rglob("*.json"))) >= finished)
    killed.send_signal(signal.SIGKILL)
    killed.communicate()
    before = {path: path.stat().st_mtime_ns for path in output.rglob("*.json")}
    whole = results(left_alone[0])
    assert finished <= len(before) < len(whole)
    assert results(output).items() <= whole.items()  # none is half written
    status, _, _ = command.run(videos, output, "--jobs", "2")
    assert status == 3
    assert results(output) == whole
    assert all(path.stat().st_mtime_ns == when for path, when in before.items())
    assert not list(output.rglob("*.part"))
    assert (output / "summary.csv").read_bytes() == (left_alone[0] / "summary.csv").read_bytes()


@pytest.mark.model
def test_a_batch_can_be_interrupted(tmp_path, command):
    videos, output = tmp_path / "long", tmp_path / "out"
    videos.mkdir()
    clip(videos / "0.mp4", "cobra")
    for sample in ("cobra", "cat_cow", "childs_pose"):
        shutil.copy(SAMPLES / f"{sample}.mp4", videos)
    process = command.start(videos, output, "--jobs", "2")
    wait_for(lambda: list(output.rglob("*.json")))
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "the same command goes on" in err
    assert not list(output.rglob("*.part"))


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        ([], "a folder of videos takes a folder for the results: -o DIR"),
        (["--json", "a.json"], "a folder of videos takes a folder for the results: -o DIR"),
        (
            ["--json", "a.json", "-o", "out"],
            "--json takes one video; of a folder each result is written to -o DIR",
        ),
    ],
)
def test_a_folder_of_videos_needs_a_folder_for_results(formcheck, videos, arguments, line):
    status, _, err = formcheck("analyze", videos, "-e", "cobra", *arguments)
    assert (status, err) == (2, f"formcheck: {line}\n")


@pytest.mark.parametrize("given", [".", "../frames", "inner/.."])
def test_the_outputs_of_a_folder_of_pictures_lie_where_they_are_asked_for(
    formcheck, arm_video, monkeypatch, given
):
    places: list[tuple[str, Path]] = []

    def work(jobs):
        places.extend((job.name, job.folder) for job in jobs)
        return (Told(index, Outcome(job.name)) for index, job in enumerate(jobs))

    root = arm_video.parent
    for folder in ("clips", "frames/inner"):
        (root / folder).mkdir(parents=True)
    arm_video.rename(root / "clips" / "arm.mp4")
    (root / "frames" / "1.png").touch()
    here = "formcheck.app.videos.batch_command"
    monkeypatch.setattr(f"{here}.Crew", lambda _: nullcontext(SimpleNamespace(work=work)))
    monkeypatch.chdir(root / "frames")
    assert formcheck("analyze", given, "../clips", "-e", "cobra", "-o", "../out")[0] == 0
    assert sorted(places) == [("arm.mp4", Path("../out")), ("frames", Path("../out"))]


def test_what_came_of_a_batch_is_printed_where_no_table_can_be_written(tmp_path, capsys):
    todo = [VideoJob(tmp_path / "a.mp4", "a.mp4", tmp_path, Request("cobra", "", 5.0, Sight()))]
    (tmp_path / SUMMARY).mkdir()
    with pytest.raises(OutputError):
        finish(todo, lambda jobs: (Told(0, Outcome("a.mp4", count=7)) for _ in jobs), tmp_path)
    assert capsys.readouterr().out.split()[-2:] == ["a.mp4", "7"]


def test_the_largest_videos_are_begun_first(tmp_path):
    request = Request("cobra", "default", 5.0, Sight())
    todo = []
    for name, size_bytes in (("a.mp4", 10), ("b.mp4", 30), ("c.mp4", 20)):
        (tmp_path / name).write_bytes(bytes(size_bytes))
        todo.append(VideoJob(tmp_path / name, name, tmp_path, request))
    todo.append(VideoJob(tmp_path / "gone.mp4", "gone.mp4", tmp_path, request))
    begun = []

    def work(jobs):
        for index, job in enumerate(jobs):
            begun.append(job.name)
            yield Told(index, Outcome(job.name))
            yield Ended(index)

    assert finish(todo, work, tmp_path) == 0
    assert begun == ["b.mp4", "c.mp4", "a.mp4", "gone.mp4"]
    with (tmp_path / SUMMARY).open(newline="") as file:
        assert [row["video"] for row in csv.DictReader(file)] == [job.name for job in todo]

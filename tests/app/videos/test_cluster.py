"""A real scheduler and real workers, on this machine."""

import json
import logging
import signal
import subprocess
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import Any, cast

import pytest

from formcheck import __version__
from formcheck.app.failures import UsageError
from formcheck.app.videos.batch import Outcome, Request, VideoJob
from formcheck.app.videos.cluster import _work, analysed, anywhere
from formcheck.app.videos.cluster import cluster as connected
from formcheck.app.videos.crew import Ended, Told
from formcheck.app.videos.landmarking import Sight
from formcheck.profiles import HEALTH_NOTE
from formcheck.vision.store import ModelError
from tests.app.conftest import ARM_RAISE
from tests.app.videos.test_batch_command import Command, clip, results, wait_for

pytest.importorskip("distributed")


class Cluster:
    """A Dask scheduler and its workers, each a process of its own."""

    def __init__(self, home, size=2):
        self._home, self._size = home, size
        self._environment = Command(home).environment
        self._file = home / "scheduler.json"
        self._processes = []

    def __enter__(self):
        self._home.mkdir()
        self.scheduler = self._start("scheduler", "--host", "127.0.0.1", "--port", "0")
        wait_for(self._file.exists)
        self.workers = [self.hire() for _ in range(self._size)]
        return self

    def hire(self):
        return self._start("worker", "--no-nanny", "--nthreads", "1")

    def _start(self, what, *arguments):
        shared = ["--scheduler-file", str(self._file), "--no-dashboard"]
        with (self._home / f"{what}.log").open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "dask", what, *shared, *arguments],
                env=self._environment,
                cwd=self._home,
                stdout=log,
                stderr=log,
            )
        self._processes.append(process)
        return process

    @property
    def address(self):
        return json.loads(self._file.read_text())["address"]

    def __exit__(self, *_):
        for process in self._processes:  # asked kindly, workers wait for their scheduler
            process.kill()
            process.wait()


@pytest.fixture(scope="module")
def videos(tmp_path_factory):
    folder = tmp_path_factory.mktemp("videos")
    for index in range(5):
        clip(folder / f"{index}.mp4", "cobra", start_s=float(index))
    (folder / "bad.mp4").write_bytes(b"no video")
    return folder


@pytest.mark.model
def test_a_worker_that_dies_costs_its_running_video_alone(videos, tmp_path):
    alone, shared = tmp_path / "alone", tmp_path / "shared"
    status, _, _ = Command(tmp_path / "home").run(videos, alone, "--jobs", "1")
    assert status == 3
    with Cluster(tmp_path / "cluster") as cluster:
        command = Command(tmp_path / "other home").start(
            videos, shared, "--cluster", cluster.address
        )
        wait_for(lambda: list(shared.glob("*.json")))
        cluster.workers[0].send_signal(signal.SIGKILL)
        _, err = command.communicate(timeout=300)
    assert command.returncode == 3, err
    assert err.count("formcheck: ") == 2  # the bad video, and the sum
    assert "5 of 6 videos analysed" in err
    assert results(shared) == results(alone)
    assert (shared / "summary.csv").read_bytes() == (alone / "summary.csv").read_bytes()
    assert len(list(shared.glob("*.poses.npz"))) == 5


@pytest.mark.model
def test_a_killed_batch_goes_on_where_it_was(videos, tmp_path):
    output = tmp_path / "out"
    with Cluster(tmp_path / "cluster") as cluster:
        command = Command(tmp_path / "home")
        killed = command.start(videos, output, "--cluster", cluster.address)
        wait_for(lambda: len(list(output.glob("*.json"))) >= 2)
        killed.send_signal(signal.SIGKILL)
        killed.communicate()
        before = {path: path.stat().st_mtime_ns for path in output.glob("*.json")}
        status, _, _ = command.run(videos, output, "--cluster", cluster.address)
    assert status == 3
    assert len(results(output)) == 5
    assert all(path.stat().st_mtime_ns == when for path, when in before.items())
    assert not list(output.glob("*.part"))


@pytest.mark.model
def test_a_scheduler_that_is_gone_is_told_of_in_one_line_for_each_video(videos, tmp_path):
    with Cluster(tmp_path / "cluster") as cluster:
        command = Command(tmp_path / "home").start(
            videos, tmp_path / "out", "--cluster", cluster.address
        )
        wait_for(lambda: list((tmp_path / "out").glob("*.json")))
        cluster.scheduler.send_signal(signal.SIGKILL)
        _, err = command.communicate(timeout=300)
    lines = [line for line in err.splitlines() if line]
    assert command.returncode in (1, 3)
    assert {line.partition(": ")[0] for line in lines} == {"formcheck", HEALTH_NOTE}


def test_what_breaks_within_dask_is_told_by_the_videos_it_costs_alone(tmp_path):
    parts = ("batched", "client", "comm.tcp", "core", "gc", "utils")
    with Cluster(tmp_path / "cluster", size=0) as cluster, connected(cluster.address):
        loggers = [logging.getLogger(f"distributed.{part}") for part in parts]
    assert not any(logger.isEnabledFor(logging.ERROR) for logger in loggers)


@pytest.mark.model
def test_that_there_is_no_worker_is_told_once(tmp_path, monkeypatch):
    from dask.distributed import Client

    said: list[str] = []

    def hire(line):
        said.append(line)
        cluster.hire()

    job = VideoJob(tmp_path / "0.mp4", "0.mp4", tmp_path, Request("cobra", "default", 5.0, Sight()))
    with Cluster(tmp_path / "cluster", size=0) as cluster, Client(cluster.address) as client:
        monkeypatch.setattr("formcheck.app.videos.cluster.LOOK_S", 0.2)
        monkeypatch.setattr("formcheck.app.videos.cluster.say", hire)
        told = [report.value for report in _work(client, [job]) if isinstance(report, Told)]
        assert [one.status for one in told if isinstance(one, Outcome)] == [3]
        assert said == [
            f"no worker is there; start one that has formcheck: dask worker {cluster.address}"
        ]


@pytest.mark.parametrize(
    ("exercise", "model", "are_files"),
    [
        pytest.param("own.py", "my.task", True, id="files"),
        pytest.param("cobra", "full", False, id="names"),
        pytest.param("auto", None, False, id="the usual"),
    ],
)
def test_a_worker_in_another_folder_finds_what_was_named(
    tmp_path, monkeypatch, exercise, model, are_files
):
    monkeypatch.chdir(tmp_path)
    request = Request(exercise, "default", 5.0, Sight(model))
    far = anywhere(VideoJob(Path("a/0.mp4"), "0.mp4", Path("out"), request))
    assert (far.name, far.source) == ("0.mp4", tmp_path / "a" / "0.mp4")
    named = [str(tmp_path / name) for name in ("own.py", "my.task")]
    expected = named if are_files else [exercise, model]
    assert [far.request.exercise, far.request.sight.model] == expected


@pytest.mark.parametrize(
    ("option", "variable", "expected"),
    [
        pytest.param([], None, None, id="the usual"),
        pytest.param([], "heavy", "heavy", id="by the variable, which workers don't have"),
        pytest.param(["--model", "lite"], "heavy", "lite", id="by the option"),
    ],
)
def test_workers_take_the_model_that_results_are_known_by(
    formcheck, arm_video, monkeypatch, option, variable, expected
):
    asked: list[tuple[str, str | None]] = []

    def work(jobs):
        asked.extend(("worker", job.request.sight.model) for job in jobs)
        return (Told(index, Outcome(job.name)) for index, job in enumerate(jobs))

    if variable is None:
        monkeypatch.delenv("FORMCHECK_MODEL", raising=False)
    else:
        monkeypatch.setenv("FORMCHECK_MODEL", variable)
    here = "formcheck.app.videos.batch_command"
    monkeypatch.setattr(f"{here}.cluster", lambda _: nullcontext(work))
    monkeypatch.setattr(f"{here}.obtain", lambda name, **_: asked.append(("client", name)))
    command = ("analyze", arm_video, "-e", "cobra", "-o", arm_video.parent / "out")
    assert formcheck(*command, "--cluster", "tcp://a", *option)[0] == 0
    assert asked == [("client", option[-1] if option else None), ("worker", expected)]


def test_a_model_that_no_worker_has_is_told_of_as_such(tmp_path):
    request = Request("cobra", "default", 5.0, Sight(str(tmp_path / "my.task")))
    job = VideoJob(tmp_path / "0.mp4", "0.mp4", tmp_path, request)
    with pytest.raises(ModelError, match=r"^on a worker: --model names .*my.task, where there is"):
        analysed(job, __version__)


def test_a_worker_of_another_version_says_what_to_install(tmp_path):
    job = VideoJob(tmp_path / "0.mp4", "0.mp4", tmp_path, Request("cobra", "default", 5.0, Sight()))
    with pytest.raises(UsageError) as caught:
        analysed(job, "0")
    assert str(caught.value) == f"a worker has formcheck {__version__}; install 0 there"


def test_a_link_that_leads_nowhere_now_costs_its_own_row(
    formcheck, arm_video, landmarker, tmp_path
):
    landmarker()
    link = tmp_path / "link.mp4"
    link.symlink_to(arm_video)
    assert formcheck("analyze", link, "-e", ARM_RAISE, "-o", tmp_path, "--no-video")[0] == 0
    arm_video.unlink()
    request = Request(str(ARM_RAISE), "default", 5.0, Sight(), video=False)
    reports = _work(cast(Any, None), [VideoJob(link, "link.mp4", tmp_path, request)])
    reason = f"{link}: it can't be read (No such file or directory); copy it"
    assert next(reports) == Told(0, Outcome("link.mp4", 3, reason))
    assert next(reports) == Ended(0)


@pytest.mark.parametrize(
    ("folder", "message"),
    [
        pytest.param(".", "arm.mp4 would be overwritten; choose another", id="the video itself"),
        pytest.param("out", "is not a video that formcheck has drawn, and would", id="another"),
    ],
)
def test_no_worker_is_asked_for_what_would_overwrite_a_video(arm_video, folder, message):
    request = Request(str(ARM_RAISE), "default", 5.0, Sight())
    job = VideoJob(arm_video, "arm.mp4", arm_video.parent / folder, request)
    job.folder.mkdir(exist_ok=True)
    there = job.folder / "arm.mp4"
    there.write_bytes(arm_video.read_bytes())
    reports = _work(cast(Any, None), [job])
    told = next(reports)
    assert isinstance(told, Told)
    assert isinstance(told.value, Outcome)
    assert (told.value.status, message in told.value.message) == (2, True)
    assert next(reports) == Ended(0)
    assert [path.name for path in job.folder.iterdir()] == ["arm.mp4"]


def test_a_scheduler_that_is_not_there(formcheck, videos, tmp_path, monkeypatch):
    monkeypatch.setattr("formcheck.app.videos.cluster.ANSWER_S", 0.5)
    status, _, err = formcheck(
        *("analyze", videos, "-e", "cobra", "-o", tmp_path, "--cluster", "tcp://127.0.0.1:9")
    )
    assert status == 2
    assert err == (
        "formcheck: no scheduler answers at tcp://127.0.0.1:9; start one: dask scheduler\n"
    )


def test_without_dask_it_says_what_to_install(formcheck, videos, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "dask.distributed", None)
    status, _, err = formcheck(
        *("analyze", videos, "-e", "cobra", "-o", tmp_path, "--cluster", "tcp://127.0.0.1:9")
    )
    assert status == 2
    assert err == "formcheck: --cluster needs: pip install 'formcheck[cluster]'\n"

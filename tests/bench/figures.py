"""What is measured, each figure as rows of a table."""

import json
import shutil
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from formcheck.app.videos.analyze import judged, task_for
from formcheck.app.videos.landmarking import Display, Landmarked, Sight, landmarked
from formcheck.exercises import EXERCISES
from formcheck.io.recording import load_recording, save_recording
from formcheck.session import Session
from formcheck.vision.store import ModelError, locate
from tests.bench.running import peak_mb, python, seconds
from tests.bench.videos import SAMPLES, repeated

SAMPLE = "cat_cow"
MINUTES = 3.0
FPS = 15.0
FAST_SAMPLE = "cobra_kicks"
"""At 30 frames a second, as telephones film; formcheck looks at every second one."""
FAST_MINUTES = 1.5
FAST_FPS = 30.0


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    what: str
    value: str
    ratio: str = ""
    """Against the bare loop over the same video in the same run."""


@dataclass(frozen=True)
class Bench:
    """Where it works and how often it measures."""

    folder: Path
    rounds: int

    @property
    def model(self) -> Path:
        """The model that everything runs with."""
        return locate().path

    def formcheck(self, *arguments: object) -> Callable[[], float]:
        """Return what times a command that finds nothing done before."""

        def timed() -> float:
            cache = self.fresh("cache")
            return seconds(python("-m", "formcheck", *arguments, "--model", self.model), cache)

        return timed

    def start(self, *arguments: object) -> Callable[[], float]:
        """Return what times a command that needs no model."""
        return lambda: seconds(python("-m", "formcheck", *arguments), self.folder)

    def bare(self, *videos: Path) -> Callable[[], float]:
        """Return what times the bare loop."""
        command = python("-m", "tests.bench.bare", self.model, *videos)
        return lambda: seconds(command, self.folder)

    def fresh(self, name: str) -> Path:
        """Return an empty folder."""
        path = self.folder / name
        shutil.rmtree(path, ignore_errors=True)
        path.mkdir()
        return path

    def compared(self, **timed: Callable[[], float]) -> dict[str, tuple[float, float]]:
        """Time things in turn, round by round.

        Return the median time of each, and the median of how many times it goes into the first.
        """
        rounds = [{name: measure() for name, measure in timed.items()} for _ in range(self.rounds)]
        first = next(iter(timed))
        return {
            name: (
                statistics.median(each[name] for each in rounds),
                statistics.median(each[first] / each[name] for each in rounds),
            )
            for name in timed
        }


def one_video(bench: Bench) -> Iterator[Row]:
    """Compare the analysis of one video with the bare loop."""
    yield from _one_video(bench, SAMPLE, MINUTES, FPS)
    yield from _one_video(bench, FAST_SAMPLE, FAST_MINUTES, FAST_FPS)


def _one_video(bench: Bench, sample: str, minutes: float, fps: float) -> Iterator[Row]:
    video = repeated(sample, minutes, bench.folder / "video.mp4")
    analyze = ("analyze", video, "-e", sample, "--no-history")
    out = bench.folder / "out"
    found = bench.compared(
        bare=bench.bare(video),
        serial=bench.formcheck(*analyze, "--json", bench.folder / "a.json", "--jobs", 1),
        parallel=bench.formcheck(*analyze, "--json", bench.folder / "a.json"),
        drawn=bench.formcheck(*analyze, "-o", out, "--no-pictures"),
    )
    names = {
        "bare": f"bare loop over {minutes:g} minutes of video, one core",
        "serial": "JSON only, one process",
        "parallel": "(a) JSON only, all cores",
        "drawn": "(b) with poses, report and annotated video",
    }
    for name, what in names.items():
        time_s, ratio = found[name]
        yield Row(f"{fps:.0f} frames a second: {what}", f"{time_s:.1f} s", f"{ratio:.2f}")


def engine(bench: Bench) -> Iterator[Row]:
    """Compare the session engine, and a second look at a recording, with the bare loop."""
    video = repeated(SAMPLE, 1, bench.folder / "minute.mp4")
    sight = Sight(str(bench.model), jobs=2)
    recordings = {
        name: landmarked(SAMPLES / f"{name}.mp4", sight, Display()).recording for name in EXERCISES
    }
    poses = [(EXERCISES[name], list(recording)) for name, recording in recordings.items()]
    count = sum(len(each) for _, each in poses)

    def judge() -> float:
        start_s = time.perf_counter()
        for exercise, each in poses:
            session = Session(exercise)
            for pose in each:
                session.update(pose)
            session.finish()
        return (time.perf_counter() - start_s) / count

    minute = landmarked(video, sight, Display()).recording
    save_recording(bench.folder / "minute.npz", minute)

    def check_again() -> float:
        start_s = time.perf_counter()
        judged(Landmarked(load_recording(bench.folder / "minute.npz")), task_for(SAMPLE))
        return (time.perf_counter() - start_s) / len(minute)

    bare = bench.bare(video)
    found = bench.compared(bare=lambda: bare() / len(minute), judge=judge, again=check_again)
    fps, ratio = 1 / found["judge"][0], found["judge"][1]
    yield Row("(c) session engine alone", f"{fps:,.0f} frames a second", f"{ratio:.0f}")
    time_s, ratio = found["again"]
    speed = f"{1 / time_s / FPS:.0f} times real time at {FPS:.0f} frames a second"
    yield Row("(d) a recording checked again", speed, f"{ratio:.0f}")


def sizes(bench: Bench) -> Iterator[Row]:
    """Measure how much room recordings take."""
    for sample, fps in ((SAMPLE, FPS), (FAST_SAMPLE, FAST_FPS)):
        video = repeated(sample, 1, bench.folder / "minute.mp4")
        recording = landmarked(video, Sight(str(bench.model), jobs=2), Display()).recording
        save_recording(bench.folder / "minute.npz", recording)
        size_kb = (bench.folder / "minute.npz").stat().st_size / 1000
        yield Row(f"recording of a minute at {fps:.0f} frames a second", f"{size_kb:.0f} kB")


def start(bench: Bench) -> Iterator[Row]:
    """Measure how long it takes until work begins."""
    nothing = python("-c", "import mediapipe")
    found = bench.compared(
        bare=lambda: seconds(nothing, bench.folder),
        help=bench.start("--help"),
        list=bench.start("exercises"),
    )
    yield Row("(e) start: import of mediapipe alone", f"{found['bare'][0]:.2f} s", "1.00")
    for name, what in (("help", "formcheck --help"), ("list", "formcheck exercises")):
        yield Row(f"(e) start: {what}", f"{found[name][0]:.2f} s", f"{found[name][1]:.2f}")


def memory(bench: Bench, minutes: tuple[float, ...] = (1, 10, 60)) -> Iterator[Row]:
    """Measure the most memory that videos of different lengths take."""
    for length in minutes:
        video = repeated(SAMPLE, length, bench.folder / "long.mp4")
        command = python("-m", "formcheck", "analyze", video, "-e", SAMPLE, "--no-history")
        command += ["--json", str(bench.folder / "a.json"), "--model", str(bench.model)]
        peak = peak_mb(command, bench.fresh("cache"))
        yield Row(f"(f) peak memory, {length:g} minutes of video", f"{peak:.0f} MB")


def folder(bench: Bench) -> Iterator[Row]:
    """Compare a folder of eight clips with the bare loop, at one and two jobs."""
    clips = bench.fresh("clips")
    names = sorted(EXERCISES)[:8]
    for name in names:
        shutil.copy(SAMPLES / f"{name}.mp4", clips)

    def analyze(jobs: int) -> Callable[[], float]:
        def timed() -> float:
            out = bench.fresh("out")
            arguments = ("analyze", clips, "-e", "auto", "-o", out, "--no-video", "--no-pictures")
            return bench.formcheck(*arguments, "--no-history", "--jobs", jobs)()

        return timed

    videos = sorted(clips.iterdir())
    found = bench.compared(one=analyze(1), two=analyze(2), bare=bench.bare(*videos))
    bare_s = found["bare"][0]
    for name, what in (("one", "1 job"), ("two", "2 jobs")):
        time_s, ratio = found[name]
        more = f", {ratio:.2f} times 1 job" if name == "two" else ""
        yield Row(
            f"(g) folder of 8 clips, {what}", f"{time_s:.1f} s{more}", f"{bare_s / time_s:.2f}"
        )


def models(bench: Bench) -> Iterator[Row]:
    """Compare the models that are here: speed, and how often they count right."""
    for name in ("lite", "full", "heavy"):
        try:
            model = locate(name)
        except ModelError:
            yield Row(f"(h) model {name}", "not on this machine")
            continue
        right, start_s, frames = 0, time.perf_counter(), 0
        for clip in sorted(EXERCISES):
            found = landmarked(SAMPLES / f"{clip}.mp4", Sight(str(model.path)), Display())
            truth = json.loads((SAMPLES / f"{clip}.truth.json").read_text())
            right += judged(found, task_for(clip)).result["count"] == truth["count"]
            frames += len(found.recording)
        per_frame = 1000 * (time.perf_counter() - start_s) / frames
        right_of = f"{right} of {len(EXERCISES)} samples counted right"
        yield Row(f"(h) model {name}", f"{per_frame:.1f} ms a frame, {right_of}")


FIGURES: dict[str, Callable[[Bench], Iterator[Row]]] = {
    "video": one_video,
    "engine": engine,
    "sizes": sizes,
    "start": start,
    "folder": folder,
    "models": models,
    "memory": memory,
}

"""What a recorded video comes to: its poses first, then the judgement, then the drawing."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from math import isnan
from pathlib import Path
from typing import Any

from formcheck import __version__
from formcheck.app.choice import choose_exercise
from formcheck.app.outputs import Outputs, check_outputs, clear, outputs_in, write_result
from formcheck.app.own import blamed
from formcheck.app.videos.drawing import Drawing, draw_video
from formcheck.app.videos.landmarking import Display, Landmarked, Sight, landmarked
from formcheck.assessment import Summary
from formcheck.breath import BREATH_S
from formcheck.exercise import Exercise
from formcheck.exercises import EXERCISES
from formcheck.io.files import OutputError, shown
from formcheck.io.frames import SourceError, SourceInfo
from formcheck.io.open import open_source
from formcheck.io.recording import Recording, save_recording
from formcheck.pose import Pose
from formcheck.profiles import ProfileError, apply_profiles, profiles_of
from formcheck.recognition import Recognizer
from formcheck.report.curves import Trace, followed
from formcheck.report.reporter import Reporter
from formcheck.result import SCHEMA, Json, result_of

AUTO = "auto"


class UnrecognizedError(ValueError):
    """No exercise was recognized; the message is part of one line."""


@dataclass(frozen=True)
class Task:
    """What is to be judged, and how."""

    exercise: Exercise
    """As the profiles have changed it."""
    profiles: tuple[str, ...] = ("default",)
    breath_s: float = BREATH_S


def task_for(
    exercise: str | Path | Exercise, profile: str = "default", breath_s: float = BREATH_S
) -> Task:
    """Return the task for an exercise and profiles; raise ExerciseError or ProfileError."""
    profiles = profiles_of(profile)
    chosen = apply_profiles(choose_exercise(exercise), profiles)
    return Task(chosen, tuple(each.id for each in profiles), breath_s)


@dataclass(frozen=True)
class AutoTask:
    """To find out which exercise is done, and to judge it."""

    profile: str = "default"
    breath_s: float = BREATH_S

    def settled(self, poses: Iterable[Pose]) -> Task:
        """Return the task for the exercise that is seen; raise UnrecognizedError if none is."""
        recognizer = Recognizer(EXERCISES)
        found = next(filter(None, map(recognizer.update, poses)), None) or recognizer.finish()
        if found is None:
            raise UnrecognizedError("none of the exercises is seen in it; name one: --exercise ID")
        return task_for(found, self.profile, self.breath_s)


def asked_for(
    exercise: str | Path | Exercise, profile: str = "default", breath_s: float = BREATH_S
) -> Task | AutoTask:
    """Return the task for an exercise, or for whichever is seen if it is ``auto``."""
    if exercise != AUTO:
        return task_for(exercise, profile, breath_s)
    profiles_of(profile)  # an unknown one is refused before anything is read
    return AutoTask(profile, breath_s)


@dataclass(frozen=True, eq=False)
class Analysis:
    """What one source came to."""

    recording: Recording
    summary: Summary
    result: Json
    trace: Trace
    """How it went, as the report shows it."""
    stopped: bool = False
    """Whether Ctrl-C came before the end."""
    damage: str | None = None
    """What was broken in the source, as part of one line."""
    cut: bool = False
    """Whether Ctrl-C came while the annotated video was drawn, which ends early then."""


class UnwrittenError(OutputError):
    """Not all outputs could be written; what the source came to is in `analysis`."""

    def __init__(self, message: str, analysis: Analysis) -> None:
        super().__init__(message)
        self.analysis = analysis


def analyze(
    path: Path,
    task: Task | AutoTask,
    sight: Sight,
    outputs: Outputs,
    display: Display | None = None,
) -> Analysis:
    """Analyse a source and write what is asked for, each part as soon as it is there.

    After Ctrl-C what was analysed until then is judged, written and drawn; Ctrl-C while it is
    drawn keeps what was drawn. What can't be written is raised as UnwrittenError.
    """
    display = display or Display()
    check_outputs(outputs, path)
    clear(outputs)
    found = landmarked(path, sight, display)
    try:
        return _written(path, found, task, outputs, display)
    except (OutputError, SourceError) as error:  # the video may be gone before it is drawn
        raise UnwrittenError(str(error), _judged(path, found, task)) from error


def _written(
    path: Path, found: Landmarked, task: Task | AutoTask, outputs: Outputs, display: Display
) -> Analysis:
    """Judge what was found in a source, and write what is asked for."""
    if outputs.poses is not None:
        save_recording(outputs.poses, found.recording)
    display.start()
    analysis = _judged(path, found, task)
    for result_file in outputs.results:
        write_result(result_file, analysis.result)
    reporter = reporter_for(analysis, outputs)
    try:
        if outputs.video is not None:
            drawing = Drawing(analysis.recording, analysis.summary, task.breath_s)
            draw_video(path, outputs.video, drawing, display, reporter.watch)
        elif reporter.wants_pictures:
            _look(path, analysis, reporter, display)
    except KeyboardInterrupt:
        analysis = replace(analysis, stopped=True, cut=outputs.video is not None)
    reporter.write()
    return analysis


def _look(path: Path, analysis: Analysis, reporter: Reporter, display: Display) -> None:
    """Let the report take its pictures where no video is drawn."""
    with open_source(path) as source:
        frames = display.track(source, "Taking pictures", analysis.recording.source.frames)
        reporter.seek(frames)


def reporter_for(analysis: Analysis, outputs: Outputs) -> Reporter:
    """Return what writes the report of an analysis."""
    return Reporter(outputs.report, analysis.result, analysis.recording, analysis.trace)


def judged(found: Landmarked, task: Task | AutoTask) -> Analysis:
    """Return what poses come to."""
    if isinstance(task, AutoTask):
        task = task.settled(found.recording)
    with blamed(task.exercise):
        summary, trace = followed(task.exercise, found.recording)
    result = describe(found.recording, summary, task, _cut_short(found))
    return Analysis(found.recording, summary, result, trace, found.stopped, found.damage)


def _judged(path: Path, found: Landmarked, task: Task | AutoTask) -> Analysis:
    """Return what the poses of a source come to; what can't be judged is said with its name."""
    try:
        return judged(found, task)
    except (UnrecognizedError, ProfileError) as error:
        raise type(error)(f"{shown(path)}: {error}") from error


def _cut_short(found: Landmarked) -> str | None:
    """Return why not all of a source was looked at; None if it was."""
    if not found.stopped:
        return found.damage
    last_s = float(found.recording.timestamp_s[-1])
    return f"stopped after {last_s:.1f} s"


def describe(
    recording: Recording, summary: Summary, task: Task, incomplete: str | None = None
) -> Json:
    """Return the whole result, ready for JSON; incomplete says why not all was looked at."""
    outcome = result_of(summary, task.breath_s)
    whole = {
        "schema": SCHEMA,
        "formcheck": __version__,
        "source": _source(recording.source),
        "incomplete": incomplete,
        "model": {"name": recording.model_name, "sha256": recording.model_sha256},
        "exercise": outcome["exercise"],
        "profile": list(task.profiles),
        **outcome,
    }
    return {name: _plain(value) for name, value in whole.items()}


def _source(info: SourceInfo) -> Json:
    return {
        name: round(value, 3) if isinstance(value, float) else value
        for name, value in asdict(info).items()
    }


def _plain(value: Any) -> Any:
    """Return a value as JSON can hold it: what is missing is null there, not NaN."""
    if isinstance(value, dict):
        return {name: _plain(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    return None if isinstance(value, float) and isnan(value) else value


def check_video(
    path: str | Path,
    exercise: str | Path | Exercise,
    *,
    profile: str = "default",
    model: str | None = None,
    output: str | Path | None = None,
) -> Json:
    """Return what a recorded video of an exercise comes to: counts, checks and events.

    The path names a video, a folder of pictures or a recording of poses; the exercise is an id
    (``EXERCISES`` has them all), ``auto`` for whichever is seen, a file that holds one, or an
    Exercise; profile and model are what ``--profile`` and ``--model`` take. With ``output``, a
    folder, the result, the poses, a report and an annotated video are written there as well. What
    can't be done is raised with one line that says why: SourceError if nobody or nothing can be
    seen in it, ValueError if there is no such exercise or profile, the one forbids the other, or
    none is seen. Of a broken video what could be read is judged, and ``incomplete`` says where it
    broke off.

    Frames from elsewhere, such as a camera of your own, go the same way by hand::

        session = Session(EXERCISES["cobra"])
        with open_landmarker() as landmarker:
            for timestamp_s, image in my_camera():  # seconds that rise; RGB, upright, uint8
                assessment = session.update(landmarker.detect(Frame(timestamp_s, image)))
                print(assessment.count, assessment.raised)
        print(result_of(session.finish()))
    """
    path = Path(path)
    task = asked_for(exercise, profile)
    outputs = Outputs() if output is None else outputs_in(Path(output), path)
    analysis = analyze(path, task, Sight(model), outputs)
    if analysis.stopped:
        raise KeyboardInterrupt
    return analysis.result

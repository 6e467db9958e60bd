"""One live set: what is judged and said of it, and its poses."""

from dataclasses import dataclass, replace

import numpy as np

from formcheck.app.own import blamed
from formcheck.app.videos.analyze import Task, describe
from formcheck.assessment import Assessment
from formcheck.breath import Breath, BreathPacer
from formcheck.coaching.cues import Coach
from formcheck.coaching.placement import Advice, Placement, darkness
from formcheck.coaching.speaking import Speaker, Utterance
from formcheck.io.frames import SourceInfo
from formcheck.io.recording import Recording
from formcheck.io.spool import PoseSpool
from formcheck.overlay.overlay import Overlay
from formcheck.pose import Pose, unseen
from formcheck.report.curves import Trace
from formcheck.result import Json
from formcheck.session import Session
from formcheck.vision.store import Model

GAP_S = 1.0
"""After this long without a pose, as after a pause, nobody is taken to have been there."""
_MOMENT_S = 0.001


@dataclass(frozen=True, eq=False)
class Moment:
    """What is known after one pose."""

    pose: Pose
    assessment: Assessment
    advice: Advice | None
    """What is missing before it can begin or, once it has begun, light; None if nothing is."""
    utterances: tuple[Utterance, ...]
    done: bool
    """Whether the target of the set is met."""
    breath: Breath | None = None
    """Where in a breath the person should be; None where nothing is held for breaths."""


@dataclass(frozen=True, eq=False)
class Kept:
    """What a set came to."""

    task: Task
    recording: Recording
    result: Json
    trace: Trace
    """How it went, as its report shows it."""


class LiveSet:
    """Follows one set. For a new set, make a new one."""

    def __init__(self, task: Task, size_px: tuple[int, int], speaker: Speaker) -> None:
        self.task = task
        self.overlay = Overlay(task.exercise, task.breath_s)
        # who is still told how to lie, or to hold still, has not begun
        self._session = Session(task.exercise, looks_back=False)
        self._placement = Placement(task.exercise, size_px)
        self._coach = Coach(task.exercise, speaker, task.breath_s)
        self._pacer = BreathPacer(task.breath_s) if task.exercise.held else None
        self._spool = PoseSpool()
        self._trace = Trace(task.exercise)
        self._last_s: float | None = None
        self.seen = False
        """Whether anybody was seen in it."""
        self.armed = False
        """Whether the start position was taken."""

    def close(self) -> None:
        """Let go of the poses."""
        self._spool.close()

    def update(self, pose: Pose, light: float) -> Moment:
        """Take in the next pose and the brightness of its picture, 0 to 1."""
        now_s, over = pose.timestamp_s, None
        if self._last_s is not None and now_s - self._last_s > GAP_S:
            over = self._follow(unseen(now_s - _MOMENT_S)).repetition
        self._last_s = now_s
        self.seen = self.seen or pose.seen
        assessment = self._follow(pose)
        if over is not None:  # told only now, for nobody looks at what was unseen
            assessment = replace(assessment, repetition=over)
        self.armed = self.armed or assessment.armed
        advice = self._advice(pose, light)
        utterances = tuple(self._coach.update(assessment, advice))
        breath = self._pacer.update(now_s, assessment.hold_s) if self._pacer else None
        return Moment(pose, assessment, advice, utterances, self._coach.done, breath)

    def finish(self, source: SourceInfo, model: Model, said: list[Json]) -> Kept:
        """End the set; return what it came to, and what was said."""
        recording = self._spool.recording(source, model.name, model.sha256)
        recording = replace(recording, source=_as_seen(source, recording))
        with blamed(self.task.exercise):
            summary = self._session.finish()
        result = describe(recording, summary, self.task)
        return Kept(self.task, recording, {**result, "said": said}, self._trace)

    def _follow(self, pose: Pose) -> Assessment:
        self._spool.add(pose)
        with blamed(self.task.exercise):
            assessment = self._session.update(pose)
            self._trace.take(assessment)
        return assessment

    def _advice(self, pose: Pose, light: float) -> Advice | None:
        if self._coach.begun:
            return None if pose.seen else darkness(light)
        with blamed(self.task.exercise):
            return self._placement.update(pose, light)


def _as_seen(source: SourceInfo, recording: Recording) -> SourceInfo:
    """Return what is known of a camera once the set is over."""
    times_s = recording.timestamp_s
    if len(times_s) < 2:
        return replace(source, frames=len(times_s))
    step_s = float(np.median(np.diff(times_s)))
    duration_s = float(times_s[-1] - times_s[0]) + step_s
    return replace(source, frames=len(times_s), fps=1 / step_s, duration_s=duration_s)

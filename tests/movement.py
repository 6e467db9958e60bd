"""Figures that move: what is done in words, poses at any frame rate out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from formcheck.assessment import Summary
from formcheck.checks import Check
from formcheck.exercise import Exercise
from formcheck.pose import Pose
from formcheck.session import Session
from tests.camera import Camera
from tests.figure import BESIDE, Figure, Prone, Supine, Tabletop

Changes = Mapping[str, float]
"""Measures of a figure and what they become."""
Step = tuple[float, Changes]
"""How many seconds it takes, and what has changed afterwards."""
SETTLE: Step = (1.6, {})
"""Long enough for the start position to be accepted."""
SAME: Changes = {}
FACE_DOWN, ON_ALL_FOURS, FACE_UP = Prone(), Tabletop(), Supine()


@dataclass(frozen=True)
class Movement:
    """A figure whose measures go from step to step as smoothly as a person moves."""

    start: Figure
    steps: Sequence[Step]

    @property
    def duration_s(self) -> float:
        """How long it takes."""
        return sum(seconds for seconds, _ in self.steps)

    def at(self, time_s: float) -> Figure:
        """Return the figure at a time after the beginning."""
        figure = self.start
        for seconds, changes in self.steps:
            if time_s < seconds:
                part = time_s / seconds
                return _between(figure, changes, part * part * (3 - 2 * part))
            figure = _between(figure, changes, 1.0)
            time_s -= seconds
        return figure

    def poses(self, fps: float = 15.0, camera: Camera = BESIDE, since_s: float = 0.0) -> list[Pose]:
        """Return what a camera sees of it."""
        times_s = np.arange(round(self.duration_s * fps) + 1) / fps
        return [self.at(t).pose(since_s + t, camera) for t in times_s.tolist()]


def _between(figure: Figure, changes: Changes, share: float) -> Figure:
    """Return a figure on its way to other measures."""
    now = {
        name: getattr(figure, name) * (1 - share) + then * share for name, then in changes.items()
    }
    return replace(figure, **now)


def _back(start: Figure, changes: Changes) -> Changes:
    return {name: getattr(start, name) for name in changes}


def cobras(
    reps: int = 2,
    up: Changes = SAME,
    *,
    start: Figure = FACE_DOWN,
    way_s: float = 1.2,
    pause_s: float = 1.2,
) -> Movement:
    """Return lifts of the chest by 30 degrees, the neck long; ``up`` is what else they are like."""
    raised = {"trunk": 30.0, "ear": 0.6, **up}
    one: list[Step] = [
        (way_s, raised),
        (0.8, SAME),
        (way_s, _back(start, raised)),
        (pause_s, SAME),
    ]
    return Movement(start, [SETTLE, *one * reps])


def kicks(
    pattern: str = "rrllrrll",
    later: Changes = SAME,
    *,
    bend: float = 115.0,
    period_s: float = 0.8,
    start: Figure = FACE_DOWN,
) -> Movement:
    """Return kicks from the cobra, one letter each; ``later`` is what changes half-way."""
    names = {"l": "knee_left", "r": "knee_right"}
    steps: list[Step] = [SETTLE, (1.0, {"trunk": 25.0}), (2.0, SAME)]
    for i, leg in enumerate(pattern):
        more = later if i == len(pattern) // 2 else SAME
        steps += [
            (period_s / 2, {names[leg]: bend, **more}),
            (period_s / 2, {names[leg]: 0.0}),
        ]
    return Movement(start, [*steps, (1.0, SAME)])


def cat_cows(
    reps: int = 2,
    cow: Changes = SAME,
    *,
    start: Figure = ON_ALL_FOURS,
    end: Changes = SAME,
    way_s: float = 0.9,
) -> Movement:
    """Return cows and cats; ``cow`` is what is special in the cow, ``end`` after the last cat."""
    hollow = {"spine": -0.09, "neck": 25.0, **cow}
    rounded = {"spine": 0.08, "neck": -35.0}
    one: list[Step] = [
        (way_s, hollow),
        (0.6, SAME),
        (way_s, _back(start, hollow)),
        (way_s, rounded),
        (0.6, SAME),
        (way_s, _back(start, rounded)),
        (0.3, SAME),
    ]
    return Movement(start, [SETTLE, *one * reps, (0.4, end), (1.6, SAME)])


def twists(
    over: Changes = SAME,
    *,
    start: Figure = FACE_UP,
    in_s: float = 1.5,
    over_s: float = 2.0,
    held_s: float = 5.0,
) -> Movement:
    """Return a knee drawn in, draped over and brought back; ``over`` is how it is held there."""
    there = {"crossing": 0.5, **over}
    steps: list[Step] = [
        (in_s, {"knee_in": 1.0}),
        (over_s, there),
        (held_s, SAME),
        (2.0, _back(start, there)),
        (1.5, {"knee_in": 0.0}),
        (1.0, SAME),
    ]
    return Movement(start, [SETTLE, *steps])


def summary_of(exercise: Exercise, poses: Iterable[Pose]) -> Summary:
    """Return what a session makes of a set."""
    session = Session(exercise)
    for pose in poses:
        session.update(pose)
    return session.finish()


def check_of(exercise: Exercise, check_id: str) -> Check:
    """Return a check of an exercise that is judged pose by pose."""
    (check,) = (check for check in exercise.checks if check.id == check_id)
    assert isinstance(check, Check)
    return check


def verdicts_of(exercise: Exercise, poses: Iterable[Pose]) -> dict[str, str]:
    """Return the verdict of each check over a set."""
    findings = summary_of(exercise, poses).findings
    return {finding.check.id: finding.verdict.value for finding in findings}

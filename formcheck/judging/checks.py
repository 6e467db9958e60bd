"""Following all checks of an exercise together."""

from collections import deque
from collections.abc import Mapping
from math import isnan, nan

import numpy as np

from formcheck.arming import Arming
from formcheck.body import Body
from formcheck.checks import Against, Check, Event, MoveCheck, PatternCheck, Severity
from formcheck.counting.excursion import Excursion
from formcheck.counting.logbook import Completed, SetLog
from formcheck.exercise import Exercise
from formcheck.geometry import distance
from formcheck.judging.watch import CheckWatch, Finding, MoveWatch, PatternWatch
from formcheck.landmarks import JOINTS, Side

END = "end"
END_S = 1.0
"""The end of a set is judged over this long."""
STILL = 0.15
"""Who moves no joint by more meanwhile is still: up to 0.12 in 103 rendered sets that end on all
fours, and 0.6 and more of eight who get up from there."""


AnyWatch = CheckWatch | MoveWatch | PatternWatch


class Checks:
    """Follows all checks of one set. For a new set, make a new one."""

    def __init__(self, exercise: Exercise) -> None:
        self._held = exercise.held
        self._order = {check.id: i for i, check in enumerate(exercise.checks)}
        single = [check for check in exercise.checks if isinstance(check, Check)]
        self._watches = [
            CheckWatch(check, exercise.held, check.during == (exercise.rest_phase,))
            for check in single
        ]
        self._moves = [MoveWatch(c) for c in exercise.checks if isinstance(c, MoveCheck)]
        self._patterns = [
            PatternWatch(c, exercise.pattern)
            for c in exercise.checks
            if isinstance(c, PatternCheck)
        ]
        self._ways = {way.phase: way for way in exercise.ways}
        self._sides: set[Side | None] = {None, *(way.side for way in exercise.ways)}
        """Those that may be worked."""
        self._starts: dict[tuple[str, Side | None], float] = {}
        self._ends = [watch for watch in self._watches if END in watch.check.during]
        self._latest: deque[tuple[float, Body]] = deque()
        self._still: list[tuple[float, Body]] = []
        """The last second in which the body was still."""

    @property
    def raised(self) -> tuple[str, ...]:
        """The checks whose fault is raised now, alerts first."""
        raised = [watch.check for watch in self._watches if watch.raised]
        raised.sort(key=lambda check: check.severity is not Severity.ALERT)
        return tuple(check.id for check in raised)

    @property
    def values(self) -> dict[str, float]:
        """What was judged of the last body, by check; only what applied and was seen."""
        return {w.check.id: w.value for w in self._watches if not isnan(w.value)}

    def learn(self, start: Arming) -> None:
        """Take what the measures are in the start position, for each side that may be worked.

        A deviation counts both ways, so its start is taken only of a body at rest. The start of an
        exercise of holds is learnt once, and taken as it is.
        """
        checks = [watch.check for watch in self._watches if watch.check.held_against_start]
        measures = {
            check.id: check.measure
            for check in checks
            if check.against is not Against.DEVIATION or self._held or start.at_rest
        }
        for side in self._sides:
            values = start.median(measures, side, guess=False)
            self._starts.update({(name, side): value for name, value in values.items()})

    def begin_anew(self) -> None:
        """Forget all that the body is held against, for it may be seen from elsewhere now."""
        self.forget_start()
        for watch in self._watches:
            watch.forget_first()

    def forget_start(self) -> None:
        """Forget what the measures were in the start position, for it was none of rest."""
        self._starts.clear()

    def update(self, now_s: float, step_s: float, body: Body, phase: str | None) -> None:
        """Judge a body by what of it was in the picture.

        The rest is a guess, good enough to tell which position the body is in.
        """
        shown = body.in_picture
        self._latest.append((now_s, shown))
        while now_s - self._latest[0][0] > END_S:
            self._latest.popleft()
        if self._ends and self._is_still(now_s, shown):
            self._still = list(self._latest)
        for watch in self._watches:
            if watch.check.applies(phase, body):
                check = watch.check
                start = self._starts.get((check.id, body.working), check.usual_start)
                watch.update(now_s, step_s, shown, start)
            else:
                watch.rest(now_s)

    def rest(self, now_s: float) -> None:
        """Let time pass in which nothing is judged."""
        for watch in self._watches:
            watch.rest(now_s)

    def judge(
        self,
        completed: Completed,
        moves: Mapping[str, list[Excursion]],
        near: Side,
    ) -> tuple[str, ...]:
        """Judge what was completed; return the checks that found a fault.

        The moves are all of the set, by way; near is the side closer to the camera.
        """
        faulted = []
        move, repetitions = completed
        if move is not None:
            for single in self._watches:
                single.movement_over()
            side = self._ways[move.way].side
            earlier = [one for one in moves[move.way] if one.end_s < move.end_s]
            watches = [w for w in self._moves if not w.check.near_only or side == near]
            faulted += [watch.check.id for watch in watches if watch.update(move, earlier)]
        for repetition in repetitions:
            faulted += [w.check.id for w in self._patterns if w.update(repetition)]
        return tuple(faulted)

    def leave(self, log: SetLog) -> None:
        """Judge how a set ended whose person has left the exercise: where they were last still."""
        self._judge_end(log, self._still)

    def drop(self) -> None:
        """Let no fault last while nobody is judged, and nothing go on in a row after that."""
        self._latest.clear()
        self._still = []
        for watch in self._watches:
            watch.drop()
        wholes: list[MoveWatch | PatternWatch] = [*self._moves, *self._patterns]
        for whole in wholes:
            whole.forget_row()

    def finish(self, log: SetLog) -> tuple[list[Finding], list[Event]]:
        """End the set; return what the checks came to, and all that was raised."""
        self._judge_end(log, list(self._latest))
        watches: list[AnyWatch] = [*self._watches, *self._moves, *self._patterns]
        findings = sorted(
            (watch.finish() for watch in watches),
            key=lambda finding: self._order[finding.check.id],
        )
        events = [event for watch in watches for event in watch.events]
        return findings, sorted(events, key=lambda event: event.start_s)

    def _is_still(self, now_s: float, body: Body) -> bool:
        since_s, before = self._latest[0]
        return now_s - since_s > END_S / 2 and _apart(before, body) <= STILL

    def _judge_end(self, log: SetLog, bodies: list[tuple[float, Body]]) -> None:
        if log.repetitions and bodies:
            for watch in self._ends:
                watch.end(bodies, self._starts.get((watch.check.id, None), nan))


def _apart(one: Body, other: Body) -> float:
    """Return by how much the joint has moved that has moved most; a joint unseen has not."""
    moved = distance(one.points.take(JOINTS, axis=0), other.points.take(JOINTS, axis=0))
    return float(np.nanmax(moved, initial=0.0))

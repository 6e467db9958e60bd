"""One set of one exercise, pose by pose."""

from collections import Counter, defaultdict, deque
from dataclasses import dataclass, field, replace
from math import nan

import numpy as np

from formcheck.arming import Arming
from formcheck.body import Body
from formcheck.checks import Check, Event, MoveCheck, PatternCheck
from formcheck.excursion import Excursion
from formcheck.exercise import Exercise, Holds, Repetitions, View, Way
from formcheck.holds import Hold, hold_of
from formcheck.landmarks import Side
from formcheck.pose import Pose
from formcheck.posture import holds
from formcheck.recent import RecentRest
from formcheck.reps import Partial, RepCounter, Repetition
from formcheck.swing import SwingDetector
from formcheck.tracking import BodyTracker
from formcheck.watching import LONGEST_STEP_S, CheckWatch, Finding, MoveWatch, PatternWatch

Watch = CheckWatch | MoveWatch | PatternWatch

LOST_S = 2.0
"""After this long out of sight the unfinished repetition is dropped."""
LEFT_S = 1.0
"""After this long outside of the exercise's own positions the set is over."""
OPEN_S = 4.0
"""A repetition whose next part does not begin for this long is over."""
END = "end"
END_S = 1.0
"""The end of a set is judged over this long."""
THERE = 0.7
"""From this share of the way on the body is in that phase."""


@dataclass(frozen=True, eq=False)
class Assessment:
    """What is known after one pose."""

    timestamp_s: float
    body: Body | None = None
    view: View | None = None
    armed: bool = False
    phase: str | None = None
    side: Side | None = None
    share: float = 0.0
    """How far the movement under way is; 1 counts."""
    count: int = 0
    repetition: Repetition | None = None
    """The repetition this pose completed, if any."""
    hold_s: float = 0.0
    """How long the position is held by now."""
    raised: tuple[str, ...] = ()
    """The checks whose fault is raised now, alerts first."""
    faulted: tuple[str, ...] = ()
    """The checks of whole movements that found a fault in the one this pose completed."""


@dataclass(frozen=True, eq=False)
class Summary:
    """What a whole set came to."""

    exercise: Exercise
    view: View | None
    view_ok: bool
    person_share: float
    judged_share: float
    repetitions: tuple[Repetition, ...]
    partials: tuple[Partial, ...]
    holds: tuple[Hold, ...]
    findings: tuple[Finding, ...]
    events: tuple[Event, ...]
    tally: Counter[str] = field(default_factory=Counter)
    """How many movements of each way got far enough."""


class Session:
    """Follows one set. Holds no clock, camera or file: time comes with each pose."""

    def __init__(self, exercise: Exercise) -> None:
        self._exercise = exercise
        self._tracker = BodyTracker(exercise.profiled)
        self._arming = Arming(exercise.start)
        self._ways = {way.phase: way for way in exercise.ways}
        self._swings = SwingDetector()
        goal = exercise.goal
        self._reps = RepCounter(goal.pattern) if isinstance(goal, Repetitions) else None
        self._watches = [CheckWatch(c) for c in exercise.checks if isinstance(c, Check)]
        self._move_watches = [MoveWatch(c) for c in exercise.checks if isinstance(c, MoveCheck)]
        self._pattern_watches = [
            PatternWatch(c, goal.pattern)
            for c in exercise.checks
            if isinstance(c, PatternCheck) and isinstance(goal, Repetitions)
        ]
        self._latest: deque[tuple[float, Body]] = deque()
        self._moves: dict[str, list[Excursion]] = defaultdict(list)
        self._rests: dict[str, float] = {}
        self._starts: dict[tuple[str, Side | None], float] = {}
        self._recent: dict[str, RecentRest] = defaultdict(RecentRest)
        self._repetitions: list[Repetition] = []
        self._partials: list[Partial] = []
        self._holds: list[Hold] = []
        self._armed = False
        self._view: View | None = None
        self._views: Counter[View] = Counter()
        self._last_s: float | None = None
        self._seen_s: float | None = None
        self._within_s: float | None = None
        self._poses = self._person = self._judged = 0
        self._faulted: list[str] = []

    # -- one pose ---------------------------------------------------------------------------

    def update(self, pose: Pose) -> Assessment:
        """Take in the next pose; one that is not later than the last changes nothing."""
        now_s = pose.timestamp_s
        self._faulted = []
        if self._last_s is not None and now_s <= self._last_s:
            return self._assess(now_s, None, None)
        step_s = min(now_s - self._last_s, LONGEST_STEP_S) if self._last_s is not None else 0.0
        self._last_s = now_s
        self._poses += 1
        body = self._tracker.update(pose, self._side()) if pose.seen else None
        if body is None:
            self._miss(now_s)
            return self._assess(now_s, None, None)
        self._seen_s = now_s
        self._person += 1
        self._arm(now_s, body)
        if not self._armed:
            return self._assess(now_s, body, None)
        self._judged += 1
        done = self._move(now_s, body)
        self._check(now_s, step_s, body)
        self._leave(now_s, body)
        return self._assess(now_s, body, done)

    def finish(self) -> Summary:
        """End the set; return what it came to."""
        last = self._swings.finish()
        if last is not None:
            self._take(last)
        if self._reps is not None:
            self._count(self._reps.finish())
        self._end()
        watches: list[Watch] = [*self._watches, *self._move_watches, *self._pattern_watches]
        findings = [watch.finish() for watch in watches]
        order = {check.id: i for i, check in enumerate(self._exercise.checks)}
        findings.sort(key=lambda finding: order[finding.check.id])
        events = [event for watch in watches for event in watch.events]
        view = self._view or (self._views.most_common(1)[0][0] if self._views else None)
        return Summary(
            exercise=self._exercise,
            view=view,
            view_ok=view in self._exercise.views,
            person_share=self._person / max(self._poses, 1),
            judged_share=self._judged / max(self._poses, 1),
            repetitions=tuple(self._repetitions),
            partials=tuple(self._partials),
            holds=tuple(self._holds),
            findings=tuple(findings),
            events=tuple(sorted(events, key=lambda event: event.start_s)),
            tally=Counter({way: len(moves) for way, moves in self._moves.items()}),
        )

    # -- the parts --------------------------------------------------------------------------

    def _arm(self, now_s: float, body: Body) -> None:
        """Look for the start position, whenever no movement is under way."""
        if self._swings.way is not None or not self._arming.update(now_s, body):
            return
        view = self._arming.view
        self._views[view] += 1
        if view not in self._exercise.views:
            return
        self._view = view
        if not self._armed:
            level = self._exercise.level
            self._tracker.freeze(self._arming.level(level) if level else 0.0)
            self._armed = True
            self._learn()
        elif self._reps is not None:  # between holds the body need not be as it was at the start
            self._learn()

    def _learn(self) -> None:
        """Take what the measures are in the start position, for each side that may be worked."""
        measures = {way.phase: way.measure for way in self._exercise.ways}
        self._rests = self._arming.median(measures)
        sides: tuple[Side | None, ...] = (None, "left", "right")
        held = [c for c in self._exercise.checks if isinstance(c, Check) and c.held_against_start]
        for side in sides if self._exercise.sided else sides[:1]:
            starts = self._arming.median({check.id: check.measure for check in held}, side)
            self._starts.update({(name, side): value for name, value in starts.items()})

    def _move(self, now_s: float, body: Body) -> Repetition | None:
        shares = {phase: self._share(now_s, way, body) for phase, way in self._ways.items()}
        excursion = self._swings.update(now_s, shares, self._marks(body))
        if excursion is not None:
            return self._take(excursion)
        span = self._reps.span if self._reps else None
        if span is not None and self._swings.way is None and now_s - span[1] > OPEN_S:
            return self._close(span)
        return None

    def _share(self, now_s: float, way: Way, body: Body) -> float:
        value = float(way.measure(body))
        rest = way.rest
        if rest == "start":
            rest = self._rests.get(way.phase, nan)
        elif rest == "recent":
            rest = self._recent[way.phase].update(now_s, value)
        reach = way.reach
        moves = self._moves[way.phase][-5:]
        if way.own_range and moves:
            own = float(np.median([move.peak for move in moves]))
            reach *= max(1.0, way.own_range * own)
        return (value - rest) / reach

    def _marks(self, body: Body) -> dict[str, tuple[float, float]]:
        """Return where the joints are whose speed matters."""
        joints = {
            w.phase: body.joint(w.joint, w.side) for w in self._ways.values() if w.joint and w.side
        }
        return {phase: (float(point[0]), float(point[1])) for phase, point in joints.items()}

    def _take(self, excursion: Excursion) -> Repetition | None:
        """Take in a movement that is over."""
        way = self._ways[excursion.way]
        if excursion.end_s - excursion.start_s < way.shortest_s:
            return None
        if not excursion.reached:
            self._partials.append(Partial(excursion.start_s, excursion.end_s, way.side, "range"))
            return None
        for watch in self._move_watches:
            if not watch.check.near_only or way.side == self._tracker.near:
                self._note(watch.check.id, watch.update(excursion, self._moves[way.phase]))
        self._moves[way.phase].append(excursion)
        if self._reps is None:
            self._holds.append(hold_of(excursion, way.side))
            return None
        return self._count(self._reps.update(excursion))

    def _count(self, repetitions: list[Repetition]) -> Repetition | None:
        """Take in finished repetitions; return the last."""
        for repetition in repetitions:
            self._repetitions.append(self._measured(repetition))
            for watch in self._pattern_watches:
                self._note(watch.check.id, watch.update(repetition))
        return self._repetitions[-1] if repetitions else None

    def _note(self, check: str, fault: bool) -> None:
        if fault:
            self._faulted.append(check)

    def _end(self) -> None:
        """Judge how the set ended, if anything was done."""
        if not self._armed or not self._repetitions:
            return
        for watch in self._watches:
            if END in watch.check.during:
                watch.end(list(self._latest), self._starts.get((watch.check.id, None), nan))

    def _measured(self, repetition: Repetition) -> Repetition:
        """Add side and range, which the exercise knows."""
        ways = [self._ways[part.way] for part in repetition.parts]
        extent = sum(
            abs(way.reach) * part.peak for way, part in zip(ways, repetition.parts, strict=True)
        )
        side = ways[0].side if len(ways) == 1 else None
        return replace(repetition, side=side, range=extent, range_unit=ways[0].unit)

    def _close(self, span: tuple[float, float]) -> Repetition | None:
        """Close a repetition that is not gone on with."""
        assert self._reps is not None
        done = self._count(self._reps.finish())
        if done is None:
            self._partials.append(Partial(*span, None, "incomplete"))
        return done

    def _check(self, now_s: float, step_s: float, body: Body) -> None:
        phase = self._phase()
        self._latest.append((now_s, body))
        while now_s - self._latest[0][0] > END_S:
            self._latest.popleft()
        for watch in self._watches:
            if not watch.check.applies(phase, self._view, body):
                watch.rest(now_s)
            else:
                start = self._starts.get((watch.check.id, body.working), nan)
                watch.update(now_s, step_s, body, start)

    def _miss(self, now_s: float) -> None:
        """Freeze while nobody is seen; after a while drop what was begun."""
        if self._seen_s is not None and now_s - self._seen_s > LOST_S:
            self._drop(now_s, "lost")

    def _leave(self, now_s: float, body: Body) -> None:
        """End the set when the body is no longer where the exercise has it."""
        if holds(self._exercise.within, body):
            self._within_s = now_s
        elif self._within_s is not None and now_s - self._within_s > LEFT_S:
            self._drop(now_s, "left")

    def _drop(self, now_s: float, reason: str) -> None:
        start_s = self._swings.start_s
        side = self._side()
        if self._reps is not None and self._reps.span is not None:
            start_s = self._reps.span[0]
            self._reps.drop()
        if start_s is not None and self._armed:
            self._partials.append(Partial(start_s, self._seen_s or now_s, side, reason))
        self._swings.drop()
        self._arming.drop()
        self._tracker.thaw()
        self._armed = False

    # -- what is known ----------------------------------------------------------------------

    def _side(self) -> Side | None:
        way = self._swings.way
        return self._ways[way].side if way else None

    def _phase(self) -> str | None:
        way = self._swings.way
        if way is None:
            return self._exercise.rest_phase
        there = self._swings.share >= THERE and (self._reps is not None or self._swings.steady)
        return way if there else None

    def _assess(self, now_s: float, body: Body | None, done: Repetition | None) -> Assessment:
        raised = [watch.check for watch in self._watches if watch.raised]
        raised.sort(key=lambda check: check.severity.value)
        return Assessment(
            timestamp_s=now_s,
            body=body,
            view=self._view,
            armed=self._armed,
            phase=self._phase() if self._armed else None,
            side=self._side(),
            share=self._swings.share,
            count=len(self._repetitions),
            repetition=done,
            hold_s=self._swings.held_s if self._reps is None and self._swings.steady else 0.0,
            raised=tuple(check.id for check in raised),
            faulted=tuple(self._faulted),
        )


__all__ = ["Assessment", "Holds", "Session", "Summary"]

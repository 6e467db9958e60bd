"""Watching one check through a set: what it is held against, its events, what it came to."""

from collections import Counter, deque
from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite, isnan, nan
from statistics import median
from typing import Generic, TypeVar

from formcheck.body import Body, reading
from formcheck.checks import (
    SEEN_SHARE,
    Against,
    Check,
    Event,
    Limit,
    MoveCheck,
    PatternCheck,
    Verdict,
)
from formcheck.counting.excursion import Excursion
from formcheck.counting.reps import Repetition
from formcheck.exercise import AnyCheck
from formcheck.judging.judge import Fault, Judge

WholeCheck = TypeVar("WholeCheck", bound=MoveCheck | PatternCheck)

FIRST_S = 1.0
"""For how long a value is learnt when its check first applies."""
MOSTLY = 0.5
"""What was past its limit for more than this share of the time it was judged, and yet never for
long enough to be told of, is not good: of 18 such in 901 rendered sets 7 were truly at fault, and
of the others next to nothing was seen."""
GOING = 1 / 6
"""Who still moves at the end changes by more than this share of the limit from the first half of
the last second to the other: 61 rendered sets that end at rest, flat or round, by 0.13 at most."""


@dataclass(frozen=True)
class Finding:
    """What a check came to over a whole set."""

    check: AnyCheck
    verdict: Verdict
    judged_s: float
    fault_s: float
    worst: float
    """The value nearest to or farthest past the limit, of a fault while it was raised; NaN if none
    was judged."""
    worst_s: float
    """When that was; NaN if none was judged."""


class _Worst:
    """Keeps the worst value and its time."""

    def __init__(self, limit: Limit) -> None:
        self._limit = limit
        self.value, self.time_s = nan, nan

    def update(self, timestamp_s: float, value: float) -> None:
        if isnan(self.value) or self._limit.worse(value, self.value):
            self.value, self.time_s = value, timestamp_s


class CheckWatch:
    """Follows one check, pose by pose.

    It is of an exercise of holds, if ``held``; ``at_rest``, it applies between movements alone.
    """

    def __init__(self, check: Check, held: bool = False, at_rest: bool = False) -> None:
        self.check = check
        self.events: list[Event] = []
        self.value = nan
        """What was judged last; NaN if it did not apply or was not seen."""
        self._judge = Judge(check.limit, check.severity, held, at_rest, check.stance)
        self._first: list[float] = []
        """The values when it first applied."""
        self._first_s = 0.0
        """For how long they were taken."""
        self._worst = _Worst(check.limit)
        self._at_fault = _Worst(check.limit)
        """While a fault was raised; what passes the limit too briefly may be misread."""
        self._applied_s = self._judged_s = self._past_s = 0.0

    @property
    def raised(self) -> bool:
        """Whether its fault is raised now."""
        return self._judge.raised

    def update(self, timestamp_s: float, step_s: float, body: Body, start: float) -> None:
        """Judge a body in a phase in which the check applies; start is the start position's."""
        self._applied_s += step_s
        self.value = value = self._held_against(reading(self.check.measure, body), start)
        if not isnan(value):
            self._judged_s += step_s
            self._past_s += step_s if self.check.limit.passed(value) else 0.0
            self._first_s += step_s
            self._worst.update(timestamp_s, value)
        self._keep(self._judge.update(timestamp_s, value))

    def rest(self, timestamp_s: float) -> None:
        """Let time pass in which it does not apply."""
        self.value = nan
        self._keep(self._judge.rest(timestamp_s))

    def movement_over(self) -> None:
        """Forget what it was when it first applied, if that is learnt of each movement anew."""
        if self.check.against is Against.LEAST_DEVIATION:
            self.forget_first()

    def forget_first(self) -> None:
        """Forget what it was when it first applied."""
        self._first.clear()
        self._first_s = 0.0

    def drop(self) -> None:
        """Close the fault that is raised, if one is, for nothing is known of the body now."""
        self.value = nan
        self._keep(self._judge.finish())

    def finish(self) -> Finding:
        """Close the watch; return what it came to."""
        self.drop()
        judged_s = self._judged_s
        enough = judged_s > 0 and judged_s >= SEEN_SHARE * self._applied_s
        seen = enough and self._past_s <= MOSTLY * judged_s
        worst = self._at_fault if self.events else self._worst
        return _finding(self.check, self.events, judged_s, seen, worst)

    def end(self, bodies: Sequence[tuple[float, Body]], start: float) -> None:
        """Judge the end of a set, seen for a second, by its usual value.

        Of who is in the middle of a movement as the pictures end nothing is known.
        """
        measure = self.check.measure
        values = [self._held_against(reading(measure, body), start) for _, body in bodies]
        seen = [value for value in values if not isnan(value)]
        if not seen or self._is_going(seen):
            return
        first_s, last_s = bodies[0][0], bodies[-1][0]
        self._applied_s += last_s - first_s
        self._judged_s += last_s - first_s
        value = median(seen)
        self._worst.update(last_s, value)
        if self.check.limit.passed(value):
            self._at_fault.update(last_s, value)
            self.events.append(_event(self.check, first_s, last_s, value))

    def _is_going(self, values: list[float]) -> bool:
        """Return whether values go one way."""
        half = (len(values) + 1) // 2
        change = median(values[-half:]) - median(values[:half])
        return abs(change) > GOING * abs(self.check.limit.enter)

    def _held_against(self, value: float, start: float) -> float:
        """Return what a value of the measure comes to, held against what its check wants."""
        match self.check.against:
            case Against.ZERO:
                return value
            case Against.START:
                return value - start
            case Against.DEVIATION:
                return abs(value - start)
            case Against.START_SHARE:
                return _dropped(value, start)
            case Against.FIRST_SHARE:
                return _dropped(value, self._learnt(value))
            case Against.LEAST_DEVIATION:
                apart = (abs(value - known) for known in (self._learnt(value), start))
                return min((by for by in apart if not isnan(by)), default=nan)

    def _learnt(self, value: float) -> float:
        """Return the usual value when it first applied; learn it from this one at first."""
        if not isnan(value) and self._first_s < FIRST_S:
            self._first.append(value)
        return median(self._first) if self._first else nan

    def _keep(self, fault: Fault | None) -> None:
        if fault is not None:
            self._at_fault.update(fault.worst_s, fault.worst)
            self.events.append(_event(self.check, fault.start_s, fault.end_s, fault.worst))


class _WholeWatch(Generic[WholeCheck]):
    """Follows one check that is judged when something is over; of several in a row the best."""

    def __init__(self, check: WholeCheck) -> None:
        self.check = check
        self.events: list[Event] = []
        self._row: deque[float] = deque(maxlen=check.in_a_row)
        self._worst = _Worst(check.limit)
        self._judged_s = 0.0

    def _judge(
        self, whole: Excursion | Repetition, span_s: tuple[float, float], value: float
    ) -> bool:
        """Judge what is over by its value, which a span shows; return whether it is at fault."""
        self._row.append(value)
        if len(self._row) < self.check.in_a_row:
            return False
        value = self.check.limit.best(self._row)
        start_s, end_s = span_s
        self._judged_s += whole.end_s - whole.start_s
        self._worst.update(min(max(whole.peak_s, start_s), end_s), value)
        at_fault = self.check.limit.passed(value)
        if at_fault:
            self.events.append(_event(self.check, start_s, end_s, value))
        return at_fault

    def forget_row(self) -> None:
        """Forget what was judged last, for what comes next does not follow upon it."""
        self._row.clear()

    def finish(self) -> Finding:
        """Close the watch; return what it came to."""
        judged_s = self._judged_s
        return _finding(self.check, self.events, judged_s, seen=judged_s != 0, worst=self._worst)


class MoveWatch(_WholeWatch[MoveCheck]):
    """Follows one check that is judged when a movement is over."""

    def update(self, move: Excursion, before: Sequence[Excursion]) -> bool:
        """Judge a movement that is over, if it was followed; return whether it is at fault.

        Where limbs are taken for one another how far one went is spread over both.
        """
        value = self.check.value(move, before)
        if not (move.followed and move.alone and isfinite(value)):
            return False
        span_s = self.check.span(move) if self.check.span else (move.start_s, move.end_s)
        return self._judge(move, span_s, value)


class PatternWatch(_WholeWatch[PatternCheck]):
    """Follows whether repetitions are made of the right parts."""

    def __init__(self, check: PatternCheck, pattern: tuple[str, ...]) -> None:
        super().__init__(check)
        self._pattern = Counter(pattern)

    def update(self, repetition: Repetition) -> bool:
        """Judge a finished repetition by its missing or extra parts; return whether it has any.

        Where a part that is missing was begun nobody knows whether it only seemed too small, and
        where all of one way are missing, or which way one went is not certain, whether they were
        taken for others. Where movements are in too few pictures one may not have been seen at all.
        """
        if not all(part.followed and part.told for part in repetition.parts):
            return False
        parts = Counter(repetition.pattern)
        missing, extra = self._pattern - parts, parts - self._pattern
        if missing & Counter(repetition.short) or set(self._pattern) - set(parts):
            return False
        span_s = repetition.start_s, repetition.end_s
        return self._judge(repetition, span_s, missing.total() + extra.total())


def _dropped(value: float, before: float) -> float:
    """Return by what share a value has dropped; NaN if that can't be told."""
    return 1 - value / before if before else nan


def _finding(
    check: AnyCheck, events: Sequence[Event], judged_s: float, seen: bool, worst: _Worst
) -> Finding:
    """Return what a check came to that was watched for so long, and seen well enough or not."""
    verdict = Verdict.FAULT if events else Verdict.GOOD if seen else Verdict.NOT_SEEN
    fault_s = sum(event.end_s - event.start_s for event in events)
    return Finding(check, verdict, judged_s, fault_s, worst.value, worst.time_s)


def _event(check: AnyCheck, start_s: float, end_s: float, worst: float) -> Event:
    return Event(check.id, check.severity, start_s, end_s, worst, check.unit, check.cue)

"""Following all checks of an exercise through a set."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isnan, nan

from formcheck.body import Body
from formcheck.checks import (
    SEEN_SHARE,
    Against,
    Check,
    Event,
    Judge,
    Limit,
    MoveCheck,
    Severity,
    Verdict,
)
from formcheck.swing import Excursion

LONGEST_STEP_S = 0.5
"""A longer gap between two poses was not watched."""


@dataclass(frozen=True)
class Finding:
    """What a check came to over a whole set."""

    check: Check | MoveCheck
    verdict: Verdict
    judged_s: float
    fault_s: float
    worst: float
    """The value nearest to or farthest past the limit; NaN if none was judged."""
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
    """Follows one check, pose by pose."""

    def __init__(self, check: Check) -> None:
        self.check = check
        self.events: list[Event] = []
        self._judge = Judge(check.limit, check.severity)
        self._worst = _Worst(check.limit)
        self._applied_s = self._judged_s = 0.0

    @property
    def raised(self) -> bool:
        """Whether its fault is raised now."""
        return self._judge.raised

    def update(self, timestamp_s: float, step_s: float, body: Body, start: float) -> None:
        """Judge a body in a phase in which the check applies; start is the start position's."""
        self._applied_s += step_s
        value = _against(self.check.against, float(self.check.measure(body)), start)
        if isnan(value):
            return
        self._judged_s += step_s
        self._worst.update(timestamp_s, value)
        self._keep(self._judge.update(timestamp_s, value))

    def rest(self, timestamp_s: float) -> None:
        """Let time pass in which it does not apply."""
        self._keep(self._judge.rest(timestamp_s))

    def finish(self) -> Finding:
        """Close the watch; return what it came to."""
        self._keep(self._judge.finish())
        fault_s = sum(event.end_s - event.start_s for event in self.events)
        seen = self._judged_s > SEEN_SHARE * self._applied_s
        verdict = Verdict.NOT_SEEN if not seen else Verdict.GOOD
        verdict = Verdict.FAULT if self.events else verdict
        return Finding(
            self.check, verdict, self._judged_s, fault_s, self._worst.value, self._worst.time_s
        )

    def _keep(self, fault: tuple[float, float, float] | None) -> None:
        if fault is not None:
            self.events.append(_event(self.check, *fault))


class MoveWatch:
    """Follows one check that is judged when a movement is over."""

    def __init__(self, check: MoveCheck) -> None:
        self.check = check
        self.events: list[Event] = []
        self._worst = _Worst(check.limit)
        self._judged_s = 0.0

    def update(self, move: Excursion, before: Sequence[Excursion]) -> bool:
        """Judge a movement that is over; return whether it is at fault."""
        value = self.check.value(move, before)
        if isnan(value):
            return False
        self._judged_s += move.end_s - move.start_s
        self._worst.update(move.peak_s, value)
        if not self.check.limit.passed(value, within=False):
            return False
        self.events.append(_event(self.check, move.start_s, move.end_s, value))
        return True

    def finish(self) -> Finding:
        """Close the watch; return what it came to."""
        seen = Verdict.GOOD if self._judged_s else Verdict.NOT_SEEN
        verdict = Verdict.FAULT if self.events else seen
        fault_s = sum(event.end_s - event.start_s for event in self.events)
        return Finding(
            self.check, verdict, self._judged_s, fault_s, self._worst.value, self._worst.time_s
        )


def _against(against: Against, value: float, start: float) -> float:
    if against is Against.START:
        return value - start
    if against is Against.START_SHARE:
        return 1 - value / start if start else nan
    return value


def _event(check: Check | MoveCheck, start_s: float, end_s: float, worst: float) -> Event:
    return Event(check.id, check.severity, start_s, end_s, worst, check.unit, check.cue)


Starts = Mapping[str, float]
"""What each check's measure was in the start position."""


__all__ = ["CheckWatch", "Finding", "MoveWatch", "Severity", "Starts"]

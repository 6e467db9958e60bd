"""The result of one analysed video, as plain values ready for JSON."""

from math import floor, isnan
from typing import Any

from formcheck.assessment import Summary
from formcheck.breath import BREATH_S
from formcheck.checks import Event
from formcheck.counting.holds import Hold
from formcheck.counting.reps import Partial, Repetition
from formcheck.exercise import Holds, Repetitions
from formcheck.judging.watch import Finding
from formcheck.landmarks import SIDES, Side

SCHEMA = 1
"""Version of the result; it only grows."""

Json = dict[str, Any]


def result_of(summary: Summary, breath_s: float = BREATH_S) -> Json:
    """Return what a set came to; times in seconds, lengths in torsos, angles in degrees."""
    goal, counted = summary.exercise.goal, _counted(summary, breath_s)
    sided = summary.exercise.sided
    holds = [_hold(hold, summary.events, breath_s) for hold in summary.holds]
    return {
        "exercise": summary.exercise.id,
        "view": {
            "needed": list(summary.exercise.views),
            "seen": summary.view,
            "ok": summary.view_ok,
        },
        "seen": {
            "person": _rounded(summary.person_share),
            "whole": _rounded(summary.whole_share),
            "judged": _rounded(summary.judged_share),
        },
        "count": len(counted),
        "goal": goal.target if isinstance(goal, Repetitions) else goal.target_breaths,
        "count_by_side": {side: counted.count(side) if sided else None for side in SIDES},
        "details": _details(summary, goal),
        "repetitions": [
            _repetition(i, repetition, summary.events)
            for i, repetition in enumerate(summary.repetitions, 1)
        ],
        "partial": [_partial(partial) for partial in summary.partials],
        "holds": holds,
        "checks": [_check(finding) for finding in summary.findings],
        "events": [_event(event) for event in summary.events],
    }


def _counted(summary: Summary, breath_s: float) -> list[Side | None]:
    """Return the side of each repetition, or of each hold that was long enough."""
    goal = summary.exercise.goal
    if isinstance(goal, Repetitions):
        return [repetition.side for repetition in summary.repetitions]
    target_s = goal.target_breaths * breath_s
    return [hold.side for hold in summary.holds if hold.held_s >= target_s]


def _details(summary: Summary, goal: Repetitions | Holds) -> dict[str, int | None]:
    """Return what was counted apart; None if all ways were taken for one another."""
    if not isinstance(goal, Repetitions):
        return {}
    done = {way for repetition in summary.repetitions for way in repetition.pattern}
    told = not (goal.alike and len(done) == 1)
    return {name: summary.tally[way] if told else None for name, way in goal.tally.items()}


def _repetition(index: int, repetition: Repetition, events: tuple[Event, ...]) -> Json:
    faults = _faults(repetition.start_s, repetition.end_s, events)
    return {
        "index": index,
        "side": repetition.side,
        "start_s": _rounded(repetition.start_s),
        "peak_s": _rounded(repetition.peak_s),
        "end_s": _rounded(repetition.end_s),
        "good": not faults,
        "faults": faults,
        "range": _rounded(repetition.range),
        "range_unit": repetition.range_unit,
    }


def _partial(partial: Partial) -> Json:
    return {
        "start_s": _rounded(partial.start_s),
        "end_s": _rounded(partial.end_s),
        "side": partial.side,
        "reason": partial.reason,
    }


def _hold(hold: Hold, events: tuple[Event, ...], breath_s: float) -> Json:
    # with what went wrong on the way into it, until it was reached
    overlapping = [e for e in events if e.start_s < hold.end_s and e.end_s >= hold.start_s]
    bad_s = _covered(hold.start_s, hold.end_s, overlapping)
    return {
        "side": hold.side,
        "start_s": _rounded(hold.start_s),
        "end_s": _rounded(hold.end_s),
        "held_s": _rounded(hold.held_s),
        "good_s": _rounded(hold.held_s - bad_s),
        "breaths": _in_hundredths(hold.held_s / breath_s),
        "faults": sorted({event.check for event in overlapping}),
    }


def _check(finding: Finding) -> Json:
    worst = None
    if not isnan(finding.worst):
        worst = {
            "time_s": _rounded(finding.worst_s),
            "value": _rounded(finding.worst),
            "unit": finding.check.unit,
        }
    return {
        "id": finding.check.id,
        "severity": finding.check.severity.value,
        "verdict": finding.verdict.value,
        "judged_s": _rounded(finding.judged_s),
        "fault_s": _rounded(finding.fault_s),
        "worst": worst,
        "limit": _rounded(finding.check.limit.enter),
    }


def _event(event: Event) -> Json:
    return {
        "check": event.check,
        "severity": event.severity.value,
        "start_s": _rounded(event.start_s),
        "end_s": _rounded(event.end_s),
        "worst": _rounded(event.worst),
        "unit": event.unit,
        "cue": event.cue,
    }


def _rounded(number: float, digits: int = 3) -> float:
    """Return a number as a plain float, also one that is whole or of numpy."""
    return round(float(number), digits)


def _in_hundredths(breaths: float) -> float:
    """Return a number rounded down, so that it reaches no goal that was not reached."""
    return floor(_rounded(100 * breaths, 6)) / 100


def _faults(start_s: float, end_s: float, events: tuple[Event, ...]) -> list[str]:
    return sorted({e.check for e in events if e.start_s < end_s and e.end_s > start_s})


def _covered(start_s: float, end_s: float, events: list[Event]) -> float:
    """Return for how long of a span at least one event lasted, of those in order of their start."""
    covered_s, until_s = 0.0, start_s
    for event in events:
        begin_s, stop_s = max(event.start_s, until_s), min(event.end_s, end_s)
        if stop_s > begin_s:
            covered_s, until_s = covered_s + stop_s - begin_s, stop_s
    return covered_s

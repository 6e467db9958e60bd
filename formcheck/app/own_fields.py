"""What no session could be made of in a user's own exercise, field by field."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from inspect import signature
from itertools import groupby
from math import isinf, isnan
from numbers import Real
from typing import Any, get_args

from formcheck.body import View
from formcheck.checks import Against, Check, Limit, Severity
from formcheck.counting.course import REST
from formcheck.exercise import AnyCheck, Exercise, Holds, Neutral, Repetitions, Way
from formcheck.judging.checks import END
from formcheck.landmarks import SIDES
from formcheck.posture import Range
from formcheck.profiles import PROFILES

_POSTURES = ("start", "begun", "within")
_KINDS = dict.fromkeys((*_POSTURES, "when"), "Range")
"""What the parts of fields are that are not named by what they hold."""


def wrong_field(exercise: Exercise) -> str | None:
    """Return what is wrong and what to do, as part of one line; None if nothing is."""
    return next(_wrong(exercise), None)


def _wrong(exercise: Exercise) -> Iterator[str]:
    yield from _texts(exercise, ("id", "name", "setup", "camera", "rest_phase"))
    if not exercise.id or set(exercise.id) & set("/\\") or not exercise.id.isprintable():
        yield f"id is {exercise.id!r}; files are named by it, so write a plain one without / and \\"
    for name in ("views", *_POSTURES, "ways", "neutrals", "checks"):
        parts = getattr(exercise, name)
        if not isinstance(parts, tuple):
            yield f"{name} is no tuple; write one, with a comma after its only part"
        if not parts and name in ("views", "start", "ways"):
            yield f"{name} is empty; an exercise needs at least one"
    yield from _strangers("views", exercise.views, get_args(View))
    for name in _POSTURES:
        yield from _posture(name, getattr(exercise, name))
    yield from _others("neutrals", exercise.neutrals, Neutral)
    ways = [way.phase for way in exercise.ways if isinstance(way, Way)]
    yield from _ways(exercise, ways)
    yield from _goal(exercise.goal, ways)
    if not _is_number(exercise.least_hz) or exercise.least_hz < 0:
        yield f"least_hz is {exercise.least_hz!r}; let it be a number, 0 if it is slow"
    yield from _others("checks", exercise.checks, AnyCheck)
    yield from _twice("checks", [check.id for check in exercise.checks])
    phases = (*ways, exercise.rest_phase, END)
    for check in exercise.checks:
        yield from (f"check {check.id!r}: {wrong}" for wrong in _check(check, phases))


def _ways(exercise: Exercise, phases: Sequence[str]) -> Iterator[str]:
    yield from _others("ways", exercise.ways, Way)
    for way in exercise.ways:
        yield from (f"way {way.phase!r}: {wrong}" for wrong in _way(way))
    yield from _twice("ways", phases)
    if exercise.rest_phase in phases:
        yield f"rest_phase is {exercise.rest_phase!r}, as a way is; name one differently"


def _goal(goal: Any, ways: Collection[str]) -> Iterator[str]:
    if isinstance(goal, Repetitions):
        yield from _strangers("goal, pattern", goal.pattern, ways)
        if len(list(groupby(goal.pattern))) > len(set(goal.pattern)):
            yield "goal, pattern comes back to a way; give one way after the other"
        yield from _mapping("goal, tally", goal.tally)
        yield from _strangers("goal, tally", goal.tally.values(), ways)
        for name in ("target", "enough"):
            number = getattr(goal, name)
            if not isinstance(number, int) or number < 1:
                yield f"goal, {name} is {number!r}; let it be a whole number from 1"
        if not _is_number(goal.begin) or not REST < goal.begin <= 1:
            yield f"goal, begin is {goal.begin!r}; let it be a number over {REST}, up to 1"
    elif isinstance(goal, Holds):
        breaths = goal.target_breaths
        if not _is_number(breaths) or breaths <= 0:
            yield f"goal, target_breaths is {breaths!r}; let it be a number over 0"
    else:
        yield f"goal is {goal!r}; let it be Repetitions or Holds"


def _way(way: Way) -> Iterator[str]:
    yield from _texts(way, ("phase", "unit"))
    yield from _measure(way.measure)
    if not _is_number(way.reach) or not way.reach or isinf(way.reach):
        yield f"reach is {way.reach!r}; let it be a number over 0, or under 0 if the measure falls"
    if way.side not in (None, *SIDES):
        yield f"side is {way.side!r}; let it be {' or '.join(map(repr, SIDES))}, or leave it out"
    if way.rest not in ("start", "recent") and not _is_number(way.rest):
        yield f"rest is {way.rest!r}; let it be a number, 'start' or 'recent'"


def _posture(field: str, parts: Collection[Any]) -> Iterator[str]:
    yield from _others(field, parts, Range)
    for part in parts:
        yield from (f"{field}: {wrong}" for wrong in _measure(part.measure))
        bounds = part.at_least, part.at_most
        if not all(map(_is_number, bounds)) or part.at_least > part.at_most:
            low, high = bounds
            yield f"{field} has a Range from {low!r} to {high!r}; give numbers, the smaller first"


def _measure(measure: Any) -> Iterator[str]:
    if not callable(measure):
        yield f"measure is {measure!r}; let it be a function of the body, as near(elbow_angle) is"
    elif not _takes_a_body(measure):
        name = getattr(measure, "__name__", repr(measure))
        yield f"measure {name} does not take a body alone; if a side as well, write near({name})"


def _takes_a_body(measure: Callable[..., Any]) -> bool:
    """Return whether a function can be called with a body alone, as far as that can be told."""
    try:
        signature(measure).bind(None)
    except TypeError:
        return False
    except ValueError:  # of some that are not written in Python nothing is known
        return True
    return True


def _check(check: AnyCheck, phases: Collection[str]) -> Iterator[str]:
    yield from _texts(check, ("id", "unit", "cue"))
    if not isinstance(check.severity, Severity):
        choice = " or ".join(str(each) for each in Severity)
        yield f"severity is {check.severity!r}; let it be {choice}"
    yield from _limit("limit", check.limit)
    if isinstance(check, Check):
        yield from _strangers("during", check.during, phases)
        yield from _strangers("views", check.views, get_args(View))
        yield from _measure(check.measure)
        if not isinstance(check.against, Against):
            yield f"against is {check.against!r}; let it be {' or '.join(map(str, Against))}"
        if not isinstance(check.when, tuple):
            yield "when is no tuple; write one, with a comma after its only part"
        yield from _posture("when", check.when)
        yield from _mapping("profiles", check.profiles)
        yield from _strangers("profiles", check.profiles, PROFILES)
        for profile, limit in check.profiles.items():
            yield from _limit(f"profiles, {profile}", limit)


def _texts(part: object, fields: Collection[str]) -> Iterator[str]:
    """Yield what is wrong with fields that hold a text."""
    for field in fields:
        text = getattr(part, field)
        if not isinstance(text, str):
            yield f"{field} is {text!r}; let it be a text"


def _mapping(field: str, parts: Any) -> Iterator[str]:
    if not isinstance(parts, Mapping):
        yield f"{field} is {parts!r}; let it be a dict"


def _others(field: str, parts: Collection[Any], kind: Any) -> Iterator[str]:
    """Yield which parts of a field are of another kind."""
    yield from (
        f"{field} has {part!r}; let all of them be {_KINDS.get(field, field)}"
        for part in parts
        if not isinstance(part, kind)
    )


def _limit(field: str, limit: Any) -> Iterator[str]:
    if not isinstance(limit, Limit) or not all(map(_is_number, (limit.enter, limit.leave))):
        yield f"{field} is {limit!r}; let it be a Limit of two numbers"


def _is_number(value: object) -> bool:
    return isinstance(value, Real) and not isnan(value)


def _strangers(field: str, named: Any, known: Collection[str]) -> Iterator[str]:
    """Yield what is wrong with a field that may name nothing but what is known."""
    if isinstance(named, str) or not isinstance(named, Collection):
        yield f"{field} is no tuple; write one, with a comma after its only part"
        return
    yield from (
        f"{field} has {name!r}; choose from {', '.join(known)}"
        for name in named
        if name not in known
    )


def _twice(kind: str, names: Sequence[str]) -> Iterator[str]:
    """Yield which name is given to two things of a kind."""
    yield from (
        f"it has two {kind} {name!r}; name one differently"
        for i, name in enumerate(names)
        if name in names[:i]
    )

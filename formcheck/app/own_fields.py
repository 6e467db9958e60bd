"""What no session could be made of in a user's own exercise, field by field."""

from collections.abc import Collection, Iterator, Sequence
from math import isnan
from numbers import Real
from typing import Any, get_args

from formcheck.body import View
from formcheck.checking import END
from formcheck.checks import Check, Limit, Severity
from formcheck.exercise import AnyCheck, Exercise, Holds, Repetitions, Way


def wrong_field(exercise: Exercise) -> str | None:
    """Return what is wrong and what to do, as part of one line; None if nothing is."""
    return next(_wrong(exercise), None)


def _wrong(exercise: Exercise) -> Iterator[str]:
    yield from _texts(exercise, ("id", "name", "setup", "camera", "rest_phase"))
    if not exercise.id or set(exercise.id) & set("/\\"):
        yield f"id is {exercise.id!r}; files are named by it, so write one without / and \\"
    for name in ("views", "start", "ways", "checks"):
        parts = getattr(exercise, name)
        if not isinstance(parts, tuple):
            yield f"{name} is no tuple; write one, with a comma after its only part"
        if not parts and name != "checks":
            yield f"{name} is empty; an exercise needs at least one"
    yield from _strangers("views", exercise.views, get_args(View))
    yield from _others("ways", exercise.ways, Way)
    ways = [way.phase for way in exercise.ways]
    yield from _twice("ways", ways)
    yield from _goal(exercise.goal, ways)
    yield from _others("checks", exercise.checks, AnyCheck)
    yield from _twice("checks", [check.id for check in exercise.checks])
    phases = (*ways, exercise.rest_phase, END)
    for check in exercise.checks:
        yield from (f"check {check.id!r}: {wrong}" for wrong in _check(check, phases))


def _goal(goal: Any, ways: Collection[str]) -> Iterator[str]:
    if isinstance(goal, Repetitions):
        yield from _strangers("goal, pattern", goal.pattern, ways)
        yield from _strangers("goal, tally", goal.tally.values(), ways)
        for name in ("target", "enough"):
            number = getattr(goal, name)
            if not isinstance(number, int) or number < 1:
                yield f"goal, {name} is {number!r}; let it be a whole number from 1"
    elif isinstance(goal, Holds):
        breaths = goal.target_breaths
        if not _is_number(breaths) or breaths <= 0:
            yield f"goal, target_breaths is {breaths!r}; let it be a number over 0"
    else:
        yield f"goal is {goal!r}; let it be Repetitions or Holds"


def _check(check: AnyCheck, phases: Collection[str]) -> Iterator[str]:
    yield from _texts(check, ("id", "unit", "cue"))
    if not isinstance(check.severity, Severity):
        choice = " or ".join(str(each) for each in Severity)
        yield f"severity is {check.severity!r}; let it be {choice}"
    yield from _limit("limit", check.limit)
    if isinstance(check, Check):
        yield from _strangers("during", check.during, phases)
        yield from _strangers("views", check.views, get_args(View))
        for profile, limit in check.profiles.items():
            yield from _limit(f"profiles, {profile}", limit)


def _texts(part: object, fields: Collection[str]) -> Iterator[str]:
    """Yield what is wrong with fields that hold a text."""
    for field in fields:
        text = getattr(part, field)
        if not isinstance(text, str):
            yield f"{field} is {text!r}; let it be a text"


def _others(field: str, parts: Collection[Any], kind: Any) -> Iterator[str]:
    """Yield which parts of a field are of another kind."""
    yield from (
        f"{field} has {part!r}; let all of them be {field}"
        for part in parts
        if not isinstance(part, kind)
    )


def _limit(field: str, limit: Any) -> Iterator[str]:
    if not isinstance(limit, Limit) or not all(map(_is_number, (limit.enter, limit.leave))):
        yield f"{field} is {limit!r}; let it be a Limit of two numbers"


def _is_number(value: object) -> bool:
    return isinstance(value, Real) and not isnan(value)


def _strangers(field: str, named: Collection[str], known: Collection[str]) -> Iterator[str]:
    """Yield what is wrong with a field that may name nothing but what is known."""
    if isinstance(named, str):
        yield f"{field} is no tuple; write one, with a comma after its only part"
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

"""What ``formcheck live`` is asked to do: which exercise or routine, and how."""

from dataclasses import replace
from functools import partial

from formcheck.app.choice import choose_exercise, is_file
from formcheck.app.failures import UsageError
from formcheck.app.live.plan import CalibrationPlan, Plan, RoutinePlan, SinglePlan
from formcheck.app.own import ExerciseError
from formcheck.app.own_range import own_task, save_range
from formcheck.app.videos.analyze import Task, task_for
from formcheck.breath import BREATH_S
from formcheck.exercise import Exercise, Registry
from formcheck.exercises import EXERCISES, is_built_in
from formcheck.io.files import shown
from formcheck.naming import LIST, advice
from formcheck.routines import ROUTINES, Routine, RoutineError, parse_routine


def plan_for(
    wanted: str,
    profile: str = "default",
    breath_s: float = BREATH_S,
    variant: str | None = None,
    calibrate: bool = False,
) -> Plan:
    """Return what is to be done; raise UsageError, ExerciseError or ProfileError if it can't be."""
    known = {**EXERCISES, **_own_in(wanted)} if _is_list(wanted) else EXERCISES
    routine = _routine(wanted, variant, known)
    if routine is None:
        _check_name(wanted)
        task = task_for(wanted, profile, breath_s)
        keep = partial(save_range, own=not is_built_in(task.exercise))
        return CalibrationPlan(task, keep) if calibrate else SinglePlan(own_task(task, wanted))
    if calibrate:
        raise UsageError(f"{wanted} is a routine; name one exercise to calibrate")
    return _routine_plan(routine, known, profile, breath_s)


def _routine_plan(routine: Routine, known: Registry, profile: str, breath_s: float) -> RoutinePlan:
    """Return a routine as it is done; own exercises are named by their files, and then by id."""
    names = dict.fromkeys(step.exercise_id for step in routine.steps)
    tasks: dict[str, Task] = {}
    for name in names:
        exercise = known[name]
        if exercise.id in tasks:
            raise UsageError(f"{shown(name)}: another exercise is called {exercise.id!r}, too")
        tasks[exercise.id] = own_task(task_for(exercise, profile, breath_s), name)
    steps = tuple(replace(step, exercise_id=known[step.exercise_id].id) for step in routine.steps)
    return RoutinePlan(replace(routine, steps=steps), tasks)


def _check_name(wanted: str) -> None:
    """Refuse what is neither an exercise nor a routine; both may have been meant."""
    if wanted not in EXERCISES and not is_file(wanted):
        meant = advice(wanted, (*ROUTINES, *EXERCISES), f"{LIST}, formcheck live --help")
        raise ExerciseError(f"there is no exercise or routine {shown(wanted)!r}; {meant}")


def _is_list(wanted: str) -> bool:
    """Return whether exercises are listed, if only one with a number."""
    first, colon, _ = wanted.partition(":")
    return "," in wanted or (colon != "" and (first in EXERCISES or is_file(first)))


def _routine(wanted: str, variant: str | None, known: Registry) -> Routine | None:
    """Return the routine of a name or of a list of exercises; None if it is one exercise."""
    routine = ROUTINES.get(wanted)
    try:
        if _is_list(wanted):
            routine = parse_routine(wanted, known)
        if variant is not None and routine is None:
            raise RoutineError(f"{wanted} has no variants; leave --variant out")
        return routine.variant(variant) if routine and variant else routine
    except RoutineError as error:
        raise UsageError(str(error)) from error


def _own_in(wanted: str) -> dict[str, Exercise]:
    """Return the own exercises of a list by what they are called there: their files."""
    names = (item.partition(":")[0].strip() for item in wanted.split(","))
    return {name: choose_exercise(name) for name in names if is_file(name)}

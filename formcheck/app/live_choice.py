"""What ``formcheck live`` is asked to do: which exercise or routine, and how."""

from formcheck.app.analyze import BREATH_S, Task, task_for
from formcheck.app.choice import LIST, advice, is_file
from formcheck.app.failures import UsageError
from formcheck.app.live_plan import Finding, Plan, Sequence, Single
from formcheck.app.own import ExerciseError
from formcheck.app.own_range import own_task, save_range
from formcheck.exercises import EXERCISES
from formcheck.io.files import shown
from formcheck.routines import ROUTINES, Routine, RoutineError, parse_routine

USUAL = "spine-health"


def plan_for(
    wanted: str,
    profile: str = "default",
    breath_s: float = BREATH_S,
    variant: str | None = None,
    calibrate: bool = False,
) -> Plan:
    """Return what is to be done; raise UsageError, ExerciseError or ProfileError if it can't be."""
    routine = _routine(wanted, variant)
    if routine is None:
        _check_name(wanted)
        task = task_for(wanted, profile, breath_s)
        return Finding(task, save_range) if calibrate else Single(own_task(task))
    if calibrate:
        raise UsageError(f"{wanted} is a routine; name one exercise to calibrate")
    names = dict.fromkeys(step.exercise_id for step in routine.steps)
    tasks: dict[str, Task] = {name: own_task(task_for(name, profile, breath_s)) for name in names}
    return Sequence(routine, tasks)


def _check_name(wanted: str) -> None:
    """Refuse what is neither an exercise nor a routine; both may have been meant."""
    if wanted not in EXERCISES and not is_file(wanted):
        meant = advice(wanted, (*ROUTINES, *EXERCISES), f"{LIST}, formcheck live --help")
        raise ExerciseError(f"there is no exercise or routine {shown(wanted)!r}; {meant}")


def _routine(wanted: str, variant: str | None) -> Routine | None:
    """Return the routine of a name or of a list of exercises; None if it is one exercise."""
    is_list = "," in wanted or (wanted.partition(":")[0] in EXERCISES and ":" in wanted)
    routine = ROUTINES.get(wanted)
    try:
        if is_list:
            routine = parse_routine(wanted)
        if variant is not None and routine is None:
            raise RoutineError(f"{wanted} has no variants; leave --variant out")
        return routine.variant(variant) if routine and variant else routine
    except RoutineError as error:
        raise UsageError(str(error)) from error

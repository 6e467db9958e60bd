"""Routines: exercises in an order, and reading one that is written as a list."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from formcheck.exercise import Exercise, Holds, Registry, Repetitions
from formcheck.exercises import EXERCISES
from formcheck.landmarks import SIDES, Side
from formcheck.naming import advice

MOST = 100
"""Nobody does more of anything in one step."""


class RoutineError(ValueError):
    """There is no such routine; the message is one line that says what to do."""


@dataclass(frozen=True)
class Step:
    """One exercise of a routine and how much of it."""

    exercise_id: str
    target: int = 1
    """Repetitions or holds, of each side where the exercise has sides."""
    side: Side | None = None
    """The only side to hold; None: both where there are two."""
    breaths: float | None = None
    """How long each hold lasts; None: as the exercise has it."""


@dataclass(frozen=True)
class Routine:
    """Exercises in an order."""

    id: str
    name: str
    steps: tuple[Step, ...]
    variants: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """By variant: which exercises take the place of which."""

    def variant(self, name: str) -> "Routine":
        """Return the routine in one of its variants."""
        if name not in self.variants:
            known = f"choose {' or '.join(self.variants)}" if self.variants else "it has none"
            raise RoutineError(f"{self.id} has no variant {name!r}; {known}")
        swaps = self.variants[name]
        steps = tuple(
            replace(step, exercise_id=swaps.get(step.exercise_id, step.exercise_id))
            for step in self.steps
        )
        return replace(self, steps=steps)


REST = Step("childs_pose", breaths=3)

_ALL = (
    Routine(
        "spine-health",
        "Spine health",
        (
            Step("cat_cow", 5),
            REST,
            Step("crocodile_twist", breaths=3),
            REST,
            Step("supine_twist", breaths=3),
            Step("cobra", 5),
        ),
        variants={"supine": {}, "seated": {"supine_twist": "seated_twist"}},
    ),
    Routine(
        "bendy-back",
        "Bendy back",
        (
            Step("butterfly_side_bend", 8),
            Step("butterfly_articulation", 10),
            Step("upper_back_lift", 12),
            REST,
            Step("childs_pose_to_cobra", 6),
            Step("cobra_kicks", 20),
            REST,
        ),
    ),
)
ROUTINES = {routine.id: routine for routine in _ALL}


def parse_routine(text: str, exercises: Registry = EXERCISES) -> Routine:
    """Return the routine of a list like ``cat_cow:5,childs_pose:3,cobra``, or raise RoutineError.

    The number is repetitions, of each side where there are sides, or the breaths of a hold; a
    side may follow a hold, as in ``supine_twist:3:left``.
    """
    items = [item.strip() for item in text.split(",") if item.strip()]
    if not items:
        raise RoutineError("the list of exercises is empty; write one like cat_cow:5,cobra:5")
    return Routine("own", "Own routine", tuple(_step(item, exercises) for item in items))


def aimed(exercise: Exercise, step: Step) -> Exercise:
    """Return the exercise with the goal that a step sets, named by the side if it asks for one."""
    goal = exercise.goal
    if isinstance(goal, Repetitions):
        target = step.target * 2 if exercise.each_side else step.target
        return replace(exercise, goal=replace(goal, target=target, enough=min(goal.enough, target)))
    breaths = step.breaths or goal.target_breaths
    goal = replace(
        goal,
        target_breaths=breaths,
        praised_breaths=max(goal.praised_breaths, breaths + 2),
        each_side=goal.each_side and step.side is None,
        only=step.side,
    )
    name = exercise.name if step.side is None else f"{exercise.name}, {step.side} side"
    return replace(exercise, name=name, goal=goal)


def _step(item: str, exercises: Registry) -> Step:
    name, *rest = (part.strip() for part in item.split(":"))
    if name not in exercises:
        raise RoutineError(f"there is no exercise {name!r}; {advice(name, exercises)}")
    exercise = exercises[name]
    side = next((side for side in SIDES if rest and rest[-1] == side), None)
    numbers = rest[:-1] if side else rest
    goal = exercise.goal
    held_by_side = exercise.held and exercise.each_side
    if len(numbers) > 1 or (side and not held_by_side):
        raise RoutineError(f"can't read {item!r}; write it like cat_cow:5 or supine_twist:3:left")
    number = _number(item, numbers[0]) if numbers else None
    if isinstance(goal, Holds):
        return Step(name, side=side, breaths=number)
    return Step(name, number or exercise.per_side(goal.target))


def _number(item: str, text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() else 0
    if not 1 <= number <= MOST:
        raise RoutineError(f"{item!r} needs a whole number from 1 to {MOST}; write it like cobra:5")
    return number

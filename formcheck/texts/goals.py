"""What is to be reached in an exercise, in words."""

from formcheck.exercise import Exercise, Repetitions
from formcheck.texts.words import count_text


def goal_of(exercise: Exercise) -> str:
    """Return the number of repetitions or breaths that is to be reached."""
    goal = exercise.goal
    each = " each side" if exercise.each_side else ""
    if isinstance(goal, Repetitions):
        return f"{exercise.per_side(goal.target)}{each}"
    return f"{count_text(goal.target_breaths, 'breath')}{each}"


def goal_in_full(exercise: Exercise) -> str:
    """Return the goal, and what is enough or more than that."""
    goal = exercise.goal
    if isinstance(goal, Repetitions):
        enough = exercise.per_side(goal.enough)
        return f"{goal_of(exercise)} ({enough} {'is' if enough == 1 else 'are'} enough)"
    return f"{goal_of(exercise)} ({goal.praised_breaths:g} are very good)"

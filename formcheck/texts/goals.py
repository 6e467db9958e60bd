"""What is to be reached in an exercise, in words."""

from formcheck.exercise import Exercise, Repetitions
from formcheck.texts.words import count_text


def goal_of(exercise: Exercise) -> str:
    """Return the number of repetitions or breaths that is to be reached."""
    goal = exercise.goal
    if isinstance(goal, Repetitions):
        return f"{goal.target // 2} each side" if exercise.sided else str(goal.target)
    each = " each side" if exercise.sided and goal.each_side else ""
    return f"{count_text(goal.target_breaths, 'breath')}{each}"


def goal_in_full(exercise: Exercise) -> str:
    """Return the goal, and what is enough or more than that."""
    goal = exercise.goal
    if isinstance(goal, Repetitions):
        enough = goal.enough // 2 if exercise.sided else goal.enough
        return f"{goal_of(exercise)} ({enough} {'is' if enough == 1 else 'are'} enough)"
    return f"{goal_of(exercise)} ({goal.praised_breaths:g} are very good)"

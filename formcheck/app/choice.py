"""Which exercise is meant."""

from pathlib import Path

from formcheck.app.own import ExerciseError, load_exercise, sound
from formcheck.exercise import Exercise
from formcheck.exercises import EXERCISES
from formcheck.io.files import shown
from formcheck.naming import advice


def choose_exercise(wanted: str | Path | Exercise) -> Exercise:
    """Return the exercise of an id or of a user's own file, or raise ExerciseError."""
    if isinstance(wanted, Exercise):
        return sound(wanted, "the Exercise")
    name = str(wanted)
    if name in EXERCISES:
        return EXERCISES[name]
    if is_file(wanted):
        return load_exercise(wanted)
    raise ExerciseError(f"there is no exercise {shown(name)!r}; {advice(name, EXERCISES)}")


def is_file(wanted: str | Path) -> bool:
    """Return whether a user's own file is named, and not an id."""
    name = str(wanted)
    return isinstance(wanted, Path) or name.endswith(".py") or "/" in name

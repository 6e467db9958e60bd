"""Which exercise is meant."""

from difflib import get_close_matches
from pathlib import Path

from formcheck.app.own import ExerciseError, load_exercise
from formcheck.exercise import Exercise
from formcheck.exercises import EXERCISES
from formcheck.io.files import shown


def choose_exercise(wanted: str | Path | Exercise) -> Exercise:
    """Return the exercise of an id or of a user's own file, or raise ExerciseError."""
    if isinstance(wanted, Exercise):
        return wanted
    name = str(wanted)
    if name in EXERCISES:
        return EXERCISES[name]
    if isinstance(wanted, Path) or name.endswith(".py") or "/" in name:
        return load_exercise(wanted)
    raise ExerciseError(f"there is no exercise {shown(name)!r}; {_advice(name)}")


def _advice(name: str) -> str:
    words = name.strip().lower().replace("-", "_").replace(" ", "_")
    near = get_close_matches(words, EXERCISES, n=3, cutoff=0.5)
    meant = f"did you mean {' or '.join(near)}? " if near else ""
    return f"{meant}see: formcheck exercises"
